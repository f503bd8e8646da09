/** Rows of the past → who called a workload in plaintext, and what of it. */

import { compareText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { workloadKey } from '../../policy/keys';
import type { Because } from '../../policy/model';
import { addSums, type CallerKind, type PlaintextCaller } from './answer';
import type { HistoryRow } from './history';

export interface CallerKnowledge {
  readonly kindOf: (source: HistoryRow['source']) => CallerKind;
  /** Why this caller sends this workload plaintext, where configuration tells. */
  readonly becauseOf: (source: HistoryRow['source'], destination: HistoryRow['destination']) => readonly Because[];
}

/** One report a call, as on the map: a workload's own, else the waypoint's (docs/telemetry.md §6.4). */
export function ownReports(rows: readonly HistoryRow[]): readonly HistoryRow[] {
  const told = new Set(rows.filter(({ reporter }) => reporter === 'destination').map(callOf));
  return rows.filter((row) => row.reporter !== 'waypoint' || !told.has(callOf(row)));
}

function callOf({ source, destination, service, protocol, transport }: HistoryRow): string {
  return JSON.stringify([source, destination, service, protocol, transport]);
}

/** Those who sent most recently first, then by name. */
export function plaintextCallers(rows: readonly HistoryRow[], knowledge: CallerKnowledge): readonly PlaintextCaller[] {
  const byCaller = new Map<string, HistoryRow[]>();
  for (const row of rows) listIn(byCaller, callerName(row.source)).push(row);
  return [...byCaller]
    .map(([name, own]): PlaintextCaller => {
      const source = own[0]?.source ?? {};
      const because = own.flatMap(({ destination }) => knowledge.becauseOf(source, destination));
      return {
        name,
        kind: knowledge.kindOf(source),
        ...addSums(own),
        services: distinct(own.flatMap(({ service }) => service.name ?? [])),
        protocols: distinct(own.map(({ protocol }) => protocol)),
        because: [...new Map(because.map((each) => [each.sentence, each])).values()],
      };
    })
    .sort((a, b) => (b.lastSeenSeconds ?? 0) - (a.lastSeenSeconds ?? 0) || compareText(a.name, b.name));
}

export const UNKNOWN_CALLER = 'an unknown caller';

/** "shop/web"; what telemetry leaves of it otherwise. */
export function callerName({ namespace, workload, app }: HistoryRow['source']): string {
  const name = workload ?? app;
  if (name === undefined) return namespace === undefined ? UNKNOWN_CALLER : `an unknown caller in ${namespace}`;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function sourceKey({ namespace, workload }: HistoryRow['source']): ReturnType<typeof workloadKey> | undefined {
  return namespace === undefined || workload === undefined ? undefined : workloadKey(namespace, workload);
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
