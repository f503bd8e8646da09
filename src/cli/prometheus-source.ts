/** A Prometheus named on the command line: its options read once, and one refresh asked of it. */
import { parseDuration } from '../lib/duration';
import { err, ok, type Result } from '../lib/result';
import type { GroupBy } from '../mesh/model';
import type { PrometheusClient } from '../prometheus/client-types';
import { createPrometheusClient } from '../prometheus/http-client';
import { type TelemetryTaken, takeTelemetry } from '../telemetry/take-telemetry';
import type { CommandContext } from './command';
import { parseTime } from './parse-time';
import { readFile } from './read-file';

export interface PrometheusSource {
  readonly kind: 'prometheus';
  readonly url: string;
  readonly windowSeconds: number;
  readonly namespaces: readonly string[];
  readonly metricPrefix: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly bearerTokenFile: string | undefined;
}

/** For `parseArgs`: what goes with --prometheus. */
export const PROMETHEUS_OPTIONS = {
  prometheus: { type: 'string' },
  at: { type: 'string' },
  window: { type: 'string' },
  namespaces: { type: 'string', multiple: true },
  'metric-prefix': { type: 'string' },
  header: { type: 'string', multiple: true },
  'bearer-token-file': { type: 'string' },
} as const;

export interface PrometheusValues {
  readonly window?: string;
  readonly namespaces?: readonly string[];
  readonly 'metric-prefix'?: string;
  readonly header?: readonly string[];
  readonly 'bearer-token-file'?: string;
}

/** Values stay unsaid: they are secrets. */
export function parseHeaderOptions(written: readonly string[]): Result<Record<string, string>, string> {
  const headers = new Map<string, string>();
  for (const header of written) {
    const colon = header.indexOf(':');
    const name = header.slice(0, Math.max(colon, 0)).trim();
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return err('--header is written "Name: value".');
    headers.set(name, header.slice(colon + 1).trim());
  }
  return ok(Object.fromEntries(headers));
}

/** Comma-separated, or given several times; none = all. */
export function parseNamespaces(written: readonly string[] = []): readonly string[] {
  const names = written.flatMap((list) => list.split(',')).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

export function parsePrometheusSource(values: PrometheusValues, url: string): Result<PrometheusSource, string> {
  const windowSeconds = parseDuration(values.window ?? '5m');
  if (windowSeconds === undefined) return err(`--window is a duration such as 90s, 5m or 1h30m, not ${JSON.stringify(values.window)}.`);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    return err('--prometheus is an http or https address such as http://localhost:9090.');
  const headers = parseHeaderOptions(values.header ?? []);
  if (!headers.ok) return headers;
  return ok({
    kind: 'prometheus',
    url,
    windowSeconds,
    namespaces: parseNamespaces(values.namespaces),
    metricPrefix: values['metric-prefix'],
    headers: headers.value,
    bearerTokenFile: values['bearer-token-file'],
  });
}

/** Unix seconds. */
export function parseMoment(option: string, text: string): Result<number, string> {
  const seconds = parseTime(text);
  return seconds === undefined
    ? err(`--${option} is RFC 3339 (2026-11-21T04:37:00Z) or Unix seconds, not ${JSON.stringify(text)}.`)
    : ok(seconds);
}

/** Unix seconds; undefined = now. */
export const parseAt = (text: string | undefined): Result<number | undefined, string> =>
  text === undefined ? ok(undefined) : parseMoment('at', text);

async function headersOf(source: PrometheusSource, context: CommandContext): Promise<Result<Readonly<Record<string, string>>, string>> {
  if (source.bearerTokenFile === undefined) return ok(source.headers);
  const token = await readFile(context, 'bearer-token-file', source.bearerTokenFile);
  if (!token.ok) return token;
  if (token.value.trim() === '') return err('--bearer-token-file: the file is empty.');
  return ok({ ...source.headers, Authorization: `Bearer ${token.value.trim()}` });
}

/** A client for the source; fails on a token file that cannot be read. */
export async function clientOf(source: PrometheusSource, context: CommandContext): Promise<Result<PrometheusClient, string>> {
  const headers = await headersOf(source, context);
  if (!headers.ok) return headers;
  return ok(createPrometheusClient({ baseUrl: source.url, fetch: context.fetch, headers: headers.value, now: context.now }));
}

/** One refresh. Fails only on what was written wrongly; a Prometheus that does not answer is told by the problems of what was taken. */
export async function askPrometheus(
  source: PrometheusSource,
  { atSeconds, groupBy }: { readonly atSeconds: number | undefined; readonly groupBy: GroupBy },
  context: CommandContext,
): Promise<Result<TelemetryTaken, string>> {
  const client = await clientOf(source, context);
  if (!client.ok) return client;
  return ok(
    await takeTelemetry(client.value, {
      atSeconds: atSeconds ?? context.now() / 1000,
      alignNow: atSeconds === undefined,
      windowSeconds: source.windowSeconds,
      namespaces: source.namespaces,
      showIdle: false,
      quantileGrouping: groupBy,
      ...(source.metricPrefix !== undefined && { metricPrefix: source.metricPrefix }),
    }),
  );
}
