import { describe, expect, it } from 'vitest';
import { readDocuments } from '../read-documents';

function issuesOf(text: string): readonly string[] {
  return readDocuments('a.yaml', text).flatMap((parsed) => {
    if (parsed.outcome !== 'read') return [`${parsed.outcome}`];
    return parsed.issues.map(({ path, severity }) => `${severity} ${path}`);
  });
}
const istio = (kind: string, spec: unknown, name = 'a', version = 'v1') =>
  JSON.stringify({ apiVersion: `networking.istio.io/${version}`, kind, metadata: { name }, spec });
const gatewayApi = (kind: string, spec: unknown, version = 'v1') =>
  JSON.stringify({ apiVersion: `gateway.networking.k8s.io/${version}`, kind, metadata: { name: 'a' }, spec });
const to = (host: string, weight?: number) => ({ destination: { host }, ...(weight === undefined ? {} : { weight }) });
const http = (route: unknown, more: object = {}) => istio('VirtualService', { hosts: ['a'], http: [route], ...more });

describe('a VirtualService', () => {
  it.each(['v1', 'v1beta1', 'v1alpha3'])('of %s is read', (version) => {
    expect(issuesOf(istio('VirtualService', { hosts: ['a'], http: [{ route: [to('a')] }] }, 'a', version))).toEqual([]);
  });
  it('with every documented field of a route has no unknown one', () => {
    const route = {
      name: 'x',
      match: [
        {
          name: 'm',
          uri: { prefix: '/a' },
          scheme: { exact: 'http' },
          method: { exact: 'GET' },
          authority: { regex: '.*' },
          headers: { x: { exact: 'y' }, '@request.auth.claims.sub': { exact: 'z' } },
          withoutHeaders: { y: {} },
          queryParams: { q: { regex: '1' } },
          ignoreUriCase: true,
          port: 80,
          sourceLabels: { app: 'x' },
          sourceNamespace: 'default',
          gateways: ['mesh', './a'],
          statPrefix: 's',
        },
      ],
      route: [{ destination: { host: 'a', subset: 'v1', port: { number: 80 } }, weight: 1, headers: { request: { set: { a: 'b' } } } }],
      rewrite: { uri: '/' },
      timeout: '1.5s',
      retries: {
        attempts: 2,
        perTryTimeout: '500ms',
        retryOn: '5xx',
        retryRemoteLocalities: true,
        retryIgnorePreviousHosts: false,
        backoff: '1s',
      },
      fault: { delay: { percentage: { value: 1 }, fixedDelay: '5s' }, abort: { percentage: { value: 0.5 }, httpStatus: 503 } },
      mirrors: [{ destination: { host: 'b' }, percentage: { value: 10 } }],
      corsPolicy: { allowOrigins: [] },
      headers: { response: { remove: ['x'] } },
    };
    expect(issuesOf(http(route))).toEqual([]);
  });
  it.each([
    ['several weights that are all 0', http({ route: [to('a', 0), to('b', 0)] }), 'spec.http[0].route'],
    ['no destination', http({ route: [{ weight: 1 }] }), 'spec.http[0].route[0].destination'],
    ['no action', http({}), 'spec.http[0]'],
    ['* for the mesh', istio('VirtualService', { hosts: ['*'], http: [{ route: [to('a')] }] }), 'spec.hosts[0]'],
    ['route beside redirect', http({ route: [to('a')], redirect: { uri: '/x' } }), 'spec.http[0].route'],
    [
      'a percentage over 100',
      http({ route: [to('a')], fault: { abort: { percentage: { value: 101 }, httpStatus: 500 } } }),
      'spec.http[0].fault.abort.percentage.value',
    ],
    [
      'an SNI outside of its hosts',
      istio('VirtualService', { hosts: ['a.b'], tls: [{ match: [{ sniHosts: ['c.b'] }], route: [to('a')] }] }),
      'spec.tls[0].match[0].sniHosts[0]',
    ],
    ['a delegate with gateways', istio('VirtualService', { gateways: ['x'], http: [{ route: [to('a')] }] }), 'spec.gateways'],
    ['no route at all', istio('VirtualService', { hosts: ['a'] }), 'spec'],
    ['exportTo ~', http({ route: [to('a')] }, { exportTo: ['~'] }), 'spec.exportTo[0]'],
  ])('with %s would be refused', (_, text, path) => {
    expect(issuesOf(text)).toEqual([`rejected ${path}`]);
  });
  it('accepts one destination of weight 0, a delegate and a subset named twice', () => {
    expect(issuesOf(http({ route: [to('a', 0)] }))).toEqual([]);
    expect(issuesOf(istio('VirtualService', { http: [{ match: [{ uri: { prefix: '/a' } }], route: [to('a')] }] }))).toEqual([]);
    expect(issuesOf(http({ delegate: { name: 'x', namespace: 'y' } }))).toEqual([]);
  });
});

