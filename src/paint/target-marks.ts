/** Where the marks at the target end of an edge stand on the screen: glyph behind the arrow, then tags, then the lock. Pure; CSS pixels. */

import type { Scene, SceneBadge, SceneEdge } from '../scene/scene';
import { WIDTH_CLASSES } from '../scene/style-table';
import { type EdgePath, type Point, pointOn } from './edge-geometry';
import type { Box } from './place-labels';
import type { SceneGeometry } from './scene-geometry';
import { isVisible, OVERSCAN, screenX, screenY, strokeScale, type View } from './view';

/** Shorter edges than this many CSS pixels get no mark: there is no room to tell the ends apart. */
const LEAST_LENGTH = 18;
/** Glyphs need this much of a line, tags this share of it. */
export const LEAST_FOR_GLYPH = 40;
const SHARE_FOR_BADGES = 0.62;
const GLYPH_ROOM = 17;
export const BADGE_SIZE = 15;
const BADGE_STEP = BADGE_SIZE + 1.5;

/** CSS pixels of an edge's stroke at this zoom. */
export const strokePixels = (edge: SceneEdge, zoom: number): number =>
  (WIDTH_CLASSES[edge.width - 1]?.pixels ?? 1) * strokeScale(zoom) * zoom;

export const toScreen = (view: View, { x, y }: Point): Point => ({ x: screenX(view, x), y: screenY(view, y) });

/** The tip of an arrow, the unit vector it points along, and the length of its line. */
export interface Mark {
  readonly edge: SceneEdge;
  readonly tip: Point;
  readonly along: Point;
  readonly length: number;
}

export function markOf(edge: SceneEdge, path: EdgePath, view: View): Mark | undefined {
  const tip = toScreen(view, path.end);
  if (!isVisible(view, { ...tip, width: 0, height: 0 }, OVERSCAN)) return undefined;
  const start = toScreen(view, path.start);
  const length = Math.hypot(tip.x - start.x, tip.y - start.y);
  if (length < LEAST_LENGTH && !path.loop) return undefined;
  const from = path.control === undefined ? start : toScreen(view, pointOn(path, 0.9));
  const reach = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  return { edge, tip, along: { x: (tip.x - from.x) / reach, y: (tip.y - from.y) / reach }, length };
}

export function marksOf(scene: Scene, geometry: SceneGeometry, view: View): readonly Mark[] {
  return scene.edges.flatMap((edge): Mark[] => {
    const path = geometry.paths.get(edge.id);
    const mark = path === undefined ? undefined : markOf(edge, path, view);
    return mark === undefined ? [] : [mark];
  });
}

/** How far behind the tip the centre of the glyph lies. */
export const glyphOffset = ({ edge }: Mark, view: View): number => 18 + strokePixels(edge, view.zoom) * 1.4;

/** The point so far behind the tip. */
export const behind = ({ tip, along }: Mark, back: number): Point => ({ x: tip.x - along.x * back, y: tip.y - along.y * back });

export interface PlacedBadge {
  readonly edge: string;
  readonly badge: SceneBadge;
  readonly at: Point;
}

/** Tags of one edge, moved back by so many tags; those nearest to the target come first to the room there is. */
function badgesAt(mark: Mark, view: View, moved: number): readonly PlacedBadge[] {
  const { edge, along, length } = mark;
  // Tags stand upright, so on a slanted line they need more of it.
  const step = BADGE_STEP / Math.max(Math.abs(along.x), Math.abs(along.y), 0.5);
  const first = glyphOffset(mark, view) + (edge.glyph === undefined ? 0 : GLYPH_ROOM) + moved * step;
  return (edge.badges ?? [])
    .toReversed()
    .map((badge, index) => ({ badge, back: first + index * step }))
    .filter(({ back }) => back + BADGE_SIZE / 2 <= length * SHARE_FOR_BADGES)
    .map(({ badge, back }) => ({ edge: edge.id, badge, at: behind(mark, back) }));
}

const MOST_MOVED = 3;
/** Below this zoom only tags of what needs eyes are drawn: there is no room for more. */
const ZOOM_OF_ALL = 0.3;
const QUIET: ReadonlySet<SceneEdge['tone']> = new Set<SceneEdge['tone']>(['ok', 'idle']);

/** All tags that have room. Where lines meet at a target, later ones move back rather than cover others. */
export function placeBadges(marks: readonly Mark[], view: View): readonly PlacedBadge[] {
  const placed: PlacedBadge[] = [];
  const taken = new Map<string, Point[]>();
  const cellOf = ({ x, y }: Point, dx = 0, dy = 0) => `${Math.floor(x / BADGE_STEP) + dx} ${Math.floor(y / BADGE_STEP) + dy}`;
  const covers = ({ at }: PlacedBadge): boolean =>
    [-1, 0, 1].some((dx) =>
      [-1, 0, 1].some((dy) =>
        taken.get(cellOf(at, dx, dy))?.some(({ x, y }) => Math.abs(x - at.x) < BADGE_SIZE && Math.abs(y - at.y) < BADGE_SIZE),
      ),
    );
  for (const mark of marks) {
    const wanted = mark.edge.badges?.length ?? 0;
    if (view.zoom < ZOOM_OF_ALL && QUIET.has(mark.edge.tone)) continue;
    if (wanted === 0 || mark.edge.faded || mark.length < LEAST_FOR_GLYPH) continue;
    const nearest = badgesAt(mark, view, 0);
    let chosen = nearest;
    for (let moved = 1; moved <= MOST_MOVED && chosen.some(covers); moved += 1) {
      const next = badgesAt(mark, view, moved);
      if (next.length < nearest.length) break;
      chosen = next;
    }
    // Where there is no free place, the nearest one is as good as any.
    const final = chosen.some(covers) ? nearest : chosen;
    for (const one of final) {
      placed.push(one);
      const cell = cellOf(one.at);
      taken.set(cell, [...(taken.get(cell) ?? []), one.at]);
    }
  }
  return placed;
}

/** Where the lock of an edge without a label stands, beyond its glyph and tags. */
export function lockOffset(mark: Mark, badges: number, view: View): number {
  return glyphOffset(mark, view) + (mark.edge.glyph === undefined ? 0 : GLYPH_ROOM) + badges * BADGE_STEP * 1.2;
}

const GLYPH_SIZE = 14;
const boxAround = ({ x, y }: Point, size: number): Box => ({ x: x - size / 2, y: y - size / 2, width: size, height: size });

/** Boxes that labels keep off under a policy overlay and in a difference, so that verdict, who decides and what changed can always be read. */
export function markBoxes(marks: readonly Mark[], badges: readonly PlacedBadge[], view: View): readonly Box[] {
  const telling = marks.filter(
    ({ edge, length }) =>
      (edge.state !== undefined || edge.change !== undefined) && edge.glyph !== undefined && !edge.faded && length >= LEAST_FOR_GLYPH,
  );
  return [
    ...telling.map((mark) => boxAround(behind(mark, glyphOffset(mark, view)), GLYPH_SIZE)),
    ...badges.map(({ at }) => boxAround(at, BADGE_SIZE)),
  ];
}
