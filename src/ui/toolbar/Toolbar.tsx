import { Archive, CircleQuestionMark, FileText, GitCompareArrows, Menu as MenuIcon, PanelRight, PanelRightClose } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../controls/Button';
import { Modal } from '../controls/Modal';
import { ExportMenu } from '../export/ExportMenu';
import { ConfigurationMenu } from '../policies/ConfigurationMenu';
import { OverlayMenu } from '../policies/OverlayMenu';
import { useActions, useApp, useAppHandle } from '../use-app';
import { inBar, inSheet, SHEET } from './bar-plan';
import { FormSwitch } from './FormSwitch';
import { GroupingMenu } from './GroupingMenu';
import { LabelsMenu } from './LabelsMenu';
import { NamespaceMenu } from './NamespaceMenu';
import { OptionsMenu } from './OptionsMenu';
import { RefreshControls, RefreshMenu } from './RefreshControls';
import { ScenarioMenu } from './ScenarioMenu';
import { SourceMenu } from './SourceMenu';
import { ThemeButton } from './ThemeButton';
import { TimelineButton } from './TimelineButton';
import { TimeMenu } from './TimeMenu';

export interface ToolbarProps {
  readonly panelOpen: boolean;
  readonly onTogglePanel: () => void;
  readonly onHelp: () => void;
  readonly onExposition: () => void;
}

/** Where the bar is short, a sign with its accessible name is enough. */
const SIGN_ONLY = 'max-[104rem]:[&>span]:hidden max-[104rem]:[&>svg:last-child]:hidden';
const GIVES_WAY = '!min-w-20 !shrink';

/** One slim bar. The time is never cut: names before it give way. What stands in it and what folds into the sheet, `bar-plan.ts` says. */
export function Toolbar({ panelOpen, onTogglePanel, onHelp, onExposition }: ToolbarProps): ReactNode {
  const [sheetOpen, setSheetOpen] = useState(false);
  const sealed = useApp((state) => state.sealed);
  const actions = useActions();
  const app = useAppHandle();
  return (
    <header className="print:hidden flex h-12 shrink-0 items-center gap-1.5 border-line border-b bg-surface px-2 max-[24rem]:gap-1 sm:px-3">
      <h1 className="mr-1 flex items-center gap-2 font-semibold text-base tracking-tight">
        <Mark />
        <span className="max-[104rem]:sr-only">Seamark</span>
      </h1>
      <FormSwitch wordless="max-[104rem]:sr-only" className={inBar('form')} />
      <div className={`flex min-w-0 items-center gap-1.5 ${inBar('source')}`}>
        <SourceMenu className={`!max-w-44 ${GIVES_WAY}`} />
        <ScenarioMenu className={`!max-w-44 ${GIVES_WAY}`} />
        <NamespaceMenu className="!max-w-48" />
        <GroupingMenu className={`!max-w-60 max-[104rem]:[&>span:first-of-type]:hidden ${GIVES_WAY} ${inBar('grouping')}`} />
        <OverlayMenu />
        <LabelsMenu className={`${SIGN_ONLY} ${inBar('labels')}`} />
        <OptionsMenu className={`${SIGN_ONLY} ${inBar('options')}`} />
      </div>
      <Button
        icon={MenuIcon}
        aria-label="View and options"
        aria-haspopup="dialog"
        className={SHEET.only}
        onClick={() => setSheetOpen(true)}
      >
        <span className="hidden md:inline">View</span>
      </Button>
      <ConfigurationMenu className={`!max-w-52 ${inBar('configuration')}`} />
      <ExportMenu className={`[&>span]:hidden [&>svg:last-child]:hidden ${inBar('export')}`} />
      <div className="flex-1" />
      <TimeMenu />
      <TimelineButton className={inBar('timeline')} />
      <CompareButton className={inBar('compare')} />
      <RefreshControls />
      <div className="mx-0.5 hidden h-5 w-px bg-line sm:block" aria-hidden />
      <span className={`flex items-center ${inBar('help')}`}>
        {sealed ? null : (
          <IconButton label="Open proxy statistics" icon={FileText} className={inBar('proxyStatistics')} onClick={onExposition} />
        )}
        <IconButton label="Snapshot: save or open" shortcut="z" icon={Archive} onClick={() => actions.setDetails('snapshot')} />
        <ThemeButton className={inBar('theme')} />
        <IconButton label="Keys and commands" shortcut="?" icon={CircleQuestionMark} onClick={onHelp} />
      </span>
      <IconButton
        label={panelOpen ? 'Hide the panel' : 'Show the panel'}
        icon={panelOpen ? PanelRightClose : PanelRight}
        aria-expanded={panelOpen}
        onClick={onTogglePanel}
      />
      <Modal title="View and options" size="sheet" open={sheetOpen} onOpenChange={setSheetOpen}>
        <div className="flex flex-col items-stretch gap-3 [&>button]:max-w-none [&>button]:justify-start">
          <FormSwitch className={inSheet('form')} />
          <SourceMenu />
          <ScenarioMenu />
          <NamespaceMenu />
          <GroupingMenu />
          <OverlayMenu />
          <ConfigurationMenu className={inSheet('configuration')} />
          <LabelsMenu />
          <OptionsMenu />
          <ExportMenu />
          <RefreshMenu className={inSheet('refreshInterval')} />
          <TimelineButton worded className={inSheet('timeline')} onOpened={() => setSheetOpen(false)} />
          <Button
            icon={GitCompareArrows}
            className={inSheet('compare')}
            onClick={() => {
              setSheetOpen(false);
              app.face?.openCompare();
            }}
          >
            Compare with another moment…
          </Button>
          {sealed ? null : (
            <Button
              icon={FileText}
              onClick={() => {
                setSheetOpen(false);
                onExposition();
              }}
            >
              Open proxy statistics
            </Button>
          )}
          <Button
            icon={Archive}
            className={inSheet('snapshot')}
            onClick={() => {
              setSheetOpen(false);
              actions.setDetails('snapshot');
            }}
          >
            Snapshot: save or open
          </Button>
          <Button
            icon={CircleQuestionMark}
            onClick={() => {
              setSheetOpen(false);
              onHelp();
            }}
          >
            Keys and commands
          </Button>
          <div className="flex items-center gap-2">
            <ThemeButton />
            <span className="text-muted text-xs">Theme</span>
          </div>
        </div>
      </Modal>
    </header>
  );
}

function CompareButton({ className }: { readonly className: string }): ReactNode {
  const app = useAppHandle();
  const comparing = useApp((state) => state.view.compare !== undefined);
  return (
    <IconButton
      label="Compare with another moment"
      shortcut="v"
      icon={GitCompareArrows}
      aria-pressed={comparing}
      aria-haspopup="dialog"
      className={className}
      onClick={() => app.face?.openCompare()}
    />
  );
}

/** Two callers and the sea mark they meet at. */
function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 24 24" className="size-5 shrink-0 text-accent" aria-hidden>
      <path d="M5 5.5 18 12M5 18.5 18 12" stroke="currentColor" strokeWidth="2" fill="none" opacity="0.55" />
      <circle cx="5" cy="5.5" r="3" fill="currentColor" />
      <circle cx="5" cy="18.5" r="3" fill="currentColor" />
      <circle cx="18.5" cy="12" r="4" fill="currentColor" />
    </svg>
  );
}
