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

/** Centres of the tags that have room; those nearest to the target come first to the room there is. */
export function badgePlaces(mark: Mark, view: View): readonly { readonly badge: SceneBadge; readonly at: Point }[] {
  const { edge, along, length } = mark;
  const badges = edge.badges ?? [];
  if (badges.length === 0 || edge.faded || length < LEAST_FOR_GLYPH) return [];
  // Tags stand upright, so on a slanted line they need more of it.
  const step = BADGE_STEP / Math.max(Math.abs(along.x), Math.abs(along.y), 0.5);
  const first = glyphOffset(mark, view) + (edge.glyph === undefined ? 0 : GLYPH_ROOM);
  return badges
    .toReversed()
    .map((badge, index) => ({ badge, back: first + index * step }))
    .filter(({ back }) => back + BADGE_SIZE / 2 <= length * SHARE_FOR_BADGES)
    .map(({ badge, back }) => ({ badge, at: behind(mark, back) }));
}

/** Where the lock of an edge without a label stands. */
export function lockOffset(mark: Mark, view: View): number {
  const glyph = mark.edge.glyph === undefined ? 0 : GLYPH_ROOM;
  return glyphOffset(mark, view) + glyph + badgePlaces(mark, view).length * BADGE_STEP * 1.2;
}

/** Boxes that labels keep off, so that who decides can always be read. */
export function badgeBoxes(scene: Scene, geometry: SceneGeometry, view: View): readonly Box[] {
  if (!scene.edges.some(({ badges }) => badges !== undefined)) return [];
  return marksOf(scene, geometry, view)
    .flatMap((mark) => badgePlaces(mark, view))
    .map(({ at }) => ({ x: at.x - BADGE_SIZE / 2, y: at.y - BADGE_SIZE / 2, width: BADGE_SIZE, height: BADGE_SIZE }));
}
