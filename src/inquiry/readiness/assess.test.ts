import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namespaceYaml, podYaml, policyYaml, serviceYaml } from '../../testing/policy-yaml';
import '../../testing/seeded-properties';
import { assess } from './assess';
import type { History } from './history';
import { asked, assessed, FROM, measuredAt, past, pastRow, TO } from './past.testing';

const web = podYaml('web');
const cart = podYaml('cart');
const shop = [namespaceYaml('shop', 'istio-injection: enabled'), web, cart, serviceYaml('cart')];
const both = ['shop/web', 'shop/cart'];
const mode = (value: string, name = 'default') => policyYaml('PeerAuthentication', name, `{ mtls: { mode: ${value} } }`);
const ports = (value: string) =>
  policyYaml(
    'PeerAuthentication',
    'cart-ports',
    `{ selector: { matchLabels: { app: cart } }, mtls: { mode: UNSET }, portLevelMtls: { 8080: { mode: ${value} } } }`,
  );
const rule = (spec: string) => policyYaml('DestinationRule', 'cart', `{ host: cart, ${spec} }`);
const telemetry = (overrides: string, name = 'less', more = '') => `
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: ${name}, namespace: shop }
spec: { ${more}metrics: [{ overrides: [${overrides}] }] }
`;
const probed = (probe: string, annotations = '') =>
  podYaml('cart')
    .replace('annotations: { }', `annotations: { ${annotations} }`)
    .replace(
      '{ name: app, ports: [{ containerPort: 8080 }] }',
      `{ name: app, ports: [{ containerPort: 8080, name: http }, { containerPort: 9090 }], ${probe} }`,
    );
