/** `seamark graph`: one refresh of the same pipeline as the page, printed. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { Mesh } from '../mesh/model';
import { createPrometheusClient } from '../prometheus/http-client';
import { type Drop, telemetryFromExposition } from '../telemetry/from-exposition';
import type { Telemetry } from '../telemetry/rows';
import { takeTelemetry } from '../telemetry/take-telemetry';
import type { Command, CommandContext } from './command';
import {
  type ExpositionSource,
  type Format,
  type GraphArguments,
  graphUsage,
  type PrometheusSource,
  parseGraphArguments,
} from './graph-arguments';
import { graphCsv } from './graph-csv';
import { graphDot } from './graph-dot';
import { toGraphJson } from './graph-json';
import { graphTable } from './graph-table';
import { oneLine } from './safe-text';

interface Taken {
  readonly telemetry: Telemetry;
  readonly problems: readonly Problem[];
  readonly answered: boolean;
}

const WRITERS: Readonly<Record<Format, (mesh: Mesh, taken: Taken) => string>> = {
  json: (mesh, taken) => JSON.stringify(toGraphJson(mesh, taken), undefined, 2),
  table: (mesh, { telemetry }) => graphTable(mesh, telemetry),
  csv: graphCsv,
  dot: (mesh, { telemetry }) => graphDot(mesh, telemetry),
};

async function readFile(context: CommandContext, option: string, path: string): Promise<Result<string, string>> {
  try {
    return ok(await context.readText(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return err(`--${option}: the file ${JSON.stringify(path)} cannot be read${code}.`);
  }
}

async function headersOf(source: PrometheusSource, context: CommandContext): Promise<Result<Readonly<Record<string, string>>, string>> {
  if (source.bearerTokenFile === undefined) return ok(source.headers);
  const token = await readFile(context, 'bearer-token-file', source.bearerTokenFile);
  if (!token.ok) return token;
  if (token.value.trim() === '') return err('--bearer-token-file: the file is empty.');
  return ok({ ...source.headers, Authorization: `Bearer ${token.value.trim()}` });
}

async function askPrometheus(source: PrometheusSource, wanted: GraphArguments, context: CommandContext): Promise<Result<Taken, string>> {
  const headers = await headersOf(source, context);
  if (!headers.ok) return headers;
  const client = createPrometheusClient({ baseUrl: source.url, fetch: context.fetch, headers: headers.value, now: context.now });
  return ok(
    await takeTelemetry(client, {
      atSeconds: wanted.atSeconds ?? context.now() / 1000,
      alignNow: wanted.atSeconds === undefined,
      windowSeconds: source.windowSeconds,
      namespaces: source.namespaces,
      showIdle: false,
      quantileGrouping: wanted.groupBy,
      ...(source.metricPrefix !== undefined && { metricPrefix: source.metricPrefix }),
    }),
  );
}

async function readExposition(source: ExpositionSource, wanted: GraphArguments, context: CommandContext): Promise<Result<Taken, string>> {
  const drops: Drop[] = [];
  for (const path of source.files) {
    const text = await readFile(context, 'exposition', path);
    if (!text.ok) return text;
    drops.push({ name: path === '-' ? 'standard input' : path, text: text.value });
  }
  const atSeconds = wanted.atSeconds ?? context.now() / 1000;
  return ok(telemetryFromExposition(drops, { secondsApart: source.secondsApart, atSeconds }));
}

function tell(problems: readonly Problem[], context: CommandContext): void {
  for (const { severity, message, hint } of problems) {
    context.printError(oneLine(`${severity}: ${message}${hint === undefined ? '' : ` ${hint}`}`));
  }
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseGraphArguments(args);
  if (!parsed.ok) {
    context.printError(oneLine(parsed.error));
    return 2;
  }
  if (parsed.value === 'help') {
    context.print(graphUsage);
    return 0;
  }
  const { source, format, groupBy } = parsed.value;
  const taken = await (source.kind === 'prometheus'
    ? askPrometheus(source, parsed.value, context)
    : readExposition(source, parsed.value, context));
  if (!taken.ok) {
    context.printError(oneLine(taken.error));
    return 2;
  }
  const { telemetry, problems, answered } = taken.value;
  const mesh = buildMesh(telemetry, { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  if (answered || format === 'json') context.print(WRITERS[format](mesh, taken.value));
  if (format !== 'json') tell([...problems, ...mesh.problems], context);
  return answered ? 0 : 1;
}

export const graphCommand: Command = {
  name: 'graph',
  summary: 'print the graph of one moment as a table, JSON, CSV or DOT',
  run,
};
