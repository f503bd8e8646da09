/** The words after `seamark doctor`. */
import { err, ok, type Result } from '../lib/result';
import { PROMETHEUS_OPTIONS, type PrometheusSource, parseAt, parsePrometheusSource } from './prometheus-source';
import { optionsOf } from './words-of';

export interface DoctorArguments {
  readonly source: PrometheusSource;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  readonly json: boolean;
}

const OPTIONS = { ...PROMETHEUS_OPTIONS, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

export const doctorUsage = `seamark doctor: what a Prometheus measures of the mesh, what is missing, what that hides, what brings it back.

  seamark doctor --prometheus URL [--at TIME] [--window 5m] [--header "Name: value"]…
                 [--bearer-token-file FILE] [--metric-prefix PREFIX] [--json]

Exit code: 0 when nothing is missing, 1 when something is or when Prometheus did not answer, 2 on wrong usage.`;

/** The arguments, or `help`, or the sentence that says what is wrong. */
export function parseDoctorArguments(args: readonly string[]): Result<DoctorArguments | 'help', string> {
  const parsed = optionsOf('doctor', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  if (values.help) return ok('help');
  if (values.namespaces !== undefined) return err('--namespaces has no meaning here: the doctor looks at the whole mesh.');
  if (values.prometheus === undefined) return err('A source is missing: --prometheus URL; see seamark doctor --help.');
  const at = parseAt(values.at);
  if (!at.ok) return at;
  const source = parsePrometheusSource(values, values.prometheus);
  return source.ok ? ok({ source: source.value, atSeconds: at.value, json: values.json === true }) : source;
}
