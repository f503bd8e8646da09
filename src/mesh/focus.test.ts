import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import { type FocusDirection, focusAround, partInFocus, pathsBetween, problemsAround } from './focus';
import { DEFAULT_THRESHOLDS, isSick } from './health';
import type { MeshPart } from './mesh-part';
import type { GroupId, Mesh, MeshEdge, NodeId } from './model';

const meshOf = (text: string): Mesh => buildMesh(rows(text), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const idOf = (mesh: Mesh, name: string): NodeId => mesh.nodes.find((node) => node.name === name)!.id;
const nameOf = (mesh: Mesh, id: NodeId): string => mesh.nodes.find((node) => node.id === id)!.name;
const namesIn = (mesh: Mesh, part: MeshPart): string =>
  [...part.nodes]
    .map((id) => nameOf(mesh, id))
    .sort()
    .join(' ');
const callsIn = (mesh: Mesh, part: MeshPart): string =>
  mesh.edges
    .filter(({ id }) => part.edges.has(id))
    .map(({ source, target }) => `${nameOf(mesh, source)}>${nameOf(mesh, target)}`)
    .sort()
    .join(' ');

/** web calls cart and search; cart calls pay; pay calls ledger and, over the mail, cart again; cron calls ledger. */
const SHOP = `
  web -> cart 10rps
  web -> search 10rps
  cart -> pay 5rps
  pay -> ledger 5rps
  pay -> mail 1rps
  mail -> cart 1rps
  cron -> ledger 1rps
`;

describe('hops around a thing', () => {
  it.each<readonly [string, number, FocusDirection, string, string]>([
    ['cart', 1, 'down', 'cart pay', 'cart>pay'],
    ['cart', 1, 'up', 'cart mail web', 'mail>cart web>cart'],
    ['cart', 1, 'both', 'cart mail pay web', 'cart>pay mail>cart web>cart'],
    ['cart', 2, 'down', 'cart ledger mail pay', 'cart>pay pay>ledger pay>mail'],
    ['ledger', 2, 'up', 'cart cron ledger pay', 'cart>pay cron>ledger pay>ledger'],
    ['search', 4, 'down', 'search', ''],
    ['search', 1, 'both', 'search web', 'web>search'],
  ])('%s, %i %s', (name, hops, direction, nodes, calls) => {
    const mesh = meshOf(SHOP);
    const part = focusAround(mesh, [idOf(mesh, name)], { hops, direction });
    expect(namesIn(mesh, part)).toBe(nodes);
    expect(callsIn(mesh, part)).toBe(calls);
  });

  it('of an edge start at both its ends and keep the edge', () => {
    const mesh = meshOf(SHOP);
    const edge = mesh.edges.find(({ source, target }) => source === idOf(mesh, 'pay') && target === idOf(mesh, 'mail'))!;
    const part = focusAround(mesh, [edge.id], { hops: 1, direction: 'up' });
    expect(callsIn(mesh, part)).toBe('cart>pay pay>mail');
  });

  it('of a group start at each of its members', () => {
    const mesh = meshOf('a/web -> b/cart 1rps\nb/stock -> c/db 1rps\nc/db -> d/disk 1rps');
    const group = mesh.groups.find(({ name }) => name === 'b')!;
    expect(namesIn(mesh, focusAround(mesh, [group.id], { hops: 1, direction: 'both' }))).toBe('cart db stock web');
  });

  it('of a group start in the groups inside it too', () => {
    const flat = meshOf('a/web -> b/cart 1rps\nb/stock -> c/db 1rps\nc/db -> d/disk 1rps');
    const outer = 'group/east' as GroupId;
    const inner = flat.groups.map((group) => (group.name === 'b' || group.name === 'c' ? { ...group, parent: outer } : group));
    const mesh: Mesh = { ...flat, groups: [{ id: outer, level: 'cluster', name: 'east', members: [], sickMembers: 0 }, ...inner] };
    expect(callsIn(mesh, focusAround(mesh, [outer], { hops: 1, direction: 'down' }))).toBe('db>disk stock>db');
  });

  it('of nothing that is there are nothing', () => {
    const mesh = meshOf(SHOP);
    expect(partInFocus(mesh, { kind: 'around', id: 'app/east/default/gone', hops: 2, direction: 'both' })).toBeUndefined();
    expect(partInFocus(mesh, { kind: 'path', from: 'gone', to: idOf(mesh, 'cart') })).toBeUndefined();
  });
});

describe('the ways from one node to another', () => {
  it.each<readonly [string, string, number, string]>([
    ['web', 'ledger', 6, 'cart>pay mail>cart pay>ledger pay>mail web>cart'],
    ['web', 'ledger', 3, 'cart>pay pay>ledger web>cart'],
    ['web', 'ledger', 2, ''],
    ['ledger', 'web', 6, ''],
    ['cart', 'pay', 6, 'cart>pay'],
    ['cart', 'cart', 6, 'cart>pay mail>cart pay>mail'],
  ])('%s to %s within %i hops', (from, to, hops, calls) => {
    const mesh = meshOf(SHOP);
    expect(callsIn(mesh, pathsBetween(mesh, idOf(mesh, from), idOf(mesh, to), hops))).toBe(calls);
  });

  it('keep the two nodes even where no way leads', () => {
    const mesh = meshOf(SHOP);
    expect(namesIn(mesh, partInFocus(mesh, { kind: 'path', from: idOf(mesh, 'search'), to: idOf(mesh, 'cron') })!)).toBe('cron search');
  });
});

describe('problems', () => {
  it('are the sick and what is one hop from them', () => {
    const mesh = meshOf('web -> cart 100rps\ncart -> pay 100rps 20%503\npay -> ledger 10rps\nledger -> disk 10rps\nweb -> search 5rps');
    expect(callsIn(mesh, problemsAround(mesh))).toBe('cart>pay pay>ledger web>cart');
  });

  it('of a healthy mesh are nothing', () => {
    expect(problemsAround(meshOf('web -> cart 100rps'))).toEqual({ nodes: new Set(), edges: new Set() });
  });
});

describe('a folded leg', () => {
  it('is not walked, and stands between two kept ends', () => {
    const open = meshOf('web -> cart 1rps\nweb -> pay 1rps\ncart -> pay 1rps');
    const fold = { source: idOf(open, 'web'), target: idOf(open, 'pay') };
    const mesh: Mesh = {
      ...open,
      edges: open.edges.map((edge) =>
        edge.source === idOf(open, 'web') && edge.target === idOf(open, 'cart') ? { ...edge, foldedInto: fold } : edge,
      ),
    };
    expect(callsIn(mesh, focusAround(mesh, [idOf(mesh, 'web')], { hops: 1, direction: 'down' }))).toBe('web>pay');
    expect(callsIn(mesh, focusAround(mesh, [idOf(mesh, 'pay')], { hops: 1, direction: 'up' }))).toBe('cart>pay web>cart web>pay');
  });
});

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const smallMesh = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES), fc.constantFrom('', ' 50%500')), {
    minLength: 1,
    maxLength: 11,
    selector: ([source, target]) => `${source}${target}`,
  })
  .map((calls) => meshOf(calls.map(([source, target, sick]) => `${source} -> ${target} 100rps${sick}`).join('\n')));

