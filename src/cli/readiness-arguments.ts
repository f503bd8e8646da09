/** The words after `seamark readiness`. */
import { LEAST_SPAN_SECONDS, MOST_SPAN_SECONDS } from '../inquiry/readiness/span';
import { parseDuration } from '../lib/duration';
import { err, ok, type Result } from '../lib/result';
import { CONFIGURATION_OPTIONS, type ConfigurationSource, parseConfigurationSource } from './configuration-source';
import { PROMETHEUS_OPTIONS, type PrometheusSource, parseAt, parsePrometheusSource } from './prometheus-source';
import { wordsOf } from './words-of';

export interface ReadinessArguments {
  readonly prometheus: PrometheusSource;
  readonly configuration: ConfigurationSource;
  /** Empty = every namespace. */
  readonly namespaces: readonly string[];
  readonly spanSeconds: number;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  readonly json: boolean;
}

const OPTIONS = {
  ...PROMETHEUS_OPTIONS,
  ...CONFIGURATION_OPTIONS,
  namespace: { type: 'string', multiple: true },
  span: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const readinessUsage = `seamark readiness: may a namespace become STRICT, by what was measured and what is configured?

  seamark readiness --prometheus URL (--config PATH… | --kubernetes URL) [--namespace NS]… [--span 7d]
                    [--at TIME] [--header "Name: value"]… [--bearer-token-file FILE]
                    [--kubernetes-header "Name: value"]… [--metric-prefix PREFIX] [--json]

  --namespace   may repeat, or hold a list with commas; without it every namespace is looked at
  --span        how far to look back: 1h to 30d, 7d by default

Exit code: 0 when all of them are ready, 1 when one is not or nobody can tell, 2 on wrong usage.`;

export function parseReadinessArguments(args: readonly string[]): Result<ReadinessArguments | 'help', string> {
  const parsed = wordsOf('readiness', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  if (values.prometheus === undefined) return err('A source is missing: --prometheus URL; see seamark readiness --help.');
  if (values.window !== undefined) return err('--window has no meaning here: --span says how far to look back.');
  const prometheus = parsePrometheusSource(values, values.prometheus);
  if (!prometheus.ok) return prometheus;
  const configuration = parseConfigurationSource(values, positionals);
  if (!configuration.ok) return configuration;
  const at = parseAt(values.at);
  if (!at.ok) return at;
  const spanSeconds = parseDuration(values.span ?? '7d');
  if (spanSeconds === undefined || spanSeconds < LEAST_SPAN_SECONDS || spanSeconds > MOST_SPAN_SECONDS)
    return err(`--span is a duration from 1h to 30d, such as 7d, not ${JSON.stringify(values.span)}.`);
  const written = [...(values.namespace ?? []), ...(values.namespaces ?? [])].flatMap((list) => list.split(','));
  const namespaces = [...new Set(written.map((name) => name.trim()).filter((name) => name !== ''))];
  if (written.length > 0 && namespaces.length === 0) return err('--namespace is the name of a namespace.');
  return ok({
    prometheus: prometheus.value,
    configuration: configuration.value,
    namespaces,
    spanSeconds,
    atSeconds: at.value,
    json: values.json === true,
  });
}
