/** The words around a still, so that it can be read alone a year later: when, what, from where, what is left out, by which thresholds. */
import { formatDuration } from '../lib/duration';
import { many } from '../lib/many';
import { momentText, type OffsetMinutes, rangeText } from '../lib/range-text';
import { limitsText, ruleText } from '../mesh/limits-text';
import type { GroupBy, Thresholds } from '../mesh/model';
import { displayText } from '../scene/display-text';
import { type LegendEntry, type LegendView, legend } from '../scene/legend';
import { policyOverlay } from '../scene/overlays/index';
import type { Scene } from '../scene/scene';
import type { Frame, FrameFact, FrameNote } from './still';

export interface FrameInput {
  /** The scenes of the still: what is hidden is counted in them, and the legend lists what occurs in them. */
  readonly scenes: readonly Scene[];
  /** Of the incident; "" or absent = a plain one is made of the source. */
  readonly title?: string | undefined;
  /** The moment shown (B, where two are compared), Unix seconds. */
  readonly endSeconds: number;
  readonly windowSeconds: number;
  /** The moment before (A) where two are compared, Unix seconds. */
  readonly beforeSeconds?: number | undefined;
  /** The clock that moments are written by. */
  readonly offset: OffsetMinutes;
  /** What the source is called, never its address; with the scenario of a mock. */
  readonly source: string;
  /** Empty = all. */
  readonly namespaces: readonly string[];
  readonly groupBy: GroupBy;
  /** Expressions as written; "" or absent = none. */
  readonly find?: string | undefined;
  readonly hide?: string | undefined;
  readonly hideMode?: 'dim' | 'remove' | undefined;
  /** What is looked at, in words. */
  readonly focus?: string | undefined;
  /** Labels, policy overlay and what else the legend must know. */
  readonly legend: Omit<LegendView, 'scene' | 'requestsPerDot'>;
  readonly thresholds: Thresholds;
  readonly version: string;
  /** Of the data behind the picture; its first twelve letters are shown. */
  readonly dataHash?: string | undefined;
  /** What is missing, doubtful or left out besides, a sentence each. */
  readonly remarks?: readonly string[] | undefined;
  readonly notes?: readonly FrameNote[] | undefined;
  /** Names are pseudonyms. */
  readonly pseudonyms?: boolean | undefined;
}

const MOST_TITLE = 200;
const MOST_EXPRESSION = 400;
const HASH_LETTERS = 12;

const SECTIONS: Readonly<Record<string, string>> = {
  find: 'Find',
  change: 'Difference',
  health: 'Health',
  policy: 'Policy',
  badges: 'Tags: who decides, and the data plane of nodes',
  width: 'Width: rate',
  split: 'Parts of one stream',
  mtls: 'mTLS',
  labels: 'Labels',
  shapes: 'Shapes',
};

/** What cannot be done in a picture is not offered. */
const STILL_TEXTS: Readonly<Record<string, string>> = { 'shape-group': 'closed group: what is inside, added up' };

const GROUPINGS: Readonly<Record<GroupBy, string>> = {
  workload: 'by workload',
  app: 'by app',
  versionedApp: 'by app and version',
  service: 'by service',
  namespace: 'by namespace',
};

/** Facts that say nothing are left out; times are absolute with their UTC offset. */
export function frameOf(input: FrameInput): Frame {
  const { title, source, version, dataHash, notes = [], pseudonyms } = input;
  const facts: readonly (FrameFact | undefined)[] = [
    ...timeFacts(input),
    { name: 'Source', text: displayText(source, MOST_TITLE) },
    { name: 'Scope', text: scopeOf(input) },
    fact('Shown', shownOf(input.scenes)),
    fact('Looking at', input.focus),
    fact('Found', quoted(input.find)),
    fact(input.hideMode === 'dim' ? 'Dimmed' : 'Hidden by', quoted(input.hide)),
    fact('Left out', leftOut(input.scenes)),
    fact('Overlay', policyOverlay(input.legend.overlay)?.title),
    { name: 'Thresholds', text: thresholdsOf(input.thresholds) },
    fact('Names', pseudonyms === true ? 'pseudonyms in place of the real ones' : undefined),
    ...(input.remarks ?? []).map((text): FrameFact => ({ name: 'Note that', text: displayText(text, MOST_EXPRESSION) })),
  ];
  return {
    title: displayText(title === undefined || title.trim() === '' ? `Service mesh of ${source}` : title, MOST_TITLE),
    facts: facts.filter((one) => one !== undefined),
    legend: legendOf(input),
    notes,
    imprint: [`Seamark ${displayText(version, 40)}`, ...(dataHash === undefined ? [] : [`data ${dataHash.slice(0, HASH_LETTERS)}`])].join(
      ' · ',
    ),
  };
}

