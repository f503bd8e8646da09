/** A still on any pen: the maps with everything in them, then the words around them. */
import { paintAbove } from '../paint/paint-above';
import { paintLines } from '../paint/paint-lines';
import { paintBoxes, paintNodeShapes } from '../paint/paint-shapes';
import type { Pen } from '../paint/pen';
import { TextFit } from '../paint/text-fit';
import { type FrameItem, fontOf, type Ink } from './frame-blocks';
import { paintLegendSign } from './paint-legend-sign';
import type { Palette } from './palettes';
import { type PlannedMap, planStill, type StillPlan } from './plan-still';
import type { Still, StillSize } from './still';
import { textWidth } from './text-width';

/** Pixels at scale 1. */
export function stillSize(still: Still): StillSize {
  const { width, height } = planStill(still);
  return { width, height };
}

/** `context` has the size of the still times `scale`; the first of the palette's families must be loaded there. */
export function paintStill(context: Pen, still: Still, scale: number): void {
  context.save();
  context.scale(scale, scale);
  paintPlan(context, planStill(still), () => {});
  context.restore();
}

/** `beforeMap` is told which map comes next. */
export function paintPlan(pen: Pen, plan: StillPlan, beforeMap: (index: number) => void): void {
  const { palette, maps, words, unit, width, height } = plan;
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, width, height);
  for (const [index, map] of maps.entries()) {
    beforeMap(index);
    paintMap(pen, map, palette);
  }
  pen.save();
  if (unit !== 1) pen.scale(unit, unit);
  for (const item of words.items) paintItem(pen, item, palette);
  pen.restore();
}

function paintMap(pen: Pen, { scene, geometry, view, above, x, y }: PlannedMap, palette: Palette): void {
  pen.save();
  pen.translate(x, y);
  pen.beginPath();
  pen.rect(0, 0, view.width, view.height);
  pen.clip();
  pen.fillStyle = palette.canvas;
  pen.fillRect(0, 0, view.width, view.height);
  const brush = { context: pen, theme: palette, view };
  paintBoxes(brush, scene.groups);
  paintLines(brush, scene, geometry, false);
  paintNodeShapes(brush, scene.nodes);
  paintLines(brush, scene, geometry, true);
  paintAbove(pen, new TextFit(pen, textWidth), above);
  if (scene.nodes.length === 0) paintEmpty(pen, view, palette);
  pen.restore();
  // At the edge of the picture half of the line would be cut off.
  if (x === 0 && y === 0) return;
  pen.save();
  pen.strokeStyle = palette.border;
  pen.lineWidth = 1;
  pen.strokeRect(x - 0.5, y - 0.5, view.width + 1, view.height + 1);
  pen.restore();
}

function paintEmpty(pen: Pen, { width, height }: PlannedMap['view'], palette: Palette): void {
  pen.globalAlpha = 1;
  pen.font = fontOf('words', palette.fontFamily);
  pen.fillStyle = palette.textMuted;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText('Nothing is drawn here: no traffic in this scope and window.', width / 2, height / 2);
}

function inkOf(ink: Ink, { text, textMuted, tones }: Palette): string {
  if (ink === 'text') return text;
  return ink === 'muted' ? textMuted : tones[ink];
}

function paintItem(pen: Pen, item: FrameItem, palette: Palette): void {
  pen.globalAlpha = 1;
  if (item.kind === 'sign') {
    pen.save();
    pen.translate(item.x, item.y);
    paintLegendSign(pen, item.sample, palette);
    pen.restore();
    return;
  }
  pen.textBaseline = 'middle';
  if (item.kind === 'text') {
    pen.font = fontOf(item.font, palette.fontFamily);
    pen.fillStyle = inkOf(item.ink, palette);
    pen.textAlign = 'left';
    pen.fillText(item.text, item.x, item.y);
    return;
  }
  pen.strokeStyle = palette.text;
  pen.fillStyle = item.filled ? palette.text : palette.surface;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.arc(item.x, item.y, 8, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.font = fontOf('name', palette.fontFamily);
  pen.fillStyle = item.filled ? palette.surface : palette.text;
  pen.textAlign = 'center';
  pen.fillText(String(item.number), item.x, item.y + 0.5);
}
