/** A board on a wall: read from across a room, touched by nobody. It follows now and rotates through nothing. */
import { Maximize, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { CanvasState } from '../canvas/CanvasState';
import { IconButton } from '../controls/Button';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { HealthMark } from '../controls/marks';
import { indexMesh } from '../mesh-index';
import { sickWithoutRatio, worstEdges } from '../panels/rank-edges';
import { ratioText, words } from '../text/edge-numbers';
import { edgeName } from '../text/names';
import { scopeText } from '../toolbar/namespace-choices';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';
import { useUnits } from '../use-units';
import { Age, Clock } from './Clock';
import { ModeMap } from './ModeMap';
import { useFullScreen } from './use-full-screen';

/** So many fit beside each other in letters that carry. */
const WORST_SHOWN = 3;
/** 11 px labels become 19 px ones, the smallest text of the map 18 px. */
const TEXT_SCALE = '[--map-text-scale:1.75]';

export function WallBoard(): ReactNode {
  const actions = useActions();
  const leave = () => actions.setMode('page');
  const fullScreen = useFullScreen(leave);
  return (
    <div className="flex h-dvh flex-col" data-mode="wall">
      <header className="flex shrink-0 flex-wrap items-baseline gap-x-8 gap-y-1 border-line border-b bg-surface px-4 py-2 text-wall">
        <h1 className="sr-only">Seamark, wall board</h1>
        <Clock className="font-semibold text-wall-xl" zoneClassName="text-muted text-wall" />
        <Age />
        <WallOrigin />
        <span className="flex-1" />
        {fullScreen.offered ? <IconButton label="Full screen" icon={Maximize} onClick={fullScreen.enter} /> : null}
        <IconButton label="Leave the wall board" shortcut="Esc" icon={X} onClick={leave} />
      </header>
      <main className={`relative min-h-0 flex-1 ${TEXT_SCALE}`} aria-label="Service graph">
        <ErrorBoundary what="The map">
          <ModeMap strip="none" />
        </ErrorBoundary>
        <CanvasState />
      </main>
      <WorstEdges />
    </div>
  );
}

function WallOrigin(): ReactNode {
  const source = useSource();
  const namespaces = useApp((state) => state.view.namespaces);
  return (
    <span className="min-w-0 truncate text-muted">
      {source === undefined ? '' : displayText(source.label, 40)} · {namespaces.length === 0 ? 'all namespaces' : scopeText(namespaces)}
    </span>
  );
}

function WorstEdges(): ReactNode {
  const mesh = useApp((state) => state.picture?.mesh);
  const index = useMemo(() => (mesh === undefined ? undefined : indexMesh(mesh)), [mesh]);
  if (mesh === undefined || index === undefined) return null;
  const sick = mesh.edges.filter(({ health }) => health === 'degraded' || health === 'failing');
  const worst = [...worstEdges(sick, WORST_SHOWN), ...sickWithoutRatio(sick, WORST_SHOWN)].slice(0, WORST_SHOWN);
  return (
    <section
      aria-label="Worst edges"
      className="shrink-0 border-line border-t bg-surface px-4 py-2 text-wall [&_span[aria-hidden]]:w-auto [&_span[aria-hidden]]:text-wall"
    >
      {worst.length === 0 ? (
        <p>
          <HealthMark health="healthy" /> Nothing is sick: {mesh.edges.length} edges within their limits.
        </p>
      ) : (
        <ol className="grid gap-x-8 gap-y-1 lg:grid-cols-3">
          {worst.map((edge) => (
            <WorstEdge key={edge.id} edge={edge} name={edgeName(edge, index.nodes)} />
          ))}
        </ol>
      )}
      {sick.length > worst.length ? <p className="text-base text-muted">and {sick.length - worst.length} more sick edges</p> : null}
    </section>
  );
}

function WorstEdge({ edge, name }: { readonly edge: MeshEdge; readonly name: string }): ReactNode {
  const units = useUnits();
  return (
    <li className="min-w-0">
      <p className="truncate font-semibold">
        <HealthMark health={edge.health} /> {name}
      </p>
      <p className="truncate">
        {edge.errorRatio === undefined
          ? displayText(edge.reason ?? '', 60)
          : `${ratioText(edge.errorRatio)} errors of ${words(edge.requestsPerSecond, units.requests)}`}
      </p>
    </li>
  );
}
