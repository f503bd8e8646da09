/**
 * A real Prometheus (and a VictoriaMetrics, the second implementation of its API) with the samples a test wants.
 *
 * Backfill: the text is OpenMetrics with a timestamp in **seconds** on every sample and `# EOF` as its last line (added when missing);
 * all samples of one metric stand together and, per series, in order of time. promtool cuts it into the two-hour blocks of the TSDB,
 * and Prometheus serves those from its data directory as if it had scraped them. Two things bite:
 * - blocks older than the retention are deleted at start-up, so the retention here is 100 years;
 * - a counter is declared without its suffix (`# TYPE istio_requests counter` for `istio_requests_total`), or left undeclared.
 */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { requireBinary } from './find-binary';
import { type SpawnedServer, startServer, temporaryDirectory } from './spawned-server';

type SampleText = string | AsyncIterable<string> | Iterable<string>;

/** One thing to scrape; `honorLabels` keeps `namespace`, `pod`… of the exposed series instead of renaming them to `exported_…` (default true). */
export interface ScrapeTarget {
  readonly url: string;
  readonly honorLabels?: boolean;
}

export interface PrometheusOptions {
  /** History, as OpenMetrics text; pieces may be cut anywhere. */
  readonly openMetrics?: SampleText;
  /** The first scrape comes about five seconds after the start: Prometheus waits that long for its discovery to settle. */
  readonly scrape?: readonly ScrapeTarget[];
  /** Default 15. */
  readonly scrapeIntervalSeconds?: number;
  /** Regular expression of allowed origins (`--web.cors.origin`); Prometheus' own default allows all. */
  readonly corsOrigin?: string;
  /** Further command line flags, e.g. `--query.max-samples=1000`. */
  readonly flags?: readonly string[];
}

const runFile = promisify(execFile);

async function* chunksOf(text: SampleText): AsyncGenerator<string> {
  if (typeof text === 'string') yield text;
  else yield* text;
}

async function* withEndOfFile(text: SampleText): AsyncGenerator<string> {
  let tail = '';
  for await (const chunk of chunksOf(text)) {
    if (chunk === '') continue;
    yield chunk;
    tail = (tail + chunk).slice(-16);
  }
  if (/(^|\n)# EOF\n?$/.test(tail)) return;
  yield tail === '' || tail.endsWith('\n') ? '# EOF\n' : '\n# EOF\n';
}

async function backfill(text: SampleText, directory: string): Promise<void> {
  const file = join(directory, 'backfill.openmetrics');
  await pipeline(Readable.from(withEndOfFile(text)), createWriteStream(file));
  try {
    await runFile(requireBinary('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, join(directory, 'data')], {
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    throw new Error(`promtool refused the samples: ${error instanceof Error ? error.message.slice(0, 2000) : String(error)}`);
  }
  await rm(file);
}

/** Prometheus' configuration; JSON is YAML. Query parameters of a target's address become `params`. */
export function prometheusConfiguration(targets: readonly ScrapeTarget[], scrapeIntervalSeconds: number): string {
  const scrapeConfigs = targets.map(({ url, honorLabels = true }, index) => {
    const address = new URL(url);
    const parameters = [...new Set(address.searchParams.keys())].map((key) => [key, address.searchParams.getAll(key)] as const);
    return {
      job_name: `target-${index}`,
      honor_labels: honorLabels,
      scheme: address.protocol.slice(0, -1),
      metrics_path: address.pathname,
      params: Object.fromEntries(parameters),
      static_configs: [{ targets: [address.host] }],
    };
  });
  const interval = `${Math.round(scrapeIntervalSeconds * 1000)}ms`;
  return JSON.stringify({ global: { scrape_interval: interval, scrape_timeout: interval }, scrape_configs: scrapeConfigs }, null, 2);
}

/** Starts a Prometheus on a free port of 127.0.0.1 and resolves once `/-/ready` answers; `stop()` removes its data. */
export async function startPrometheus(options: PrometheusOptions = {}): Promise<SpawnedServer> {
  const binary = requireBinary('prometheus');
  const directory = await temporaryDirectory('prometheus');
  const dataDirectory = join(directory, 'data');
  const configurationFile = join(directory, 'prometheus.yml');
  try {
    await mkdir(dataDirectory);
    await writeFile(configurationFile, prometheusConfiguration(options.scrape ?? [], options.scrapeIntervalSeconds ?? 15));
    if (options.openMetrics !== undefined) await backfill(options.openMetrics, directory);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  return startServer({
    name: 'Prometheus',
    binary,
    directory,
    readyPath: '/-/ready',
    argumentsFor: (port) => [
      `--config.file=${configurationFile}`,
      `--storage.tsdb.path=${dataDirectory}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
      ...(options.corsOrigin === undefined ? [] : [`--web.cors.origin=${options.corsOrigin}`]),
      ...(options.flags ?? []),
    ],
  });
}

/** OpenMetrics (seconds) to what VictoriaMetrics imports: the Prometheus text format, whose timestamps are milliseconds; comments are not needed. */
async function* inMilliseconds(text: SampleText): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunksOf(text)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(lineInMilliseconds).join('');
  }
  yield lineInMilliseconds(rest);
}

function lineInMilliseconds(line: string): string {
  if (line === '' || line.startsWith('#')) return '';
  const cut = line.lastIndexOf(' ');
  return `${line.slice(0, cut)} ${Math.round(Number(line.slice(cut + 1)) * 1000)}\n`;
}

/**
 * Starts a VictoriaMetrics with the same text imported. Its defaults hide the newest 30 s, drop what is older than a month and cache
 * answers; all three are switched off, so that it can be asked like the Prometheus above.
 */
export async function startVictoriaMetrics(options: { readonly openMetrics?: SampleText } = {}): Promise<SpawnedServer> {
  const directory = await temporaryDirectory('victoria-metrics');
  const server = await startServer({
    name: 'VictoriaMetrics',
    binary: requireBinary('victoria-metrics'),
    directory,
    readyPath: '/health',
    argumentsFor: (port) => [
      `-storageDataPath=${join(directory, 'data')}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      '-retentionPeriod=100y',
      '-search.latencyOffset=0s',
      '-search.disableCache',
      '-loggerLevel=WARN',
    ],
  });
  try {
    if (options.openMetrics !== undefined) await importInto(server.url, options.openMetrics);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

async function importInto(url: string, openMetrics: SampleText): Promise<void> {
  let body = '';
  const post = async (): Promise<void> => {
    const answer = await fetch(`${url}/api/v1/import/prometheus`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`VictoriaMetrics refused the samples: ${answer.status} ${await answer.text()}`);
    body = '';
  };
  for await (const text of inMilliseconds(openMetrics)) {
    body += text;
    if (body.length > 16 * 1024 * 1024) await post();
  }
  if (body !== '') await post();
  const flushed = await fetch(`${url}/internal/force_flush`);
  if (!flushed.ok) throw new Error(`VictoriaMetrics did not flush: ${flushed.status}`);
}