/** Every walk along the calls of 1 to `hops` edges from `from`, one by one. */
function walksFrom(mesh: Mesh, from: NodeId, hops: number): readonly (readonly MeshEdge[])[] {
  if (hops === 0) return [];
  return mesh.edges
    .filter(({ source }) => source === from)
    .flatMap((edge) => [[edge], ...walksFrom(mesh, edge.target, hops - 1).map((rest) => [edge, ...rest])]);
}

const edgesOf = (walks: readonly (readonly MeshEdge[])[]) => new Set(walks.flat().map(({ id }) => id));

describe('the fast ways agree with walking every walk', () => {
  it('around a node', () => {
    fc.assert(
      fc.property(smallMesh, fc.nat(5), fc.constantFrom(1, 2, 3, 4), (mesh, at, hops) => {
        const seed = mesh.nodes[at % mesh.nodes.length]!.id;
        const down = edgesOf(walksFrom(mesh, seed, hops));
        const up = edgesOf(mesh.nodes.flatMap(({ id }) => walksFrom(mesh, id, hops).filter((walk) => walk.at(-1)?.target === seed)));
        expect(focusAround(mesh, [seed], { hops, direction: 'down' }).edges).toEqual(down);
        expect(focusAround(mesh, [seed], { hops, direction: 'up' }).edges).toEqual(up);
        expect(focusAround(mesh, [seed], { hops, direction: 'both' }).edges).toEqual(new Set([...down, ...up]));
      }),
      { numRuns: 60 },
    );
  });

  it('between two nodes', () => {
    fc.assert(
      fc.property(smallMesh, fc.nat(5), fc.nat(5), fc.constantFrom(1, 2, 3, 4, 5), (mesh, one, other, hops) => {
        const from = mesh.nodes[one % mesh.nodes.length]!.id;
        const to = mesh.nodes[other % mesh.nodes.length]!.id;
        const walks = walksFrom(mesh, from, hops).filter(
          (walk) => walk.at(-1)?.target === to && walk.slice(0, -1).every(({ target }) => target !== from && target !== to),
        );
        const part = pathsBetween(mesh, from, to, hops);
        expect(part.edges).toEqual(edgesOf(walks));
        expect(part.nodes).toEqual(new Set([from, to, ...walks.flat().flatMap(({ source, target }) => [source, target])]));
      }),
      { numRuns: 60 },
    );
  });

  it('around the sick', () => {
    fc.assert(
      fc.property(smallMesh, (mesh) => {
        const sick = new Set([
          ...mesh.nodes.filter(({ health }) => isSick(health)).map(({ id }) => id),
          ...mesh.edges.filter(({ health }) => isSick(health)).flatMap(({ source, target }) => [source, target]),
        ]);
        const edges = mesh.edges.filter(({ source, target }) => sick.has(source) || sick.has(target));
        const part = problemsAround(mesh);
        expect(part.edges).toEqual(new Set(edges.map(({ id }) => id)));
        expect(part.nodes).toEqual(new Set([...sick, ...edges.flatMap(({ source, target }) => [source, target])]));
      }),
      { numRuns: 60 },
    );
  });
});
