import { benchWhatIf } from '../../src/inquiry/what-if/what-if.bench';
import { benchPolicies } from '../../src/policy/evaluate-policies.bench';
import { type BenchFamily, type BenchLine, valueAtMost } from './bench-line';

const WORKLOADS = 3000;
const RESOURCES = 5000;
const EDGES = 10_000;
/** Policies and routes beside which a draft is held. */
const DRAFT_POLICIES = 2000;

/** Everything, and again after one changed resource, beside the naive evaluation (each answer from scratch, scaled from a sample). */
export const policiesFamily: BenchFamily = {
  name: 'policies',
  about: `${RESOURCES} resources beside the Pods of ${WORKLOADS} workloads, ${EDGES} edges`,
  run: async (say) => {
    const bench = benchPolicies(WORKLOADS, RESOURCES, EDGES);
    say(`${bench.resources} resources with Pods, ${bench.workloads} workloads, ${bench.calls} calls, ${bench.findings} findings`);
    say(`the naive evaluation is scaled from ${bench.naiveSample} workloads and ${bench.naiveSample} calls`);
    const drafts = benchWhatIf(WORKLOADS, DRAFT_POLICIES, EDGES);
    const scratch = { size: `${drafts.calls} edges`, floor: drafts.naiveMs };
    const floor = { size: `${bench.calls} edges`, floor: bench.naiveMs };
    return [
      { measure: 'full evaluation against naive', ...floor, value: bench.fullMs, target: valueAtMost(2000) },
      ...bench.changedMs.map(
        ({ kind, ms }): BenchLine => ({ measure: `again after one changed ${kind}`, ...floor, value: ms, target: valueAtMost(200) }),
      ),
      ...drafts.drafts.map(
        ({ name, ms, reach }): BenchLine => ({
          measure: `what if: ${name}, ${drafts.policies} policies`,
          ...scratch,
          value: ms,
          target: valueAtMost(reach === 'mesh' ? 2000 : 300),
        }),
      ),
    ];
  },
};
