/** The picture as a tree of rows: groups within groups, their nodes, the calls of a node, and who calls it below a branch of its own. */
import type { EdgeId, GroupId, MeshEdge, MeshGroup, MeshNode, NodeId } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import type { MeshIndex } from '../mesh-index';
import { URGENCY } from '../panels/order-nodes';
import { endName, nodeName } from '../text/names';

export type OutlineOrder = 'sick' | 'name';

interface Place {
  /** Key of the row it is inside of. */
  readonly parent: string | undefined;
  /** 1 at the top. */
  readonly level: number;
  readonly setSize: number;
  /** From 1. */
  readonly position: number;
}

interface Base extends Place {
  /** Its own in the tree: an edge stands in it twice. */
  readonly key: string;
  /** undefined = nothing inside. */
  readonly unfolded: boolean | undefined;
  /** As people type it. */
  readonly name: string;
}

type Content =
  | { readonly kind: 'group'; readonly group: MeshGroup }
  | { readonly kind: 'node'; readonly node: MeshNode }
  | { readonly kind: 'edge'; readonly edge: MeshEdge; readonly direction: 'out' | 'in' }
  | { readonly kind: 'callers'; readonly node: MeshNode; readonly count: number };

export type OutlineRow = Base & Content;

export interface OutlineView {
  /** Groups that are open on the map; another one is drawn as a node and stands here as that node. */
  readonly openGroups: ReadonlySet<string>;
  /** Groups are unfolded and all else folded, unless their key is here. */
  readonly toggled: ReadonlySet<string>;
  readonly order: OutlineOrder;
  /** What hide and focus took off the map. */
  readonly nodeRemoved?: ((node: MeshNode) => boolean) | undefined;
  readonly edgeRemoved?: ((edge: MeshEdge) => boolean) | undefined;
}

export const groupKey = (id: GroupId): string => `group ${id}`;
export const nodeKey = (id: NodeId): string => `node ${id}`;
const callersKey = (id: NodeId): string => `callers ${id}`;
export const callKey = (source: NodeId, id: EdgeId): string => `${nodeKey(source)} edge ${id}`;

/** Something with its place in an order. */
interface Entry {
  readonly name: string;
  readonly urgency: number;
  readonly add: (place: Place) => void;
}

/** Rows that are visible, top to bottom. */
export function outlineRows(index: MeshIndex, view: OutlineView): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const inside = containers(index, view);
  const kept = (edges: readonly MeshEdge[] = []) => edges.filter((edge) => view.edgeRemoved?.(edge) !== true);

  const addAll = (entries: readonly Entry[], parent: string | undefined, level: number, more = 0) => {
    const sorted = view.order === 'sick' ? [...entries].sort((a, b) => a.urgency - b.urgency || byName(a, b)) : [...entries].sort(byName);
    for (const [at, { add }] of sorted.entries()) add({ parent, level, setSize: entries.length + more, position: at + 1 });
  };
  const isUnfolded = (key: string, usually: boolean): boolean => view.toggled.has(key) !== usually;

  const entriesIn = (container: GroupId | undefined): readonly Entry[] => [
    ...(inside.groups.get(container) ?? []).map((group): Entry => {
      const entries = entriesIn(group.id);
      const urgency = Math.min(URGENCY.idle, ...entries.map((entry) => entry.urgency));
      return { name: displayText(group.name), urgency, add: (place) => addGroup(group, entries, place) };
    }),
    ...(inside.nodes.get(container) ?? []).map(
      (node): Entry => ({ name: nodeName(node), urgency: URGENCY[node.health], add: (place) => addNode(node, place) }),
    ),
  ];
  const addGroup = (group: MeshGroup, entries: readonly Entry[], place: Place) => {
    const key = groupKey(group.id);
    const unfolded = isUnfolded(key, true);
    rows.push({ kind: 'group', group, key, name: displayText(group.name), unfolded, ...place });
    if (unfolded) addAll(entries, key, place.level + 1);
  };
  const addNode = (node: MeshNode, place: Place) => {
    const key = nodeKey(node.id);
    const calls = kept(index.outgoing.get(node.id));
    const callers = kept(index.incoming.get(node.id));
    const unfolded = calls.length + callers.length === 0 ? undefined : isUnfolded(key, false);
    rows.push({ kind: 'node', node, key, name: nodeName(node), unfolded, ...place });
    if (unfolded !== true) return;
    const branch = callers.length === 0 ? 0 : 1;
    addAll(edgeEntries(calls, 'out', key), key, place.level + 1, branch);
    const setSize = calls.length + branch;
    if (branch === 1) addCallers(node, callers, { parent: key, level: place.level + 1, setSize, position: setSize });
  };
  const addCallers = (node: MeshNode, callers: readonly MeshEdge[], place: Place) => {
    const key = callersKey(node.id);
    const unfolded = isUnfolded(key, false);
    rows.push({ kind: 'callers', node, count: callers.length, key, name: 'Called by', unfolded, ...place });
    if (unfolded) addAll(edgeEntries(callers, 'in', key), key, place.level + 1);
  };
  const edgeEntries = (edges: readonly MeshEdge[], direction: 'out' | 'in', parent: string): readonly Entry[] =>
    edges.map((edge) => {
      const name = endName(direction === 'out' ? edge.target : edge.source, index.nodes);
      const key = `${parent} edge ${edge.id}`;
      return {
        name,
        urgency: URGENCY[edge.health],
        add: (place) => rows.push({ kind: 'edge', edge, direction, key, name, unfolded: undefined, ...place }),
      };
    });

  addAll(entriesIn(undefined), undefined, 1);
  return rows;
}

interface Containers {
  readonly groups: ReadonlyMap<GroupId | undefined, readonly MeshGroup[]>;
  readonly nodes: ReadonlyMap<GroupId | undefined, readonly MeshNode[]>;
}

/** What stands directly in each open group, and at the top (undefined). Groups with nothing drawn in them are left out. */
function containers(index: MeshIndex, { openGroups, nodeRemoved }: OutlineView): Containers {
  const groups = new Map<GroupId | undefined, MeshGroup[]>();
  const nodes = new Map<GroupId | undefined, MeshNode[]>();
  const listed = new Set<GroupId>();
  const list = (id: GroupId | undefined) => {
    const group = id === undefined ? undefined : index.groups.get(id);
    if (group === undefined || listed.has(group.id)) return;
    listed.add(group.id);
    push(groups, group.parent, group);
    list(group.parent);
  };
  for (const node of index.mesh.nodes) {
    if (nodeRemoved?.(node) === true) continue;
    const container = openGroups.has(node.group) ? node.group : index.groups.get(node.group)?.parent;
    push(nodes, container, node);
    list(container);
  }
  return { groups, nodes };
}

function push<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function byName(a: Entry, b: Entry): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
