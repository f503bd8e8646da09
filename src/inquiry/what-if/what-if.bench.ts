import { performance } from 'node:perf_hooks';
import { evaluateNaive } from '../../policy/evaluate-naive';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { syntheticPolicies } from '../../testing/synthetic-policies';
import { changedInventory } from './changed-inventory';
import { readDraft } from './read-draft';
import { whatIf } from './what-if';

/** Milliseconds from the text of a draft to the answer, and of the obvious version: both sides from scratch, scaled from a few answers. */
export interface WhatIfBench {
  readonly policies: number;
  readonly workloads: number;
  readonly calls: number;
  /** What reaches the whole mesh is an evaluation of everything. */
  readonly drafts: readonly { readonly name: string; readonly reach: 'part' | 'mesh'; readonly ms: number; readonly changed: number }[];
  readonly naiveMs: number;
  readonly naiveSample: number;
}

const policy = (kind: string, name: string, namespace: string, spec: string): string =>
  `apiVersion: security.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;

const only = '{selector: {matchLabels: {app: svc-0}}, rules: [{from: [{source: {principals: [cluster.local/ns/ns-1/sa/svc-31]}}]}]}';
const split =
  'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: draft, namespace: ns-0}\nspec: {hosts: [svc-0], http: [{route: [{destination: {host: svc-0, subset: v1}}]}]}\n';

const DRAFTS: Readonly<Record<string, string>> = {
  'an AuthorizationPolicy for a workload': policy('AuthorizationPolicy', 'draft', 'ns-0', only),
  'an AuthorizationPolicy for a namespace': policy('AuthorizationPolicy', 'draft', 'ns-0', '{}'),
  'a PeerAuthentication for a namespace': policy('PeerAuthentication', 'draft', 'ns-0', '{mtls: {mode: STRICT}}'),
  'a VirtualService': split,
  'a PeerAuthentication for the mesh': policy('PeerAuthentication', 'draft', 'istio-system', '{mtls: {mode: STRICT}}'),
};

/** Beside what a mesh of this size has of namespaces, waypoints and services. */
const beside = (workloads: number): number =>
  Math.ceil(workloads / 60) + Math.floor(Math.ceil(workloads / 60) / 4) + Math.ceil(workloads / 2);

export function benchWhatIf(workloads = 3000, policies = 2000, edges = 10_000, runs = 3): WhatIfBench {
  const { resources, inventory, observation } = syntheticPolicies(workloads, policies + beside(workloads), edges);
  const engine = createPolicyEngine();
  const evidence = { inventory, observation, policies: engine.evaluate(inventory, observation), imagine: engine.imagine };
  const drafts = Object.entries(DRAFTS).map(([name, text]) => {
    const ask = () => whatIf({ drafts: [{ name: 'draft', text }] }, evidence);
    const { diff } = ask();
    return {
      name,
      reach: text.includes('istio-system') ? ('mesh' as const) : ('part' as const),
      ms: best(runs, ask),
      changed: (diff?.calls.length ?? 0) + (diff?.moreCalls ?? 0),
    };
  });
  const naiveSample = 5;
  const { documents } = readDraft([{ name: 'draft', text: DRAFTS['an AuthorizationPolicy for a workload'] ?? '' }], undefined);
  const { inventory: changed } = changedInventory(inventory, documents, [], observation.atSeconds);
  const sample = { ...observation, calls: observation.calls.slice(0, naiveSample) };
  const naive = best(1, () => evaluateNaive(changed, sample, naiveSample));
  const of = ['AuthorizationPolicy', 'PeerAuthentication', 'DestinationRule', 'VirtualService'];
  return {
    policies: resources.filter(({ kind }) => of.includes(kind)).length,
    workloads: evidence.policies.workloads.size,
    calls: evidence.policies.calls.size,
    drafts,
    // Both sides from scratch.
    naiveMs: (2 * naive * (evidence.policies.workloads.size + evidence.policies.calls.size)) / (2 * naiveSample),
    naiveSample,
  };
}

function best(runs: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** `npx tsx src/inquiry/what-if/what-if.bench.ts` */
if (process.argv[1]?.endsWith('what-if.bench.ts') === true) console.log(benchWhatIf());
