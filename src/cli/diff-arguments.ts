/** The words after `seamark diff`. */
import { err, ok, type Result } from '../lib/result';
import { GROUPINGS } from '../mesh/groupings';
import type { GroupBy } from '../mesh/model';
import { type ConfigurationSource, parseConfigurationIfNamed } from './configuration-source';
import { MEASURED_OPTIONS } from './measured-mesh';
import { oneOf } from './one-of';
import { parseTime } from './parse-time';
import { type PrometheusSource, parseNamespaces, parsePrometheusSource } from './prometheus-source';
import { wordsOf } from './words-of';

/** What a pipeline can stop at. `policy` = a resource or a verdict that changed. */
export const GATES = ['worse', 'removed', 'added', 'better', 'changed', 'plaintext', 'policy'] as const;
export type Gate = (typeof GATES)[number];

/** Unix seconds (undefined = now), or a snapshot's file. */
export type MomentWord =
  | { readonly kind: 'time'; readonly atSeconds: number | undefined }
  | { readonly kind: 'file'; readonly path: string };

export interface DiffArguments {
  /** One snapshot that was itself saved of a comparison holds both moments. */
  readonly moments: readonly [MomentWord] | readonly [MomentWord, MomentWord];
  /** Set where a moment is a time. */
  readonly prometheus: PrometheusSource | undefined;
  /** What was said of the window and the namespaces, so that a snapshot's own may stand otherwise. */
  readonly windowGiven: boolean;
  /** Only calls from or to these; none = all. */
  readonly namespaces: readonly string[];
  readonly configuration: ConfigurationSource | undefined;
  readonly groupBy: GroupBy;
  readonly failOn: readonly Gate[];
  readonly json: boolean;
}

const OPTIONS = { ...MEASURED_OPTIONS, 'group-by': { type: 'string' }, 'fail-on': { type: 'string', multiple: true } } as const;

export const diffUsage = `seamark diff: what differs between two moments of a mesh, beyond noise and chance.

  seamark diff A.seamark.json.gz B.seamark.json.gz
  seamark diff A B --prometheus URL [--config PATH… | --kubernetes URL] [--window 5m]
               [--header "Name: value"]… [--bearer-token-file FILE] [--metric-prefix PREFIX]

  A, B          A is before, B after: a snapshot's file (.seamark.json.gz, or its HTML form), or a time: RFC 3339,
                Unix seconds, or now. A snapshot saved of a comparison may stand alone: it holds both.
  --window      span the rates of a time are taken over (5m, or that of the snapshot beside it)
  --group-by    ${GROUPINGS.join('|')} (workload)
  --namespaces  only calls from or to these
  --config, --kubernetes
                resources of now: what of them was created or changed between A and B. Two snapshots bring their own
                of both moments, and verdicts are compared, too.
  --fail-on     ends with 1 when there is any of these, comma-separated: ${GATES.join(', ')}
  --json        { "schema": "seamark.diff/1", "changes": [ { "kind", "subject", "before", "after", … } ] }

How differences are told from noise: docs/diff.md.

Exit code: 0 with an answer, 1 when --fail-on found something or a source did not answer, 2 on wrong usage.`;

function momentOf(word: string): MomentWord {
  if (word === 'now') return { kind: 'time', atSeconds: undefined };
  const atSeconds = parseTime(word);
  return atSeconds === undefined ? { kind: 'file', path: word } : { kind: 'time', atSeconds };
}

function momentsOf(words: readonly string[]): Result<DiffArguments['moments'], string> {
  const [a, b, ...more] = words.map(momentOf);
  if (a === undefined) return err('Two moments are missing: snapshots or times; see seamark diff --help.');
  if (more.length > 0) return err(`There are two moments, A and B, and ${words.length} were named.`);
  if (b !== undefined) return ok([a, b]);
  return a.kind === 'file' ? ok([a]) : err('The moment B is missing; see seamark diff --help.');
}

function gatesOf(written: readonly string[]): Result<readonly Gate[], string> {
  const gates: Gate[] = [];
  for (const word of written.flatMap((list) => list.split(',')).map((each) => each.trim())) {
    const gate = GATES.find((one) => one === word);
    if (gate === undefined) return err(`--fail-on is any of ${GATES.join(', ')}, not ${JSON.stringify(word)}.`);
    gates.push(gate);
  }
  return ok(gates);
}

const PROMETHEUS_ONLY = ['window', 'header', 'bearer-token-file', 'metric-prefix'] as const;

/** The arguments, or `help`, or the sentence that says what is wrong. */
export function parseDiffArguments(args: readonly string[]): Result<DiffArguments | 'help', string> {
  const parsed = wordsOf('diff', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok('help');
  if (values.at !== undefined) return err('--at goes with one moment; here A and B are named themselves.');
  const moments = momentsOf(positionals);
  if (!moments.ok) return moments;
  const asks = moments.value.some(({ kind }) => kind === 'time');
  if (asks && values.prometheus === undefined) return err('A time is asked of a Prometheus: --prometheus URL.');
  if (!asks && values.prometheus !== undefined) return err('--prometheus goes with a time, and both moments are snapshots.');
  const misplaced = asks ? undefined : PROMETHEUS_ONLY.find((option) => values[option] !== undefined);
  if (misplaced !== undefined) return err(`--${misplaced} goes with a time, and both moments are snapshots.`);
  const prometheus = values.prometheus === undefined ? undefined : parsePrometheusSource(values, values.prometheus);
  if (prometheus?.ok === false) return prometheus;
  const configuration = parseConfigurationIfNamed(values);
  if (!configuration.ok) return configuration;
  const groupBy = oneOf('group-by', values['group-by'], GROUPINGS, 'workload');
  if (!groupBy.ok) return groupBy;
  const failOn = gatesOf(values['fail-on'] ?? []);
  if (!failOn.ok) return failOn;
  return ok({
    moments: moments.value,
    prometheus: prometheus?.value,
    windowGiven: values.window !== undefined,
    namespaces: parseNamespaces(values.namespaces),
    configuration: configuration.value,
    groupBy: groupBy.value,
    failOn: failOn.value,
    json: values.json === true,
  });
}
