import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import { createPolicyEngine } from '../evaluate-policies';
import type { ObservedCall } from '../observation';
import { findStreams } from './find-streams';
import { createWorkloadsOfShare } from './workloads-of-shares';

const deployment = (name: string, labels: Readonly<Record<string, string>>) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: ${JSON.stringify(labels)} }
  template:
    metadata: { labels: ${JSON.stringify({ ...labels, 'sidecar.istio.io/inject': 'true' })}, annotations: { sidecar.istio.io/status: '{}' } }
    spec: { containers: [{ name: main, image: main }, { name: istio-proxy, image: proxyv2 }] }
---`;
const service = (name: string, selector: Readonly<Record<string, string>>) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: ${JSON.stringify(selector)}, ports: [{ port: 80, name: http }] }
---`;
const MESH = `${deployment('web', { app: 'web' })}${['v1', 'v2', 'v3'].map((version) => deployment(`cart-${version}`, { app: 'cart', version })).join('')}${service('cart', { app: 'cart' })}
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec: { host: cart, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }
---`;
const route = (http: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec: { hosts: [cart], http: ${http} }
`;
const to = (subset: string, weight: number) => `{ destination: { host: cart, subset: ${subset} }, weight: ${weight} }`;

const sent = (version: string, rate: number, reporters: ObservedCall['reporters'] = ['source']): ObservedCall => {
  const call = observeCall(`shop/web -> shop/cart-${version} via shop/cart`, { responses: { '200 -': rate }, reporters });
  return { ...call, destination: { ...call.destination, app: 'cart', version } };
};

function streamsOf(http: string, ...calls: readonly ObservedCall[]) {
  const inventory = inventoryOf(MESH, route(http));
  const { calls: policies } = createPolicyEngine().evaluate(inventory, observation(...calls));
  return findStreams(calls, policies, () => createWorkloadsOfShare(inventory)).map(({ conditional, parts }) => ({
    conditional,
    parts: parts.map(({ version, configured, calls: those }) => [
      version,
      configured === undefined ? undefined : `${configured.least}–${configured.most}`,
      those.reduce((sum, { perSecond }) => sum + perSecond, 0),
    ]),
  }));
}

describe('what a route splits', () => {
  it('is put together by caller: configured share and measured rate of each version', () => {
    const fixed = `[{ route: [${to('v1', 90)}, ${to('v2', 10)}] }]`;
    expect(streamsOf(fixed, sent('v1', 88), sent('v2', 12))).toEqual([
      {
        conditional: false,
        parts: [
          ['v1', '0.9–0.9', 88],
          ['v2', '0.1–0.1', 12],
        ],
      },
    ]);
  });

  it.each([
    ['a share', 5, 95],
    ['no share', 0, 100],
  ])('has a version without traffic that has %s', (_, weight, rest) => {
    const [stream] = streamsOf(`[{ route: [${to('v1', rest)}, ${to('v2', weight)}] }]`, sent('v1', 100));
    expect(stream?.parts).toEqual([
      ['v1', `${rest / 100}–${rest / 100}`, 100],
      ['v2', `${weight / 100}–${weight / 100}`, 0],
    ]);
  });

  it('has bounds where the request decides', () => {
    const conditional = `[{ match: [{ headers: { who: { exact: me } } }], route: [${to('v2', 100)}] }, { route: [${to('v1', 75)}, ${to('v2', 25)}] }]`;
    expect(streamsOf(conditional, sent('v1', 8), sent('v2', 4))).toMatchObject([
      {
        conditional: true,
        parts: [
          ['v2', '0.25–1', 4],
          ['v1', '0–0.75', 8],
        ],
      },
    ]);
  });

  it('does not count copies, which only their receiver reports, and names what nobody configured', () => {
    const fixed = `[{ route: [${to('v1', 90)}, ${to('v2', 10)}] }]`;
    const [stream] = streamsOf(fixed, sent('v1', 9), sent('v2', 1), sent('v2', 50, ['destination']), sent('v3', 2));
    expect(stream?.parts.at(-1)).toEqual(['v3', undefined, 2]);
    expect(stream?.parts[1]).toEqual(['v2', '0.1–0.1', 1]);
  });

  it('is nothing where one destination takes all', () => {
    expect(streamsOf(`[{ route: [{ destination: { host: cart } }] }]`, sent('v1', 5), sent('v2', 5))).toEqual([]);
  });
});
