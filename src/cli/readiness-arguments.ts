/** The words after `seamark readiness`. */
import { LEAST_SPAN_SECONDS, MOST_SPAN_SECONDS } from '../inquiry/readiness/span';
import { parseDuration } from '../lib/duration';
import { err, ok, type Result } from '../lib/result';
import { MEASURED_OPTIONS, type MeasuredSources, parseMeasuredSources } from './measured-mesh';
import { wordsOf } from './words-of';

export interface ReadinessArguments extends MeasuredSources {
  /** Empty = every namespace. */
  readonly namespaces: readonly string[];
  readonly spanSeconds: number;
}

const OPTIONS = {
  ...MEASURED_OPTIONS,
  namespace: { type: 'string', multiple: true },
  span: { type: 'string' },
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
  if (values.window !== undefined) return err('--window has no meaning here: --span says how far to look back.');
  const sources = parseMeasuredSources('readiness', values, positionals);
  if (!sources.ok) return sources;
  const spanSeconds = parseDuration(values.span ?? '7d');
  if (spanSeconds === undefined || spanSeconds < LEAST_SPAN_SECONDS || spanSeconds > MOST_SPAN_SECONDS)
    return err(`--span is a duration from 1h to 30d, such as 7d, not ${JSON.stringify(values.span)}.`);
  const written = [...(values.namespace ?? []), ...(values.namespaces ?? [])].flatMap((list) => list.split(','));
  const namespaces = [...new Set(written.map((name) => name.trim()).filter((name) => name !== ''))];
  if (written.length > 0 && namespaces.length === 0) return err('--namespace is the name of a namespace.');
  return ok({ ...sources.value, namespaces, spanSeconds });
}
