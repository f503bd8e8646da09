import { useMemo, useState } from 'react';
import type { Problem } from '../../lib/problem';
import { readSideLatency, type SideLatency, sideLatencyQuery } from '../../mesh/charts/side-latency';
import type { MeshEdge, Report } from '../../mesh/model';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useQuestion } from '../use-question';
import { useProvenanceContext } from './use-provenance-context';

export interface BothLatencies {
  /** What is known, asked or not. */
  readonly sides: SideLatency;
  /** Asks for what is missing; undefined when nothing is, or when it was asked already. */
  readonly ask: (() => void) | undefined;
  readonly asking: boolean;
  readonly problem: Problem | undefined;
}

/** Latency by reporter: the picture has that of the side shown, the other is asked on demand, or while charts are open. */
export function useSideLatency(edge: MeshEdge): BothLatencies {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const charts = useApp((state) => state.preferences.charts);
  const exposition = useApp((state) => state.exposition !== undefined);
  const actions = useActions();
  const [wanted, setWanted] = useState(false);
  const promql = useMemo(() => (mesh === undefined ? undefined : sideLatencyQuery(mesh, edge, context)), [mesh, edge, context]);
  const own = useMemo(() => latencyOf(edge.reports), [edge.reports]);
  const missing = edge.reports.some(({ reporter }) => own[reporter]?.p50 === undefined);
  const askable = missing && promql !== undefined && !exposition && edge.reports.length > 1;
  const enabled = askable && (charts || wanted);
  const { data, isFetching } = useQuestion({
    queryKey: ['ask', promql, atSeconds],
    queryFn: () => actions.ask(promql ?? ''),
    enabled,
    placeholderData: (before) => before,
  });
  const asked = enabled && data?.ok === true ? readSideLatency(data.samples) : {};
  return {
    sides: { ...asked, ...own },
    ask: askable && !enabled ? () => setWanted(true) : undefined,
    asking: enabled && isFetching && data === undefined,
    problem: enabled && data?.ok === false ? data.problem : undefined,
  };
}

/** Reporters whose latency came with the picture. */
function latencyOf(reports: readonly Report[]): SideLatency {
  const known = reports.flatMap(({ reporter, latency }) => {
    const entries = Object.entries({ p50: latency?.p50, p95: latency?.p95, p99: latency?.p99 });
    const values = entries.flatMap(([name, quantile]) => (quantile === undefined ? [] : [[name, quantile.milliseconds] as const]));
    return values.length === 0 ? [] : [[reporter, Object.fromEntries(values)] as const];
  });
  return Object.fromEntries(known);
}
