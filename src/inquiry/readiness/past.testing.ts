/** A day of the past by hand, for tests of what is made of it. */

import { createPolicyEngine } from '../../policy/evaluate-policies';
import { workloadKey } from '../../policy/keys';
import { inventoryOf } from '../../testing/inventory-of';
import { observation } from '../../testing/observe-calls';
import { assess } from './assess';
import type { AskedQuery, History, HistoryRow, Measured } from './history';

export const TO = 1_700_000_000;
export const FROM = TO - 86_400;

/** "shop/web -> shop/cart"; "?" is an end of which nothing is known. */
export function pastRow(text: string, more: Partial<HistoryRow> = {}): HistoryRow {
  const [from = '?', to = '?'] = text.split(' -> ');
  return {
    reporter: 'destination',
    source: endOf(from),
    destination: endOf(to),
    service: {},
    protocol: 'http',
    transport: 'plaintext',
    requests: 100,
    bytes: 0,
    connections: 0,
    lastSeenSeconds: TO - 3600,
    ...more,
  };
}

function endOf(text: string): HistoryRow['source'] {
  const [namespace = '', workload = ''] = text.split('/');
  return text === '?' ? {} : { namespace, workload };
}

export const asked = (more: Partial<AskedQuery> = {}): AskedQuery => ({
  id: 'requests',
  title: 'Requests that were not mutual TLS',
  promql: 'x',
  fromSeconds: FROM,
  toSeconds: TO,
  stepSeconds: 3600,
  milliseconds: 1,
  series: 1,
  bytes: 1,
  ...more,
});

/** A whole day, kept, answered and measured at these workloads in every hour. */
export function past(rows: readonly HistoryRow[], measured: readonly string[], more: Partial<History> = {}): History {
  return {
    fromSeconds: FROM,
    toSeconds: TO,
    stepSeconds: 3600,
    keptFromSeconds: FROM,
    emptySteps: 0,
    rows,
    measured: new Map(measured.map((name) => measuredAt(name))),
    queries: [asked()],
    cut: [],
    problems: [],
    ...more,
  };
}

export function measuredAt(name: string, more: Partial<Measured> = {}): [string, Measured & { namespace: string; workload: string }] {
  const [namespace = '', workload = ''] = name.split('/');
  return [workloadKey(namespace, workload), { namespace, workload, server: 24, callersAlone: 0, own: 24, ...more }];
}

/** The answer for `shop`. */
export function assessed(resources: readonly string[], history: History) {
  const inventory = inventoryOf(...resources);
  const now = observation();
  const policies = createPolicyEngine().evaluate(inventory, now);
  return assess({ history, checks: [], evidence: { inventory, observation: now, policies }, namespaces: ['shop'] });
}
