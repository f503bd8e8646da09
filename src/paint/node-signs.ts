/**
 * Where the signs at the corners of a node's box stand: at the right what it suffers or how it changed, at the left its data plane. Pure;
 * units are CSS pixels.
 */
import type { SceneNode } from '../scene/scene';
import type { Point } from './edge-geometry';
import { nameBox, type TextRoom } from './node-texts';
import { type Box, overlaps } from './place-labels';
import { BADGE_SIZE } from './target-marks';
import { screenBox } from './view';

/** A sign is drawn on ground that reaches so far around it. */
const GROUND = 2;
/** Between a sign's ground and the letters of a name. */
const GAP = 1;
/** Boxes narrower than this many CSS pixels have no room for the tag of their data plane. */
const LEAST_FOR_BADGE = 40;

export interface NodeSigns {
  readonly glyph?: Point & { readonly radius: number };
  /** Middle of the tag. */
  readonly badge?: Point;
}

const square = ({ x, y }: Point, half: number): Box => ({ x: x - half, y: y - half, width: 2 * half, height: 2 * half });

/**
 * On the corners, unless they would cover an end of the name there: then the glyph steps aside to the right, along the box, and the tag up,
 * so that arrows that end at the left stay free. Names keep off a box's sides, so neither moves far.
 */
export function nodeSigns(room: TextRoom, node: SceneNode): NodeSigns {
  const box = screenBox(room.view, node);
  const hasBadge = node.badge !== undefined && box.width >= LEAST_FOR_BADGE;
  if (node.glyph === undefined && !hasBadge) return {};
  const name = nameBox(room, node);
  return {
    ...(node.glyph !== undefined && { glyph: glyphPlace(box, name, room.view.zoom) }),
    ...(hasBadge && { badge: badgePlace(box, name) }),
  };
}

function glyphPlace(box: Box, name: Box | undefined, zoom: number): Point & { readonly radius: number } {
  const radius = Math.min(9, Math.max(6, 7 * zoom));
  const corner = { x: box.x + box.width - Math.min(4, box.width / 2), y: box.y + Math.min(4, box.height / 2) };
  const half = radius + GROUND;
  if (name === undefined || !overlaps(square(corner, half), name, GAP)) return { ...corner, radius };
  return { x: name.x + name.width + GAP + half, y: corner.y, radius };
}

function badgePlace({ x, y }: Box, name: Box | undefined): Point {
  const corner = { x: x - 1, y: y - 3 };
  const half = BADGE_SIZE / 2;
  if (name === undefined || !overlaps(square(corner, half), name, GAP)) return corner;
  return { x: corner.x, y: name.y - GAP - half };
}

/** What labels keep off, so that every sign can be seen whole. */
export function signBoxes(room: TextRoom, nodes: readonly SceneNode[]): readonly Box[] {
  return nodes.flatMap((node) => {
    const { glyph, badge } = nodeSigns(room, node);
    return [...(glyph === undefined ? [] : [square(glyph, glyph.radius)]), ...(badge === undefined ? [] : [square(badge, BADGE_SIZE / 2)])];
  });
}
