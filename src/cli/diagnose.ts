/** `seamark diagnose`: why edges fail, from traffic and, where they are named, resources. */

import { diagnoseEdge } from '../inquiry/diagnosis/diagnose-edge';
import { createNeighbours } from '../inquiry/diagnosis/neighbours';
import { createResources } from '../inquiry/diagnosis/resources';
import { listIn } from '../lib/list-in';
import { isoText } from '../lib/range-text';
import { ok, type Result } from '../lib/result';
import { type MeshCall, meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { EdgeId } from '../mesh/model';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { callName } from '../policy/findings/evidence';
import { observedCall } from '../policy/observe';
import type { Telemetry } from '../telemetry/rows';
import type { Command, CommandContext } from './command';
import { type Configured, readConfiguration } from './configuration-source';
import { type DiagnoseArguments, diagnoseUsage, parseDiagnoseArguments } from './diagnose-arguments';
import { type DiagnosedEdge, diagnoseText } from './diagnose-text';
import { askPrometheus } from './prometheus-source';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

const NONE: Configured | undefined = undefined;

async function configured({ configuration }: DiagnoseArguments, context: CommandContext): Promise<Result<Configured | undefined, string>> {
  return configuration === undefined ? ok(NONE) : readConfiguration(configuration, context);
}

/** Every edge that has something to explain, or the one that is asked for; worst first. */
function diagnose(telemetry: Telemetry, given: Configured | undefined, wanted: DiagnoseArguments['edge']): readonly DiagnosedEdge[] {
  const { atSeconds, windowSeconds } = telemetry;
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS);
  const inventory = given?.inventory;
  const observation = { atSeconds, windowSeconds, calls: calls.map(observedCall) };
  const around = {
    neighbours: createNeighbours(calls),
    windowSeconds,
    policies: inventory === undefined ? undefined : createPolicyEngine().evaluate(inventory, observation),
    resources: inventory === undefined ? undefined : createResources(inventory),
  };
  const byEdge = new Map<EdgeId, MeshCall[]>();
  for (const call of calls) listIn(byEdge, call.edge).push(call);
  const found = [...byEdge.values()].flatMap((own): readonly DiagnosedEdge[] => {
    const ends = endsOf(own);
    if (ends === undefined || (wanted !== undefined && (wanted.from !== ends.from || wanted.to !== ends.to))) return [];
    const diagnosis = diagnoseEdge(own, around);
    return diagnosis === undefined ? [] : [{ ...ends, diagnosis }];
  });
  return found.sort((a, b) => b.diagnosis.failingPerSecond - a.diagnosis.failingPerSecond);
}

function endsOf([first]: readonly MeshCall[]): Omit<DiagnosedEdge, 'diagnosis'> | undefined {
  if (first === undefined) return undefined;
  const [from = '', to = ''] = callName(observedCall(first)).split(' → ');
  return { from, to, protocol: first.figures.protocol };
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseDiagnoseArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(diagnoseUsage);
    return 0;
  }
  const { prometheus, atSeconds, edge, json } = parsed.value;
  const [given, taken] = await Promise.all([
    configured(parsed.value, context),
    askPrometheus(prometheus, { atSeconds, groupBy: 'workload' }, context),
  ]);
  if (!given.ok) return wrongUsage(given.error, context);
  if (!taken.ok) return wrongUsage(taken.error, context);
  const { telemetry, answered } = taken.value;
  const problems = [...(given.value?.problems ?? []), ...taken.value.problems];
  const edges = answered ? diagnose(telemetry, given.value, edge) : [];
  if (json) {
    const at = isoText(telemetry.atSeconds);
    context.print(toJson({ schema: 'seamark.diagnosis/1', at, windowSeconds: telemetry.windowSeconds, edges, problems }));
  } else {
    tell(problems, context);
    if (answered) context.print(diagnoseText(edges, edge !== undefined));
  }
  return answered && given.value?.answered !== false ? 0 : 1;
}

export const diagnoseCommand: Command = {
  name: 'diagnose',
  summary: 'why edges fail: likely causes in order, with evidence and commands',
  run,
};
