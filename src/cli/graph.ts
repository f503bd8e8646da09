/** `seamark graph`: one refresh of the same pipeline as the page, printed. */
import type { Problem } from '../lib/problem';
import { ok, type Result } from '../lib/result';
import { CSV_LINES, writeCsv } from '../lib/write-csv';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { Mesh } from '../mesh/model';
import { graphDot } from '../picture/graph-dot';
import { toGraphJson } from '../picture/graph-json';
import { edgeCsv } from '../scene/csv/edge-csv';
import { nodeCsv } from '../scene/csv/node-csv';
import { type Drop, telemetryFromExposition } from '../telemetry/from-exposition';
import type { Telemetry } from '../telemetry/rows';
import type { Command, CommandContext } from './command';
import { type ExpositionSource, type Format, type GraphArguments, graphUsage, parseGraphArguments } from './graph-arguments';
import { graphTable } from './graph-table';
import { type Narrowed, narrowGraph } from './narrow-graph';
import { askPrometheus } from './prometheus-source';
import { readFile } from './read-file';
import { tell } from './tell';
import { wrongUsage } from './wrong-usage';

interface Taken {
  readonly telemetry: Telemetry;
  readonly problems: readonly Problem[];
  readonly answered: boolean;
}

const WRITERS: Readonly<Record<Format, (narrowed: Narrowed, taken: Taken) => string>> = {
  json: ({ mesh, found }, taken) => JSON.stringify(toGraphJson(mesh, taken, found), undefined, 2),
  table: ({ mesh, found }, { telemetry }) => graphTable(mesh, telemetry, found),
  csv: ({ mesh }, taken) => csvOf(mesh, taken, 'edges'),
  'csv-nodes': ({ mesh }, taken) => csvOf(mesh, taken, 'nodes'),
  dot: ({ mesh }, { telemetry }) => graphDot(mesh, telemetry),
};

function csvOf(mesh: Mesh, { telemetry }: Taken, rows: 'edges' | 'nodes'): string {
  const totals = telemetry.totals === true;
  const nodes = new Map(mesh.nodes.map((node) => [node.id, node]));
  const table = rows === 'edges' ? edgeCsv({ edges: mesh.edges, nodes, totals }) : nodeCsv({ nodes: mesh.nodes, totals });
  // Printing ends the last line.
  return writeCsv(table, CSV_LINES).replace(/\n$/, '');
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

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseGraphArguments(args);
  if (!parsed.ok) {
    // A wrong expression is shown on lines of its own.
    for (const line of parsed.error.split('\n')) wrongUsage(line, context);
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
  if (!taken.ok) return wrongUsage(taken.error, context);
  const { telemetry, answered } = taken.value;
  const mesh = buildMesh(telemetry, { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  const namespaces = source.kind === 'prometheus' ? source.namespaces : [];
  const narrowed = narrowGraph(mesh, { ...parsed.value, namespaces });
  const problems = [...taken.value.problems, ...narrowed.problems];
  if (answered || format === 'json') context.print(WRITERS[format](narrowed, { telemetry, problems, answered }));
  if (format !== 'json') tell([...problems, ...mesh.problems], context);
  return answered ? 0 : 1;
}

export const graphCommand: Command = {
  name: 'graph',
  summary: 'print the graph of one moment as a table, JSON, CSV or DOT',
  run,
};
