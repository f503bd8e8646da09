/** Summaries of policies for tests: an allowed, encrypted call to a sidecar, changed where a test says so. */
import type { EdgePolicySummary, NodePolicySummary } from '../policy/drawn';

type Routed = EdgePolicySummary['routing'];

export function edgePolicy(
  part: Partial<Omit<EdgePolicySummary, 'routing'>> & { readonly routing?: Partial<Routed> } = {},
): EdgePolicySummary {
  return {
    calls: 1,
    mixed: false,
    certainty: 'computed',
    verdict: 'allowed',
    undecided: [],
    enforcers: ['sidecar'],
    serverMode: 'STRICT',
    transport: 'mtls',
    works: 'T',
    bypassed: false,
    ...part,
    routing: { kind: 'none', shares: [], delay: false, abort: false, circuitBreaker: false, ...part.routing },
  };
}

export function nodePolicy(part: Partial<NodePolicySummary> = {}): NodePolicySummary {
  return { dataplane: 'sidecar', serverMode: 'STRICT', posture: 'default-deny', certainty: 'computed', ...part };
}
