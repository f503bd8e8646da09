import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import type { ExportTab } from '../../app/export-types';
import type { SnapshotForm } from '../../app/snapshot-types';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { Modal } from '../controls/Modal';
import { useActions } from '../use-app';
import { DataTab } from './DataTab';
import { PictureTab } from './PictureTab';
import { SnapshotTab } from './SnapshotTab';
import { SummaryTab } from './SummaryTab';

interface ExportDialogProps {
  readonly tab: ExportTab | undefined;
  /** undefined closes it. */
  readonly onTab: (tab: ExportTab | undefined) => void;
}

interface TabProps {
  /** To the dialog that saves snapshots. */
  readonly onSave: (form: SnapshotForm) => void;
}

const TABS: readonly { readonly id: ExportTab; readonly title: string; readonly View: (props: TabProps) => ReactNode }[] = [
  { id: 'picture', title: 'Picture', View: PictureTab },
  { id: 'data', title: 'Data', View: DataTab },
  { id: 'summary', title: 'Summary', View: SummaryTab },
  { id: 'snapshot', title: 'Snapshot', View: SnapshotTab },
];

const TAB =
  'h-9 shrink-0 whitespace-nowrap border-transparent -outline-offset-2 border-b-2 px-2 text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink';

/** Takes what is shown out of the page: as a picture, as data, as words for a ticket. */
export function ExportDialog({ tab, onTab }: ExportDialogProps): ReactNode {
  const actions = useActions();
  const save = (form: SnapshotForm) => {
    onTab(undefined);
    actions.setDetails('snapshot', form);
  };
  return (
    <Modal
      title="Export"
      description="What is on screen, as a file or on the clipboard. Nothing leaves this browser."
      size="export"
      open={tab !== undefined}
      onOpenChange={(open) => open || onTab(undefined)}
    >
      <Tabs.Root
        value={tab ?? 'picture'}
        onValueChange={(chosen) => onTab(TABS.find(({ id }) => id === chosen)?.id ?? 'picture')}
        className="flex min-h-full flex-col gap-4"
      >
        <Tabs.List aria-label="Form of the export" className="flex gap-1 border-line border-b">
          {TABS.map(({ id, title }, index) => (
            <Tabs.Trigger key={id} value={id} className={TAB} {...(index === 0 && { 'data-first-focus': '' })}>
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {TABS.map(({ id, title, View }) => (
          <Tabs.Content key={id} value={id} className="flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden">
            <ErrorBoundary what={`The tab ${title}`}>
              <View onSave={save} />
            </ErrorBoundary>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Modal>
  );
}
