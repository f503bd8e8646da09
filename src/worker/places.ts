/** Where everything stood: kept from picture to picture, also for what is gone for a while, so that it comes back to its place. */
import { boxesTouch, nodesTouch } from '../layout/box-shape';
import { boxTree } from '../layout/box-tree';
import type { Placed } from '../layout/free-slot';
import { layoutGraph } from '../layout/layout-graph';
import type { Layout, LayoutGraph, LayoutNode, Point } from '../layout/types';

export interface Places {
  /** `scope` = what the user asked to see; `topology` = who is there and who calls whom. Traffic is in neither. */
  layoutOf(key: string, question: { readonly scope: string; readonly topology: string }, graph: () => LayoutGraph): Layout;
  /** Leaves the arrangement of `key`: the next one is laid out anew. */
  forget(key: string): void;
  /** Goes back to an arrangement that was left; one nobody remembers changes nothing. */
  restore(key: string, arrangement: number): void;
  /** Number of the arrangement; it changes when positions start anew, never when somebody comes or goes. 0 = none yet. */
  arrangementOf(key: string): number;
  /** Where everything stands; undefined = nothing yet. */
  standing(key: string): Layout | undefined;
  /** Takes over where everything stood elsewhere: an arrangement of its own. */
  takeOver(key: string, layout: Layout): void;
}

interface Remembered {
  readonly arrangement: number;
  readonly scope: string;
  readonly topology: string;
  readonly layout: Layout;
  /** Last places of nodes and boxes that left, oldest first. */
  readonly gone: Layout;
}

const EMPTY: Layout = { nodes: new Map(), groups: new Map() };
/** So many places of the gone are kept. */
const GONE_LIMIT = 3000;
/** So many arrangements that were left can be restored. */
const LEFT_LIMIT = 40;

export function createPlaces(): Places {
  const remembered = new Map<string, Remembered>();
  /** By key and number, the one left longest ago first. */
  const left = new Map<string, Remembered>();
  let arrangements = 0;
  const leave = (key: string) => {
    const now = remembered.get(key);
    remembered.delete(key);
    if (now === undefined) return;
    left.set(`${key} ${now.arrangement}`, now);
    const [oldest] = left.keys();
    if (left.size > LEFT_LIMIT && oldest !== undefined) left.delete(oldest);
  };
  return {
    layoutOf(key, { scope, topology }, graphOf) {
      const before = remembered.get(key);
      if (before?.topology === topology) {
        remembered.set(key, { ...before, scope });
        return before.layout;
      }
      const graph = graphOf();
      const previous = before === undefined || startsAnew(before, graph, scope) ? undefined : withReturning(before, graph);
      const layout = layoutGraph(graph, previous);
      const gone = before === undefined || previous === undefined ? EMPTY : goneAfter(before, layout);
      if (previous === undefined) arrangements += 1;
      const arrangement = previous === undefined ? arrangements : (before?.arrangement ?? arrangements);
      remembered.set(key, { arrangement, scope, topology, layout, gone });
      return layout;
    },
    forget: leave,
    restore(key, arrangement) {
      const wanted = left.get(`${key} ${arrangement}`);
      if (wanted === undefined) return;
      leave(key);
      remembered.set(key, wanted);
    },
    arrangementOf: (key) => remembered.get(key)?.arrangement ?? 0,
    standing: (key) => remembered.get(key)?.layout,
    takeOver(key, layout) {
      leave(key);
      arrangements += 1;
      remembered.set(key, { arrangement: arrangements, scope: '', topology: '', layout, gone: EMPTY });
    },
  };
}

/** A refresh never starts anew while anybody stays; a changed scope does when most of what it shows has no place yet. */
function startsAnew({ layout, gone, scope: scopeBefore }: Remembered, { nodes }: LayoutGraph, scope: string): boolean {
  const known = nodes.filter(({ id }) => layout.nodes.has(id) || gone.nodes.has(id)).length;
  return known === 0 || (scope !== scopeBefore && known < nodes.length / 2);
}

/** The layout before, with the old places of those who come back, as far as they are still free. */
function withReturning({ layout, gone }: Remembered, graph: LayoutGraph): Layout {
  const present = boxTree(graph);
  const groups = new Map([...layout.groups].filter(([id]) => present.has(id)));
  const besides = (id: string) => [...groups].filter(([other]) => present.get(other)?.parent === present.get(id)?.parent);
  for (const [id, box] of gone.groups) {
    if (present.has(id) && !groups.has(id) && !besides(id).some(([, other]) => boxesTouch(box, other, 0))) groups.set(id, box);
  }
  const nodes = new Map<string, Point>();
  const standing = new Map<string, Placed[]>();
  const stand = (node: LayoutNode, at: Point) => {
    const here = { x: at.x, y: at.y, width: node.width, height: node.height };
    const others = standing.get(node.group) ?? [];
    standing.set(node.group, others);
    if (others.some((other) => nodesTouch(here, other))) return;
    others.push(here);
    nodes.set(node.id, at);
  };
  for (const node of graph.nodes) {
    const at = layout.nodes.get(node.id);
    // Survivors are all handed over, whatever they touch: the layout decides about one that grew.
    if (at === undefined) continue;
    stand(node, at);
    nodes.set(node.id, at);
  }
  for (const node of graph.nodes) {
    const at = gone.nodes.get(node.id);
    if (at !== undefined && !nodes.has(node.id)) stand(node, at);
  }
  return { nodes, groups };
}

function goneAfter({ layout: before, gone }: Remembered, layout: Layout): Layout {
  const left = <T>(old: ReadonlyMap<string, T>, last: ReadonlyMap<string, T>, now: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...old, ...last].filter(([id]) => !now.has(id)).slice(-GONE_LIMIT));
  return { nodes: left(gone.nodes, before.nodes, layout.nodes), groups: left(gone.groups, before.groups, layout.groups) };
}
