import { type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { differenceShown } from '../app/difference-shown';
import type { ExportTab } from '../app/export-types';
import type { NoteSubject } from '../mesh/note';
import { ArrangementNotice } from './canvas/ArrangementNotice';
import { Banners } from './canvas/Banners';
import { CanvasState } from './canvas/CanvasState';
import { MeshCanvas } from './canvas/MeshCanvas';
import { ErrorBoundary } from './controls/ErrorBoundary';
import { onDemand } from './controls/on-demand';
import { SkipLinks } from './controls/SkipLinks';
import { Details } from './details/Details';
import { FindBar } from './find/FindBar';
import { focusSoon } from './focus-soon';
import { MomentFolds } from './folds/MomentFolds';
import { PanelFold } from './folds/PanelFold';
import type { Foldable } from './folds/unfolded';
import { ROOMY, useUnfolded } from './folds/use-unfolded';
import { COMPARISON_ID, FORM_ID, MAP_ID, NOTES_ID, OUTLINE_ID, PANEL_BODY_ID, PANEL_ID, TIMELINE_ID } from './landmarks';
import { late, useLateParts, useOnce } from './late';
import { Legend } from './legend/Legend';
import { indexMesh } from './mesh-index';
import { PageFace } from './PageFace';
import { Panel } from './panels/Panel';
import { ResourceViewer } from './policies/ResourceViewer';
import { SnapshotBanner } from './snapshot/SnapshotBanner';
import { Announcer } from './status/Announcer';
import { StatusLine } from './status/StatusLine';
import { createSpeaker } from './status/speaker';
import { SpeakerContext } from './status/use-speaker';
import { CanvasTools } from './toolbar/CanvasTools';
import { Toolbar } from './toolbar/Toolbar';
import { AppContext, MapAppContext, useActions, useApp } from './use-app';
import { useKeys } from './use-keys';
import { MeshContext } from './use-mesh';
import { useReturningFocus } from './use-returning-focus';
import { useTheme } from './use-theme';

const Exposition = late(async () => (await import('./exposition/Exposition')).Exposition);
const Forms = late(async () => (await import('./forms/Forms')).Forms);
const ExportDialog = late(async () => (await import('./export/ExportDialog')).ExportDialog);
const HelpSheet = late(async () => (await import('./toolbar/HelpSheet')).HelpSheet);
const Notes = late(async () => (await import('./notes/Notes')).Notes);
const Outline = late(async () => (await import('./outline/Outline')).Outline);
const Timeline = late(async () => (await import('./timeline/Timeline')).Timeline);
const PrintedPicture = late(async () => (await import('./print/PrintedPicture')).PrintedPicture);
const PrintedPanelHead = late(async () => (await import('./print/PrintedPicture')).PrintedPanelHead);
const RetroNotice = late(async () => (await import('./notes/RetroNotice')).RetroNotice);
const SettingsDialog = late(async () => (await import('./settings/SettingsDialog')).SettingsDialog);
const CompareBar = late(async () => (await import('./compare/CompareBar')).CompareBar);
const DraftOnMap = late(async () => (await import('./what-if/DraftOnMap')).DraftOnMap);
const CompareDialog = late(async () => (await import('./compare/CompareDialog')).CompareDialog);
const MomentSign = late(async () => (await import('./compare/MomentSign')).MomentSign);
const Story = late(async () => (await import('./notes/Story')).Story);

/** Who types after Ctrl+K must find it there: it is fetched at once, beside the first questions. */
const palette = onDemand(async () => (await import('./palette/Palette')).Palette);

/** The mesh is the page; everything else stands at its edges and folds away. */
export function Page(): ReactNode {
  const mapApp = use(MapAppContext);
  const theme = useTheme();
  const form = useApp((state) => state.view.form);
  const mesh = useApp((state) => state.picture?.mesh);
  const before = useApp((state) => differenceShown(state)?.removed);
  const index = useMemo(() => (mesh === undefined ? undefined : indexMesh(mesh, before)), [mesh, before]);
  const comparing = useApp((state) => state.view.compare !== undefined);
  const drafting = useApp(({ draft, view }) => draft?.folded === true && view.details !== 'what-if');
  const [roomyAtFirst] = useState(() => window.matchMedia(ROOMY).matches);
  const selectedAtFirst = useApp((state) => state.view.selected !== undefined);
  const [panelOpen, setPanelOpen] = useState(roomyAtFirst || selectedAtFirst);
  const [helpOpen, setHelpOpen] = useState(false);
  const [expositionOpen, setExpositionOpen] = useState(false);
  const mainId = form === 'map' ? MAP_ID : FORM_ID;
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const openSettings = useCallback(() => setSettingsOpen(true), []);
  const [side, setSide] = useState<'outline' | 'notes'>();
  const [writing, setWriting] = useState<NoteSubject>();
  const [compareOpen, setCompareOpen] = useState(false);
  const openCompare = useCallback(() => setCompareOpen(true), []);
  const [exportTab, setExportTab] = useState<ExportTab>();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [speaker] = useState(createSpeaker);
  const telling = useApp((state) => state.told !== undefined);
  const timelineOpen = useApp((state) => state.view.span !== undefined);
  const [unfolded, unfold] = useUnfolded({ panel: panelOpen, timeline: timelineOpen, comparison: comparing, story: telling });
  const openPanel = useCallback(() => {
    setPanelOpen(true);
    unfold('panel');
  }, [unfold]);
  const unlessFolded = (part: Foldable) => (unfolded === part ? 'contents' : 'contents max-lg:hidden');
  const enterPanel = useReturningFocus(openPanel);
  const openOutline = useCallback(() => {
    setSide('outline');
    focusSoon(`#${OUTLINE_ID} [role="treeitem"][tabindex="0"]`);
  }, []);
  const closeSide = useCallback(() => {
    setSide(undefined);
    setWriting(undefined);
    focusSoon(`#${mainId}`);
  }, [mainId]);
  const openNotes = useCallback((about?: NoteSubject) => {
    setSide('notes');
    setWriting(about);
    // Who writes is in the text at once.
    if (about === undefined) focusSoon(`#${NOTES_ID}`);
  }, []);
  const openExport = useCallback((tab: ExportTab = 'picture') => setExportTab(tab), []);
  const openPalette = useCallback(() => setPaletteOpen(true), []);
  const { setSpan } = useActions();
  const closeTimeline = useCallback(() => {
    setSpan(undefined);
    focusSoon(`#${mainId}`);
  }, [setSpan, mainId]);
  const once = {
    forms: useOnce(form !== 'map'),
    timeline: useOnce(timelineOpen),
    settings: useOnce(settingsOpen),
    help: useOnce(helpOpen),
    palette: useOnce(paletteOpen),
    said: useOnce(useApp((state) => state.retroSaid !== undefined)),
    export: useOnce(exportTab !== undefined),
    compare: useOnce(compareOpen),
  };
  useLateParts();
  useEffect(() => void palette.bring().catch(() => {}), []);
  useKeys();
  useTitle();
  return (
    <SpeakerContext value={speaker}>
      <MeshContext value={index}>
        <SkipLinks
          links={[
            { text: `Skip to the ${form}`, href: `#${mainId}`, go: () => focusSoon(`#${mainId}`) },
            { text: 'Skip to the outline', go: openOutline },
            {
              text: 'Skip to the panel',
              href: `#${PANEL_ID}`,
              go: () => {
                openPanel();
                focusSoon(`#${PANEL_ID}`);
              },
            },
          ]}
        />
        <div className="flex h-dvh flex-col short:h-160 print:h-auto">
          <Toolbar
            panelOpen={panelOpen}
            onTogglePanel={() => setPanelOpen(!panelOpen)}
            onHelp={openHelp}
            onExposition={() => setExpositionOpen(true)}
          />
          <SnapshotBanner />
          <div className="flex min-h-0 flex-1 flex-col lg:flex-row print:block">
            <main className="flex min-h-0 min-w-0 flex-1 flex-col sm:flex-row print:block" aria-label="Service graph">
              {side === 'outline' ? (
                <ErrorBoundary what="The outline">
                  <Outline onClose={closeSide} onEnter={enterPanel} />
                </ErrorBoundary>
              ) : null}
              {side === 'notes' ? (
                // While they are told, a narrow window is for the map.
                <div className={telling ? 'hidden sm:contents' : 'contents'}>
                  <ErrorBoundary what="The notes">
                    <Notes writing={writing} onWrite={setWriting} onClose={closeSide} />
                  </ErrorBoundary>
                </div>
              ) : null}
              {/* In a narrow window there is room for one of the two. */}
              <div className={`min-h-0 min-w-0 flex-1 flex-col print:block ${side === undefined || telling ? 'flex' : 'hidden sm:flex'}`}>
                <ErrorBoundary what="The find bar">
                  <FindBar />
                </ErrorBoundary>
                <MomentFolds unfolded={unfolded} onUnfold={unfold} />
                {comparing ? (
                  <div id={COMPARISON_ID} className={unlessFolded('comparison')}>
                    <ErrorBoundary what="The comparison">
                      <CompareBar />
                    </ErrorBoundary>
                  </div>
                ) : null}
                {drafting ? (
                  <ErrorBoundary what="The draft">
                    <DraftOnMap />
                  </ErrorBoundary>
                ) : null}
                {telling ? (
                  <ErrorBoundary what="The story">
                    <Story />
                  </ErrorBoundary>
                ) : null}
                {once.timeline ? (
                  <div id={TIMELINE_ID} className={unlessFolded('timeline')}>
                    <ErrorBoundary what="The timeline" resetKey={timelineOpen}>
                      <Timeline onClose={closeTimeline} />
                    </ErrorBoundary>
                  </div>
                ) : null}
                <PrintedPicture />
                <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden print:block print:overflow-visible">
                  <div
                    inert={form !== 'map'}
                    className={`flex min-h-0 flex-1 flex-col sm:flex-row print:block ${form === 'map' ? '' : 'invisible print:hidden'}`}
                  >
                    <CanvasTools />
                    <div className="flex min-h-0 min-w-0 flex-1 flex-col print:block">
                      <div className="relative min-h-0 flex-1 print:h-auto">
                        <ErrorBoundary what="The map">
                          <AppContext value={mapApp}>
                            <MeshCanvas theme={theme} onSelected={openPanel} onEnter={enterPanel} />
                          </AppContext>
                        </ErrorBoundary>
                        <CanvasState />
                        {comparing ? <MomentSign /> : null}
                        <Banners />
                        <ArrangementNotice />
                      </div>
                      <ErrorBoundary what="The legend">
                        <Legend openAtFirst={roomyAtFirst} />
                      </ErrorBoundary>
                    </div>
                  </div>
                  {once.forms ? <Forms onSelected={openPanel} /> : null}
                  {once.said ? <RetroNotice /> : null}
                </div>
              </div>
            </main>
            <aside
              id={PANEL_ID}
              tabIndex={-1}
              aria-label="Panel"
              hidden={!panelOpen}
              className={`${panelOpen ? 'flex' : 'hidden'} relative ${panelOpen && unfolded === 'panel' ? 'h-[35%] sm:h-[46%]' : ''} w-full shrink-0 flex-col overflow-hidden border-line border-t bg-surface print:block print:h-auto print:w-auto print:break-before-page print:overflow-visible print:border-0 lg:h-auto lg:w-96 xl:w-[26rem] lg:border-t-0 lg:border-l`}
            >
              <PrintedPanelHead />
              {unfolded === 'panel' ? null : <PanelFold onUnfold={openPanel} />}
              <div
                id={PANEL_BODY_ID}
                className={`${unfolded === 'panel' ? '' : 'max-lg:not-print:hidden'} relative flex min-h-0 flex-1 flex-col print:block`}
              >
                <ResourceViewer>{panelOpen ? <Panel /> : null}</ResourceViewer>
              </div>
            </aside>
          </div>
          <StatusLine />
        </div>
        <Announcer />
        <PageFace
          openHelp={openHelp}
          openPalette={openPalette}
          openSettings={openSettings}
          openCompare={openCompare}
          openOutline={openOutline}
          closeOutline={closeSide}
          openNotes={openNotes}
          closeNotes={closeSide}
          openExport={openExport}
        />
        {once.palette ? <palette.Part open={paletteOpen} onOpenChange={setPaletteOpen} onSelected={enterPanel} /> : null}
        {once.settings ? <SettingsDialog open={settingsOpen} onOpenChange={setSettingsOpen} /> : null}
        {once.compare ? <CompareDialog open={compareOpen} onOpenChange={setCompareOpen} /> : null}
        {once.help ? <HelpSheet open={helpOpen} onOpenChange={setHelpOpen} /> : null}
        {once.export ? <ExportDialog tab={exportTab} onTab={setExportTab} /> : null}
        <Details onSelected={enterPanel} />
        <Exposition open={expositionOpen} onOpenChange={setExpositionOpen} />
      </MeshContext>
    </SpeakerContext>
  );
}

/** A background tab tells that something is sick. */
function useTitle(): void {
  const sick = useApp((state) => state.picture?.mesh.nodes.reduce((sum, node) => sum + node.sickMembers, 0) ?? 0);
  useEffect(() => {
    document.title = sick === 0 ? 'Seamark' : `(${sick} sick) Seamark`;
  }, [sick]);
}
