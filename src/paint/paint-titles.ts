/** Titles of open groups: inside their box where its head is high enough, else above or below it, never on a node. */

import type { SceneGroup } from '../scene/scene';
import { paintGlyph } from './paint-glyphs';
import type { Brush } from './paint-nodes';
import { type Box, overlaps } from './place-labels';
import type { Theme } from './theme';
import { isVisible, OVERSCAN, type Rectangle, screenX, screenY, type View } from './view';

const TITLE_PIXELS = 12;
const HEIGHT = 16;
const INSET = 8;
/** A title may be wider than its box by the room between boxes. */
const LEAST_ROOM = 110;
/** Lower boxes than this many CSS pixels are too many and too small for titles. */
const LEAST_HEIGHT = 24;

/** The glyph of the unseen sick takes this much before their count. */
const GLYPH_ROOM = 22;
const GLYPH_RADIUS = 5.5;

export interface Title {
  readonly group: SceneGroup;
  readonly text: string;
  /** Right of the name: how many sick ones inside nobody sees; "" = none. */
  readonly sick: string;
  readonly sickAt: number;
  readonly box: Box;
}

function screenOf(group: SceneGroup, view: View): Rectangle {
  const { zoom } = view;
  return { x: screenX(view, group.x), y: screenY(view, group.y), width: group.width * zoom, height: group.height * zoom };
}

type TitleRoom = Pick<Brush, 'fit' | 'theme' | 'view'>;

const titleFont = (theme: Theme): string => `600 ${TITLE_PIXELS}px ${theme.fontFamily}`;

/** Top left corners of a title, best first. */
function cornersOf(box: Rectangle, zoom: number, width: number): readonly { readonly x: number; readonly y: number }[] {
  const left = box.x + 1;
  const right = box.x + box.width - width - 1;
  const above = box.y - HEIGHT - 1;
  const below = box.y + box.height + 1;
  return [
    { x: box.x + INSET, y: box.y + Math.max(10, 13 * zoom) - HEIGHT / 2 },
    { x: left, y: above },
    { x: right, y: above },
    { x: left, y: below },
    { x: right, y: below },
  ];
}

function placeTitle(brush: TitleRoom, group: SceneGroup, inTheWay: readonly Box[]): Title | undefined {
  const { view, fit } = brush;
  const box = screenOf(group, view);
  if (group.label === '' || box.height < LEAST_HEIGHT || !isVisible(view, box, OVERSCAN)) return undefined;
  const sick = group.unseenSick === undefined ? '' : `${group.unseenSick.count} sick`;
  const extra = sick === '' ? 0 : GLYPH_ROOM + fit.width(sick);
  const inside = fit.fit(group.label, box.width - 2 * INSET - extra);
  const outside = fit.fit(group.label, Math.max(LEAST_ROOM, box.width) - extra);
  const corners = cornersOf(box, view.zoom, fit.width(outside) + extra);
  for (const [index, corner] of corners.entries()) {
    const text = index === 0 ? inside : outside;
    // Outside there may be room for the whole of a name that the box would cut off.
    if (text === '' || (index === 0 && text !== group.label && box.width < LEAST_ROOM)) continue;
    const sickAt = corner.x + fit.width(text) + GLYPH_ROOM;
    const taken = { ...corner, width: fit.width(text) + extra, height: HEIGHT };
    if (!inTheWay.some((other) => overlaps(taken, other))) return { group, text, sick, sickAt, box: taken };
  }
  return undefined;
}

function paintTitle({ context, theme }: Brush, { group: { unseenSick }, text, sick, sickAt, box }: Title): void {
  const middle = box.y + box.height / 2;
  const write = (words: string, x: number, colour: string) => {
    context.fillStyle = colour;
    context.strokeStyle = theme.groupFill;
    context.lineWidth = 4;
    context.strokeText(words, x, middle);
    context.fillText(words, x, middle);
  };
  write(text, box.x, theme.textMuted);
  if (unseenSick === undefined) return;
  const colour = theme.tones[unseenSick.tone];
  write(sick, sickAt, colour);
  if (unseenSick.glyph === undefined) return;
  paintGlyph(
    context,
    unseenSick.glyph,
    { x: sickAt - GLYPH_RADIUS - 4, y: middle, radius: GLYPH_RADIUS },
    { colour, ground: theme.groupFill },
  );
}

/** The titles that have room between `nodes` (their boxes on the screen), each with the box it takes. */
export function placeTitles(room: TitleRoom, groups: readonly SceneGroup[], nodes: readonly Box[]): readonly Title[] {
  room.fit.use(titleFont(room.theme));
  const titles: Title[] = [];
  for (const group of groups) {
    const title = placeTitle(room, group, [...nodes, ...titles.map(({ box }) => box)]);
    if (title !== undefined) titles.push(title);
  }
  return titles;
}

export function paintTitles(brush: Brush, titles: readonly Title[]): void {
  const { context, theme, fit } = brush;
  fit.use(titleFont(theme));
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const title of titles) paintTitle(brush, title);
}
