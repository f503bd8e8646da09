import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { syntheticMesh } from '../testing/synthetic-mesh';
import { layoutGraph } from './layout-graph';
import type { Box, Layout, LayoutGraph, LayoutGroup } from './types';

// Properties over many meshes: they count, they do not race.
vi.setConfig({ testTimeout: 120_000 });

/** Two clusters of two namespaces of two apps; every node stands in a namespace or in an app, and sometimes there are no clusters or apps. */
const graphs = fc
  .record({
    clusters: fc.boolean(),
    apps: fc.boolean(),
    nodes: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 39 }),
        height: fc.constantFrom(44, 80),
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 30 },
    ),
    calls: fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 39 })), { maxLength: 60 }),
  })
  .map(({ clusters, apps, nodes, calls }): LayoutGraph => {
    // Where a node stands follows from its number: the same node stands in the same place in every graph.
    const namespaceOf = (id: number) => `ns${id % 4}`;
    const appOf = (id: number) => `ns${id % 4}/app${Math.floor(id / 4) % 3}`;
    const namespaces = [0, 1, 2, 3].map((id): LayoutGroup => ({ id: `ns${id}`, ...(clusters && { parent: `cluster${id % 2}` }) }));
    const inner = [0, 1, 2, 3].flatMap((id) =>
      [0, 1].map((app): LayoutGroup => ({ id: `ns${id}/app${app}`, parent: `ns${id}`, narrow: true })),
    );
    return {
      nodes: nodes.map(({ id, height }) => ({
        id: `n${id}`,
        group: apps && !appOf(id).endsWith('app2') ? appOf(id) : namespaceOf(id),
        width: 128,
        height,
      })),
      edges: calls.map(([from, to]) => ({ source: `n${from}`, target: `n${to}` })),
      groups: [...namespaces, ...inner, { id: 'cluster0' }, { id: 'cluster1' }],
    };
  });

interface Thing {
  readonly id: string;
  readonly box: Box;
  /** The innermost drawn box around it. */
  readonly container: string | undefined;
}

function things({ nodes, groups = [] }: LayoutGraph, layout: Layout): Thing[] {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  const drawn = (id: string | undefined): string | undefined => (id === undefined || layout.groups.has(id) ? id : drawn(parents.get(id)));
  return [
    ...nodes.map(({ id, group, width, height }): Thing => {
      const { x, y } = layout.nodes.get(id)!;
      return { id, box: { x: x - width / 2, y: y - height / 2, width, height }, container: drawn(group) };
    }),
    ...[...layout.groups].map(([id, box]): Thing => ({ id, box, container: drawn(parents.get(id)) })),
  ];
}

function expectSound(graph: LayoutGraph, layout: Layout): void {
  const all = things(graph, layout);
  const boxes = new Map(layout.groups);
  const touching = all.flatMap((a, at) =>
    all
      .slice(at + 1)
      .filter((b) => a.container === b.container)
      .filter(
        ({ box: b }) => a.box.x < b.x + b.width && b.x < a.box.x + a.box.width && a.box.y < b.y + b.height && b.y < a.box.y + a.box.height,
      )
      .map((b) => `${a.id} over ${b.id}`),
  );
  expect(touching).toEqual([]);
  const outside = all.filter(({ box, container }) => {
    const around = container === undefined ? undefined : boxes.get(container);
    if (around === undefined) return false;
    return (
      box.x < around.x || box.y < around.y || box.x + box.width > around.x + around.width || box.y + box.height > around.y + around.height
    );
  });
  expect(outside.map(({ id, container }) => `${id} out of ${container}`)).toEqual([]);
}

