/** The words after `seamark snapshot`, read once; every mistake is one clear sentence. */
import type { parseArgs } from 'node:util';
import { isMasked } from '../app/masking';
import type { Span, ViewState } from '../app/view-state';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { GROUPINGS } from '../mesh/groupings';
import { SCALES } from '../picture/png-size';
import type { StillTheme } from '../picture/still';
import { parseView } from './asked-view';
import { CONFIGURATION_OPTIONS, type ConfigurationSource, parseConfigurationIfNamed } from './configuration-source';
import { oneOf } from './one-of';
import { PROMETHEUS_OPTIONS, type PrometheusSource, parseAt, parseMoment, parsePrometheusSource } from './prometheus-source';
import { FORMS, type FormName, formOf } from './snapshot-forms';
import type { PictureLook } from './snapshot-picture';
import { optionsOf } from './words-of';

const THEMES: readonly StillTheme[] = ['light', 'dark', 'print'];

/** What is asked of a Prometheus, and of whom resources are read. */
export interface AskedSources {
  readonly kind: 'asked';
  readonly prometheus: PrometheusSource;
  readonly configuration: ConfigurationSource | undefined;
  /** Unix seconds; undefined = now. */
  readonly atSeconds: number | undefined;
  /** How it is shown, with its timeline and the moment compared with; moment, window, namespaces and grouping are those of the options where they say them. */
  readonly view: ViewState;
  /** What of the given view could not be read. */
  readonly problems: readonly Problem[];
  readonly title: string;
  readonly pseudonyms: boolean;
}

export interface Output {
  readonly path: string;
  readonly form: FormName;
}

export interface SnapshotArguments {
  readonly source: AskedSources | { readonly kind: 'file'; readonly path: string };
  readonly outputs: readonly Output[];
  readonly look: PictureLook;
}

