/** `seamark canary`: the canaries of the page, fit for the gate of a pipeline. */
import { answerCanaries, isAsked } from '../inquiry/canary/answer-canaries';
import type { CanaryAnswer, CanaryReport } from '../inquiry/canary/model';
import { hostNotFound } from '../inquiry/canary/problems';
import { ok, type Result } from '../lib/result';
import { meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { observedCall } from '../policy/observe';
import { type CanaryArguments, canaryUsage, type FailWord, parseCanaryArguments } from './canary-arguments';
import { canaryText } from './canary-text';
import type { Command, CommandContext } from './command';
import { type Configured, readConfiguration } from './configuration-source';
import { positionText } from './position-text';
import { askPrometheus, clientOf } from './prometheus-source';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

interface Answered {
  readonly configured: Configured;
  readonly answer: CanaryAnswer;
  readonly problems: CanaryAnswer['problems'];
  readonly answered: boolean;
}

async function answer(
  { prometheus, configuration, hosts, atSeconds }: CanaryArguments,
  context: CommandContext,
): Promise<Result<Answered, string>> {
  const client = await clientOf(prometheus, context);
  if (!client.ok) return client;
  const [configured, taken] = await Promise.all([
    readConfiguration(configuration, context),
    askPrometheus(prometheus, { atSeconds, groupBy: 'workload' }, context),
  ]);
  if (!configured.ok) return configured;
  if (!taken.ok) return taken;
  const { telemetry } = taken.value;
  const { inventory } = configured.value;
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS).map(observedCall);
  const observation = { atSeconds: telemetry.atSeconds, windowSeconds: telemetry.windowSeconds, calls };
  const policies = createPolicyEngine().evaluate(inventory, observation);
  const [only, another] = hosts;
  const found = await answerCanaries(only !== undefined && another === undefined ? { host: only } : {}, {
    client: client.value,
    evidence: { telemetry, inventory, observation, policies },
    metricPrefix: prometheus.metricPrefix,
    signal: new AbortController().signal,
    progress: () => {},
  });
  return ok({
    configured: configured.value,
    answer: found,
    problems: [...configured.value.problems, ...taken.value.problems, ...found.problems],
    answered: configured.value.answered && taken.value.answered,
  });
}

function isRefused({ split, quality }: CanaryReport, words: readonly FailWord[]): boolean {
  const isSaid = (word: FailWord): boolean => {
    if (word === 'deviates') return split.says === 'deviates' && split.confirmed;
    if (word === 'deviates-once') return split.says === 'deviates';
    return split.says === word || quality.says === word;
  };
  return words.some(isSaid);
}

/** A report for other programs: places with their lines, infinite bounds as null. */
function reportJson(report: CanaryReport, { inventory }: Configured) {
  const position = positionText(inventory, report.route.ref, report.route.path);
  return position === undefined ? report : { ...report, position };
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseCanaryArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(canaryUsage);
    return 0;
  }
  const { hosts, failOn, json } = parsed.value;
  const found = await answer(parsed.value, context);
  if (!found.ok) return wrongUsage(found.error, context);
  const { configured, answer: told, problems, answered } = found.value;
  const unknown = answered ? hosts.find((host) => !told.hosts.some((each) => isAsked(each, host))) : undefined;
  if (unknown !== undefined) {
    const { message, hint = '' } = hostNotFound(unknown, told.hosts);
    return wrongUsage(`${message} ${hint}`, context);
  }
  const reports = hosts.length === 0 ? told.reports : told.reports.filter((report) => hosts.some((host) => isAsked(report.host, host)));
  if (json) {
    const { atSeconds, windowSeconds, queries } = told;
    const at = new Date(atSeconds * 1000).toISOString();
    const shown = reports.map((report) => reportJson(report, configured));
    context.print(toJson({ schema: 'seamark.canary/1', at, windowSeconds, reports: shown, hosts: told.hosts, queries, problems }));
  } else {
    tell(problems, context);
    context.print(canaryText(reports, configured.inventory));
  }
  return answered && !reports.some((report) => isRefused(report, failOn)) ? 0 : 1;
}

export const canaryCommand: Command = {
  name: 'canary',
  summary: 'hold measured shares against configured ones, and candidates against stable versions',
  run,
};
