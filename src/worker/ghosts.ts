/** What was there in an earlier picture of this session and is no more: it stays as a ghost for one window, then it leaves. */
import type { MeshBuilder } from '../mesh/build-mesh';
import type { MeshGroup, MeshNode } from '../mesh/model';
import type { GhostEdge, GhostNode, Ghosts } from './messages';

type OpenForm = MeshBuilder['open'];

export interface Moment {
  /** What was asked to be seen: nothing vanishes because somebody looks elsewhere. */
  readonly scope: string;
  readonly atSeconds: number;
  readonly windowSeconds: number;
  /** Everything that tells of nodes and edges has answered: what is missing is really gone. */
  readonly whole: boolean;
}

export interface GhostKeeper {
  /** The ghosts beside this picture; groups that only they still need. */
  beside(key: string, moment: Moment, open: OpenForm): Ghosts & { readonly groups: readonly MeshGroup[] };
}

interface Known {
  readonly moment: Moment;
  readonly nodes: ReadonlyMap<string, MeshNode>;
  readonly edges: ReadonlyMap<string, OpenForm['edges'][number]>;
  readonly groups: ReadonlyMap<string, MeshGroup>;
  readonly goneNodes: ReadonlyMap<string, GhostNode>;
  readonly goneEdges: ReadonlyMap<string, GhostEdge>;
}

const byId = <T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map((one) => [one.id, one]));

export function createGhosts(): GhostKeeper {
  const known = new Map<string, Known>();
  return {
    beside(key, moment, open) {
      const nodes = byId(open.nodes);
      const edges = byId(open.edges);
      const before = known.get(key);
      const follows = before !== undefined && continues(before.moment, moment);
      // A picture that is not whole says who came back, and nothing of who left.
      const vanishes = follows && moment.whole && moment.atSeconds > before.moment.atSeconds;
      const haunts = ({ sinceSeconds }: { readonly sinceSeconds: number }) => moment.atSeconds - sinceSeconds < moment.windowSeconds;
      const goneNodes = follows ? still(before.goneNodes, nodes, haunts) : new Map<string, GhostNode>();
      const goneEdges = follows ? still(before.goneEdges, edges, haunts) : new Map<string, GhostEdge>();
      if (vanishes) {
        const sinceSeconds = moment.atSeconds;
        for (const node of before.nodes.values()) if (!nodes.has(node.id)) goneNodes.set(node.id, { id: node.id, node, sinceSeconds });
        for (const { id, source, target } of before.edges.values())
          if (!edges.has(id)) goneEdges.set(id, { id, source, target, sinceSeconds });
      }
      const groups = new Map([...(follows ? before.groups : []), ...byId(open.groups)]);
      if (moment.whole || !follows) known.set(key, { moment, nodes, edges, groups, goneNodes, goneEdges });
      const drawn = (id: string) => nodes.has(id) || goneNodes.has(id);
      return {
        nodes: [...goneNodes.values()],
        edges: [...goneEdges.values()].filter(({ source, target }) => drawn(source) && drawn(target)),
        groups: around([...goneNodes.values()], groups, byId(open.groups)),
      };
    },
  };
}

/** Whether the later moment can tell what vanished since the earlier one: the same question, with no more than a window unseen between. */
const continues = (before: Moment, now: Moment): boolean =>
  before.scope === now.scope && now.atSeconds >= before.atSeconds && now.atSeconds - before.atSeconds <= 2 * now.windowSeconds;

const still = <T>(gone: ReadonlyMap<string, T>, present: ReadonlyMap<string, unknown>, haunts: (ghost: T) => boolean): Map<string, T> =>
  new Map([...gone].filter(([id, ghost]) => !present.has(id) && haunts(ghost)));

/** Groups of ghosts, with those around them, that the picture itself does not have any more. */
function around(
  ghosts: readonly GhostNode[],
  groups: ReadonlyMap<string, MeshGroup>,
  present: ReadonlyMap<string, MeshGroup>,
): readonly MeshGroup[] {
  const needed = new Map<string, MeshGroup>();
  for (const { node } of ghosts) {
    let group = groups.get(node.group);
    while (group !== undefined && !present.has(group.id)) {
      needed.set(group.id, { ...group, members: [], sickMembers: 0 });
      group = group.parent === undefined ? undefined : groups.get(group.parent);
    }
  }
  return [...needed.values()];
}
