/** The words of a frame as blocks: texts and signs with their places. Pixels of the frame; a block grows downwards and cuts nothing. */
import type { LegendSample } from '../scene/legend';
import type { Tone } from '../scene/scene';
import type { FrameFact, FrameNote } from './still';
import { textWidth } from './text-width';
import { wrapText } from './wrap-text';

export type Ink = 'text' | 'muted' | Tone;

export type FrameItem =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly font: FrameFont;
      readonly ink: Ink;
      readonly x: number;
      /** Middle of the line. */
      readonly y: number;
    }
  /** In a box of SIGN_WIDTH × SIGN_HEIGHT with this top left corner. */
  | { readonly kind: 'sign'; readonly sample: LegendSample; readonly x: number; readonly y: number }
  /** A number in a disc around this centre: filled is a note, a ring is a call, as on the map. */
  | { readonly kind: 'number'; readonly number: number; readonly filled: boolean; readonly x: number; readonly y: number };

export interface Block {
  readonly height: number;
  readonly items: readonly FrameItem[];
}

export type FrameFont = keyof typeof FONTS;

/** Weight and pixels: nothing below 11, which is still 11 where a picture of twice the size is shown at half of it. */
export const FONTS = {
  title: { weight: 700, pixels: 20, line: 26 },
  heading: { weight: 600, pixels: 12.5, line: 20 },
  name: { weight: 600, pixels: 11, line: 15 },
  words: { weight: 400, pixels: 12, line: 17 },
  strong: { weight: 600, pixels: 12, line: 17 },
  small: { weight: 400, pixels: 11, line: 15 },
} as const;

export const SIGN_WIDTH = 44;
export const SIGN_HEIGHT = 16;
const COLUMN_GAP = 24;
const ROW_GAP = 8;
const SECTION_GAP = 10;
const NUMBER_ROOM = 26;

export const fontOf = (font: FrameFont, family: string): string => `${FONTS[font].weight} ${FONTS[font].pixels}px ${family}`;
const measured = (font: FrameFont): string => fontOf(font, 'Inter');

/** A text in as many lines as it needs. */
export function paragraph(text: string, font: FrameFont, ink: Ink, room: number): Block {
  const { line } = FONTS[font];
  const lines = wrapText(measured(font), text, room);
  return {
    height: lines.length * line,
    items: lines.map((one, row) => ({ kind: 'text', text: one, font, ink, x: 0, y: (row + 0.5) * line })),
  };
}

export function moved({ items, height }: Block, x: number, y: number): Block {
  return { height, items: items.map((item) => ({ ...item, x: item.x + x, y: item.y + y })) };
}

/** One below the other. */
export function stacked(blocks: readonly Block[], gap = 0): Block {
  let top = 0;
  const items: FrameItem[] = [];
  for (const [index, block] of blocks.entries()) {
    if (index > 0) top += gap;
    items.push(...moved(block, 0, top).items);
    top += block.height;
  }
  return { height: top, items };
}

interface Columns {
  readonly count: number;
  readonly width: number;
}

/** As many columns of at least this width as there is room for. */
function columnsIn(room: number, least: number): Columns {
  const count = Math.max(1, Math.floor((room + COLUMN_GAP) / (least + COLUMN_GAP)));
  return { count, width: (room - (count - 1) * COLUMN_GAP) / count };
}

/** Row by row. */
function gridOf(blocks: readonly Block[], { count, width }: Columns): Block {
  const rows: Block[] = [];
  for (let at = 0; at < blocks.length; at += count) {
    const row = blocks.slice(at, at + count).map((block, column) => moved(block, column * (width + COLUMN_GAP), 0));
    rows.push({ height: Math.max(...row.map(({ height }) => height)), items: row.flatMap(({ items }) => items) });
  }
  return stacked(rows, ROW_GAP);
}

