import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { syntheticMesh } from '../testing/synthetic-mesh';
import { layoutGraph } from './layout-graph';
import type { Layout, LayoutGraph, LayoutNode } from './types';

// Properties over many meshes: they count, they do not race.
vi.setConfig({ testTimeout: 120_000 });
fc.configureGlobal({ seed: 3_000 });

interface Rectangle {
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function nodeRectangles(graph: LayoutGraph, layout: Layout): Rectangle[] {
  return graph.nodes.map((node) => {
    const at = layout.nodes.get(node.id)!;
    return {
      id: node.id,
      left: at.x - node.width / 2,
      right: at.x + node.width / 2,
      top: at.y - node.height / 2,
      bottom: at.y + node.height / 2,
    };
  });
}

const boxRectangles = (layout: Layout): Rectangle[] =>
  [...layout.groups].map(([id, box]) => ({ id, left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height }));

function overlaps(rectangles: readonly Rectangle[]): string[] {
  return rectangles.flatMap((a, at) =>
    rectangles
      .slice(at + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.id} over ${b.id}`),
  );
}

function outsideBox(graph: LayoutGraph, layout: Layout): string[] {
  const boxes = new Map(boxRectangles(layout).map((box) => [box.id, box]));
  const rectangles = new Map(nodeRectangles(graph, layout).map((node) => [node.id, node]));
  return graph.nodes
    .filter((node) => {
      const box = boxes.get(node.group)!;
      const at = rectangles.get(node.id)!;
      return at.left < box.left || at.right > box.right || at.top < box.top || at.bottom > box.bottom;
    })
    .map((node) => node.id);
}

/** Nodes of `after` that stood elsewhere in `before`, and boxes whose corner moved. */
function moved(before: Layout, after: Layout): string[] {
  const differs = (a: { x: number; y: number } | undefined, b: { x: number; y: number }) => a !== undefined && (a.x !== b.x || a.y !== b.y);
  return [...after.nodes].filter(([id, at]) => differs(before.nodes.get(id), at)).map(([id]) => id);
}

const sound = (graph: LayoutGraph, layout: Layout) => {
  expect(overlaps(nodeRectangles(graph, layout))).toEqual([]);
  expect(overlaps(boxRectangles(layout))).toEqual([]);
  expect(outsideBox(graph, layout)).toEqual([]);
  expect(layout.nodes.size).toBe(new Set(graph.nodes.map((node) => node.id)).size);
};

const node = (id: string, group = 'default', height = 44): LayoutNode => ({ id, group, width: 112, height });
const edges = (...pairs: string[]) => pairs.map((pair) => ({ source: pair.split('>')[0]!, target: pair.split('>')[1]! }));

/** Any graph: cycles, islands, unknown ids, self loops, one to a few boxes. */
const anyGraph = fc.record({ size: fc.integer({ min: 1, max: 40 }), groups: fc.integer({ min: 1, max: 6 }) }).chain(({ size, groups }) =>
  fc.record({
    nodes: fc.tuple(
      ...Array.from({ length: size }, (_, at) =>
        fc.record({
          id: fc.constant(`n${at}`),
          group: fc.integer({ min: 1, max: groups }).map((one) => `g${one}`),
          width: fc.constantFrom(112, 152, 200, 240),
          height: fc.constantFrom(44, 80, 116),
        }),
      ),
    ),
    edges: fc.array(
      fc.record({
        source: fc.integer({ min: 0, max: size }).map((at) => `n${at}`),
        target: fc.integer({ min: 0, max: size }).map((at) => `n${at}`),
      }),
      { maxLength: size * 3 },
    ),
  }),
);

function churned(graph: LayoutGraph, every: number): LayoutGraph {
  const kept = graph.nodes.filter((_, at) => at % every !== 1);
  const added = graph.nodes.filter((_, at) => at % every === 2).map((one) => ({ ...one, id: `${one.id}-new` }));
  const links = added.flatMap((one) =>
    graph.edges.filter((edge) => `${edge.source}-new` === one.id).map((edge) => ({ ...edge, source: one.id })),
  );
  return { nodes: [...kept, ...added], edges: [...graph.edges, ...links] };
}

describe('a layout from scratch', () => {
  it('keeps nodes and boxes apart and every node in its box, whatever the graph', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => sound(graph, layoutGraph(graph))),
      { numRuns: 200 },
    );
  });

  it('is the same for the same graph in any order', () => {
    fc.assert(
      fc.property(anyGraph, fc.infiniteStream(fc.nat()), (graph, keys) => {
        const shuffle = <T>(list: readonly T[]) =>
          list
            .map((item) => ({ item, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const again = layoutGraph({ nodes: shuffle(graph.nodes), edges: shuffle(graph.edges) });
        expect([...again.nodes].sort()).toEqual([...layoutGraph(graph).nodes].sort());
        expect([...again.groups].sort()).toEqual([...layoutGraph(graph).groups].sort());
      }),
    );
  });

  it('draws a chain as one straight line from left to right', () => {
    const { nodes } = layoutGraph({ nodes: ['a', 'b', 'c', 'd'].map((id) => node(id)), edges: edges('a>b', 'b>c', 'c>d') });
    const at = ['a', 'b', 'c', 'd'].map((id) => nodes.get(id)!);
    expect(new Set(at.map((point) => point.y)).size).toBe(1);
    expect(at.map((point) => point.x)).toEqual(at.map((point) => point.x).sort((a, b) => a - b));
  });

  it('stands at the same coordinates on every machine', () => {
    const { nodes, groups } = layoutGraph({ nodes: ['a', 'b', 'c'].map((id) => node(id)), edges: edges('a>b', 'b>c') });
    // Padding 24, title 28, nodes 112 × 44, 160 between columns: x = 24 + 56, + 112 + 160 each; y = 24 + 28 + 22.
    expect([...nodes]).toEqual([
      ['a', { x: 80, y: 74 }],
      ['b', { x: 352, y: 74 }],
      ['c', { x: 624, y: 74 }],
    ]);
    // Width 24 + 3 × 112 + 2 × 160 + 24, height 28 + 24 + 44 + 24.
    expect([...groups]).toEqual([['default', { x: 0, y: 0, width: 704, height: 120 }]]);
  });

  it('centres a caller on what it calls, and what it calls again on them', () => {
    const graph = {
      nodes: ['web', 'x', 'y', 'z', 'db'].map((id) => node(id)),
      edges: edges('web>x', 'web>y', 'web>z', 'x>db', 'y>db', 'z>db'),
    };
    const { nodes } = layoutGraph(graph);
    const y = (id: string) => nodes.get(id)!.y;
    expect([y('x') + y('z'), 2 * y('y')]).toEqual([2 * y('web'), 2 * y('web')]);
    expect(y('db')).toBe(y('web'));
  });

  it('puts a gateway in a box of its own level with what it calls', () => {
    const graph = {
      nodes: [node('gw', 'istio-system'), ...['page', 'details', 'reviews', 'ratings'].map((id) => node(id, 'bookinfo'))],
      edges: edges('gw>page', 'page>details', 'page>reviews', 'reviews>ratings'),
    };
    const { nodes } = layoutGraph(graph);
    expect(nodes.get('gw')!.y).toBe(nodes.get('page')!.y);
    expect(nodes.get('gw')!.x).toBeLessThan(nodes.get('page')!.x);
  });

  it('lets no call of a small mesh with several namespaces run backwards or upright', () => {
    const calls = edges('edge/gw>front/web', 'edge/gw>front/bff', 'front/web>shop/cart', 'front/bff>shop/cart', 'front/web>data/search');
    const more = edges('shop/cart>pay/card', 'shop/cart>data/cache', 'pay/card>out/bank');
    const ids = [...new Set([...calls, ...more].flatMap(({ source, target }) => [source, target]))];
    const graph = { nodes: ids.map((id) => node(id, id.split('/')[0]!)), edges: [...calls, ...more] };
    const { nodes } = layoutGraph(graph);
    expect(graph.edges.filter((edge) => nodes.get(edge.source)!.x >= nodes.get(edge.target)!.x)).toEqual([]);
  });

  it('breaks cycles so that most calls still point right', () => {
    const { nodes } = layoutGraph({ nodes: ['a', 'b', 'c'].map((id) => node(id)), edges: edges('a>b', 'b>c', 'c>a') });
    const right = edges('a>b', 'b>c', 'c>a').filter((edge) => nodes.get(edge.source)!.x < nodes.get(edge.target)!.x);
    expect(right).toHaveLength(2);
  });

  it('keeps 3,000 services of 30 namespaces near 16:9, with five of six calls pointing right', () => {
    const graph = syntheticMesh({ nodes: 3000, edges: 9000 });
    const layout = layoutGraph(graph);
    const boxes = boxRectangles(layout);
    const aspect = Math.max(...boxes.map((box) => box.right)) / Math.max(...boxes.map((box) => box.bottom));
    expect(aspect).toBeGreaterThan(1.2);
    expect(aspect).toBeLessThan(2.4);
    const right = graph.edges.filter((edge) => layout.nodes.get(edge.source)!.x < layout.nodes.get(edge.target)!.x);
    expect(right.length / graph.edges.length).toBeGreaterThan(5 / 6);
  });

  it('draws an empty mesh as nothing', () => {
    expect(layoutGraph({ nodes: [], edges: [] })).toEqual({ nodes: new Map(), groups: new Map() });
  });

  it('treats __proto__ as any other name', () => {
    const graph = { nodes: [node('__proto__', '__proto__'), node('constructor', '__proto__')], edges: edges('__proto__>constructor') };
    sound(graph, layoutGraph(graph));
  });
});

describe('a layout from the one before', () => {
  it('is the same again when nothing changed', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const before = layoutGraph(graph);
        expect(layoutGraph(graph, before)).toEqual(before);
      }),
    );
  });

  it.each([50, 200, 1000])('moves nobody at 3 % churn of %i services', (size) => {
    for (let seed = 1; seed <= (size > 200 ? 2 : 5); seed++) {
      const graph = syntheticMesh({ nodes: size, edges: size * 3, seed });
      const before = layoutGraph(graph);
      const next = churned(graph, 33);
      const after = layoutGraph(next, before);
      expect(moved(before, after)).toEqual([]);
      sound(next, after);
    }
  });

  it('moves nobody when one of 200 comes and goes', () => {
    const graph = syntheticMesh({ nodes: 200, edges: 600 });
    for (let at = 0; at < 200; at += 7) {
      const without = { nodes: graph.nodes.filter((_, index) => index !== at), edges: graph.edges };
      const before = layoutGraph(without);
      const after = layoutGraph(graph, before);
      expect(moved(before, after)).toEqual([]);
      sound(graph, after);
      expect(moved(after, layoutGraph(without, after))).toEqual([]);
    }
  });

  it('keeps nodes and boxes apart after any change', () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (one, two) => {
        const after = layoutGraph(two, layoutGraph(one));
        sound(two, after);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same places to the same newcomers in any order', () => {
    const graph = syntheticMesh({ nodes: 200, edges: 600 });
    const before = layoutGraph(graph);
    const next = churned(graph, 20);
    const reversed = { nodes: [...next.nodes].reverse(), edges: [...next.edges].reverse() };
    expect([...layoutGraph(reversed, before).nodes].sort()).toEqual([...layoutGraph(next, before).nodes].sort());
  });

  it('gives a new namespace a free place and moves no other', () => {
    const graph = { nodes: [node('a', 'one'), node('b', 'one'), node('c', 'two')], edges: edges('a>b', 'b>c') };
    const before = layoutGraph(graph);
    const next = { nodes: [...graph.nodes, node('d', 'three'), node('e', 'three')], edges: [...graph.edges, ...edges('b>d', 'd>e')] };
    const after = layoutGraph(next, before);
    expect(moved(before, after)).toEqual([]);
    expect([after.groups.get('one'), after.groups.get('two')]).toEqual([before.groups.get('one'), before.groups.get('two')]);
    sound(next, after);
  });

  it('lets a node that gains a version row grow in its place', () => {
    const graph = { nodes: ['a', 'b', 'c', 'd'].map((id) => node(id)), edges: edges('a>b', 'a>c', 'a>d') };
    const before = layoutGraph(graph);
    const next = { nodes: ['a', 'b', 'c', 'd'].map((id) => node(id, 'default', id === 'a' ? 44 : 80)), edges: graph.edges };
    const after = layoutGraph(next, before);
    expect(overlaps(nodeRectangles(next, after))).toEqual([]);
    expect(moved(before, after)).toEqual([]);
  });
});
