import { groupId } from '../../mesh/ids';
import type { Mesh, MeshNode, NodeId } from '../../mesh/model';
import type { MatrixLevel, MatrixLine } from './matrix';

/** The line that stands for everything. */
export const ALL = 'all';

/** The lines a node is part of, from the widest that is shown to the finest; and every shown line with its parent. */
export interface MatrixLines {
  readonly of: (node: string) => readonly string[];
  readonly lines: ReadonlyMap<string, MatrixLine>;
  /** By parent, "" = none; in the order of the mesh. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

type Face = Pick<MatrixLine, 'id' | 'kind' | 'name' | 'cluster' | 'namespace'>;

/** Nodes that one of two compared moments alone has. */
export type PresenceOf = (id: NodeId) => MatrixLine['change'];

/** `opened` holds ids of lines that show their members as well. */
export function matrixLines(
  mesh: Pick<Mesh, 'nodes'>,
  level: MatrixLevel,
  opened: ReadonlySet<string>,
  presenceOf: PresenceOf,
): MatrixLines {
  const severalClusters = new Set(mesh.nodes.flatMap(({ cluster }) => cluster ?? [])).size > 1;
  const lines = new Map<string, MatrixLine>();
  const children = new Map<string, string[]>();
  const shown = new Map<string, readonly string[]>();
  lines.set(ALL, { ...face(ALL, 'all', undefined), depth: 0, members: mesh.nodes.length, open: undefined });
  for (const node of mesh.nodes) {
    const ids = [ALL];
    let parent = '';
    const presence = presenceOf(node.id);
    const path = pathOf(node, level, severalClusters);
    for (const [depth, one] of path.entries()) {
      const last = depth === path.length - 1;
      const before = lines.get(one.id);
      if (before === undefined) {
        const siblings = children.get(parent);
        if (siblings === undefined) children.set(parent, [one.id]);
        else siblings.push(one.id);
      }
      const change = before === undefined || before.change === presence ? presence : undefined;
      const members = (before?.members ?? 0) + 1;
      lines.set(one.id, { ...one, depth, members, open: last ? undefined : opened.has(one.id), ...(change && { change }) });
      ids.push(one.id);
      if (!opened.has(one.id)) break;
      parent = one.id;
    }
    shown.set(node.id, ids);
  }
  return { of: (node) => shown.get(node) ?? [], lines, children };
}

function pathOf(node: MeshNode, level: MatrixLevel, severalClusters: boolean): readonly Face[] {
  const cluster = severalClusters ? node.cluster : undefined;
  const own: Face = { ...face(node.id, 'node', versioned(node)), cluster, namespace: node.namespace };
  const group: Face = { ...face(groupId(node.cluster, node.namespace), 'namespace', node.namespace), cluster };
  if (level === 'node') return [own];
  if (level === 'namespace') return [group, own];
  return [face(`cluster/${node.cluster ?? ''}`, 'cluster', node.cluster), { ...group, cluster: undefined }, { ...own, cluster: undefined }];
}

const face = (id: string, kind: Face['kind'], name: string | undefined): Face => ({
  id,
  kind,
  name,
  cluster: undefined,
  namespace: undefined,
});

/** One version of an app is told from the others. */
const versioned = ({ kind, name, version }: MeshNode): string =>
  kind === 'versionedApp' && version !== undefined && !name.endsWith(version) ? `${name} ${version}` : name;
