import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { formatMilliseconds } from '../../lib/format-number';
import { EDGES_A_QUERY, trendQueries, trendsByEdge } from '../../mesh/charts/trend-query';
import type { EdgeId, MeshEdge } from '../../mesh/model';
import { type RangeGrid, rateWindow } from '../../telemetry/range-grid';
import { Button } from '../controls/Button';
import { useProvenanceContext } from '../panels/use-provenance-context';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { nextGrid } from './next-grid';
import { Sparkline } from './Sparkline';
import { useRanges } from './use-ranges';

const SPAN_SECONDS = 3600;
const MOST_STEPS = 60;
/** An answer that takes longer is called slow. */
const SLOW_MS = 2000;

const TrendsContext = createContext<ReadonlyMap<EdgeId, Float64Array> | undefined>(undefined);

interface TrendsProps {
  /** All edges of the lists inside. */
  readonly edges: readonly MeshEdge[];
  readonly children: ReactNode;
}

/** The last hour of every edge of some lists, in one range query for fifty; asks only while trends are switched on. */
export function Trends({ edges, children }: TrendsProps): ReactNode {
  const shown = useTrendsShown();
  const asked = useAsked(edges, shown);
  const { ranges } = useRanges(asked.queries, asked.grid, { enabled: shown && asked.queries.length > 0 });
  const trends = useMemo(
    () => (shown && ranges !== undefined ? trendsByEdge(ranges.answers, asked.edges) : undefined),
    [shown, ranges, asked.edges],
  );
  const problem = ranges?.answers.find(({ failed }) => failed !== undefined)?.failed;
  const slow = ranges !== undefined && ranges.milliseconds > SLOW_MS;
  return (
    <TrendsContext value={trends}>
      {shown && problem !== undefined ? (
        <p role="status" className="px-4 pt-3 text-xs">
          Trends are missing: {problem.message} {problem.hint}
        </p>
      ) : null}
      {shown && problem === undefined && slow ? (
        <p className="px-4 pt-3 text-muted text-xs">
          The source took {formatMilliseconds(ranges.milliseconds)} for the trends. Switch them off if it is busy.
        </p>
      ) : null}
      {children}
    </TrendsContext>
  );
}

function useTrendsShown(): boolean {
  const wanted = useApp((state) => state.preferences.trends);
  const asks = useApp((state) => state.exposition === undefined && state.snapshot === undefined);
  return wanted && asks;
}

interface Asked {
  readonly edges: readonly MeshEdge[];
  readonly grid: RangeGrid;
  readonly queries: ReturnType<typeof trendQueries>;
}

const NOTHING: Asked = { edges: [], grid: { startSeconds: 0, stepSeconds: 60, points: 2 }, queries: [] };

/** Ranks change with every refresh: what was asked stands until a step has passed or most of the list is new. */
function useAsked(edges: readonly MeshEdge[], shown: boolean): Asked {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const scrapeIntervalSeconds = useApp((state) => state.picture?.scrapeIntervalSeconds);
  const complete = useApp((state) => state.picture?.stage === 'complete');
  const live = useApp((state) => state.view.end.kind === 'now');
  const [asked, setAsked] = useState<(Asked & { readonly context: typeof context }) | undefined>(undefined);
  if (!shown || mesh === undefined || atSeconds === undefined) return NOTHING;
  // Lists by latency are empty until it has arrived.
  if (!complete) return asked ?? NOTHING;
  const { windowSeconds } = context;
  const grid = nextGrid(asked?.grid, {
    atSeconds,
    windowSeconds,
    live: true,
    spanSeconds: Math.max(SPAN_SECONDS, windowSeconds),
    scrapeIntervalSeconds,
    lastMilliseconds: 0,
    mostSteps: MOST_STEPS,
  });
  const known = new Set(asked?.edges.map(({ id }) => id));
  const covered = edges.filter(({ id }) => known.has(id)).length;
  const enough = covered === edges.length || (live && covered * 2 >= edges.length);
  if (asked !== undefined && asked.grid === grid && asked.context === context && enough) return asked;
  const sorted = [...edges].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rated = { ...context, windowSeconds: rateWindow(windowSeconds, scrapeIntervalSeconds) };
  const next = { edges: sorted, grid, context, queries: trendQueries(mesh, sorted, rated) };
  setAsked(next);
  return next;
}

/** The last hour of one edge of the list; nothing while trends are off or not there yet. */
export function Trend({ edge, className }: { readonly edge: MeshEdge; readonly className?: string }): ReactNode {
  const values = use(TrendsContext)?.get(edge.id);
  const units = useUnits();
  if (values === undefined) return null;
  return (
    <span className={className}>
      <Sparkline values={values} format={edge.protocol === 'tcp' ? units.bytes : units.requests} />
    </span>
  );
}

/** Switches trends on or off in every list. */
export function TrendSwitch(): ReactNode {
  const on = useApp((state) => state.preferences.trends);
  const asks = useApp((state) => state.exposition === undefined && state.snapshot === undefined);
  const actions = useActions();
  if (!asks) return null;
  return (
    <Button
      look="quiet"
      size="small"
      className="-my-1.5 border border-line"
      aria-pressed={on}
      title={`The last hour beside each edge: one range query for up to ${EDGES_A_QUERY} edges`}
      onClick={() => actions.setTrends(!on)}
    >
      Trends
    </Button>
  );
}
