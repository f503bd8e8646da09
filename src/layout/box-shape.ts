/** Boxes as rectangles: the room inside, touching, containing and growing. */
import type { Placed } from './free-slot';
import type { Frame } from './spacing';
import type { Box } from './types';

/** Where nodes may stand: the box without padding and title. */
export function innerRoom(box: Box, { padding, title }: Frame): Box {
  return {
    x: box.x + padding,
    y: box.y + padding + title,
    width: box.width - 2 * padding,
    height: box.height - 2 * padding - title,
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

/** The smallest box around `box` and what shall stand in it with its padding. */
export function grownAround(box: Box, node: Placed, { padding, title }: Frame): Box {
  const left = Math.min(box.x, node.x - node.width / 2 - padding);
  const top = Math.min(box.y, node.y - node.height / 2 - padding - title);
  const right = Math.max(box.x + box.width, node.x + node.width / 2 + padding);
  const bottom = Math.max(box.y + box.height, node.y + node.height / 2 + padding);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A box by its centre. */
export const centred = ({ x, y, width, height }: Box): Placed => ({ x: x + width / 2, y: y + height / 2, width, height });

/** What is placed by its corner. */
export const cornered = ({ x, y, width, height }: Placed): Box => ({ x: x - width / 2, y: y - height / 2, width, height });

/** The box around some things with their padding; undefined when there are none. */
export function boxAround(things: readonly Placed[], frame: Frame): Box | undefined {
  const [first, ...rest] = things;
  if (first === undefined) return undefined;
  const { padding, title } = frame;
  const { x, y, width, height } = cornered(first);
  const start = { x: x - padding, y: y - padding - title, width: width + 2 * padding, height: height + 2 * padding + title };
  return rest.reduce<Box>((box, thing) => grownAround(box, thing, frame), start);
}
