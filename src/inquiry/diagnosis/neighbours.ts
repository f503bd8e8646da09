/** The calls around a call: those its destination makes, those between the same ends, and whether anybody heard the destination report. */

import { listIn } from '../../lib/list-in';
import type { MeshCall } from '../../mesh/calls';
import { isError } from '../../mesh/response-code';
import type { End } from '../../telemetry/rows';

export interface Neighbours {
  /** Calls a workload makes; none for one that telemetry does not name. */
  readonly from: (end: End) => readonly MeshCall[];
  /** Other calls between the same ends: what ztunnel counts as TCP beside what Envoy counts as HTTP. */
  readonly beside: (call: MeshCall) => readonly MeshCall[];
  /** The workload's own proxy tells of some call to it. */
  readonly reports: (end: End) => boolean;
}

/** Looks at every call once. */
export function createNeighbours(calls: readonly MeshCall[]): Neighbours {
  const bySource = new Map<string, MeshCall[]>();
  const reporting = new Set<string>();
  for (const call of calls) {
    const [source, destination] = [keyOf(call.source), keyOf(call.destination)];
    if (source !== undefined) listIn(bySource, source).push(call);
    if (destination !== undefined && call.figures.reports.some(({ reporter }) => reporter === 'destination')) reporting.add(destination);
  }
  const from = (end: End) => bySource.get(keyOf(end) ?? '') ?? [];
  return {
    from,
    beside: (call) => from(call.source).filter((other) => other.id !== call.id && leadsTo(other, call)),
    reports: (end) => reporting.has(keyOf(end) ?? ''),
  };
}

function leadsTo({ destination: a }: MeshCall, { destination: b }: MeshCall): boolean {
  const workload = keyOf(a);
  if (workload !== undefined && workload === keyOf(b)) return true;
  return a.serviceName !== undefined && a.serviceName === b.serviceName && a.serviceNamespace === b.serviceNamespace;
}

const keyOf = ({ cluster, namespace, workload }: End): string | undefined =>
  workload === undefined ? undefined : JSON.stringify([cluster, namespace, workload]);

/** Failed requests per second; what the caller did wrong (4xx) is no failure of the callee. */
export function failuresOf({ figures: { protocol, responses = new Map<string, ReadonlyMap<string, number>>() } }: MeshCall): number {
  let sum = 0;
  for (const [code, byFlags] of responses) if (isError(protocol, code, false)) for (const perSecond of byFlags.values()) sum += perSecond;
  return sum;
}
