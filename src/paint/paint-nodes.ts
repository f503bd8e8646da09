/** What is painted on boxes: names, reasons, versions, member counts, and the signs at their corners. */

import { PART_HEIGHT } from '../scene/node-size';
import type { SceneNode } from '../scene/scene';
import { nodeSigns } from './node-signs';
import { detailSizeAt, headHeight, holdsName, type NodeText, nodeTexts } from './node-texts';
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

const PADDING = 9;
/** Steps back, and can still be read. */
export const FADED = 0.5;

function write(brush: Brush, text: string, x: number, y: number, room: number): boolean {
  const shown = brush.fit.fit(text, room);
  if (shown !== '') brush.context.fillText(shown, x, y);
  return shown !== '';
}

function paintParts(brush: Brush, node: SceneNode, box: Box, top: number): void {
  const { context, theme, view, fit } = brush;
  const row = PART_HEIGHT * view.zoom;
  const size = detailSizeAt(view.zoom);
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

function paintTexts(brush: Brush, node: SceneNode): void {
  const { context, theme, fit } = brush;
  context.textAlign = 'center';
  for (const { text, font, ink, x, y } of nodeTexts(brush, node)) {
    fit.use(font);
    context.fillStyle = inkOf(ink, theme);
    context.fillText(text, x, y);
  }
}

function inkOf(ink: NodeText['ink'], { text, textMuted, tones }: Theme): string {
  if (ink === 'name') return text;
  return ink === 'muted' ? textMuted : tones[ink];
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
  const { context, theme, view } = brush;
  context.textBaseline = 'middle';
  for (const node of nodes) {
    const box = screenBox(view, node);
    context.begin?.(node.id);
    context.globalAlpha = node.faded || node.ghost === true ? FADED : 1;
    if (holdsName(node, view)) {
      paintTexts(brush, node);
      if (node.parts.length > 0 && node.shape !== 'group') paintParts(brush, node, box, box.y + headHeight(node, view.zoom));
    }
    const { glyph, badge } = nodeSigns(brush, node);
    const colours = { colour: theme.tones[node.tone], ground: theme.canvas };
    if (node.glyph !== undefined && glyph !== undefined) paintGlyph(context, node.glyph, glyph, colours);
    if (node.pinned === true) paintPin(context, { x: box.x + box.width / 2, y: box.y + 1 }, theme.text, theme.canvas);
    if (node.badge !== undefined && badge !== undefined) paintNodeBadge(brush, node.badge, badge);
    context.end?.();
  }
  context.globalAlpha = 1;
}
