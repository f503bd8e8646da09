/** What is written inside boxes: names, reasons, versions, member counts, and the badge of the sick. */

import { PART_HEIGHT } from '../scene/node-size';
import type { SceneNode } from '../scene/scene';
import { paintNodeBadge } from './paint-badges';
import { paintGlyph, paintPin } from './paint-glyphs';
import type { Pen } from './pen';
import type { Box } from './place-labels';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';
import { screenBox, screenX, screenY, type View } from './view';

export interface Brush {
  readonly context: Pen;
  readonly fit: TextFit;
  readonly theme: Theme;
  readonly view: View;
}

/** No text is smaller than this many CSS pixels. */
const LEAST_TEXT = 10;
/** About the width of a bold letter of that size. */
const LEAST_LETTER = 6.6;
const NAME_PIXELS = 13;
const DETAIL_PIXELS = 11;
const PADDING = 9;
/** Boxes narrower than this many CSS pixels have no room for the tag of their data plane. */
const LEAST_FOR_BADGE = 40;
/** Steps back, and can still be read. */
export const FADED = 0.5;

const isSick = (node: SceneNode): boolean => node.tone === 'warn' || node.tone === 'fail' || node.tone === 'denied';

const sizeAt = (pixels: number, zoom: number): number =>
  Math.round(Math.min(pixels * 1.5, Math.max(LEAST_TEXT + 0.5, pixels * zoom)) * 2) / 2;

/** Whether a node's box on the screen can hold its name; if not, the name may stand beside it. */
export function holdsName(node: SceneNode, view: View): boolean {
  const head = (node.height - node.parts.length * PART_HEIGHT) * view.zoom;
  const width = node.width * view.zoom;
  return head >= LEAST_TEXT + 3 && (width >= 60 || node.label.length * LEAST_LETTER + 8 <= width);
}

function write(brush: Brush, text: string, x: number, y: number, room: number): boolean {
  const shown = brush.fit.fit(text, room);
  if (shown !== '') brush.context.fillText(shown, x, y);
  return shown !== '';
}

function paintParts(brush: Brush, node: SceneNode, box: Box, top: number): void {
  const { context, theme, view, fit } = brush;
  const row = PART_HEIGHT * view.zoom;
  const size = sizeAt(DETAIL_PIXELS, view.zoom);
  const left = box.x + PADDING * view.zoom;
  const width = box.width - 2 * PADDING * view.zoom;
  fit.use(`500 ${size}px ${theme.fontFamily}`);
  for (const [index, part] of node.parts.entries()) {
    const y = top + index * row;
    context.fillStyle = theme.groupFill;
    context.fillRect(left, y + 1, width, row - 2);
    const share = part.share ?? 0;
    context.fillStyle = theme.tones[part.tone];
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * 0.28;
    context.fillRect(left, y + 1, width * share, row - 2);
    context.globalAlpha = alpha;
    context.fillRect(left, y + 1, 3 * view.zoom, row - 2);
    if (row < size + 2) continue;
    context.fillStyle = theme.text;
    const percent = part.share === undefined ? '' : `${Math.round(part.share * 100)} %`;
    const percentWidth = fit.width(percent);
    context.textAlign = 'right';
    context.fillText(percent, left + width - 5, y + row / 2);
    context.textAlign = 'left';
    write(brush, part.label, left + 8, y + row / 2, width - percentWidth - 18);
  }
}

/** Name, detail and versions of an ordinary node. */
function paintInside(brush: Brush, node: SceneNode, box: Box): void {
  const { context, theme, view, fit } = brush;
  const nameSize = sizeAt(NAME_PIXELS, view.zoom);
  const detailSize = sizeAt(DETAIL_PIXELS, view.zoom);
  const parts = node.parts.length * PART_HEIGHT * view.zoom;
  const head = box.height - parts - (parts > 0 ? 5 * view.zoom : 0);
  const centreX = box.x + box.width / 2;
  const room = box.width - 8;
  const two = node.detail !== undefined && head >= nameSize + detailSize + 7;
  const nameY = box.y + head / 2 - (two ? detailSize * 0.62 : 0);
  context.textAlign = 'center';
  fit.use(`600 ${nameSize}px ${theme.fontFamily}`);
  context.fillStyle = theme.text;
  write(brush, node.label, centreX, nameY, room);
  if (two && node.detail !== undefined) {
    fit.use(`400 ${detailSize}px ${theme.fontFamily}`);
    context.fillStyle = isSick(node) ? theme.tones[node.tone] : theme.textMuted;
    write(brush, node.detail, centreX, nameY + nameSize * 0.5 + detailSize * 0.75, room);
  }
  if (node.parts.length > 0) paintParts(brush, node, box, box.y + head);
}

