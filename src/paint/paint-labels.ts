/** Edge labels and names beside nodes: pills of constant CSS size. */

import type { SceneEdge, SceneNode } from '../scene/scene';
import { hasLock, type LabelLines, LINE_HEIGHT, LOCK_ROOM, SEPARATOR } from './label-layout';
import { LOCK_WIDTH, paintLock } from './paint-glyphs';
import { FADED } from './paint-nodes';
import type { Pen } from './pen';
import type { Box } from './place-labels';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';

export const labelFont = (theme: Theme): string => `500 11px ${theme.fontFamily}`;
const NAME_PIXELS = 11;
export const nameFont = (theme: Theme): string => `600 ${NAME_PIXELS}px ${theme.fontFamily}`;

export function paintPill(context: Pen, box: Box, fill: string, border: string): void {
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 5);
  context.fillStyle = fill;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.94;
  context.fill();
  context.globalAlpha = alpha;
  context.strokeStyle = border;
  context.lineWidth = 1;
  context.stroke();
}

/** What changed between two moments is told as loudly as what is sick. */
const isLoud = (edge: SceneEdge): boolean =>
  (edge.change !== undefined && edge.change !== 'unchanged') || edge.tone === 'warn' || edge.tone === 'fail' || edge.tone === 'denied';

export function paintEdgeLabel(
  context: Pen,
  edge: SceneEdge,
  label: { readonly box: Box; readonly lines: LabelLines },
  theme: Theme,
  fit: TextFit,
): void {
  const { box, lines } = label;
  const quiet = isLoud(edge) ? theme.tones[edge.tone] : theme.groupBorder;
  paintPill(context, box, theme.labelFill, edge.selected ? theme.focus : quiet);
  context.textAlign = 'left';
  const firstY = box.y + box.height / 2 - ((lines.lines.length - 1) * LINE_HEIGHT) / 2;
  for (const [row, line] of lines.lines.entries()) {
    const y = firstY + row * LINE_HEIGHT;
    let x = box.x + (box.width - line.width) / 2;
    for (const [index, text] of line.texts.entries()) {
      if (index > 0) {
        context.fillStyle = theme.textMuted;
        context.fillText(SEPARATOR, x, y);
        x += fit.width(SEPARATOR);
      }
      const colour = text.tone === 'ok' ? theme.text : theme.tones[text.tone];
      if (hasLock(edge, text)) {
        paintLock(context, edge.lock ?? 'unknown', { x: x + LOCK_WIDTH / 2, y }, text.tone === 'ok' ? theme.tones.ok : colour);
        x += LOCK_ROOM;
      }
      context.fillStyle = colour;
      context.fillText(text.text, x, y);
      x += fit.width(text.text);
    }
  }
}

export function paintName(context: Pen, node: SceneNode, text: string, box: Box, theme: Theme): void {
  const sick = node.tone === 'warn' || node.tone === 'fail' || node.tone === 'denied';
  const alpha = node.faded || node.ghost === true ? FADED : 1;
  context.globalAlpha = alpha;
  if (sick || node.shape === 'group') {
    paintPill(context, box, theme.labelFill, sick ? theme.tones[node.tone] : theme.groupBorder);
  } else {
    context.fillStyle = theme.groupFill;
    context.globalAlpha = alpha * 0.85;
    context.fillRect(box.x, box.y + 1, box.width, box.height - 2);
    context.globalAlpha = alpha;
  }
  context.fillStyle = sick ? theme.tones[node.tone] : theme.text;
  context.textAlign = 'center';
  context.fillText(text, box.x + box.width / 2, box.y + box.height / 2);
  context.globalAlpha = 1;
}

/** The number of an edge whose label is in the strip. */
export function paintNumber(context: Pen, edge: SceneEdge, box: Box, theme: Theme): void {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  context.fillStyle = theme.labelFill;
  context.strokeStyle = isLoud(edge) ? theme.tones[edge.tone] : theme.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, box.width / 2 - 1, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.fillStyle = theme.text;
  context.textAlign = 'center';
  context.fillText(String(edge.rank ?? ''), x, y + 0.5);
}

/** From a label that had to step aside to the middle of its edge. */
export function paintLeader(context: Pen, box: Box, to: { readonly x: number; readonly y: number }, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash([3, 2]);
  context.beginPath();
  context.moveTo(box.x + box.width / 2, box.y + box.height / 2);
  context.lineTo(to.x, to.y);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = colour;
  context.beginPath();
  context.arc(to.x, to.y, 2.5, 0, 2 * Math.PI);
  context.fill();
}
