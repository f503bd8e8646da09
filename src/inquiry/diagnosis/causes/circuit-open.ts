/** A circuit breaker refused the request before it was sent. */
import { refText } from '../../../istio/ref';
import type { TrafficLimits } from '../../../policy/model';
import type { Cause } from '../cause';
import { clusterOf } from '../commands';
import { computed, unknown } from '../sentences';
import { hasFlag } from '../signs';

export const circuitOpen: Cause = {
  code: 'circuit-open',
  name: 'Circuit breaker open',
  says: 'The connection pool of the DestinationRule is used up, so the proxy refuses before it sends.',
  signs: '`UO`, usual code 503',
  look: 'connectionPool of the DestinationRule beside the rate and the latency of the call.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UO')) return undefined;
    const limits = (call.policy?.routing.limits ?? []).filter(({ outlierDetection }) => outlierDetection === undefined);
    const [first] = limits;
    return {
      sure: 'certain',
      evidence: limits.map((limit) => ({ ...computed(limitText(limit)), ref: limit.ref, path: limit.path })),
      ...(call.policy === undefined || first !== undefined
        ? {}
        : { against: [unknown('No DestinationRule among the resources limits this call: the proxy has limits that are not here.')] }),
      ...(first === undefined ? {} : { place: { ref: first.ref, path: first.path } }),
      commands: clusterOf(call),
    };
  },
};

const NAMES = [
  ['maxConnections', 'maxConnections'],
  ['maxPendingRequests', 'http1MaxPendingRequests'],
  ['maxRequests', 'http2MaxRequests'],
  ['maxRetries', 'maxRetries'],
] as const;

function limitText(limits: TrafficLimits): string {
  const parts = NAMES.flatMap(([field, name]) => (limits[field] === undefined ? [] : [`${name} ${limits[field]}`]));
  return `${refText(limits.ref)} sets ${parts.join(', ')} for each proxy of the caller.`;
}
