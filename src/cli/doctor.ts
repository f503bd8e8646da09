/** `seamark doctor`: the telemetry doctor of the page, as text. */

import { oneLine } from '../lib/one-line';
import { isoText } from '../lib/range-text';
import { ok, type Result } from '../lib/result';
import type { CheckState } from '../telemetry/doctor/check';
import { type Diagnosed, type Diagnosis, diagnose } from '../telemetry/doctor/diagnose';
import { takeEvidence } from '../telemetry/doctor/evidence';
import type { Command, CommandContext } from './command';
import { type DoctorArguments, doctorUsage, parseDoctorArguments } from './doctor-arguments';
import { clientOf } from './prometheus-source';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

const WORDS: Readonly<Record<CheckState, string>> = { missing: 'MISSING', partial: 'PARTLY', unknown: 'UNKNOWN', good: 'ok' };

interface Examined {
  readonly atSeconds: number;
  readonly diagnosis: Diagnosis;
}

async function examine({ source, atSeconds = Number.NaN }: DoctorArguments, context: CommandContext): Promise<Result<Examined, string>> {
  const client = await clientOf(source, context);
  if (!client.ok) return client;
  const at = Number.isNaN(atSeconds) ? context.now() / 1000 : atSeconds;
  const evidence = await takeEvidence(async (promql) => {
    const answer = await client.value.instant(promql, { atSeconds: at });
    return answer.ok ? ok(answer.value.data) : answer;
  }, source);
  return ok({ atSeconds: at, diagnosis: diagnose(evidence) });
}

function resultText({ title, state, says, hides, remedies = [] }: Diagnosed): string {
  const lines = [`${WORDS[state].padEnd(8)} ${title}: ${oneLine(says)}`];
  if (hides !== undefined) lines.push(`         hidden: ${oneLine(hides)}`);
  for (const { says: next, snippet } of remedies) {
    lines.push(`         next: ${oneLine(next)}`);
    if (snippet !== undefined)
      lines.push(
        ...snippet.text
          .trimEnd()
          .split('\n')
          .map((line) => `           ${line}`),
      );
  }
  return lines.join('\n');
}

const isWrong = ({ state }: Diagnosed): boolean => state === 'missing' || state === 'partial';

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseDoctorArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(doctorUsage);
    return 0;
  }
  const examined = await examine(parsed.value, context);
  if (!examined.ok) return wrongUsage(examined.error, context);
  const { results, problems } = examined.value.diagnosis;
  if (parsed.value.json) {
    const at = isoText(examined.value.atSeconds);
    context.print(toJson({ schema: 'seamark.doctor/1', at, windowSeconds: parsed.value.source.windowSeconds, results, problems }));
  } else {
    for (const result of results) context.print(resultText(result));
    tell(problems, context);
  }
  return problems.length > 0 || results.some(isWrong) ? 1 : 0;
}

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'what a Prometheus measures of the mesh, and what is missing',
  run,
};