describe('boxes in boxes', () => {
  it('hold what belongs to them, apart from each other, whatever the graph', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);
        expectSound(graph, layout);
        const used = new Set(graph.nodes.map(({ group }) => group));
        for (const group of used) expect(layout.groups.has(group)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('are the same for the same graph in any order', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const reversed = {
          nodes: [...graph.nodes].reverse(),
          edges: [...graph.edges].reverse(),
          groups: [...(graph.groups ?? [])].reverse(),
        };
        const [one, two] = [layoutGraph(graph), layoutGraph(reversed)];
        expect([...two.nodes].sort()).toEqual([...one.nodes].sort());
        expect([...two.groups].sort()).toEqual([...one.groups].sort());
        expect(layoutGraph(reversed, one)).toEqual({ nodes: new Map([...one.nodes].sort()), groups: expect.anything() });
      }),
      { numRuns: 100 },
    );
  });

  it('stay apart after any change: nodes, clusters and apps that come and go', () => {
    fc.assert(
      fc.property(graphs, graphs, graphs, (one, two, three) => {
        const second = layoutGraph(two, layoutGraph(one));
        expectSound(two, second);
        expectSound(three, layoutGraph(three, second));
      }),
      { numRuns: 500 },
    );
  });

  it.each([1, 2, 3])('of 200 services in three clusters stay where they are at 3 %% churn (seed %i)', (seed) => {
    const { nodes, edges } = syntheticMesh({ nodes: 200, edges: 600, seed });
    const groups = [...new Set(nodes.map(({ group }) => group))].map((id) => ({ id, parent: `cluster${Number(id.slice(3)) % 3}` }));
    const one = { nodes: nodes.filter((_, at) => at % 33 !== 5), edges, groups };
    const two = { nodes: nodes.filter((_, at) => at % 33 !== 17), edges, groups };
    const before = layoutGraph(one);
    const after = layoutGraph(two, before);
    expectSound(two, after);
    const moved = [...after.nodes].filter(
      ([id, at]) => before.nodes.has(id) && (before.nodes.get(id)?.x !== at.x || before.nodes.get(id)?.y !== at.y),
    );
    expect(moved).toEqual([]);
  });

  it('stand like the same boxes without any around them, if there is only one at the top', () => {
    const nodes = ['a', 'b', 'c'].map((id) => ({ id, group: id === 'c' ? 'two' : 'one', width: 112, height: 44 }));
    const edges = [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
    ];
    const flat = layoutGraph({ nodes, edges });
    const groups = [
      { id: 'one', parent: 'all' },
      { id: 'two', parent: 'all' },
    ];
    const nested = layoutGraph({ nodes, edges, groups });
    // Padding 24 and title 28 of the box around.
    for (const id of ['a', 'b', 'c']) {
      const { x, y } = flat.nodes.get(id)!;
      expect(nested.nodes.get(id)).toEqual({ x: x + 24, y: y + 52 });
    }
  });
});

describe('a group that comes to be around what stands', () => {
  const node = (id: string, group: string) => ({ id, group, width: 112, height: 44 });
  const one = { nodes: [node('web', 'shop'), node('cart-v1', 'shop')], edges: [{ source: 'web', target: 'cart-v1' }] };

  it('takes a second version beside the first, which stays', () => {
    const before = layoutGraph(one);
    const canary = {
      nodes: [node('web', 'shop'), node('cart-v1', 'cart'), node('cart-v2', 'cart')],
      edges: [...one.edges, { source: 'web', target: 'cart-v2' }],
      groups: [{ id: 'cart', parent: 'shop', narrow: true }],
    };
    const after = layoutGraph(canary, before);
    expectSound(canary, after);
    expect([after.nodes.get('web'), after.nodes.get('cart-v1')]).toEqual([before.nodes.get('web'), before.nodes.get('cart-v1')]);
    expect(after.groups.has('cart')).toBe(true);
  });

  it('has no box while something else stands in its way', () => {
    const crowd = {
      nodes: [...one.nodes, node('db', 'shop')],
      edges: [...one.edges, { source: 'cart-v1', target: 'db' }],
    };
    const before = layoutGraph(crowd);
    const around = {
      nodes: [node('web', 'ends'), node('cart-v1', 'shop'), node('db', 'ends')],
      edges: crowd.edges,
      groups: [{ id: 'ends', parent: 'shop', narrow: true }],
    };
    const after = layoutGraph(around, before);
    expect(after.nodes).toEqual(before.nodes);
    expect(after.groups.has('ends')).toBe(false);
    expect(layoutGraph(around).groups.has('ends')).toBe(true);
  });
});
