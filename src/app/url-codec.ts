/** A link is the shareable view and nothing else: two pure functions between ViewState and a query string. */
import { formatDuration, parseDuration } from '../lib/duration';
import type { Problem } from '../lib/problem';
import type { GroupBy } from '../mesh/model';
import { linkPartIgnored } from './problems';
import { DEFAULT_VIEW, type EndTime, type ViewState } from './view-state';

const GROUPINGS: readonly GroupBy[] = ['workload', 'app', 'versionedApp', 'service', 'namespace'];
const MAX_WINDOW_SECONDS = 7 * 24 * 3600;
/** Beyond this a list in a link is a mistake or an attack. */
const MAX_LIST = 2_000;

/** Reads one parameter into a view: undefined when the text makes no sense. */
interface Parameter {
  readonly name: string;
  readonly write: (view: ViewState) => readonly string[];
  readonly read: (values: readonly string[], view: ViewState) => ViewState | undefined;
}

const single = (
  name: string,
  write: (view: ViewState) => string | undefined,
  read: (text: string, view: ViewState) => ViewState | undefined,
): Parameter => ({
  name,
  write: (view) => {
    const text = write(view);
    return text === undefined ? [] : [text];
  },
  read: (values, view) => read(values.at(-1) ?? '', view),
});

const list = (name: string, key: 'namespaces' | 'opened' | 'closed'): Parameter => ({
  name,
  write: (view) => view[key],
  read: (values, view) => (values.length > MAX_LIST ? undefined : { ...view, [key]: [...new Set(values)].filter((value) => value !== '') }),
});

const flag = (name: string, get: (view: ViewState) => boolean, set: (view: ViewState, on: boolean) => ViewState): Parameter =>
  single(
    name,
    (view) => (get(view) ? '1' : '0'),
    (text, view) => (text === '1' || text === '0' ? set(view, text === '1') : undefined),
  );

const percent = (name: string, key: 'degradedPercent' | 'failingPercent'): Parameter =>
  single(
    name,
    (view) => String(view.thresholds[key]),
    (text, view) => {
      const value = Number(text);
      if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 100) return undefined;
      return { ...view, thresholds: { ...view.thresholds, [key]: value } };
    },
  );

const PARAMETERS: readonly Parameter[] = [
  single(
    'source',
    (view) => view.source,
    (text, view) => ({ ...view, source: text }),
  ),
  single(
    'scenario',
    (view) => view.scenario,
    (text, view) => (/^[\w-]{1,64}$/.test(text) ? { ...view, scenario: text } : undefined),
  ),
  single(
    'window',
    (view) => formatDuration(view.windowSeconds),
    (text, view) => {
      const seconds = parseDuration(text);
      return seconds !== undefined && seconds >= 1 && seconds <= MAX_WINDOW_SECONDS ? { ...view, windowSeconds: seconds } : undefined;
    },
  ),
  single(
    'end',
    (view) => writeEnd(view.end),
    (text, view) => withEnd(view, readEnd(text)),
  ),
  single(
    'refresh',
    (view) => (view.refreshSeconds === undefined ? 'off' : formatDuration(view.refreshSeconds)),
    (text, view) => {
      if (text === 'off') return { ...view, refreshSeconds: undefined };
      const seconds = parseDuration(text);
      return seconds !== undefined && seconds >= 1 && seconds <= 86_400 ? { ...view, refreshSeconds: seconds } : undefined;
    },
  ),
  list('ns', 'namespaces'),
  single(
    'group',
    (view) => view.groupBy ?? 'auto',
    (text, view) => {
      if (text === 'auto') return { ...view, groupBy: undefined };
      const groupBy = GROUPINGS.find((known) => known === text);
      return groupBy === undefined ? undefined : { ...view, groupBy };
    },
  ),
  list('open', 'opened'),
  list('close', 'closed'),
  single(
    'select',
    (view) => view.selected,
    (text, view) => ({ ...view, selected: text === '' ? undefined : text }),
  ),
  single(
    'labels',
    (view) => view.labels.join('.'),
    (text, view) => (/^[\w.-]{0,200}$/.test(text) ? { ...view, labels: text === '' ? [] : text.split('.') } : undefined),
  ),
  single(
    'overlay',
    (view) => view.overlay,
    (text, view) => (/^[\w-]{1,64}$/.test(text) ? { ...view, overlay: text } : undefined),
  ),
  flag(
    'folded',
    (view) => view.showFolded,
    (view, showFolded) => ({ ...view, showFolded }),
  ),
  flag(
    'idle',
    (view) => view.showIdle,
    (view, showIdle) => ({ ...view, showIdle }),
  ),
  percent('degraded', 'degradedPercent'),
  percent('failing', 'failingPercent'),
  flag(
    '4xx',
    (view) => view.thresholds.count4xx,
    (view, count4xx) => ({ ...view, thresholds: { ...view.thresholds, count4xx } }),
  ),
];

function writeEnd(end: EndTime): string {
  if (end.kind === 'now') return 'now';
  const text = new Date(end.seconds * 1000).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

function readEnd(text: string): EndTime | undefined {
  if (text === 'now') return { kind: 'now' };
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  return Number.isFinite(seconds) && Math.abs(seconds) < 8.64e12 ? { kind: 'at', seconds } : undefined;
}

const withEnd = (view: ViewState, end: EndTime | undefined): ViewState | undefined => (end === undefined ? undefined : { ...view, end });

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** The query string of a view, without "?"; what equals the default is left out, so the default view is "". */
export function encodeView(view: ViewState): string {
  const search = new URLSearchParams();
  for (const parameter of PARAMETERS) {
    const values = parameter.write(view);
    if (sameList(values, parameter.write(DEFAULT_VIEW))) continue;
    for (const value of values.length === 0 ? [''] : values) search.append(parameter.name, value);
  }
  return search.toString();
}

/** Reads a query string leniently: each parameter that makes no sense is named in a problem and its default stays. Unknown parameters are left alone. */
export function decodeView(search: string): { readonly view: ViewState; readonly problems: readonly Problem[] } {
  const given = new URLSearchParams(search);
  const problems: Problem[] = [];
  let view = DEFAULT_VIEW;
  for (const parameter of PARAMETERS) {
    if (!given.has(parameter.name)) continue;
    const read = parameter.read(given.getAll(parameter.name), view);
    if (read === undefined) problems.push(linkPartIgnored(parameter.name));
    else view = read;
  }
  return { view, problems };
}
