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

function sized(lines: readonly LabelLine[]): LabelLines {
  const width = Math.max(...lines.map((line) => line.width)) + 2 * PADDING_X;
  return { lines, size: { width: Math.ceil(width), height: lines.length * LINE_HEIGHT + 2 * PADDING_Y } };
}

/** All texts on one line if short, else on two, else one below the other; then, if there are more than two, only the most telling. */
export function labelForms(edge: SceneEdge, fit: TextFit): readonly LabelLines[] {
  const texts = edge.labels;
  const whole = lineOf(edge, texts, fit);
  if (texts.length <= 1 || whole.width <= ONE_LINE_MOST) return [sized([whole])];
  const half = Math.ceil(texts.length / 2);
  const two = sized([lineOf(edge, texts.slice(0, half), fit), lineOf(edge, texts.slice(half), fit)]);
  if (texts.length <= 2) return [sized([whole]), two];
  // What is wrong outlives how much flows.
  const loud = texts.find((text) => text.tone === 'fail' || text.tone === 'warn' || text.tone === 'denied');
  const stacked = sized(texts.map((text) => lineOf(edge, [text], fit)));
  return [
    two,
    stacked,
    sized([lineOf(edge, texts.slice(0, 2), fit)]),
    sized([lineOf(edge, loud === undefined ? texts.slice(0, 1) : [loud], fit)]),
  ];
}
