/** The words after `seamark diagnose`. */
import { err, ok, type Result } from '../lib/result';
import { CONFIGURATION_OPTIONS, type ConfigurationSource, parseConfigurationIfNamed } from './configuration-source';
import { PROMETHEUS_OPTIONS, type PrometheusSource, parseAt, parsePrometheusSource } from './prometheus-source';
import { wordsOf } from './words-of';

export interface DiagnoseArguments {
  readonly prometheus: PrometheusSource;
  /** undefined = flags and codes speak alone. */
  readonly configuration: ConfigurationSource | undefined;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  /** Names of both ends, as `seamark diagnose` prints them; undefined = all that fails. */
  readonly edge: { readonly from: string; readonly to: string } | undefined;
  readonly json: boolean;
}

const OPTIONS = {
  ...CONFIGURATION_OPTIONS,
  ...PROMETHEUS_OPTIONS,
  edge: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const diagnoseUsage = `seamark diagnose: why edges fail, likely causes in order.

  seamark diagnose --prometheus URL [--at TIME] [--window 5m] [--namespaces A,B] [--config PATH… | --kubernetes URL]
                   [--edge 'NS/WORKLOAD -> NS/WORKLOAD'] [--json]

  --config, --kubernetes
                resources, so that policies, routes and limits speak as well; without them codes and flags speak alone
  --edge        one edge, with all causes, evidence and commands; without it every edge with its first cause
  --json        everything as JSON (schema seamark.diagnosis/1)

Exit code: 0 with an answer, 1 when a source did not answer, 2 on wrong usage.`;

/** The arguments, or `help`, or the sentence that says what is wrong. */
export function parseDiagnoseArguments(args: readonly string[]): Result<DiagnoseArguments | 'help', string> {
  const parsed = wordsOf('diagnose', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  if (values.prometheus === undefined) return err('A source is missing: --prometheus URL; see seamark diagnose --help.');
  const prometheus = parsePrometheusSource(values, values.prometheus);
  if (!prometheus.ok) return prometheus;
  const at = parseAt(values.at);
  if (!at.ok) return at;
  const configuration = parseConfigurationIfNamed(values, positionals);
  if (!configuration.ok) return configuration;
  const edge = parseEdge(values.edge);
  if (!edge.ok) return edge;
  return ok({
    prometheus: prometheus.value,
    configuration: configuration.value,
    atSeconds: at.value,
    edge: edge.value,
    json: values.json === true,
  });
}

function parseEdge(text: string | undefined): Result<DiagnoseArguments['edge'], string> {
  if (text === undefined) return ok(undefined);
  const [from = '', to = '', ...more] = text.split(/->|→/).map((part) => part.trim());
  if (from === '' || to === '' || more.length > 0) return err(`--edge is 'NS/WORKLOAD -> NS/WORKLOAD', not ${JSON.stringify(text)}.`);
  return ok({ from, to });
}
