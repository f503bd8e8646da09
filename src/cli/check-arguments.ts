/** The words after `seamark check`. */
import { err, ok, type Result } from '../lib/result';
import { CONFIGURATION_OPTIONS, type ConfigurationSource, parseConfigurationSource } from './configuration-source';
import { PROMETHEUS_OPTIONS, type PrometheusSource, parseAt, parsePrometheusSource } from './prometheus-source';
import { wordsOf } from './words-of';

export interface CheckArguments {
  readonly configuration: ConfigurationSource;
  readonly prometheus: PrometheusSource | undefined;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  readonly json: boolean;
}

const OPTIONS = {
  ...CONFIGURATION_OPTIONS,
  ...PROMETHEUS_OPTIONS,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const checkUsage = `seamark check: what is wrong with the configuration of a mesh, and where traffic disagrees with it.

  seamark check --config PATH… [--json]
  seamark check --kubernetes URL [--kubernetes-header "Name: value"]… [--json]
                [--prometheus URL [--at TIME] [--window 5m] [--header "Name: value"]… [--bearer-token-file FILE]]

  --config      files and folders of YAML or JSON, .gz too; - for standard input
  --kubernetes  address of a Kubernetes API, such as http://127.0.0.1:8001 of kubectl proxy; it is only read
  --prometheus  holds the configuration against the traffic of the window
  --json        the findings as JSON

Exit code: 0 without errors among the findings, 1 with errors or when a source did not answer, 2 on wrong usage.`;

/** The arguments, or `help`, or the sentence that says what is wrong. */
export function parseCheckArguments(args: readonly string[]): Result<CheckArguments | 'help', string> {
  const parsed = wordsOf('check', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  const configuration = parseConfigurationSource(values, positionals);
  if (!configuration.ok) return configuration;
  const at = parseAt(values.at);
  if (!at.ok) return at;
  const rest = { configuration: configuration.value, atSeconds: at.value, json: values.json === true };
  if (values.prometheus === undefined) {
    const orphan = (['at', 'window', 'namespaces', 'header', 'bearer-token-file', 'metric-prefix'] as const).find(
      (option) => values[option] !== undefined,
    );
    return orphan === undefined ? ok({ ...rest, prometheus: undefined }) : err(`--${orphan} goes with --prometheus.`);
  }
  const prometheus = parsePrometheusSource(values, values.prometheus);
  return prometheus.ok ? ok({ ...rest, prometheus: prometheus.value }) : prometheus;
}