const OPTIONS = {
  ...PROMETHEUS_OPTIONS,
  ...CONFIGURATION_OPTIONS,
  snapshot: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'group-by': { type: 'string' },
  view: { type: 'string' },
  output: { type: 'string', short: 'o', multiple: true },
  title: { type: 'string' },
  theme: { type: 'string' },
  scale: { type: 'string' },
  page: { type: 'string' },
  pseudonyms: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** A file says these itself. */
const ASKED_ONLY = [
  ...Object.keys(PROMETHEUS_OPTIONS),
  ...Object.keys(CONFIGURATION_OPTIONS),
  'from',
  'to',
  'group-by',
  'view',
  'title',
  'pseudonyms',
] as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type Parsed<T> = Result<T, string>;

export const snapshotUsage = `seamark snapshot: the mesh of a moment in files that need no Prometheus any more.

  seamark snapshot --prometheus URL [--config PATH… | --kubernetes URL]
                   [--at TIME | --from TIME --to TIME] [--view LINK] -o FILE…
                   [--header "Name: value"]… [--bearer-token-file FILE] [--metric-prefix PREFIX]
  seamark snapshot --snapshot FILE.seamark.json.gz -o FILE…

  -o, --output  what the name ends in is what is written; several may be given:
${FORMS.map(({ name, says }) => `                  ${`.${name}`.padEnd(18)}${says}`).join('\n')}
  --at          RFC 3339 or Unix seconds, used as given; without it, now
  --from, --to  a timeline over this span; its end (or --at) is the moment shown
  --window      span the rates are taken over (5m): 90s, 5m, 1h30m
  --namespaces  only calls from or to these
  --group-by    ${GROUPINGS.join('|')} (by size, as the page does)
  --view        what the page shows, by its address or what follows the "?" in it: moment, window,
                timeline, comparison, namespaces, grouping, overlay, find, hide, focus, selection …;
                what it says no other option may say; whom to ask it never says
  --config      files or folders of resources: findings stand in .md, resources in the snapshot
  --kubernetes  the same of a Kubernetes API, such as http://127.0.0.1:8001 (kubectl proxy)
  --title       of the incident, on every form
  --theme       ${THEMES.join('|')} (light)
  --scale       ${SCALES.join('|')}: pixels of a PNG (2)
  --page        address of your Seamark page: pictures and summary link to it
  --pseudonyms  consistent stand-ins for all names; resources are left out
  --snapshot    a snapshot file in place of a Prometheus

Exit code: 0 when all files are written, 1 when no source answered or a file cannot be written, 2 on wrong usage.`;

function outputsOf(paths: readonly string[] | undefined): Parsed<readonly Output[]> {
  if (paths === undefined) return err('A file to write is missing: -o FILE; see seamark snapshot --help.');
  const outputs: Output[] = [];
  for (const path of paths) {
    const form = formOf(path);
    if (form === undefined) return err(`-o ${JSON.stringify(path)} ends in none of ${FORMS.map(({ name }) => `.${name}`).join(', ')}.`);
    if (outputs.some((other) => other.path === path)) return err(`-o ${JSON.stringify(path)} is given twice.`);
    outputs.push({ path, form });
  }
  return ok(outputs);
}

function lookOf({ theme: themeText, scale: scaleText = '2', page }: Values): Parsed<PictureLook> {
  const theme = oneOf('theme', themeText, THEMES, 'light');
  if (!theme.ok) return theme;
  const scale = SCALES.find((each) => String(each) === scaleText);
  if (scale === undefined) return err(`--scale is one of ${SCALES.join(', ')}, not ${JSON.stringify(scaleText)}.`);
  if (page !== undefined && !isPage(page))
    return err('--page is an http or https address without a password, such as https://seamark.example/.');
  return ok({ theme: theme.value, scale, page });
}

function isPage(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function spanOf({ from, to }: Values): Parsed<Span | undefined> {
  if (from === undefined && to === undefined) return ok(undefined);
  if (from === undefined || to === undefined) return err('--from and --to go together.');
  const start = parseMoment('from', from);
  if (!start.ok) return start;
  const end = parseMoment('to', to);
  if (!end.ok) return end;
  if (end.value <= start.value) return err('--to is not after --from.');
  return ok({ fromSeconds: start.value, toSeconds: end.value });
}

const SPAN_WORDS = { options: '--from and --to', view: 'the ends of its timeline' } as const;

function askedOf(values: Values): Parsed<AskedSources> {
  if (values.prometheus === undefined) return err('A source is missing: --prometheus URL or --snapshot FILE; see seamark snapshot --help.');
  const given = parseView(values.view, values);
  if (!given.ok) return given;
  const { view, problems } = given.value;
  const prometheus = parsePrometheusSource(values, values.prometheus);
  if (!prometheus.ok) return prometheus;
  const configuration = parseConfigurationIfNamed(values);
  if (!configuration.ok) return configuration;
  const at = parseAt(values.at);
  if (!at.ok) return at;
  const span = spanOf(values);
  if (!span.ok) return span;
  const groupBy = oneOf('group-by', values['group-by'], GROUPINGS, undefined);
  if (!groupBy.ok) return groupBy;
  const atSeconds = at.value ?? (view.end.kind === 'at' ? view.end.seconds : undefined);
  const shown = span.value ?? view.span;
  if (atSeconds !== undefined && shown !== undefined && (atSeconds < shown.fromSeconds || atSeconds > shown.toSeconds))
    return err(
      `${at.value === undefined ? 'The moment of --view' : '--at'} is not between ${SPAN_WORDS[span.value === undefined ? 'view' : 'options']}.`,
    );
  const { windowSeconds, namespaces } = prometheus.value;
  const scope = {
    windowSeconds: values.window === undefined ? view.windowSeconds : windowSeconds,
    namespaces: values.namespaces === undefined ? view.namespaces : namespaces,
  };
  return ok({
    kind: 'asked',
    prometheus: { ...prometheus.value, ...scope },
    configuration: configuration.value,
    atSeconds,
    view: { ...view, ...scope, span: shown, groupBy: groupBy.value ?? view.groupBy },
    problems,
    title: values.title ?? '',
    // What is shown under pseudonyms leaves under pseudonyms.
    pseudonyms: values.pseudonyms === true || isMasked(view),
  });
}

function sourceOf(values: Values): Parsed<SnapshotArguments['source']> {
  if (values.snapshot === undefined) return askedOf(values);
  const misplaced = ASKED_ONLY.find((option) => (values as Readonly<Record<string, unknown>>)[option] !== undefined);
  if (misplaced !== undefined) return err(`--${misplaced} goes with --prometheus, not with --snapshot: the file says it.`);
  return ok({ kind: 'file', path: values.snapshot });
}

/** The arguments, or `help`, or what is wrong in one sentence. */
export function parseSnapshotArguments(args: readonly string[]): Parsed<SnapshotArguments | 'help'> {
  const parsed = optionsOf('snapshot', args, OPTIONS);
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  if (values.help) return ok('help');
  const source = sourceOf(values);
  if (!source.ok) return source;
  const outputs = outputsOf(values.output);
  if (!outputs.ok) return outputs;
  const look = lookOf(values);
  if (!look.ok) return look;
  return ok({ source: source.value, outputs: outputs.value, look: look.value });
}
