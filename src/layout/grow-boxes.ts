/** A box that takes something in grows, and with it the boxes around it, as far as nothing is in the way. */
import type { Board, Container } from './board';
import { boxesTouch, centred, cornered, grownAround } from './box-shape';
import type { Placed } from './free-slot';
import { TIGHT_BOX_GAP, TIGHT_NODE_GAP } from './spacing';
import type { Box } from './types';

/** The boxes as they have to be when `container` holds `place`, innermost first; undefined where one would touch something beside it. */
export function growth(board: Board, container: Container, place: Placed): ReadonlyMap<string, Box> | undefined {
  const grown = new Map<string, Box>();
  let inner = place;
  let id = container;
  while (id !== undefined) {
    const before = board.boxes.get(id);
    if (before === undefined) return undefined;
    const box = grownAround(before, inner, board.frameOf(id));
    grown.set(id, box);
    if (box.width === before.width && box.height === before.height) return grown;
    const outer = board.containerOf(id);
    for (const { item, placed } of board.around(outer, { kind: 'box', id })) {
      if (boxesTouch(box, cornered(placed), item.kind === 'box' ? TIGHT_BOX_GAP : TIGHT_NODE_GAP)) return undefined;
    }
    inner = centred(box);
    id = outer;
  }
  return grown;
}
