/** The small mesh of `known-series` with a history: restarts, pods that roll, a version that comes, errors for a while, a gap in the scrapes. */
import { AT, escapeLabel, SERIES, STEP } from './known-series.testing';

type Series = (typeof SERIES)[number];

export const STEPS = 60;
export const START = AT - STEPS * STEP;
/** Nothing was scraped in between: more than the five minutes after which a sample is too old would be 20. */
export const GAP = { from: 40, to: 44 };
/** Counters of pod-b begin again. */
export const RESTART = 30;
/** pod-a of the client goes, pod-c comes. */
export const ROLL = 26;
/** cart v2 has its first traffic. */
export const NEW_VERSION = 20;
/** 503s flow only in between. */
export const ERRORS = { from: 31, to: 38 };

/** A counter's value at a step; undefined = no sample. */
function valueAt({ labels, rate }: Series, step: number): number | undefined {
  if (step >= GAP.from && step < GAP.to) return undefined;
  const { pod, response_code: code } = labels;
  const isNew = (side: string) => labels[`${side}_canonical_service`] === 'cart' && labels[`${side}_canonical_revision`] === 'v2';
  if (pod === 'pod-a' && step >= ROLL) return undefined;
  if (pod === 'pod-c' && step < ROLL) return undefined;
  if (step < NEW_VERSION && (isNew('source') || isNew('destination'))) return undefined;
  const since = pod === 'pod-b' && step >= RESTART ? RESTART : 0;
  if (code === '503') return 5 + rate * STEP * Math.max(0, Math.min(step, ERRORS.to) - Math.max(since, ERRORS.from));
  // Not evenly: no two moments have the same rate.
  const flown = (to: number) => to + Math.sin(to / 3);
  return (since === 0 ? 1000 : 3) + rate * STEP * (flown(step) - flown(since));
}

const TCP = SERIES.find(({ metric }) => metric === 'istio_tcp_received_bytes_total');
const CONNECTIONS: readonly Series[] = [
  { metric: 'istio_tcp_connections_closed_total', labels: { ...TCP?.labels, response_flags: '-' }, rate: 2 },
  { metric: 'istio_tcp_connections_failed_total', labels: { ...TCP?.labels, response_flags: 'CONNECT' }, rate: 0.5 },
];

/** As OpenMetrics, each metric's series together. */
export function movingOpenMetrics(): string {
  const all = [...SERIES, ...CONNECTIONS].flatMap((one) =>
    one.labels.pod === 'pod-a' ? [one, { ...one, labels: { ...one.labels, pod: 'pod-c' } }] : [one],
  );
  return [...all]
    .sort((a, b) => (a.metric < b.metric ? -1 : 1))
    .flatMap((one) => {
      const text = Object.entries(one.labels)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
        .join(',');
      return Array.from({ length: STEPS + 1 }, (_, step) => {
        const value = valueAt(one, step);
        return value === undefined ? [] : [`${one.metric}{${text}} ${value} ${START + step * STEP}`];
      }).flat();
    })
    .join('\n');
}
