import { describe, expect, test } from 'vitest';
import { meshConfigOf } from '../../istio/mesh-config';
import { inventoryOf } from '../../testing/inventory-of';
import { runAnalyzer } from './analyzer';
import { createAnalysisContext } from './create-analysis-context';
import { ANALYZERS } from './index';

/** "IST0101 VirtualService/shop/cart", of the analyzers that may say one of these codes. */
function said(texts: readonly string[], codes: readonly string[], asIstioctl: boolean): readonly string[] {
  const inventory = inventoryOf(...texts);
  const context = createAnalysisContext(inventory, meshConfigOf(inventory), { asIstioctl });
  return ANALYZERS.flatMap((analyzer) => runAnalyzer(analyzer, context))
    .filter(({ code }) => codes.includes(code))
    .map(({ code, subject: { kind, namespace, name } }) => `${code} ${kind}/${namespace}/${name}`)
    .sort();
}

const resource = (apiVersion: string, kind: string, metadata: string, rest: string) =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { namespace: shop, ${metadata} }, ${rest} }`;
const networking = (kind: string, name: string, spec: string) => resource('networking.istio.io/v1', kind, `name: ${name}`, `spec: ${spec}`);
const security = (kind: string, name: string, spec: string) => resource('security.istio.io/v1', kind, `name: ${name}`, `spec: ${spec}`);
const pod = (name: string, labels: string, rest = 'containers: [{ name: app }]') =>
  resource('v1', 'Pod', `name: ${name}, labels: { ${labels} }`, `spec: { ${rest} }, status: { phase: Running }`);
const service = (name: string, ports: string, selector = '{ app: web }') =>
  resource('v1', 'Service', `name: ${name}`, `spec: { selector: ${selector}, ports: [${ports}] }`);
const namespace = (labels: string) => `{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { ${labels} } } }`;
const gateway = (servers: string) => networking('Gateway', 'edge', `{ selector: { istio: edge }, servers: [${servers}] }`);
const http = (port: number) => `{ port: { number: ${port}, name: p${port}, protocol: HTTP }, hosts: ['*'] }`;
const toWeb = (name: string, spec = '') =>
  networking('VirtualService', name, `{ hosts: [${name}.example.org], http: [{ route: [{ destination: { host: web } }] }]${spec} }`);
const port = '{ name: http, port: 80 }';
const edgePod = pod('edge', 'istio: edge');

/** What holds, and what `istioctl analyze` says where that is something else (docs/policies.md §6.3). */
const situations: readonly (readonly [what: string, texts: readonly string[], holds: readonly string[], istioctl?: readonly string[]])[] = [
  [
    'a Gateway whose pods no Service leads to on that port',
    [gateway(http(81)), edgePod, service('edge', '{ name: http, port: 80, protocol: TCP }', '{ istio: edge }')],
    ['IST0162 Gateway/shop/edge'],
  ],
  [
    'a port of a Service without protocol, which is TCP',
    [gateway(http(80)), edgePod, service('edge', port, '{ istio: edge }')],
    [],
    ['IST0162 Gateway/shop/edge'],
  ],
  [
    'a target port by name, which is looked up in the pod',
    [
      gateway(http(8080)),
      pod('edge', 'istio: edge', 'containers: [{ name: p, ports: [{ name: web, containerPort: 8080 }] }]'),
      service('edge', '{ name: http, port: 80, protocol: TCP, targetPort: web }', '{ istio: edge }'),
    ],
    [],
    ['IST0162 Gateway/shop/edge'],
  ],
  ['a Gateway in a bundle without Pods', [gateway(http(80))], [], ['IST0101 Gateway/shop/edge']],
  [
    'a VirtualService for a Gateway that does not exist',
    [toWeb('web', ', gateways: [nowhere]'), service('web', port)],
    ['IST0101 VirtualService/shop/web'],
    ['IST0101 VirtualService/shop/web', 'IST0132 VirtualService/shop/web'],
  ],
  [
    'a VirtualService that names its own namespace by a dot',
    [
      toWeb('web', ', gateways: [./edge]'),
      service('web', port),
      gateway(http(80)),
      edgePod,
      service('edge', '{ name: http, port: 80, protocol: TCP }', '{ istio: edge }'),
    ],
    [],
    ['IST0101 VirtualService/shop/web', 'IST0132 VirtualService/shop/web'],
  ],
  ['a route to a host of a bundle without Services', [toWeb('web')], [], ['IST0101 VirtualService/shop/web']],
  [
    'a route without port to a Service with two',
    [toWeb('web'), service('web', '{ name: http, port: 80 }, { name: http-b, port: 81 }')],
    ['IST0112 VirtualService/shop/web'],
  ],
  [
    'a subset that only Pods of another namespace would be in',
    [
      networking('DestinationRule', 'web', '{ host: web, subsets: [{ name: v1, labels: { version: v1 } }] }'),
      service('web', port),
      pod('web', 'app: web').replace('namespace: shop', 'namespace: other').replace('app: web', 'app: web, version: v1'),
    ],
    ['IST0173 DestinationRule/shop/web'],
    [],
  ],
  [
    'a policy whose selector a revision-injected Pod fits',
    [
      namespace('istio.io/rev: canary'),
      pod('web', 'app: web', 'containers: [{ name: app }, { name: istio-proxy }]'),
      security('AuthorizationPolicy', 'web', '{ selector: { matchLabels: { app: web } } }'),
    ],
    [],
    ['IST0127 AuthorizationPolicy/shop/web'],
  ],
  [
    'a Pod without proxy in a namespace with a revision',
    [namespace('istio.io/rev: canary'), pod('web', 'app: web')],
    ['IST0103 Pod/shop/web'],
    [],
  ],
  [
    'a selector on the pods of a gateway, which attaches, and of a waypoint, which does not',
    [
      pod('gw', 'gateway.networking.k8s.io/gateway-name: gw'),
      pod('wp', 'gateway.networking.k8s.io/gateway-name: wp, gateway.istio.io/managed: istio.io-mesh-controller'),
      security('AuthorizationPolicy', 'gw', '{ selector: { matchLabels: { gateway.networking.k8s.io/gateway-name: gw } } }'),
      security('AuthorizationPolicy', 'wp', '{ selector: { matchLabels: { gateway.networking.k8s.io/gateway-name: wp } } }'),
    ],
    ['IST0166 AuthorizationPolicy/shop/wp'],
    [
      'IST0127 AuthorizationPolicy/shop/gw',
      'IST0127 AuthorizationPolicy/shop/wp',
      'IST0166 AuthorizationPolicy/shop/gw',
      'IST0166 AuthorizationPolicy/shop/wp',
    ],
  ],
  [
    'an ingress route that leaves the subsets of the mesh aside',
    [
      networking('VirtualService', 'inside', '{ hosts: [web], http: [{ route: [{ destination: { host: web, subset: v1 } }] }] }'),
      networking(
        'VirtualService',
        'outside',
        '{ hosts: [a.example.org], gateways: [edge], http: [{ route: [{ destination: { host: web.shop.svc.cluster.local } }] }] }',
      ),
    ],
    ['IST0140 VirtualService/shop/outside'],
    [],
  ],
];

const compared = ['IST0101', 'IST0103', 'IST0112', 'IST0127', 'IST0132', 'IST0140', 'IST0162', 'IST0166', 'IST0173'];
/** Situations of one kind of fault leave out what would only be needed to have no other. */
const beside: Readonly<Record<string, readonly string[]>> = { 'an ingress route that leaves the subsets of the mesh aside': ['IST0140'] };

describe('analyzers say', () => {
  test.each(situations.map(([what, texts, holds, istioctl = holds]) => ({ what, texts, holds, istioctl })))('$what', (situation) => {
    const { what, texts, holds, istioctl } = situation;
    const codes = beside[what] ?? compared;
    expect(said(texts, codes, false)).toEqual(holds);
    expect(said(texts, codes, true)).toEqual(istioctl);
  });

  test.each([
    ['IST0127', []],
    ['IST0101, IST0127', []],
    ['*', []],
    ['IST0101', ['IST0127 AuthorizationPolicy/shop/web']],
  ])('nothing where a resource asks for silence about %s', (codes, expected) => {
    const policy = `{ apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: { name: web, namespace: shop, annotations: { galley.istio.io/analyze-suppress: '${codes}' } }, spec: { selector: { matchLabels: { app: nobody } } } }`;
    expect(said([policy, pod('web', 'app: web')], ['IST0127'], false)).toEqual(expected);
  });
});

const rules = (...matches: readonly string[]) =>
  networking(
    'VirtualService',
    'web',
    `{ hosts: [web], http: [${matches.map((match) => `{ ${match}route: [{ destination: { host: web } }] }`).join(', ')}] }`,
  );
const prefix = (value: string, more = '') => `match: [{ uri: { prefix: ${value} }${more} }], `;

describe('a rule of a VirtualService is unused', () => {
  test.each<[what: string, text: string, expected: readonly string[]]>([
    ['when one without match stands before it', rules('', prefix('/a')), ['IST0130']],
    ['when a second one without match follows', rules('', ''), ['IST0130']],
    ['when its only match stood before', rules(prefix('/a'), prefix('/a')), ['IST0130', 'IST0131']],
    ['when an earlier prefix covers its own', rules(prefix('/a'), prefix('/ab')), ['IST0131']],
    ['not when the longer prefix comes first', rules(prefix('/ab'), prefix('/a')), []],
    ['not when another header is asked for', rules(prefix('/a', ', headers: { x: { exact: b } }'), prefix('/ab')), []],
    ['not when the one without match is the last', rules(prefix('/a'), ''), []],
    [
      'whatever the order of fields in a match',
      rules('match: [{ port: 80, method: { exact: GET } }], ', 'match: [{ method: { exact: GET }, port: 80 }], '),
      ['IST0130', 'IST0131'],
    ],
  ])('%s', (_, text, expected) => {
    expect(said([text], ['IST0130', 'IST0131'], true).map((each) => each.slice(0, 7))).toEqual(expected);
  });
});
