/** Boxes inside boxes: who stands in whom. */
import { byCodeUnits } from './by-code-units';
import { FRAME, type Frame, NARROW_FRAME } from './spacing';
import type { LayoutGraph } from './types';

export interface TreeBox {
  readonly id: string;
  /** undefined at the top. */
  readonly parent: string | undefined;
  readonly frame: Frame;
}

/** Every box that holds a node at some depth, outer ones before inner ones, by id among equals. A cycle of parents is cut at its last box. */
export function boxTree(graph: LayoutGraph): ReadonlyMap<string, TreeBox> {
  const given = new Map((graph.groups ?? []).map((group) => [group.id, group]));
  const boxes = new Map<string, TreeBox>();
  for (const start of [...new Set(graph.nodes.map(({ group }) => group))].sort(byCodeUnits)) {
    const walk = new Set<string>();
    let id: string | undefined = start;
    while (id !== undefined && !boxes.has(id)) {
      walk.add(id);
      const group = given.get(id);
      const parent: string | undefined = group?.parent !== undefined && walk.has(group.parent) ? undefined : group?.parent;
      boxes.set(id, { id, parent, frame: group?.narrow === true ? NARROW_FRAME : FRAME });
      id = parent;
    }
  }
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const parent = boxes.get(id)?.parent;
    const depth = parent === undefined ? 0 : depthOf(parent) + 1;
    depths.set(id, depth);
    return depth;
  };
  const sorted = [...boxes.values()].sort((a, b) => depthOf(a.id) - depthOf(b.id) || byCodeUnits(a.id, b.id));
  return new Map(sorted.map((box) => [box.id, box]));
}
