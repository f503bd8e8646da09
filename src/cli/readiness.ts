/** `seamark readiness`: may a namespace become STRICT? A gate for a pipeline. */

import type { ReadinessAnswer } from '../inquiry/readiness/answer';
import { askReadiness } from '../inquiry/readiness/ask-readiness';
import { isoText } from '../lib/range-text';
import { ok, type Result } from '../lib/result';
import type { Command, CommandContext } from './command';
import { measureMesh } from './measured-mesh';
import { parseReadinessArguments, type ReadinessArguments, readinessUsage } from './readiness-arguments';
import { readinessText } from './readiness-text';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

async function answerOf(
  { prometheus, configuration, namespaces, spanSeconds, atSeconds }: ReadinessArguments,
  context: CommandContext,
): Promise<Result<ReadinessAnswer, string>> {
  const endSeconds = atSeconds ?? context.now() / 1000;
  const measured = await measureMesh({ prometheus: { ...prometheus, namespaces }, configuration, atSeconds: endSeconds }, context);
  if (!measured.ok) return measured;
  const { answered, evidence, source, configurationProblems } = measured.value;
  const known = answered.configuration ? evidence : undefined;
  const answer = await askReadiness({ namespaces, spanSeconds, endSeconds }, { ...source, evidence: known });
  return ok({ ...answer, problems: [...configurationProblems, ...answer.problems] });
}

function readinessJson(answer: ReadinessAnswer): string {
  const { fromSeconds, toSeconds, keptFromSeconds, ...rest } = answer;
  return toJson({
    schema: 'seamark.readiness/1',
    from: isoText(fromSeconds),
    to: isoText(toSeconds),
    ...(keptFromSeconds !== undefined && { keptFrom: isoText(keptFromSeconds) }),
    ...rest,
  });
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseReadinessArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(readinessUsage);
    return 0;
  }
  const answered = await answerOf(parsed.value, context);
  if (!answered.ok) return wrongUsage(answered.error, context);
  const answer = answered.value;
  if (parsed.value.json) context.print(readinessJson(answer));
  else {
    tell(answer.problems, context);
    context.print(readinessText(answer));
  }
  return answer.verdict === 'ready' ? 0 : 1;
}

export const readinessCommand: Command = {
  name: 'readiness',
  summary: 'say whether a namespace may become STRICT, and what stands in the way',
  run,
};
