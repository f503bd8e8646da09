import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/duration';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { ProblemList } from '../controls/ProblemList';
import { late } from '../late';
import { SignInButton } from '../status/SignIn';
import { scopeText } from '../toolbar/namespace-choices';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';

const EmptyReasons = late(async () => (await import('../doctor/EmptyReasons')).EmptyReasons);

/** What stands in place of the map while there is none: asking, failed, or nothing flowing. */
export function CanvasState(): ReactNode {
  const hasPicture = useApp((state) => state.picture !== undefined);
  const empty = useApp((state) => state.picture?.mesh.nodes.length === 0);
  const elsewhere = useApp((state) => (state.span?.overview?.size.series ?? 0) > 0);
  const phase = useApp((state) => state.status.phase);
  if (hasPicture && !empty) return null;
  if (hasPicture) return elsewhere ? <EmptyMoment /> : <EmptyMesh />;
  return phase === 'failed' ? <FirstFailure /> : <FirstAsking />;
}

const CARD =
  'absolute top-1/2 left-1/2 max-h-[85%] w-[30rem] max-w-[calc(100%-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-surface p-5 shadow-float';

function FirstAsking(): ReactNode {
  const view = useApp((state) => state.view);
  const source = useSource();
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-5 p-6" role="status">
      <Skeleton />
      <div className="text-center">
        <p className="font-medium">Asking {source === undefined ? 'the source' : displayText(source.label, 60)} what flows…</p>
        <p className="mt-1 text-muted text-xs">
          Rates, errors and mTLS over {formatDuration(view.windowSeconds)} of{' '}
          {view.namespaces.length === 0 ? 'all namespaces' : scopeText(view.namespaces)}; latency follows.
        </p>
      </div>
    </div>
  );
}

/** The shape of what is coming, not a spinner. */
function Skeleton(): ReactNode {
  const boxes: readonly (readonly [number, number])[] = [
    [4, 62],
    [92, 24],
    [92, 100],
    [180, 4],
    [180, 62],
    [180, 120],
  ];
  return (
    <svg viewBox="0 0 250 150" className="w-72 max-w-full text-line-strong opacity-60 motion-safe:animate-pulse" aria-hidden>
      <path d="M70 75 92 37M70 75 92 113M158 37 180 17M158 37 180 75M158 113 180 75M158 113 180 133" stroke="currentColor" fill="none" />
      {boxes.map(([x, y]) => (
        <rect key={`${x} ${y}`} x={x} y={y} width="66" height="26" rx="6" fill="var(--surface)" stroke="currentColor" />
      ))}
    </svg>
  );
}

function FirstFailure(): ReactNode {
  const failure = useApp((state) => state.status.failure);
  const exposition = useApp((state) => state.exposition !== undefined);
  const actions = useActions();
  const source = useSource();
  return (
    <section role="alert" className={CARD} aria-label="No picture">
      <h2 className="font-semibold text-base">
        {exposition
          ? 'This text could not be shown'
          : `No picture yet from ${source === undefined ? 'the source' : displayText(source.label, 60)}`}
      </h2>
      <ProblemList problems={failure} className="mt-3 gap-3" />
      <div className="mt-4 flex flex-wrap gap-2">
        {exposition ? (
          <Button look="primary" onClick={() => actions.leaveExposition()}>
            Back to the source
          </Button>
        ) : (
          <Button look="primary" onClick={() => actions.refreshNow()}>
            Try again
          </Button>
        )}
        <SignInButton />
      </div>
      {exposition || source?.mock === true ? null : (
        <p className="mt-4 border-line border-t pt-3 text-muted text-xs">
          The Prometheus behind this page is set where it is started: <code className="font-mono">PROMETHEUS_URL=http://… npm start</code>,
          with a token in <code className="font-mono">PROMETHEUS_BEARER_TOKEN_FILE</code> and tenants in{' '}
          <code className="font-mono">PROMETHEUS_HEADERS</code>. For a cluster:{' '}
          <code className="font-mono">kubectl port-forward -n istio-system svc/prometheus 9090</code>.
        </p>
      )}
    </section>
  );
}

/** A moment before the source kept anything, or in a gap: the span shows that the mesh is measured. */
function EmptyMoment(): ReactNode {
  return (
    <section className={CARD} aria-label="Nothing flows" role="status">
      <h2 className="font-semibold text-base">Nothing was measured at this moment</h2>
      <p className="mt-2">At other moments of the timeline something flows: move the play head to where its lines begin.</p>
    </section>
  );
}

function EmptyMesh(): ReactNode {
  const view = useApp((state) => state.view);
  const actions = useActions();
  return (
    <section className={CARD} aria-label="Nothing flows" role="status">
      <h2 className="font-semibold text-base">The source answered, but nothing flows here</h2>
      <EmptyReasons />
      {view.namespaces.length === 0 ? null : <p className="mt-2">Only {scopeText(view.namespaces)} was asked for.</p>}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look="primary" onClick={() => actions.setWindow(3600)}>
          Look at the last hour
        </Button>
        {view.namespaces.length === 0 ? null : <Button onClick={() => actions.setNamespaces([])}>All namespaces</Button>}
        {view.showIdle ? null : <Button onClick={() => actions.setShowIdle(true)}>Show idle edges</Button>}
        <Button onClick={() => actions.setDetails('doctor')}>Telemetry doctor</Button>
      </div>
    </section>
  );
}