/** The largest of three sizes that holds the whole name. */
function closedNameFont({ fit, theme }: Brush, name: string, room: number): string {
  const fonts = [14, 12, 10.5].map((pixels) => `650 ${pixels}px ${theme.fontFamily}`);
  const holding = fonts.find((font) => {
    fit.use(font);
    return fit.width(name) <= room;
  });
  return holding ?? fonts.at(-1) ?? '';
}

/** A closed group: name, member count and how many are sick, at constant size. */
function paintClosed(brush: Brush, node: SceneNode, box: Box): void {
  const { context, theme, fit } = brush;
  const sick = node.sickCount === undefined ? '' : `${node.sickCount} sick`;
  const most = Math.max(1, Math.floor((box.height - 2) / 17));
  const room = box.width - 10;
  const name = { text: node.label, font: closedNameFont(brush, node.label, room), colour: theme.text };
  const count = { text: node.detail ?? '', font: `400 11.5px ${theme.fontFamily}`, colour: theme.textMuted };
  const ill = { text: sick, font: `600 11.5px ${theme.fontFamily}`, colour: theme.tones[node.tone] };
  const lines = (most === 2 ? [name, ill, count] : [name, count, ill]).filter((line) => line.text !== '');
  const shown = lines.slice(0, most);
  const top = box.y + box.height / 2 - ((shown.length - 1) * 17) / 2;
  for (const [index, line] of shown.entries()) {
    fit.use(line.font);
    context.textAlign = 'center';
    context.fillStyle = line.colour;
    write(brush, line.text, box.x + box.width / 2, top + index * 17, room);
  }
}

function paintGlyphOf({ context, theme, view }: Brush, node: SceneNode, box: Box): void {
  if (node.glyph === undefined) return;
  const radius = Math.min(9, Math.max(6, 7 * view.zoom));
  const at = { x: box.x + box.width - Math.min(4, box.width / 2), y: box.y + Math.min(4, box.height / 2), radius };
  paintGlyph(context, node.glyph, at, { colour: theme.tones[node.tone], ground: theme.canvas });
}

/** Lines from nodes that were pulled out of their boxes to where they belong. */
export function paintTies({ context, theme, view }: Brush, nodes: readonly SceneNode[]): void {
  context.strokeStyle = theme.textMuted;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  for (const { x, y, width, height, tie } of nodes) {
    if (tie === undefined) continue;
    const nearest = (from: number, half: number, to: number): number => Math.max(from - half, Math.min(from + half, to));
    context.moveTo(screenX(view, nearest(x, width / 2, tie.x)), screenY(view, nearest(y, height / 2, tie.y)));
    context.lineTo(screenX(view, tie.x), screenY(view, tie.y));
  }
  context.stroke();
  context.setLineDash([]);
}

/** Paints the inside of every node given; what does not fit its box is left to names beside it. */
export function paintNodes(brush: Brush, nodes: readonly SceneNode[]): void {
  const { context, view } = brush;
  context.textBaseline = 'middle';
  for (const node of nodes) {
    const box = screenBox(view, node);
    context.begin?.(node.id);
    context.globalAlpha = node.faded || node.ghost === true ? FADED : 1;
    if (holdsName(node, view)) {
      if (node.shape === 'group') paintClosed(brush, node, box);
      else paintInside(brush, node, box);
    }
    paintGlyphOf(brush, node, box);
    // The badge of a data plane has the left corner, the glyph the right one.
    if (node.pinned === true) paintPin(context, { x: box.x + box.width / 2, y: box.y + 1 }, brush.theme.text, brush.theme.canvas);
    if (node.badge !== undefined && box.width >= LEAST_FOR_BADGE) paintNodeBadge(brush, node.badge, box);
    context.end?.();
  }
  context.globalAlpha = 1;
}
