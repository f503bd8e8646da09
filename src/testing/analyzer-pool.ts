/** Resources in which each analyzer finds something, as plain objects: for property tests. */

const at = (name: string, more: object = {}): object => ({ name, namespace: 'shop', ...more });
const networking = (kind: string, metadata: object, spec: object): object => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata,
  spec,
});
const telemetry = (name: string, spec: object): object => ({
  apiVersion: 'telemetry.istio.io/v1',
  kind: 'Telemetry',
  metadata: at(name),
  spec,
});
const route = (host: string, more: object = {}): object => ({ route: [{ destination: { host, ...more } }] });
const server = (port: number, hosts: readonly string[], more: object = {}): object => ({
  port: { number: port, name: `http-${port}`, protocol: 'HTTP' },
  hosts,
  ...more,
});

export const ANALYZER_POOL: readonly object[] = [
  networking('VirtualService', at('lost'), {
    hosts: ['lost.example.org'],
    gateways: ['nowhere', 'edge', 'mesh'],
    http: [
      { match: [{ uri: { prefix: '/a' } }, { headers: { '@request.auth.claims.group': { exact: 'a' } } }], ...route('nothing') },
      { match: [{ uri: { prefix: '/ab' } }, { uri: { prefix: '/a' } }], ...route('two-ports') },
      route('two-ports', { port: { number: 9 } }),
      { ...route('two-ports', { subset: 'v9' }), mirrors: [{ destination: { host: 'nothing' } }] },
    ],
    tcp: [{ match: [{ port: 5 }], ...route('two-ports', { port: { number: 80 } }) }],
  }),
  networking('VirtualService', at('second'), { hosts: ['lost.example.org'], http: [route('two-ports', { subset: 'v1' })] }),
  networking('VirtualService', at('subsets'), { hosts: ['two-ports'], http: [route('two-ports', { subset: 'v1' })] }),
  networking('Gateway', at('edge'), {
    selector: { istio: 'edge' },
    servers: [server(80, ['*.example.org']), server(81, ['b.example.org'])],
  }),
  networking('Gateway', at('other'), { selector: { istio: 'edge' }, servers: [server(80, ['*.example.org'])] }),
  networking('Gateway', at('secure'), {
    selector: { istio: 'edge' },
    servers: [
      {
        ...server(443, ['a.example.org']),
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        tls: { mode: 'SIMPLE', credentialName: 'c' },
      },
    ],
  }),
  networking('Gateway', at('empty'), { selector: { istio: 'none' }, servers: [server(80, ['./a.example.org'])] }),
  networking('DestinationRule', at('rule'), {
    host: 'two-ports',
    trafficPolicy: { tls: { mode: 'SIMPLE' }, portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] },
    subsets: [{ name: 'v1', labels: { version: 'v1' } }],
  }),
  networking('DestinationRule', at('lost'), { host: 'nothing' }),
  networking('Sidecar', at('one', { name: 'one' }), { workloadSelector: { labels: { app: 'edge' } }, egress: [{ hosts: ['./*'] }] }),
  networking('Sidecar', at('two'), { workloadSelector: { labels: { app: 'edge' } }, egress: [{ hosts: ['./*'] }] }),
  networking('Sidecar', at('all'), { egress: [{ hosts: ['./*'] }] }),
  networking('Sidecar', at('all-too'), { egress: [{ hosts: ['./*'] }], outboundTrafficPolicy: { egressProxy: { host: 'edge' } } }),
  networking('ServiceEntry', at('web'), {
    hosts: ['api.example.org'],
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    resolution: 'DNS',
  }),
  {
    ...networking('ServiceEntry', at('tcp'), {
      hosts: ['api.example.org'],
      ports: [{ number: 443, name: 'tcp', protocol: 'TCP' }],
      resolution: 'DNS',
    }),
    status: { conditions: [{ type: 'istio.io/WaypointBound', status: 'False', reason: 'NotReady', message: 'not ready' }] },
  },
  telemetry('a', { accessLogging: [{}] }),
  telemetry('b', {}),
  telemetry('c', { selector: { matchLabels: { app: 'edge' } } }),
  telemetry('d', { selector: { matchLabels: { app: 'edge' } } }),
  telemetry('e', { selector: { matchLabels: { app: 'nobody' } } }),
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: at('for-nobody'),
    spec: {
      selector: { matchLabels: { app: 'nobody' } },
      rules: [{ from: [{ source: { namespaces: ['nowhere'], notNamespaces: ['no*'] } }] }],
    },
  },
  {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: at('patches'),
    spec: {
      configPatches: ['ADD', 'REMOVE', 'REPLACE', 'INSERT_BEFORE'].map((operation) => ({
        applyTo: 'HTTP_ROUTE',
        match: { proxy: { proxyVersion: '1' } },
        patch: { operation, value: { name: 'x' } },
      })),
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: at('two-ports', { annotations: { 'unknown.istio.io/annotation': 'x' } }),
    spec: {
      selector: { app: 'edge' },
      ports: [
        { name: 'main', port: 80, targetPort: 'web' },
        { name: 'http-more', port: 81, targetPort: 'web' },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: at('edge', { labels: { app: 'edge', istio: 'edge' } }),
    spec: { containers: [{ name: 'app', securityContext: { runAsUser: 1337 }, ports: [{ name: 'web', containerPort: 8080 }] }] },
    status: { phase: 'Running' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: at('edge', { labels: { app: 'istiod' } }),
    spec: {
      template: {
        metadata: { labels: { app: 'edge' } },
        spec: { containers: [{ name: 'app' }, { name: 'istio-proxy', image: 'proxyv2' }] },
      },
    },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'unlabelled' } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'twice', labels: { 'istio-injection': 'enabled', 'istio.io/rev': 'canary' } } },
];
