/** `seamark check`: findings of a configuration, and of the traffic beside it. */

import type { InputIssue } from '../istio/sources/bundle';
import type { Problem } from '../lib/problem';
import { isoText } from '../lib/range-text';
import { ok, type Result } from '../lib/result';
import { meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { createPolicyEngine } from '../policy/evaluate-policies';
import type { Finding } from '../policy/model';
import type { Observation } from '../policy/observation';
import { observedCall } from '../policy/observe';
import { type CheckArguments, checkUsage, parseCheckArguments } from './check-arguments';
import { checkText, type PlacedFinding } from './check-text';
import type { Command, CommandContext } from './command';
import { type Configured, readConfiguration } from './configuration-source';
import { positionText } from './position-text';
import { askPrometheus } from './prometheus-source';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

interface Observed {
  readonly observation: Observation | undefined;
  readonly problems: readonly Problem[];
  readonly answered: boolean;
}

async function observe({ prometheus, atSeconds }: CheckArguments, context: CommandContext): Promise<Result<Observed, string>> {
  if (prometheus === undefined) return ok({ observation: undefined, problems: [], answered: true });
  const taken = await askPrometheus(prometheus, { atSeconds, groupBy: 'workload' }, context);
  if (!taken.ok) return taken;
  const { telemetry, problems, answered } = taken.value;
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS).map(observedCall);
  const { atSeconds: at, windowSeconds } = telemetry;
  return ok({ observation: answered ? { atSeconds: at, windowSeconds, calls } : undefined, problems, answered });
}

function place(finding: Finding, { inventory }: Configured): PlacedFinding {
  const position = finding.ref === undefined ? undefined : positionText(inventory, finding.ref, finding.path ?? '');
  return position === undefined ? finding : { ...finding, position };
}

function checkJson(
  findings: readonly PlacedFinding[],
  issues: readonly InputIssue[],
  problems: readonly Problem[],
  observed: Observed,
): string {
  const { observation } = observed;
  return toJson({
    schema: 'seamark.check/1',
    ...(observation !== undefined && {
      at: isoText(observation.atSeconds),
      windowSeconds: observation.windowSeconds,
    }),
    findings,
    issues,
    problems,
  });
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseCheckArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(checkUsage);
    return 0;
  }
  const [configured, observed] = await Promise.all([
    readConfiguration(parsed.value.configuration, context),
    observe(parsed.value, context),
  ]);
  if (!configured.ok) return wrongUsage(configured.error, context);
  if (!observed.ok) return wrongUsage(observed.error, context);
  const { inventory, issues } = configured.value;
  const findings = createPolicyEngine()
    .evaluate(inventory, observed.value.observation)
    .findings.map((each) => place(each, configured.value));
  const problems = [...configured.value.problems, ...observed.value.problems];
  if (parsed.value.json) context.print(checkJson(findings, issues, problems, observed.value));
  else {
    tell(problems, context);
    context.print(checkText(findings, issues));
  }
  const answered = configured.value.answered && observed.value.answered;
  const broken = findings.some(({ severity }) => severity === 'error') || issues.some(({ severity }) => severity === 'error');
  return answered && !broken ? 0 : 1;
}

export const checkCommand: Command = {
  name: 'check',
  summary: 'find what is wrong with the configuration, and where traffic disagrees',
  run,
};