const template = (annotation: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  template:
    metadata: { labels: { app: cart }, annotations: { sidecar.istio.io/rewriteAppHTTPProbers: "${annotation}" } }
    spec: { containers: [{ name: app, ports: [{ containerPort: 9090 }], readinessProbe: { httpGet: { path: /ready, port: 9090 } } }] }
`;

interface Case {
  readonly what: string;
  readonly resources?: readonly string[];
  readonly history?: History;
  readonly verdict: string;
  /** Code of the reason of cart that tells, or of the namespace's or the whole. */
  readonly code: string | undefined;
}

const quiet = past([], both);
const CASES: readonly Case[] = [
  { what: 'nothing was plaintext', verdict: 'ready', code: undefined },
  { what: 'somebody unknown sent plaintext', history: past([pastRow('? -> shop/cart')], both), verdict: 'not-ready', code: 'plaintext' },
  {
    what: 'ztunnel saw plaintext',
    history: past([pastRow('? -> shop/cart', { protocol: 'tcp', requests: 0, connections: 3 })], both),
    verdict: 'not-ready',
    code: 'plaintext',
  },
  {
    what: 'a part of a request',
    history: past([pastRow('? -> shop/cart', { requests: 0.2 })], both),
    verdict: 'not-ready',
    code: 'plaintext',
  },
  {
    what: 'rows say nothing of transport',
    history: past([pastRow('shop/web -> shop/cart', { transport: 'untold' })], both),
    verdict: 'cannot-tell',
    code: 'transport-untold',
  },
  {
    what: 'plaintext and rows that say nothing',
    history: past([pastRow('? -> shop/cart'), pastRow('shop/web -> shop/cart', { transport: 'untold' })], both),
    verdict: 'not-ready',
    code: 'plaintext',
  },
  { what: 'a row that names no namespace', history: past([pastRow('? -> ?')], both), verdict: 'cannot-tell', code: 'rows-unplaced' },
  {
    what: 'a row that names the service alone',
    history: past([pastRow('? -> ?', { service: { namespace: 'shop', name: 'cart' } })], both),
    verdict: 'cannot-tell',
    code: 'rows-half-placed',
  },
  { what: 'a row into another namespace', history: past([pastRow('? -> other/x')], both), verdict: 'ready', code: undefined },
  {
    what: 'the namespace is STRICT',
    resources: [...shop, mode('STRICT')],
    history: past([pastRow('? -> shop/cart')], []),
    verdict: 'ready',
    code: 'plaintext-before-strict',
  },
  {
    what: 'plaintext on a port of its own',
    resources: [...shop, ports('PERMISSIVE')],
    history: past([pastRow('? -> shop/cart', { service: { namespace: 'shop', name: 'cart' } })], both),
    verdict: 'ready',
    code: 'plaintext-on-own-port',
  },
  {
    what: 'a policy of its own keeps it PERMISSIVE',
    resources: [
      ...shop,
      policyYaml('PeerAuthentication', 'own', '{ selector: { matchLabels: { app: cart } }, mtls: { mode: PERMISSIVE } }'),
    ],
    verdict: 'ready',
    code: 'own-policy',
  },
  {
    what: 'a rule says DISABLE',
    resources: [...shop, rule('trafficPolicy: { tls: { mode: DISABLE } }')],
    verdict: 'not-ready',
    code: 'rule-refused',
  },
  {
    what: 'a rule says SIMPLE for a port',
    resources: [...shop, rule('trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: SIMPLE } }] }')],
    verdict: 'not-ready',
    code: 'rule-refused',
  },
  {
    what: 'a rule says DISABLE for its subset',
    resources: [...shop, rule('subsets: [{ name: a, labels: { app: cart }, trafficPolicy: { tls: { mode: DISABLE } } }]')],
    verdict: 'not-ready',
    code: 'rule-refused',
  },
  {
    what: 'a rule says DISABLE for a subset of others',
    resources: [...shop, rule('subsets: [{ name: a, labels: { app: no }, trafficPolicy: { tls: { mode: DISABLE } } }]')],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'a rule says DISABLE towards ambient',
    resources: [
      namespaceYaml('shop'),
      web,
      podYaml('cart', { plane: 'ambient' }),
      serviceYaml('cart'),
      rule('trafficPolicy: { tls: { mode: DISABLE } }'),
    ],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'it is a waypoint',
    resources: [namespaceYaml('shop'), web, podYaml('cart', { plane: 'waypoint' })],
    history: past([], ['shop/web']),
    verdict: 'ready',
    code: 'not-affected',
  },
  {
    what: 'a rule says ISTIO_MUTUAL',
    resources: [...shop, rule('trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }')],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'a probe was not redirected',
    resources: [web, probed('readinessProbe: { httpGet: { path: /ready, port: 9090 } }'), serviceYaml('cart')],
    verdict: 'not-ready',
    code: 'probe-refused',
  },
  {
    what: 'a probe names its port',
    resources: [web, probed('livenessProbe: { httpGet: { path: /live, port: http } }'), serviceYaml('cart')],
    verdict: 'not-ready',
    code: 'probe-refused',
  },
  {
    what: 'a gRPC probe was not redirected',
    resources: [web, probed('startupProbe: { grpc: { port: 9090 } }'), serviceYaml('cart')],
    verdict: 'not-ready',
    code: 'probe-refused',
  },
  {
    what: 'a probe was redirected',
    resources: [web, probed('readinessProbe: { httpGet: { path: /app-health/app/readyz, port: 15020 } }'), serviceYaml('cart')],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'a probe opens a port',
    resources: [web, probed('readinessProbe: { tcpSocket: { port: 9090 } }'), serviceYaml('cart')],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'a Pod to come keeps its probes',
    resources: [namespaceYaml('shop', 'istio-injection: enabled'), web, template('false')],
    verdict: 'not-ready',
    code: 'probe-refused',
  },
  {
    what: 'a Pod to come has its probes redirected',
    resources: [namespaceYaml('shop', 'istio-injection: enabled'), web, template('true')],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'it has no proxy',
    resources: [web, podYaml('cart', { plane: 'none' }), serviceYaml('cart')],
    verdict: 'cannot-tell',
    code: 'no-proxy',
  },
  { what: 'nothing of it was measured', history: past([], ['shop/web']), verdict: 'cannot-tell', code: 'not-measured' },
  {
    what: 'it only calls',
    history: { ...quiet, measured: new Map([measuredAt('shop/web'), measuredAt('shop/cart', { server: 0 })]) },
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'only its callers count',
    history: { ...quiet, measured: new Map([measuredAt('shop/web'), measuredAt('shop/cart', { server: 10, callersAlone: 2 })]) },
    verdict: 'cannot-tell',
    code: 'side-silent',
  },
  {
    what: 'a Telemetry removes the label',
    resources: [
      ...shop,
      telemetry('{ match: { metric: REQUEST_COUNT, mode: SERVER }, tagOverrides: { connection_security_policy: { operation: REMOVE } } }'),
    ],
    verdict: 'cannot-tell',
    code: 'telemetry-dropped',
  },
  {
    what: 'a Telemetry switches the metric off',
    resources: [...shop, telemetry('{ disabled: true }')],
    verdict: 'cannot-tell',
    code: 'telemetry-dropped',
  },
  {
    what: 'a Telemetry switches the callers’ side off',
    resources: [...shop, telemetry('{ match: { mode: CLIENT }, disabled: true }')],
    verdict: 'ready',
    code: undefined,
  },
  {
    what: 'a more specific Telemetry switches it on again',
    resources: [
      ...shop,
      telemetry('{ disabled: true }'),
      telemetry('{ disabled: false }', 'cart', 'selector: { matchLabels: { app: cart } }, ').replace('shop }', 'shop }'),
    ],
    verdict: 'cannot-tell',
    code: undefined,
  },
  {
    what: 'the source keeps half of it',
    history: { ...quiet, keptFromSeconds: FROM + 43_200 },
    verdict: 'cannot-tell',
    code: 'span-not-kept',
  },
  {
    what: 'the source keeps half of it, and plaintext was in that',
    history: { ...past([pastRow('? -> shop/cart')], both), keptFromSeconds: FROM + 43_200 },
    verdict: 'not-ready',
    code: 'plaintext',
  },
  { what: 'the source has nothing', history: { ...quiet, keptFromSeconds: undefined }, verdict: 'cannot-tell', code: 'nothing-kept' },
  { what: 'the source has a hole', history: { ...quiet, emptySteps: 3 }, verdict: 'cannot-tell', code: 'span-interrupted' },
  {
    what: 'a chunk failed',
    history: { ...quiet, queries: [asked({ failed: { code: 'x', severity: 'error', message: 'Too slow.' } })] },
    verdict: 'cannot-tell',
    code: 'not-answered',
  },
  { what: 'an answer was cut', history: { ...quiet, cut: [asked()] }, verdict: 'cannot-tell', code: 'answer-cut' },
  {
    what: 'the source warned',
    history: { ...quiet, problems: [{ code: 'prometheus-warning', severity: 'warning', message: 'partial' }] },
    verdict: 'cannot-tell',
    code: 'server-warned',
  },
];

describe('readiness for STRICT', () => {
  it.each(CASES)('$what: $verdict', ({ resources = shop, history = quiet, verdict, code }) => {
    const answer = assessed(resources, history);
    const [namespace] = answer.namespaces;
    expect(namespace?.namespace).toBe('shop');
    expect(namespace?.verdict).toBe(verdict);
    const workload = namespace?.workloads.find(({ name }) => name === 'cart');
    const codes = [...(workload?.reasons ?? []), ...(namespace?.reasons ?? []), ...answer.reasons].map((reason) => reason.code);
    if (code !== undefined) expect(codes).toContain(code);
    expect(answer.verdict).toBe(verdict);
  });

  it('needs configuration to say yes, and none to say no', () => {
    const without = (history: History) => assess({ history, checks: [], evidence: undefined, namespaces: ['shop'] }).namespaces[0]?.verdict;
    expect(without(quiet)).toBe('cannot-tell');
    expect(without(past([pastRow('? -> shop/cart')], both))).toBe('not-ready');
  });

  it('cannot tell of a namespace that nobody knows', () => {
    const answer = assess({ history: quiet, checks: [], evidence: undefined, namespaces: ['nowhere'] });
    expect(answer.namespaces[0]).toMatchObject({ verdict: 'cannot-tell', reasons: [{ code: 'no-workloads' }] });
  });

  it('counts a call once that two reporters tell of, and names who calls', () => {
    const rows = [
      pastRow('shop/web -> shop/cart', { requests: 60, lastSeenSeconds: TO }),
      pastRow('shop/web -> shop/cart', { requests: 50, reporter: 'waypoint' }),
      pastRow('? -> shop/cart', { requests: 40 }),
      pastRow('shop/bare -> shop/cart', { requests: 0, bytes: 2048, connections: 2, protocol: 'tcp', lastSeenSeconds: TO - 7200 }),
    ];
    const cart = assessed([...shop, podYaml('bare', { plane: 'none' })], past(rows, both)).namespaces[0]?.workloads.find(
      ({ name }) => name === 'cart',
    );
    expect(cart).toMatchObject({ requests: 100, bytes: 2048, connections: 2, lastSeenSeconds: TO });
    expect(cart?.callers.map(({ name, kind, requests }) => [name, kind, requests])).toEqual([
      ['shop/web', 'meshed', 60],
      ['an unknown caller', 'unknown', 40],
      ['shop/bare', 'no-proxy', 0],
    ]);
  });

  it('gives the same answer whatever the order of rows', () => {
    const rows = ['? -> shop/cart', 'shop/web -> shop/cart', 'a/b -> shop/web', '? -> ?'].map((text, at) =>
      pastRow(text, { requests: at + 1 }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(assessed(shop, past(shuffled, both))).toEqual(assessed(shop, past(rows, both)));
      }),
    );
  });
});
