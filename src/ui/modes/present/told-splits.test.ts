import { expect, it } from 'vitest';
import { buildMesh } from '../../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../../mesh/health';
import type { EdgeId } from '../../../mesh/model';
import type { DrawnPolicies, DrawnStream } from '../../../policy/drawn';
import { buildScene } from '../../../scene/build-scene';
import { mesh as notation } from '../../../testing/mesh-notation';
import { toldSplits, worseVersions } from './told-splits';

const mesh = buildMesh(notation('shop/web -> shop/cart:v1 90rps\nshop/web -> shop/cart:v2 10rps 20%503'), {
  groupBy: 'app',
  closed: new Set(),
  thresholds: DEFAULT_THRESHOLDS,
});
const [web, cart] = ['web', 'cart'].map((name) => mesh.nodes.find((node) => node.name === name));
const scene = buildScene({
  mesh,
  layout: { nodes: new Map(mesh.nodes.map(({ id }, index) => [id, { x: 300 * index, y: 0 }])), groups: new Map() },
  view: { labels: [] },
});

function stream(id: string, perSecond: readonly number[]): DrawnStream {
  if (web === undefined || cart === undefined) throw new Error('no such nodes');
  return {
    id,
    source: web.id,
    host: 'cart.shop.svc.cluster.local',
    conditional: false,
    counted: 'requests',
    perSecond: perSecond.reduce((sum, each) => sum + each, 0),
    parts: perSecond.map((each, index) => ({
      version: `v${index + 1}`,
      configured: { least: 0.5, most: 0.5 },
      perSecond: each,
      ends: [{ edge: mesh.edges[0]?.id ?? ('' as EdgeId), target: cart.id, perSecond: each }],
    })),
  };
}
const policies = (...streams: readonly DrawnStream[]): DrawnPolicies => ({ edges: new Map(), nodes: new Map(), findings: [], streams });

it('tells how each version answers, and nothing of one without traffic', () => {
  const [told] = toldSplits({ mesh, policies: policies(stream('a', [90, 10, 0])) }, scene);
  expect(told?.versions.map(({ part, errorRatio, tone }) => [part.version, errorRatio, tone])).toEqual([
    ['v1', 0, 'ok'],
    // 20 % 503 are beyond any threshold.
    ['v2', 0.2, 'fail'],
    ['v3', undefined, 'idle'],
  ]);
});

it('tells the busiest stream first, and none that is not split', () => {
  const told = toldSplits({ mesh, policies: policies(stream('a', [1, 2]), stream('b', [100]), stream('c', [5, 5])) }, scene);
  expect(told.map((each) => each.stream.id)).toEqual(['c', 'a']);
});

it('tells nothing without configuration', () => expect(toldSplits({ mesh }, scene)).toEqual([]));

it('knows a worse version by host and name, masked like the picture', () => {
  const comparison = (says: 'worse' | 'not-worse') => ({
    stable: 'v1',
    verdict: { says, because: '' },
    errors: { verdict: { says, because: '' } },
    latency: [],
  });
  const versions = [{ name: 'v1' }, { name: 'v2', comparison: comparison('worse') }, { name: 'v3', comparison: comparison('not-worse') }];
  const worse = worseVersions([{ host: 'cart.shop', versions }], (text) => text.replace('cart', 'service-01'));
  expect(['v1', 'v2', 'v3'].map((version) => worse('service-01.shop', version))).toEqual([false, true, false]);
  expect(worse('cart.shop', 'v2')).toBe(false);
});
