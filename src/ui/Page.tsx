import { type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { Banners } from './canvas/Banners';
import { CanvasState } from './canvas/CanvasState';
import { MeshCanvas } from './canvas/MeshCanvas';
import { ErrorBoundary } from './controls/ErrorBoundary';
import { Exposition } from './exposition/Exposition';
import { Legend } from './legend/Legend';
import { indexMesh } from './mesh-index';
import { Panel } from './panels/Panel';
import { ResourceViewer } from './policies/ResourceViewer';
import { Announcer } from './status/Announcer';
import { StatusLine } from './status/StatusLine';
import { CanvasTools } from './toolbar/CanvasTools';
import { HelpSheet } from './toolbar/HelpSheet';
import { Toolbar } from './toolbar/Toolbar';
import { AppContext, MapAppContext, useApp } from './use-app';
import { useKeys } from './use-keys';
import { MeshContext } from './use-mesh';
import { useTheme } from './use-theme';

const ROOMY = '(min-width: 64rem)';

/** The mesh is the page; everything else stands at its edges and folds away. */
export function Page(): ReactNode {
  const mapApp = use(MapAppContext);
  const theme = useTheme();
  const mesh = useApp((state) => state.picture?.mesh);
  const index = useMemo(() => (mesh === undefined ? undefined : indexMesh(mesh)), [mesh]);
  const [roomyAtFirst] = useState(() => window.matchMedia(ROOMY).matches);
  const selectedAtFirst = useApp((state) => state.view.selected !== undefined);
  const [panelOpen, setPanelOpen] = useState(roomyAtFirst || selectedAtFirst);
  const [helpOpen, setHelpOpen] = useState(false);
  const [expositionOpen, setExpositionOpen] = useState(false);
  const openPanel = useCallback(() => setPanelOpen(true), []);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useKeys(openHelp);
  useTitle();
  return (
    <MeshContext value={index}>
      <div className="flex h-dvh flex-col">
        <Toolbar
          panelOpen={panelOpen}
          onTogglePanel={() => setPanelOpen(!panelOpen)}
          onHelp={openHelp}
          onExposition={() => setExpositionOpen(true)}
        />
        <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
          <main className="flex min-h-0 min-w-0 flex-1 flex-col sm:flex-row" aria-label="Service graph">
            <CanvasTools />
            <div className="flex min-h-0 min-w-0 flex-1 flex-col">
              <div className="relative min-h-0 flex-1">
                <ErrorBoundary what="The map">
                  <AppContext value={mapApp}>
                    <MeshCanvas theme={theme} onSelected={openPanel} />
                  </AppContext>
                </ErrorBoundary>
                <CanvasState />
                <Banners />
              </div>
              <ErrorBoundary what="The legend">
                <Legend openAtFirst={roomyAtFirst} />
              </ErrorBoundary>
            </div>
          </main>
          <aside
            aria-label="Panel"
            hidden={!panelOpen}
            className={`${panelOpen ? 'flex' : 'hidden'} h-[46%] w-full shrink-0 flex-col border-line border-t bg-surface lg:h-auto lg:w-96 xl:w-[26rem] lg:border-t-0 lg:border-l`}
          >
            <ResourceViewer>{panelOpen ? <Panel /> : null}</ResourceViewer>
          </aside>
        </div>
        <StatusLine />
      </div>
      <Announcer />
      <HelpSheet open={helpOpen} onOpenChange={setHelpOpen} />
      <Exposition open={expositionOpen} onOpenChange={setExpositionOpen} />
    </MeshContext>
  );
}

/** A background tab tells that something is sick. */
function useTitle(): void {
  const sick = useApp((state) => state.picture?.mesh.nodes.reduce((sum, node) => sum + node.sickMembers, 0) ?? 0);
  useEffect(() => {
    document.title = sick === 0 ? 'Seamark' : `(${sick} sick) Seamark`;
  }, [sick]);
}
