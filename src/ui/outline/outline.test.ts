import { describe, expect, it } from 'vitest';
import type { EdgeId, GroupId, Health, Mesh, MeshEdge, MeshGroup, MeshNode, NodeId } from '../../mesh/model';
import { indexMesh } from '../mesh-index';
import { outlineMove, typedAhead } from './outline-keys';
import { type OutlineView, outlineRows } from './outline-rows';

const NOTHING = { requestsPerSecond: 0, bytesPerSecond: 0 };
const node = (name: string, group: string, health: Health = 'healthy', kind: MeshNode['kind'] = 'app'): MeshNode => ({
  id: name as NodeId,
  kind,
  group: group as GroupId,
  name,
  root: false,
  incoming: NOTHING,
  outgoing: NOTHING,
  health,
  inherited: 'healthy',
  members: 1,
  sickMembers: 0,
});
const edge = (source: string, target: string, health: Health = 'healthy'): MeshEdge => ({
  id: `${source}>${target}` as EdgeId,
  source: source as NodeId,
  target: target as NodeId,
  protocol: 'http',
  mtls: { mutual: 0, plaintext: 0, ratio: undefined },
  reporter: 'source',
  reports: [],
  health,
  members: 1,
  sickMembers: 0,
});
const group = (id: string, parent?: string): MeshGroup => ({
  id: id as GroupId,
  level: 'namespace',
  name: id,
  members: [],
  sickMembers: 0,
  ...(parent === undefined ? {} : { parent: parent as GroupId }),
});

// A cluster "east" holds "shop" (open) and "bank" (closed, drawn as one node); "api" stands outside at the top.
const MESH: Mesh = {
  groupBy: 'app',
  groups: [group('east'), group('shop', 'east'), group('bank', 'east'), group('outside')],
  nodes: [node('web', 'shop'), node('cart', 'shop', 'failing'), node('bank', 'bank', 'degraded', 'namespace'), node('api', 'nowhere')],
  edges: [edge('web', 'cart', 'failing'), edge('web', 'bank'), edge('cart', 'bank'), edge('bank', 'api')],
  unplacedRows: 0,
  problems: [],
};
const INDEX = indexMesh(MESH);
const view = (part: Partial<OutlineView> = {}): OutlineView => ({
  openGroups: new Set(['east', 'shop']),
  toggled: new Set(),
  order: 'name',
  ...part,
});
const drawn = (rows: ReturnType<typeof outlineRows>) =>
  rows.map(({ level, kind, name, position, setSize, unfolded }) => {
    const signs = new Map([
      [true, '-'],
      [false, '+'],
    ]);
    return `${'  '.repeat(level - 1)}${unfolded === undefined ? ' ' : signs.get(unfolded)}${kind} ${name} ${position}/${setSize}`;
  });

describe('the outline mirrors the picture', () => {
  it('groups hold groups and nodes; a closed group is the node it is drawn as', () => {
    expect(drawn(outlineRows(INDEX, view()))).toEqual([
      '+node api 1/2',
      '-group east 2/2',
      '  +node bank 1/2',
      '  -group shop 2/2',
      '    +node cart 1/2',
      '    +node web 2/2',
    ]);
  });

  it('puts the sick first where that is wanted, groups by their worst', () => {
    expect(drawn(outlineRows(INDEX, view({ order: 'sick' })))).toEqual([
      '-group east 1/2',
      '  -group shop 1/2',
      '    +node cart 1/2',
      '    +node web 2/2',
      '  +node bank 2/2',
      '+node api 2/2',
    ]);
  });

  it('a node unfolds to its calls and to a branch of its callers', () => {
    const rows = outlineRows(
      INDEX,
      view({ openGroups: new Set(['east', 'shop']), toggled: new Set(['group shop', 'node bank', 'callers bank']) }),
    );
    expect(drawn(rows)).toEqual([
      '+node api 1/2',
      '-group east 2/2',
      '  -node bank 1/2',
      '     edge api 1/2',
      '    -callers Called by 2/2',
      '       edge cart 1/2',
      '       edge web 2/2',
      '  +group shop 2/2',
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('leaves out what is off the map, and groups that hold nothing else', () => {
    const rows = outlineRows(
      INDEX,
      view({
        toggled: new Set(['node bank']),
        nodeRemoved: ({ group: id }) => id === 'shop',
        edgeRemoved: ({ source }) => source !== 'bank',
      }),
    );
    expect(drawn(rows)).toEqual(['+node api 1/2', '-group east 2/2', '  -node bank 1/1', '     edge api 1/1']);
  });

  it('reaches every node and every edge', () => {
    const toggled = new Set(MESH.nodes.map(({ id }) => `node ${id}`));
    const rows = outlineRows(INDEX, view({ toggled }));
    const reached = rows.flatMap((row): readonly string[] => {
      if (row.kind === 'node') return [row.node.id];
      return row.kind === 'edge' ? [row.edge.id] : [];
    });
    expect([...reached].sort()).toEqual([...MESH.nodes, ...MESH.edges].map(({ id }) => id).sort());
  });
});

describe('the keys of a tree', () => {
  const ROWS = outlineRows(INDEX, view());
  it.each<[string, string, string, string]>([
    ['down', 'node api', 'ArrowDown', 'go group east'],
    ['down at the end stays', 'node web', 'ArrowDown', 'go node web'],
    ['up', 'group east', 'ArrowUp', 'go node api'],
    ['right unfolds', 'node bank', 'ArrowRight', 'fold node bank'],
    ['right on what is unfolded goes inside', 'group shop', 'ArrowRight', 'go node cart'],
    ['left folds', 'group shop', 'ArrowLeft', 'fold group shop'],
    ['left on what is folded goes to what holds it', 'node cart', 'ArrowLeft', 'go group shop'],
    ['left at the top stays', 'node api', 'ArrowLeft', 'go node api'],
    ['Home', 'node web', 'Home', 'go node api'],
    ['End', 'node api', 'End', 'go node web'],
    ['a page down', 'node api', 'PageDown', 'go group shop'],
    ['a page up stops at the top', 'node bank', 'PageUp', 'go node api'],
    ['* unfolds what stands beside', 'node cart', '*', 'fold node cart,node web'],
  ])('%s', (_, active, pressed, expected) => {
    const move = outlineMove(ROWS, active, pressed, 3);
    expect(move?.kind === 'go' ? `go ${move.key}` : `fold ${move?.keys.join(',')}`).toBe(expected);
  });

  it.each<[string, string, string | undefined]>([
    ['node api', 'b', 'node bank'],
    ['node api', 'sh', 'group shop'],
    ['node web', 'a', 'node api'],
    ['node cart', 'c', 'node cart'],
    ['node api', 'zz', undefined],
  ])('from %s, typing %s leads to %s', (active, typed, expected) => {
    expect(typedAhead(ROWS, active, typed)).toBe(expected);
  });
});
