/** The words after `seamark graph`, read once into what the command needs; every mistake is one clear sentence. */
import type { parseArgs } from 'node:util';
import type { Expression } from '../expression/expression';
import { parseExpression } from '../expression/parse-expression';
import { err, ok, type Result } from '../lib/result';
import { GROUPINGS } from '../mesh/groupings';
import type { GroupBy } from '../mesh/model';
import { expressionTrouble } from './expression-trouble';
import { oneOf } from './one-of';
import { PROMETHEUS_OPTIONS, type PrometheusSource, parseAt, parsePrometheusSource } from './prometheus-source';
import { optionsOf } from './words-of';

const FORMATS = ['table', 'json', 'csv', 'dot'] as const;
const CSV_ROWS = ['edges', 'nodes'] as const;
/** `csv` = edges. */
export type Format = (typeof FORMATS)[number] | 'csv-nodes';

export interface ExpositionSource {
  readonly kind: 'exposition';
  readonly files: readonly string[];
  readonly secondsApart: number | undefined;
}

export interface GraphArguments {
  readonly source: PrometheusSource | ExpositionSource;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  readonly groupBy: GroupBy;
  readonly format: Format;
  readonly find: Expression | undefined;
  readonly hide: Expression | undefined;
}

const OPTIONS = {
  ...PROMETHEUS_OPTIONS,
  'group-by': { type: 'string' },
  exposition: { type: 'string', multiple: true },
  'seconds-apart': { type: 'string' },
  find: { type: 'string' },
  hide: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
/** Options that mean something only with a Prometheus. */
const PROMETHEUS_ONLY = ['window', 'namespaces', 'header', 'bearer-token-file'] as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type Parsed<T> = Result<T, string>;

export const graphUsage = `seamark graph: what flows through the mesh, once, as text.

  seamark graph --prometheus URL [--at TIME] [--window 5m] [--namespaces a,b]
                [--header "Name: value"]… [--bearer-token-file FILE] [--metric-prefix PREFIX]
  seamark graph --exposition FILE [--exposition FILE2 --seconds-apart N]

  --at          RFC 3339 or Unix seconds, used as given; without it, now
  --window      span the rates are taken over (5m): 90s, 5m, 1h30m
  --group-by    ${GROUPINGS.join('|')} (workload)
  --namespaces  only calls from or to these
  --find        only what an expression finds: its nodes with their edges, its edges with
                their ends; 'namespace=shop AND %err>5' (docs/find.md)
  --hide        leave out what an expression finds
  --exposition  text of a proxy's /stats/prometheus, - for standard input: one gives
                totals since its start, two and the seconds between them give rates
  --format      ${FORMATS.join('|')} (table); --json is --format json
  --csv         edges|nodes: one line each, units in the header; edges is --format csv

Exit code: 0 with an answer, 1 when no source answered, 2 on wrong usage.`;

function formatOf(values: Values): Parsed<Format> {
  const format = oneOf('format', values.format, FORMATS, values.json ? 'json' : 'table');
  if (format.ok && values.json && format.value !== 'json') return err(`--json and --format ${format.value} exclude each other.`);
  if (!format.ok || values.csv === undefined) return format;
  if (values.json || (values.format !== undefined && values.format !== 'csv')) return err('--csv excludes --json and other formats.');
  const rows = oneOf('csv', values.csv, CSV_ROWS, 'edges');
  if (!rows.ok) return rows;
  return ok(rows.value === 'edges' ? 'csv' : 'csv-nodes');
}

function prometheusOf(values: Values, url: string): Parsed<PrometheusSource> {
  if (values['seconds-apart'] !== undefined) return err('--seconds-apart goes with two --exposition files.');
  return parsePrometheusSource(values, url);
}

function expositionOf(values: Values, files: readonly string[]): Parsed<ExpositionSource> {
  const misplaced = PROMETHEUS_ONLY.find((option) => values[option] !== undefined);
  if (misplaced !== undefined) return err(`--${misplaced} goes with --prometheus, not with --exposition.`);
  if (files.length > 2) return err('At most two --exposition files make rates; there are more.');
  const text = values['seconds-apart'];
  if (text === undefined) return ok({ kind: 'exposition', files, secondsApart: undefined });
  if (files.length !== 2) return err('--seconds-apart goes with two --exposition files.');
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds <= 0)
    return err(`--seconds-apart is a positive number, not ${JSON.stringify(text)}.`);
  return ok({ kind: 'exposition', files, secondsApart: seconds });
}

function expressionOf(option: 'find' | 'hide', text: string | undefined): Parsed<Expression | undefined> {
  if (text === undefined) return ok(undefined);
  const parsed = parseExpression(text);
  return parsed.ok ? parsed : err(expressionTrouble(`--${option}`, text, parsed.error));
}

function sourceOf(values: Values): Parsed<GraphArguments['source']> {
  if (values.prometheus !== undefined && values.exposition !== undefined) return err('--prometheus and --exposition exclude each other.');
  if (values.prometheus !== undefined) return prometheusOf(values, values.prometheus);
  if (values.exposition !== undefined) return expositionOf(values, values.exposition);
  return err('A source is missing: --prometheus URL or --exposition FILE; see seamark graph --help.');
}

/** The arguments, or `help`, or what is wrong: one sentence, for an expression with its place marked below. */
export function parseGraphArguments(args: readonly string[]): Parsed<GraphArguments | 'help'> {
  const parsed = optionsOf('graph', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  if (values.help) return ok('help');
  const format = formatOf(values);
  if (!format.ok) return format;
  const groupBy = oneOf('group-by', values['group-by'], GROUPINGS, 'workload');
  if (!groupBy.ok) return groupBy;
  const at = parseAt(values.at);
  if (!at.ok) return at;
  const source = sourceOf(values);
  if (!source.ok) return source;
  const find = expressionOf('find', values.find);
  if (!find.ok) return find;
  const hide = expressionOf('hide', values.hide);
  if (!hide.ok) return hide;
  return ok({
    source: source.value,
    atSeconds: at.value,
    groupBy: groupBy.value,
    format: format.value,
    find: find.value,
    hide: hide.value,
  });
}
