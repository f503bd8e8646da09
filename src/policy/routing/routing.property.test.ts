import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { meshConfigOf } from '../../istio/mesh-config';
import { parseResource } from '../../istio/parse-resource';
import { createRouting } from './create-routing';
import type { RoutingProxy, RoutingQuestion } from './routing-question';

const source = { file: 'a.yaml', document: 1, firstLine: 1, text: '' };

function engineOf(objects: readonly unknown[]) {
  const resources = objects.flatMap((each) => {
    const parsed = parseResource(each, { source, path: '' });
    return parsed.outcome === 'read' ? [parsed.resource] : [];
  });
  const inventory = createInventory(resources);
  return createRouting(inventory, meshConfigOf(inventory));
}

const namespaces = ['a', 'b', 'root'] as const;
const namespace = fc.constantFrom(...namespaces);
const host = fc.constantFrom(
  'x',
  'x.a.svc.cluster.local',
  'x.a.svc.cluster.local',
  'y.a.svc.cluster.local',
  '*.a.svc.cluster.local',
  '*.cluster.local',
  'example.org',
  '*.org',
);
const full = fc.constantFrom(
  'x.a.svc.cluster.local',
  'x.a.svc.cluster.local',
  'x.a.svc.cluster.local',
  'y.a.svc.cluster.local',
  'x.b.svc.cluster.local',
  'example.org',
  'nowhere.test',
);
const subset = fc.option(fc.constantFrom('v1', 'v2'), { nil: undefined });
const target = fc.record(
  { host: fc.constantFrom('x', 'y', 'x.b.svc.cluster.local', 'example.org', 'gone'), subset },
  { requiredKeys: ['host'] },
);
const textMatch = fc.constantFrom({ exact: '/a' }, { prefix: '/' }, { regex: '.*' }, { regex: '(' }, {});
const match = fc.record(
  {
    uri: textMatch,
    headers: fc.constant({ beta: { exact: 'yes' } }),
    port: fc.constantFrom(80, 8080),
    sourceLabels: fc.constantFrom({ app: 'web' }, { app: 'other' }),
    sourceNamespace: namespace,
    gateways: fc.constantFrom(['mesh'], ['gw']),
  },
  { requiredKeys: [] },
);
const weighted = fc.array(fc.record({ destination: target, weight: fc.integer({ min: 0, max: 100 }) }), { minLength: 1, maxLength: 4 });
const http = fc.record(
  {
    match: fc.array(match, { maxLength: 3 }),
    route: weighted,
    fault: fc.constant({ abort: { percentage: { value: 40 }, httpStatus: 500 } }),
    mirror: target,
  },
  { requiredKeys: ['route'] },
);

/** Ages are all different, so that they decide. */
const metadata = (index: number, where: string, name: string) => ({
  namespace: where,
  name: `${name}-${index}`,
  creationTimestamp: new Date(1_600_000_000_000 + index * 1000).toISOString(),
});

const virtualService = fc.record({
  where: namespace,
  kind: fc.constant('VirtualService'),
  spec: fc.record({
    hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 2 }),
    http: fc.array(http, { minLength: 1, maxLength: 3 }),
    exportTo: fc.constantFrom(undefined, ['.'], ['*'], ['a']),
    gateways: fc.constantFrom(undefined, ['mesh', 'gw'], ['gw']),
  }),
});

const resource = fc.oneof(
  fc.record({
    where: namespace,
    kind: fc.constant('DestinationRule'),
    spec: fc.record({ host, subsets: fc.constantFrom([{ name: 'v1', labels: { version: 'v1' } }], [{ name: 'v2' }]) }),
  }),
  fc.record({
    where: namespace,
    kind: fc.constant('Sidecar'),
    spec: fc.record({
      egress: fc.constantFrom([{ hosts: ['./*'] }], [{ hosts: ['*/*'] }], [{ port: { number: 80 }, hosts: ['a/*'] }, { hosts: ['~/*'] }]),
    }),
  }),
  fc.record({
    where: namespace,
    kind: fc.constant('ServiceEntry'),
    spec: fc.record({
      hosts: fc.constantFrom(['example.org'], ['*.org']),
      ports: fc.constant([{ number: 80, name: 'http', protocol: 'HTTP' }]),
    }),
  }),
  fc.record({
    where: namespace,
    kind: fc.constant('Gateway'),
    spec: fc.constant({ servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] }),
  }),
);
const route = fc.record({
  where: namespace,
  spec: fc.record({
    parentRefs: fc.constantFrom([{ group: '', kind: 'Service', name: 'x', namespace: 'a' }], [{ name: 'gw' }]),
    rules: fc.array(
      fc.record({
        matches: fc.constantFrom([], [{ path: { value: '/a' } }], [{ method: 'GET' }, { path: { type: 'Exact', value: '/b' } }]),
        backendRefs: fc.array(
          fc.record({ name: fc.constantFrom('x', 'y', 'gone'), port: fc.constant(80), weight: fc.integer({ min: 0, max: 9 }) }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    ),
  }),
});

const world = fc
  .tuple(fc.array(virtualService, { minLength: 1, maxLength: 4 }), fc.array(resource, { maxLength: 6 }), fc.array(route, { maxLength: 4 }))
  .map(([rules, others, routes]) => [
    ...namespaces.flatMap((where) =>
      ['x', 'y'].map((name) => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { namespace: where, name },
        spec: { selector: { app: name }, ports: [{ port: 80, name: 'http' }] },
      })),
    ),
    ...[...rules, ...others].map(({ where, kind, spec }, index) => ({
      apiVersion: 'networking.istio.io/v1',
      kind,
      metadata: kind === 'Gateway' ? { namespace: where, name: 'gw' } : metadata(index, where, 'r'),
      spec,
    })),
    ...routes.map(({ where, spec }, index) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadata(100 + index, where, 'h'),
      spec,
    })),
  ]);