describe('other kinds', () => {
  const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] };
  const rule = { backendRefs: [{ name: 'a', port: 80 }] };
  it.each([
    ['Gateway', istio('Gateway', { selector: { istio: 'x' }, servers: [server] })],
    [
      'ServiceEntry',
      istio('ServiceEntry', {
        hosts: ['a.org'],
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
      }),
    ],
    [
      'ServiceEntry with endpoints',
      istio('ServiceEntry', {
        hosts: ['a.org'],
        ports: [{ number: 80, name: 'h', protocol: 'HTTP' }],
        resolution: 'STATIC',
        endpoints: [{ address: '1.2.3.4', ports: { h: 8080 } }],
      }),
    ],
    ['Sidecar', istio('Sidecar', { egress: [{ hosts: ['./*', '*/b.c'] }] })],
    ['WorkloadEntry', istio('WorkloadEntry', { address: '10.0.0.1', labels: { app: 'x' }, serviceAccount: 's' })],
    ['GatewayClass', gatewayApi('GatewayClass', { controllerName: 'istio.io/gateway-controller' })],
    ['Gateway API Gateway', gatewayApi('Gateway', { gatewayClassName: 'istio', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] })],
    ['HTTPRoute', gatewayApi('HTTPRoute', { parentRefs: [{ name: 'a' }], rules: [rule, {}] })],
    ['GRPCRoute', gatewayApi('GRPCRoute', { rules: [{ matches: [{ method: { service: 's' } }], ...rule }] })],
    ['TCPRoute', gatewayApi('TCPRoute', { rules: [rule] }, 'v1alpha2')],
    ['TLSRoute', gatewayApi('TLSRoute', { hostnames: ['a.b'], rules: [rule] }, 'v1alpha3')],
    [
      'ReferenceGrant',
      gatewayApi('ReferenceGrant', { from: [{ group: 'g', kind: 'k', namespace: 'n' }], to: [{ group: '', kind: 'Service' }] }, 'v1beta1'),
    ],
  ])('%s is read without an issue', (_, text) => {
    expect(issuesOf(text)).toEqual([]);
  });
  it.each([
    ['a Gateway without servers', istio('Gateway', {}), 'spec.servers'],
    [
      'a Gateway that serves HTTPS without tls',
      istio('Gateway', { servers: [{ ...server, port: { number: 443, name: 'h', protocol: 'HTTPS' } }] }),
      'spec.servers[0].tls',
    ],
    ['a ServiceEntry for *', istio('ServiceEntry', { hosts: ['*'] }), 'spec.hosts[0]'],
    ['a Sidecar host without namespace', istio('Sidecar', { egress: [{ hosts: ['a.b'] }] }), 'spec.egress[0].hosts[0]'],
    ['a WorkloadEntry without address', istio('WorkloadEntry', {}), 'spec.address'],
    [
      'an HTTPRoute backend without port',
      gatewayApi('HTTPRoute', { rules: [{ backendRefs: [{ name: 'a' }] }] }),
      'spec.rules[0].backendRefs[0].port',
    ],
    [
      'an HTTPRoute that redirects and forwards',
      gatewayApi('HTTPRoute', { rules: [{ ...rule, filters: [{ type: 'RequestRedirect', requestRedirect: {} }] }] }),
      'spec.rules[0].backendRefs',
    ],
    [
      'two listeners alike',
      gatewayApi('Gateway', {
        gatewayClassName: 'istio',
        listeners: [
          { name: 'a', port: 80, protocol: 'HTTP' },
          { name: 'b', port: 80, protocol: 'HTTP' },
        ],
      }),
      'spec.listeners[1]',
    ],
  ])('%s would be refused', (_, text, path) => {
    expect(issuesOf(text)).toEqual([`rejected ${path}`]);
  });
  it('keeps the two kinds called Gateway apart', () => {
    const kinds = readDocuments('a.yaml', `${istio('Gateway', { servers: [server] })}\n---\n${gatewayApi('Gateway', {})}`).map(
      (parsed) => parsed.outcome === 'read' && parsed.kind,
    );
    expect(kinds).toEqual(['Gateway', 'KubernetesGateway']);
  });
});
