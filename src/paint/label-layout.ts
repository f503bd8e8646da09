/** The texts of an edge label in lines: the forms it can take, the most complete first. */

import type { SceneEdge } from '../scene/scene';
import type { LabelSize } from './label-requests';
import { LOCK_WIDTH } from './paint-glyphs';
import type { TextFit } from './text-fit';

type Text = SceneEdge['labels'][number];

export interface LabelLine {
  readonly texts: readonly Text[];
  readonly width: number;
}

export interface LabelLines {
  readonly lines: readonly LabelLine[];
  readonly size: LabelSize;
}

export const LINE_HEIGHT = 15;
const PADDING_X = 6;
const PADDING_Y = 3;
export const SEPARATOR = ' · ';
const ONE_LINE_MOST = 110;
/** Labels grow in steps, so that another digit seldom moves them or their neighbours. */
const WIDTH_STEP = 4;
/** The lock stands before the last text. */
export const LOCK_ROOM = LOCK_WIDTH + 3;

/** The lock is drawn where the label says something of mTLS, which is always its last text. */
export const hasLock = (edge: SceneEdge, text: Text | undefined): boolean =>
  edge.lock !== undefined && text !== undefined && text === edge.labels.at(-1) && /mTLS|plaintext/.test(text.text);

function lineOf(edge: SceneEdge, texts: readonly Text[], fit: TextFit): LabelLine {
  const separators = Math.max(0, texts.length - 1) * fit.width(SEPARATOR);
  const lock = texts.some((text) => hasLock(edge, text)) ? LOCK_ROOM : 0;
  return { texts, width: texts.reduce((sum, text) => sum + fit.width(text.text), separators + lock) };
}

function sized(lines: readonly LabelLine[], complete: boolean): LabelLines {
  const width = Math.max(...lines.map((line) => line.width)) + 2 * PADDING_X;
  return {
    lines,
    size: { width: Math.ceil(width / WIDTH_STEP) * WIDTH_STEP, height: lines.length * LINE_HEIGHT + 2 * PADDING_Y, complete },
  };
}

/** "↑8 kB/s ↓12 kB/s" as two texts. */
const pieces = (text: Text): readonly Text[] =>
  text.text.split(/ (?=↓)/).map((part, at) => (at === 0 && part === text.text ? text : { ...text, text: part }));

/** All texts on one line if short, else on two, else one below the other; then, if there are more than two, only the most telling. */
export function labelForms(edge: SceneEdge, fit: TextFit): readonly LabelLines[] {
  const firm = edge.labels.filter(({ spare }) => spare !== true);
  if (firm.length === 0 || firm.length === edge.labels.length) return formsOf(edge, edge.labels, fit);
  // What may give way does so before numbers that every edge has.
  const less = formsOf(edge, firm, fit).map((form) => ({ ...form, size: { ...form.size, lesser: true as const } }));
  const [whole, ...shorter] = partitioned(formsOf(edge, edge.labels, fit));
  return [...(whole ?? []), ...less.filter(({ size }) => size.complete), ...shorter.flat()];
}

/** Complete forms, then the others. */
const partitioned = (forms: readonly LabelLines[]): readonly (readonly LabelLines[])[] => [
  forms.filter(({ size }) => size.complete),
  forms.filter(({ size }) => !size.complete),
];

function formsOf(edge: SceneEdge, texts: SceneEdge['labels'], fit: TextFit): readonly LabelLines[] {
  const all = (...lines: (readonly Text[])[]): LabelLines =>
    sized(
      lines.map((line) => lineOf(edge, line, fit)),
      true,
    );
  const whole = all(texts);
  if (texts.length <= 1 || whole.size.width <= ONE_LINE_MOST) return [whole];
  const half = Math.ceil(texts.length / 2);
  const two = all(texts.slice(0, half), texts.slice(half));
  const stacked = all(...texts.flatMap(pieces).map((text) => [text]));
  if (texts.length <= 2) return [whole, two, stacked];
  // What is wrong outlives how much flows.
  const loud = texts.find((text) => text.tone === 'fail' || text.tone === 'warn' || text.tone === 'denied');
  const some = (shown: readonly Text[]): LabelLines => sized([lineOf(edge, shown, fit)], false);
  // Five texts stand best as a title over two lines of two.
  const titled = texts.length < 5 ? [] : [all(texts.slice(0, -4), texts.slice(-4, -2), texts.slice(-2))];
  return [...titled, two, stacked, some(texts.slice(0, 2)), some(loud === undefined ? texts.slice(0, 1) : [loud])];
}
