/** Boxes as rectangles: the room inside, touching, containing and growing. */
import type { Placed } from './free-slot';
import { BOX_PADDING, BOX_TITLE } from './spacing';
import type { Box } from './types';

/** Where nodes may stand: the box without padding and title. */
export function innerRoom(box: Box): Box {
  return {
    x: box.x + BOX_PADDING,
    y: box.y + BOX_PADDING + BOX_TITLE,
    width: box.width - 2 * BOX_PADDING,
    height: box.height - 2 * BOX_PADDING - BOX_TITLE,
  };
}

export function contains(box: Box, node: Placed): boolean {
  return (
    node.x - node.width / 2 >= box.x &&
    node.x + node.width / 2 <= box.x + box.width &&
    node.y - node.height / 2 >= box.y &&
    node.y + node.height / 2 <= box.y + box.height
  );
}

export function nodesTouch(a: Placed, b: Placed): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

export function boxesTouch(a: Box, b: Box, gap: number): boolean {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}

/** The smallest box around `box` and a node with its padding. */
export function grownAround(box: Box, node: Placed): Box {
  const left = Math.min(box.x, node.x - node.width / 2 - BOX_PADDING);
  const top = Math.min(box.y, node.y - node.height / 2 - BOX_PADDING - BOX_TITLE);
  const right = Math.max(box.x + box.width, node.x + node.width / 2 + BOX_PADDING);
  const bottom = Math.max(box.y + box.height, node.y + node.height / 2 + BOX_PADDING);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