const fact = (name: string, text: string | undefined): FrameFact | undefined =>
  text === undefined || text === '' ? undefined : { name, text };

const quoted = (expression: string | undefined): string | undefined =>
  expression === undefined || expression.trim() === '' ? undefined : displayText(expression, MOST_EXPRESSION);

function timeFacts({ endSeconds, windowSeconds, beforeSeconds, offset }: FrameInput): readonly FrameFact[] {
  const range = (end: number): string => rangeText(end - windowSeconds, end, offset);
  const window = { name: 'Window', text: `rates over ${formatDuration(windowSeconds)}` };
  if (beforeSeconds === undefined) return [{ name: 'Time', text: range(endSeconds) }, window];
  return [{ name: 'A, before', text: range(beforeSeconds) }, { name: 'B, after', text: range(endSeconds) }, window];
}

/** "A before: 2026-03-10 18:10:00 UTC": the caption of one of two maps. */
export const captionOf = (moment: 'A before' | 'B after', seconds: number, offset: OffsetMinutes): string =>
  `${moment}: ${momentText(seconds, offset)}`;

function scopeOf({ namespaces, groupBy }: FrameInput): string {
  const scope =
    namespaces.length === 0
      ? 'all namespaces'
      : [...namespaces]
          .sort()
          .map((name) => displayText(name))
          .join(', ');
  return `${scope}, ${GROUPINGS[groupBy]}`;
}

/** Of both moments, where two are drawn, that with more. */
function shownOf(scenes: readonly Scene[]): string {
  const nodes = Math.max(0, ...scenes.map((scene) => scene.nodes.filter(({ ghost }) => ghost !== true).length));
  const edges = Math.max(0, ...scenes.map((scene) => scene.edges.filter(({ ghost }) => ghost !== true).length));
  return `${many(nodes, 'node')}, ${many(edges, 'edge')}`;
}

function leftOut(scenes: readonly Scene[]): string | undefined {
  const texts = scenes.flatMap(({ removed, hiddenEdges }) => {
    const sick = removed === undefined ? 0 : removed.failing + removed.degraded;
    return [
      ...(removed === undefined
        ? []
        : [
            `${many(removed.nodes, 'node')} and ${many(removed.edges, 'edge')} by hide or focus, ${sick === 0 ? 'none' : sick} of them sick`,
          ]),
      ...(hiddenEdges === undefined ? [] : [`${many(hiddenEdges, 'edge')} between closed groups that carry least`]),
    ];
  });
  return [...new Set(texts)].join('; ');
}

const thresholdsOf = (thresholds: Thresholds): string =>
  [
    `calls are ${limitsText(thresholds, 'http')}`,
    ...thresholds.rules.map((rule) => `${ruleText(rule)}: ${limitsText(rule, rule.protocol === 'any' ? 'http' : rule.protocol)}`),
  ].join('; ');

/** One legend for all scenes: each sign once, of widths those that are drawn. */
function legendOf({ scenes, legend: view }: FrameInput): Frame['legend'] {
  const entries = new Map<string, LegendEntry>();
  const widths = new Set(scenes.flatMap(({ edges }) => edges.map(({ width }) => `width-${width}`)));
  const listed = scenes.map((scene) => legend({ ...view, scene }));
  for (const entry of listed.flat()) if (entry.section !== 'width' || widths.has(entry.id)) entries.set(entry.id, entry);
  const all = legend({ ...view, compared: listed.flat().some(({ section }) => section === 'change') });
  const order = new Map(all.map(({ id }, index) => [id, index]));
  const sorted = [...entries.values()].sort((a, b) => (order.get(a.id) ?? all.length) - (order.get(b.id) ?? all.length));
  const titles = [...new Set(sorted.map(({ section }) => section))];
  return titles.map((section) => ({
    title: SECTIONS[section] ?? section,
    entries: sorted.filter((entry) => entry.section === section).map((entry) => ({ ...entry, text: STILL_TEXTS[entry.id] ?? entry.text })),
  }));
}
