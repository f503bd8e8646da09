import { performance } from 'node:perf_hooks';
import { createInventory, type Inventory } from '../istio/inventory';
import type { Resource } from '../istio/resources/resource';
import { leastTime } from '../testing/least-time';
import { syntheticPolicies } from '../testing/synthetic-policies';
import { evaluateNaive } from './evaluate-naive';
import { createPolicyEngine } from './evaluate-policies';

/** Milliseconds: everything, and again after one resource of a kind has changed. */
export interface PolicyBench {
  readonly resources: number;
  readonly workloads: number;
  readonly calls: number;
  readonly findings: number;
  readonly fullMs: number;
  readonly changedMs: readonly { readonly kind: string; readonly ms: number }[];
  /** The obvious version, each answer from scratch: measured on a few answers and scaled to all. */
  readonly naiveMs: number;
  readonly naiveSample: number;
}

const CHANGED = ['AuthorizationPolicy', 'PeerAuthentication', 'DestinationRule', 'VirtualService', 'Service', 'Pod', 'Namespace'] as const;

export function benchPolicies(workloads = 3000, policies = 5000, edges = 10_000, runs = 3): PolicyBench {
  const { resources, inventory, observation } = syntheticPolicies(workloads, policies, edges);
  const full = leastTime(runs, () => createPolicyEngine().evaluate(inventory, observation));
  const changedMs = CHANGED.map((kind) => {
    const engine = createPolicyEngine();
    engine.evaluate(inventory, observation);
    let now: Inventory = inventory;
    // Each run changes one resource of the inventory before it.
    const ms = leastTime(
      runs,
      () => engine.evaluate(now, observation),
      (run) => {
        now = createInventory(withOneChanged(resources, kind, run));
      },
    );
    return { kind, ms };
  });
  const naiveSample = 10;
  const sample = { ...observation, calls: observation.calls.slice(0, naiveSample) };
  const started = performance.now();
  evaluateNaive(inventory, sample, naiveSample);
  const perAnswer = (performance.now() - started) / (2 * naiveSample);
  const result = createPolicyEngine().evaluate(inventory, observation);
  return {
    resources: resources.length,
    workloads: result.workloads.size,
    calls: result.calls.size,
    findings: result.findings.length,
    fullMs: full,
    changedMs,
    naiveMs: perAnswer * (result.workloads.size + result.calls.size),
    naiveSample,
  };
}

/** The same resources, one of them read again with another label. */
function withOneChanged(resources: readonly Resource[], kind: string, run: number): readonly Resource[] {
  const of = resources.filter((resource) => resource.kind === kind);
  const changed = of[(run * 13 + 5) % of.length];
  return resources.map((resource) =>
    resource === changed ? { ...resource, labels: new Map([...resource.labels, ['touched', String(run)]]) } : resource,
  );
}

/** `npx tsx src/policy/evaluate-policies.bench.ts` */
if (process.argv[1]?.endsWith('evaluate-policies.bench.ts') === true) console.log(benchPolicies());