const proxy = fc.constantFrom<RoutingProxy[]>(
  { kind: 'sidecar' },
  { kind: 'sidecar' },
  { kind: 'sidecar' },
  { kind: 'waypoint', namespace: 'a', name: 'w' },
  { kind: 'gateway', gateways: ['a/gw'] },
  { kind: 'none', why: 'no proxy' },
);
const question = fc.record<RoutingQuestion>({
  client: fc.record({
    namespace,
    labels: fc.constantFrom(new Map([['app', 'web']]), new Map<string, string>()),
    labelsComplete: fc.boolean(),
  }),
  proxy,
  host: full,
  port: fc.constantFrom(80, 80, 80, 8080),
  protocol: fc.constantFrom('http', 'http', 'http', 'grpc', 'tcp', 'tls'),
});

/** A value somewhere inside is replaced by something of another kind. */
function mutate(value: unknown, path: readonly number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  if (Array.isArray(value))
    return value.length === 0 ? by : value.map((each, index) => (index === step % value.length ? mutate(each, rest, by) : each));
  const keys = Object.keys(value);
  const chosen = keys[step % Math.max(1, keys.length)];
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, name === chosen ? mutate(each, rest, by) : each]));
}

describe('routing', () => {
  it('answers whatever the resources hold', () => {
    const junk = fc.constantFrom<unknown[]>(
      null,
      '',
      'x',
      -1,
      1e9,
      true,
      [],
      {},
      [null],
      { __proto__: { a: 1 } },
      '*',
      '.',
      '../..',
      '\u202e',
    );
    fc.assert(
      fc.property(
        world,
        question,
        fc.array(fc.tuple(fc.nat(40), fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), junk), { maxLength: 6 }),
        (objects, asked, changes) => {
          const changed = [...objects] as unknown[];
          for (const [at, path, by] of changes) changed[at % changed.length] = mutate(changed[at % changed.length], path, by);
          const engine = engineOf(changed);
          engine.routesFor(asked);
          engine.routesFor({ ...asked, request: { path: '/a?b=c', method: 'GET', headers: new Map([['beta', 'yes']]) } });
          engine.virtualHosts(asked.client, 80);
          engine.hostsLeadingTo(asked.host);
          engine.facts();
        },
      ),
    );
  });

  it('gives every rule shares that add up to 1, and bounds that hold them', () => {
    fc.assert(
      fc.property(world, question, (objects, asked) => {
        const { rules, overall, kind } = engineOf(objects).routesFor(asked);
        for (const { shares } of rules)
          if (shares.length > 0) expect(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 1)).toBeLessThanOrEqual(1e-9);
        for (const { min, max } of overall) {
          expect(min).toBeGreaterThanOrEqual(0);
          expect(max).toBeLessThanOrEqual(1 + 1e-9);
          expect(min).toBeLessThanOrEqual(max);
        }
        if (kind === 'fixed') expect(overall.reduce((sum, { max }) => sum + max, 0)).toBeCloseTo(1, 9);
        for (const { conditional } of rules.slice(0, -1)) expect(conditional).toBe(true);
      }),
    );
  });

  it('does not depend on the order of documents, where ages decide', () => {
    fc.assert(
      fc.property(world, question, fc.infiniteStream(fc.nat()), (objects, asked, order) => {
        const shuffled = objects
          .map((each) => [order.next().value, each] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, each]) => each);
        expect(engineOf(shuffled).routesFor(asked)).toEqual(engineOf(objects).routesFor(asked));
      }),
    );
  });

  it('is not changed by a VirtualService of another namespace with another host', () => {
    fc.assert(
      fc.property(world, question, fc.array(http, { minLength: 1, maxLength: 2 }), (objects, asked, rules) => {
        const unrelated = {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          metadata: metadata(999, 'elsewhere', 'u'),
          spec: { hosts: ['unrelated.example.net'], http: rules },
        };
        expect(engineOf([...objects, unrelated]).routesFor(asked)).toEqual(engineOf(objects).routesFor(asked));
      }),
    );
  });
});
