/** `seamark diff`: what differs between two moments, of snapshots or of a Prometheus. A gate for a pipeline. */

import { compareMeshes, problemsOfComparing } from '../inquiry/diff/compare-meshes';
import { comparePolicies } from '../inquiry/diff/compare-policies';
import type { Difference } from '../inquiry/diff/model';
import { sideOfTelemetry } from '../inquiry/diff/side-of-moment';
import type { Inventory } from '../istio/inventory';
import { listIn } from '../lib/list-in';
import type { Problem } from '../lib/problem';
import { isoText } from '../lib/range-text';
import { createCallPlacer, meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { EdgeId, GroupBy, Mesh } from '../mesh/model';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { observedCall } from '../policy/observe';
import type { Command, CommandContext } from './command';
import { type DiffArguments, diffUsage, parseDiffArguments } from './diff-arguments';
import { caughtBy, notTold, type ToldChange, toldChanges } from './diff-changes';
import { type DiffMoment, type DiffMoments, takeMoments } from './diff-moments';
import { diffText } from './diff-text';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

interface Compared {
  readonly difference: Difference;
  /** B as it is drawn. */
  readonly mesh: Mesh;
  readonly problems: readonly Problem[];
}

function compare({ before, after }: DiffMoments, groupBy: GroupBy): Compared {
  const options = { groupBy, thresholds: DEFAULT_THRESHOLDS };
  const [a, b] = [sideOfTelemetry(before, options), sideOfTelemetry(after, options)];
  const difference = compareMeshes(a, b);
  const policies = after.inventory && policiesOf(before.inventory, after, after.inventory, difference, groupBy);
  return {
    difference: { ...difference, ...(policies && { policies }) },
    mesh: b.mesh,
    problems: [...problemsOfComparing(a, b), ...a.mesh.problems, ...b.mesh.problems],
  };
}

function policiesOf(
  before: Inventory | undefined,
  { telemetry }: DiffMoment,
  inventory: Inventory,
  between: Difference,
  groupBy: GroupBy,
): Difference['policies'] {
  const engine = createPolicyEngine();
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS);
  const { atSeconds, windowSeconds } = telemetry;
  const observation = { atSeconds, windowSeconds, calls: calls.map(observedCall) };
  const policies = engine.evaluate(inventory, observation);
  const placesOf = createCallPlacer(telemetry, { groupBy, showServices: false, drawnAs: (id) => id });
  const lines = new Map<string, EdgeId[]>();
  for (const call of calls) listIn(lines, observedCall(call).key).push(...placesOf(call).map(({ edge }) => edge));
  const drawnEdgesOf = (key: string) => lines.get(key) ?? [];
  return comparePolicies(before, { inventory, observation, policies, imagine: engine.imagine, drawnEdgesOf }, between);
}

function diffJson(changes: readonly ToldChange[], { difference }: Compared, problems: readonly Problem[], groupBy: GroupBy): string {
  const { before, after, counts, policies } = difference;
  const moment = ({ atSeconds, windowSeconds }: Difference['before']) => ({ at: isoText(atSeconds), windowSeconds });
  return toJson({
    schema: 'seamark.diff/1',
    before: moment(before),
    after: moment(after),
    groupBy,
    changes,
    counts,
    notTold: notTold(difference),
    ...(policies && { policiesKnown: policies.known }),
    problems,
  });
}

async function answer(wanted: DiffArguments, context: CommandContext): Promise<number> {
  const taken = await takeMoments(wanted, context);
  if (!taken.ok) return wrongUsage(taken.error, context);
  const { before, after } = taken.value;
  const compared = compare(taken.value, wanted.groupBy);
  const changes = toldChanges(compared.difference, compared.mesh);
  const problems = unique([...taken.value.problems, ...before.problems, ...after.problems, ...compared.problems]);
  const answered = before.answered && after.answered;
  if (wanted.json) context.print(diffJson(changes, compared, problems, wanted.groupBy));
  else {
    tell(problems, context);
    if (answered) context.print(diffText(changes, compared.difference, wanted.groupBy));
  }
  return answered && caughtBy(changes, wanted.failOn).length === 0 ? 0 : 1;
}

/** Both moments may have the same said of them. */
const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.code} ${problem.message}`, problem])).values(),
];

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseDiffArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(diffUsage);
    return 0;
  }
  return answer(parsed.value, context);
}

export const diffCommand: Command = {
  name: 'diff',
  summary: 'what differs between two moments, of snapshots or of a Prometheus',
  run,
};
