/** Labels that select one workload of its namespace and no other. */
import type { Labels } from '../../istio/labels';
import { selects } from '../../istio/labels';
import { workloadKey } from '../../policy/keys';
import type { Knowledge } from './knowledge';

/** What people select by, in this order; others only where these do not tell workloads apart. */
const USUAL = [
  'app',
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'k8s-app',
  'component',
  'version',
  'app.kubernetes.io/version',
];
/** Change with every rollout. */
const PASSING = /hash|revision|pod-name|pod-index|controller-uid|job-name/;

/** The fewest usual labels that do; undefined = its labels are not known, or no set of them does. */
export function selectorFor(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  knowledge: Knowledge | undefined,
): Labels | undefined {
  const own = knowledge?.facts.workloads.get(workloadKey(namespace, name));
  if (knowledge === undefined || own === undefined || own.instances.length === 0) return undefined;
  const others = [...knowledge.facts.workloads.values()].filter((each) => each.namespace === namespace && each.key !== own.key);
  const rest = [...own.labels.keys()].filter((label) => !USUAL.includes(label) && !PASSING.test(label)).sort();
  const chosen = new Map<string, string>();
  for (const label of [...USUAL, ...rest]) {
    const value = own.labels.get(label);
    if (value === undefined) continue;
    chosen.set(label, value);
    if (!others.some(({ labels }) => selects(chosen, labels))) return chosen;
  }
  return undefined;
}
