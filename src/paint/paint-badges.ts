/** Small lettered tags: who enforces at the end of an edge, and the data plane at the corner of a node. */

import type { SceneBadge } from '../scene/scene';
import type { Point } from './edge-geometry';
import type { Pen } from './pen';
import { BADGE_SIZE, type PlacedBadge } from './target-marks';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';

const badgeFont = (theme: Theme): string => `700 10.5px ${theme.fontFamily}`;

/** An upright tag; letter and outline carry the meaning, not the colour. */
export function paintBadge(context: Pen, { letter, outline, struck }: SceneBadge, { x, y }: Point, theme: Theme): void {
  const half = BADGE_SIZE / 2;
  context.fillStyle = theme.labelFill;
  context.strokeStyle = struck === true ? theme.textMuted : theme.text;
  context.lineWidth = 1.25;
  context.setLineDash(outline === 'dotted' ? [1.5, 2] : []);
  context.beginPath();
  context.roundRect(x - half + 0.5, y - half + 0.5, BADGE_SIZE - 1, BADGE_SIZE - 1, 3.5);
  context.fill();
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = struck === true ? theme.textMuted : theme.text;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(letter, x, y + 0.5);
  if (struck !== true) return;
  context.strokeStyle = theme.tones.fail;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - half - 1, y + half + 1);
  context.lineTo(x + half + 1, y - half - 1);
  context.stroke();
}

export function paintEdgeBadges({ context, fit, theme }: BadgeBrush, badges: readonly PlacedBadge[]): void {
  if (badges.length > 0) fit.use(badgeFont(theme));
  for (const { badge, at } of badges) paintBadge(context, badge, at, theme);
}

export interface BadgeBrush {
  readonly context: Pen;
  readonly fit: TextFit;
  readonly theme: Theme;
}

export function paintNodeBadge({ context, fit, theme }: BadgeBrush, badge: SceneBadge, at: Point): void {
  fit.use(badgeFont(theme));
  paintBadge(context, badge, at, theme);
}
