/** `seamark readiness`: may a namespace become STRICT? A gate for a pipeline. */
import type { ReadinessAnswer } from '../inquiry/readiness/answer';
import { askReadiness } from '../inquiry/readiness/ask-readiness';
import { ok, type Result } from '../lib/result';
import { meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { observedCall } from '../policy/observe';
import type { Command, CommandContext } from './command';
import { type Configured, readConfiguration } from './configuration-source';
import { askPrometheus, clientOf } from './prometheus-source';
import { parseReadinessArguments, type ReadinessArguments, readinessUsage } from './readiness-arguments';
import { readinessText } from './readiness-text';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

async function answerOf(
  { prometheus, namespaces, spanSeconds, atSeconds }: ReadinessArguments,
  { inventory, answered }: Configured,
  context: CommandContext,
): Promise<Result<ReadinessAnswer, string>> {
  const client = await clientOf(prometheus, context);
  if (!client.ok) return client;
  const endSeconds = atSeconds ?? context.now() / 1000;
  const taken = await askPrometheus({ ...prometheus, namespaces }, { atSeconds: endSeconds, groupBy: 'workload' }, context);
  if (!taken.ok) return taken;
  const { telemetry } = taken.value;
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS).map(observedCall);
  const observation = { atSeconds: telemetry.atSeconds, windowSeconds: telemetry.windowSeconds, calls };
  const policies = createPolicyEngine().evaluate(inventory, observation);
  return ok(
    await askReadiness(
      { namespaces, spanSeconds, endSeconds },
      {
        client: client.value,
        evidence: answered ? { inventory, observation, policies } : undefined,
        metricPrefix: prometheus.metricPrefix,
        signal: new AbortController().signal,
        progress: () => {},
      },
    ),
  );
}

function readinessJson(answer: ReadinessAnswer, problems: Configured['problems']): string {
  const { fromSeconds, toSeconds, keptFromSeconds, ...rest } = answer;
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return toJson({
    schema: 'seamark.readiness/1',
    from: iso(fromSeconds),
    to: iso(toSeconds),
    ...(keptFromSeconds !== undefined && { keptFrom: iso(keptFromSeconds) }),
    ...rest,
    problems: [...answer.problems, ...problems],
  });
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseReadinessArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(readinessUsage);
    return 0;
  }
  const configured = await readConfiguration(parsed.value.configuration, context);
  if (!configured.ok) return wrongUsage(configured.error, context);
  const answered = await answerOf(parsed.value, configured.value, context);
  if (!answered.ok) return wrongUsage(answered.error, context);
  const answer = answered.value;
  const { problems } = configured.value;
  if (parsed.value.json) context.print(readinessJson(answer, problems));
  else {
    tell([...problems, ...answer.problems], context);
    context.print(readinessText(answer));
  }
  return answer.verdict === 'ready' ? 0 : 1;
}

export const readinessCommand: Command = {
  name: 'readiness',
  summary: 'say whether a namespace may become STRICT, and what stands in the way',
  run,
};