/** Down the first column, then down the next, none much higher than the others. */
function flowOf(blocks: readonly Block[], { count, width }: Columns): Block {
  const wanted = blocks.reduce((sum, { height }) => sum + height + SECTION_GAP, 0) / count;
  const columns: Block[][] = [[]];
  let used = 0;
  for (const block of blocks) {
    if (used > 0 && used + block.height / 2 > wanted && columns.length < count) {
      columns.push([]);
      used = 0;
    }
    columns.at(-1)?.push(block);
    used += block.height + SECTION_GAP;
  }
  const placed = columns.map((column, index) => moved(stacked(column, SECTION_GAP), index * (width + COLUMN_GAP), 0));
  return { height: Math.max(0, ...placed.map(({ height }) => height)), items: placed.flatMap(({ items }) => items) };
}

export function factsBlock(facts: readonly FrameFact[], room: number): Block {
  const columns = columnsIn(room, 290);
  const blocks = facts.map(({ name, text }) =>
    stacked([paragraph(name, 'name', 'muted', columns.width), paragraph(text, 'words', 'text', columns.width)]),
  );
  return gridOf(blocks, columns);
}

type LegendGroups = readonly {
  readonly title: string;
  readonly entries: readonly { readonly sample: LegendSample; readonly text: string }[];
}[];

export function legendBlock(legend: LegendGroups, room: number): Block {
  const columns = columnsIn(room, 270);
  const blocks = legend.map(({ title, entries }) =>
    stacked([paragraph(title, 'name', 'muted', columns.width), ...legendEntries(entries, columns.width)]),
  );
  return flowOf(blocks, columns);
}

type LegendEntries = LegendGroups[number]['entries'];

/** The words of a group begin below each other, beside its widest sign. */
function legendEntries(entries: LegendEntries, width: number): readonly Block[] {
  const signs = entries.map(({ sample }) => (sample.kind === 'text' ? textWidth(measured('strong'), sample.text) : SIGN_WIDTH));
  const left = Math.max(SIGN_WIDTH, ...signs) + 8;
  return entries.map((entry) => legendEntry(entry, left, width));
}

function legendEntry({ sample, text }: LegendEntries[number], left: number, width: number): Block {
  const words = paragraph(text, 'small', 'text', Math.max(80, width - left));
  const sign: FrameItem = { kind: 'sign', sample, x: 0, y: (FONTS.small.line + 3 - SIGN_HEIGHT) / 2 };
  return { height: words.height + 3, items: [sign, ...moved(words, left, 1.5).items] };
}

export function notesBlock(notes: readonly FrameNote[], room: number): Block {
  const columns = columnsIn(room, 420);
  const blocks = notes.map(({ number, text, about }) =>
    numbered(
      number,
      true,
      stacked([
        paragraph(text, 'words', 'text', columns.width - NUMBER_ROOM),
        ...(about === undefined ? [] : [paragraph(about, 'small', 'muted', columns.width - NUMBER_ROOM)]),
      ]),
    ),
  );
  return flowOf(blocks, columns);
}

/** A label that found no room on the map: the number there, who calls whom, and what it says. */
export interface StripLine {
  readonly number: number;
  readonly marked: boolean;
  readonly ends: string;
  readonly texts: string;
  readonly ink: Ink;
}

export function stripBlock(lines: readonly StripLine[], room: number): Block {
  const columns = columnsIn(room, 330);
  const blocks = lines.map(({ number, marked, ends, texts, ink }) => {
    const words = stacked([
      paragraph(marked ? ends : `${ends} (not marked on the map)`, 'strong', 'text', columns.width - NUMBER_ROOM),
      paragraph(texts, 'small', ink, columns.width - NUMBER_ROOM),
    ]);
    return numbered(number, false, words);
  });
  return gridOf(blocks, columns);
}

const numbered = (number: number, filled: boolean, words: Block): Block => ({
  height: Math.max(words.height, 20),
  items: [{ kind: 'number', number, filled, x: 9, y: 9 }, ...moved(words, NUMBER_ROOM, 0).items],
});
