/**
 * One edge per way to fail, all from `failing/client` (in `failing-ambient` from `browser`); the called service says the case, and the
 * resources that cause it are there. Shares are of the edge's requests; `-` is no flag. Where the two ends tell different things, both are given.
 *
 * Connection: no-proxy (ISTIO_MUTUAL to a pod without proxy: UF), plaintext-to-strict (DISABLE against STRICT: UF), tls-simple (SIMPLE against
 * a sidecar: UF), not-synced (the route says v2, a third of the callers' proxies still sends to v1's old endpoints: UF), terminated (UC 10 %),
 * app-crash (server UC, client -, 10 %), tcp-refused (UF on half of the connections).
 * Route: no-subset (30 % to v3, which selects nothing: UH), undefined-subset (30 % to v9, which no rule defines: NC), no-route (40 % match
 * nothing: 404 NR), missing-backend (HTTPRoute to a service that is not there: 500), not-ready (no ready pod: UH), blocked.example (BlackHole).
 * Policy: denied (403), denied-method (403 for 25 %), grpc-denied (status 7), bad-token (401 20 %), tcp-denied (closed without a byte).
 * Time and load: timeout (client 504 UT, server 0 DC, 20 %), retries-used-up (URX 5 %), circuit-open (UO 15 %), rate-limited (server 429 RL,
 * client -, 25 %), gave-up (code 0 DC 10 %).
 * Injected: fault-abort (FI 10 %), fault-delay (DI 20 %). The application's own: app-error (500 12 %), app-not-found (404 30 %).
 * Ambient: ztunnel-denied (DENY), ztunnel-strict (STRICT refuses plaintext from outside: DENY), waypoint-denied (403 at the waypoint).
 * `healthy` is.
 */
import { canary, declare, peerAuthentication, principal, weightedRoute } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, service, to, workload } from '../world/describe';
import type { Call, MeshDescription, Reply, Scenario, Workload } from '../world/description';
import { calls, host, type Part, subsets, together } from './small-mesh';

const namespace = 'failing';
const client = workload(namespace, 'client', { pods: 2, restartEveryDays: 20 });

interface Case {
  readonly name: string;
  readonly replies?: readonly Reply[];
  readonly call?: Partial<Call>;
  readonly versions?: readonly string[];
  readonly workload?: Partial<Omit<Workload, 'id' | 'namespace' | 'name'>>;
  readonly resources?: readonly KubernetesObject[];
}

/** The client's proxy answers itself. */
const unsent = { reachesServer: false } as const;

const rule = (name: string, trafficPolicy: Readonly<Record<string, unknown>>): KubernetesObject =>
  declare('DestinationRule', `failing/${name}`, { host: name, trafficPolicy });

const route = (name: string, more: Readonly<Record<string, unknown>>): KubernetesObject =>
  declare('VirtualService', `failing/${name}`, { hosts: [name], http: [{ route: [{ destination: { host: name } }], ...more }] });

const policy = (name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject =>
  declare('AuthorizationPolicy', `failing/${name}`, { selector: { matchLabels: { app: name } }, ...spec });

const fromClient = { from: [{ source: { principals: [principal(namespace, 'client')] } }] };
const strict = (name: string): KubernetesObject => peerAuthentication(`failing/${name}`, 'STRICT', { app: name });
const tcp = { protocol: 'tcp', load: { perSecond: 2 } } as const;

const connection: readonly Case[] = [
  {
    name: 'no-proxy',
    workload: { proxy: 'none' },
    replies: [{ share: 1, code: '503', flags: 'UF', ...unsent, because: 'DestinationRule failing/no-proxy' }],
    resources: [rule('no-proxy', { tls: { mode: 'ISTIO_MUTUAL' } })],
  },
  { name: 'plaintext-to-strict', resources: [strict('plaintext-to-strict'), rule('plaintext-to-strict', { tls: { mode: 'DISABLE' } })] },
  {
    name: 'tls-simple',
    replies: [{ share: 1, code: '503', flags: 'UF', ...unsent, because: 'DestinationRule failing/tls-simple' }],
    resources: [rule('tls-simple', { tls: { mode: 'SIMPLE' } })],
  },
  {
    name: 'not-synced',
    versions: ['v1', 'v2'],
    call: { split: { v1: 1, v2: 2 } },
    replies: [{ share: 1, code: '503', flags: 'UF', ...unsent, onlyVersion: 'v1' }],
    resources: [...canary('failing/not-synced', { v1: 0, v2: 100 })],
  },
  { name: 'terminated', replies: [{ share: 0.1, code: '503', flags: 'UC', ...unsent }] },
  { name: 'app-crash', replies: [{ share: 0.1, code: '503', flags: '-', atServer: { code: '503', flags: 'UC' } }] },
  { name: 'tcp-refused', call: { ...tcp, failedConnections: 0.5 } },
];

const routes: readonly Case[] = [
  {
    name: 'no-subset',
    versions: ['v1'],
    resources: [weightedRoute('failing/no-subset', { v1: 70, v3: 30 }), subsets('failing/no-subset', ['v1', 'v3'])],
  },
  {
    name: 'undefined-subset',
    versions: ['v1'],
    resources: [weightedRoute('failing/undefined-subset', { v1: 70, v9: 30 }), subsets('failing/undefined-subset', ['v1'])],
  },
  {
    name: 'no-route',
    call: {
      requests: [
        { share: 0.6, path: '/api/items' },
        { share: 0.4, path: '/legacy' },
      ],
    },
    resources: [route('no-route', { match: [{ uri: { prefix: '/api' } }] })],
  },
  {
    name: 'missing-backend',
    resources: [
      declare('HTTPRoute', 'failing/missing-backend', {
        parentRefs: [{ group: '', kind: 'Service', name: 'missing-backend', port: 80 }],
        rules: [{ backendRefs: [{ name: 'nobody-made-this', port: 80 }] }],
      }),
    ],
  },
  {
    name: 'not-ready',
    workload: { notReady: true },
    replies: [{ share: 1, code: '503', flags: 'UH', ...unsent, knowsWorkload: false }],
  },
];

const denials: readonly Case[] = [
  { name: 'denied', resources: [policy('denied', { action: 'DENY', rules: [fromClient] })] },
  {
    name: 'denied-method',
    call: { requests: [{ share: 0.75 }, { share: 0.25, method: 'DELETE', path: '/items/7' }] },
    resources: [policy('denied-method', { action: 'ALLOW', rules: [{ ...fromClient, to: [{ operation: { methods: ['GET'] } }] }] })],
  },
  { name: 'grpc-denied', call: { protocol: 'grpc' }, resources: [policy('grpc-denied', {})] },
  {
    name: 'bad-token',
    replies: [{ share: 0.2, code: '401', stopsAt: 'destination', because: 'RequestAuthentication failing/bad-token' }],
    resources: [
      declare('RequestAuthentication', 'failing/bad-token', {
        selector: { matchLabels: { app: 'bad-token' } },
        jwtRules: [{ issuer: 'https://login.example', jwksUri: 'https://login.example/keys' }],
      }),
    ],
  },
  {
    name: 'tcp-denied',
    call: tcp,
    resources: [policy('tcp-denied', { action: 'ALLOW', rules: [{ from: [{ source: { namespaces: ['failing-ambient'] } }] }] })],
  },
];

const limits: readonly Case[] = [
  {
    name: 'timeout',
    replies: [
      {
        share: 0.2,
        code: '504',
        flags: 'UT',
        atServer: { code: '0', flags: 'DC' },
        latency: { medianMs: 1000, spread: 0.02 },
        because: 'VirtualService failing/timeout',
      },
    ],
    resources: [route('timeout', { timeout: '1s' })],
  },
  {
    name: 'retries-used-up',
    // 0.05 fail three times; of the others some succeed at the second or third attempt.
    replies: [
      { share: 0.05, code: '503', flags: 'URX' },
      { share: 0.4, code: '503', retried: true },
    ],
    resources: [route('retries-used-up', { retries: { attempts: 2, perTryTimeout: '500ms', retryOn: '5xx' } })],
  },
  {
    name: 'circuit-open',
    replies: [{ share: 0.15, code: '503', flags: 'UO', ...unsent, because: 'DestinationRule failing/circuit-open' }],
    resources: [rule('circuit-open', { connectionPool: { tcp: { maxConnections: 4 }, http: { http1MaxPendingRequests: 1 } } })],
  },
  {
    name: 'rate-limited',
    replies: [
      {
        share: 0.25,
        code: '429',
        flags: '-',
        stopsAt: 'destination',
        atServer: { code: '429', flags: 'RL' },
        because: 'EnvoyFilter failing/rate-limited',
      },
    ],
    resources: [
      declare('EnvoyFilter', 'failing/rate-limited', {
        workloadSelector: { labels: { app: 'rate-limited' } },
        configPatches: [
          {
            applyTo: 'HTTP_FILTER',
            match: {
              context: 'SIDECAR_INBOUND',
              listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } } },
            },
            patch: { operation: 'INSERT_BEFORE', value: { name: 'envoy.filters.http.local_ratelimit' } },
          },
        ],
      }),
    ],
  },
  { name: 'gave-up', replies: [{ share: 0.1, code: '0', flags: 'DC', latency: { medianMs: 3000, spread: 0.3 } }] },
];

const others: readonly Case[] = [
  {
    name: 'fault-abort',
    resources: [route('fault-abort', { fault: { abort: { percentage: { value: 10 }, httpStatus: 503 } } })],
  },
  {
    name: 'fault-delay',
    resources: [route('fault-delay', { fault: { delay: { percentage: { value: 20 }, fixedDelay: '3s' } } })],
  },
  { name: 'app-error', replies: [{ share: 0.12, code: '500' }] },
  { name: 'app-not-found', replies: [{ share: 0.3, code: '404' }] },
  { name: 'healthy' },
];

function partOf({ name, replies, call = {}, versions, workload: extras = {}, resources = [] }: Case): Part {
  const id = `${namespace}/${name}` as const;
  const single = workload(namespace, name, { restartEveryDays: 20, ...extras });
  const ends = versions === undefined ? { workloads: [single], services: [served(single)] } : host({ namespace, name, versions });
  return { ...ends, calls: [calls(client.id, id, 10, { ...call, ...(replies === undefined ? {} : { replies }) })], resources };
}

/** A host outside that the client's Sidecar does not let through. */
const blocked: Part = {
  calls: [{ from: client.id, to: { kind: 'egress', host: 'blocked.example' }, protocol: 'http', load: { perSecond: 1 } }],
  resources: [
    declare('Sidecar', 'failing/client', {
      workloadSelector: { labels: { app: 'client' } },
      egress: [{ hosts: ['./*', 'istio-system/*'] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    }),
  ],
};

const place = 'failing-ambient';
const captured = { proxy: 'ztunnel' } as const;

function ambient(): Part {
  const waypoint = workload(place, 'waypoint', { proxy: 'waypoint', version: 'latest' });
  const browser = workload(place, 'browser', captured);
  const targets = ['ztunnel-denied', 'ztunnel-strict', 'waypoint-denied'].map((name) => workload(place, name, captured));
  const only = (name: string): Readonly<Record<string, unknown>> => ({ selector: { matchLabels: { app: name } } });
  return {
    workloads: [waypoint, browser, ...targets],
    services: targets.map((one) =>
      one.name === 'waypoint-denied' ? service(`${place}/${one.name}`, [one.id], { waypoint: waypoint.id }) : served(one),
    ),
    calls: [
      ...targets.map(({ name }) => calls(browser.id, `${place}/${name}`, 10)),
      { from: 'outside', to: to(`${place}/ztunnel-strict`), protocol: 'http', load: { perSecond: 4 } },
    ],
    resources: [
      declare('AuthorizationPolicy', `${place}/ztunnel-denied`, {
        ...only('ztunnel-denied'),
        action: 'DENY',
        rules: [{ from: [{ source: { principals: [principal(place, 'browser')] } }] }],
      }),
      declare('PeerAuthentication', `${place}/ztunnel-strict`, { ...only('ztunnel-strict'), mtls: { mode: 'STRICT' } }),
      declare('AuthorizationPolicy', `${place}/waypoint-denied`, {
        targetRefs: [{ group: '', kind: 'Service', name: 'waypoint-denied' }],
        action: 'ALLOW',
        rules: [{ to: [{ operation: { methods: ['POST'] } }] }],
      }),
    ],
  };
}

const description: MeshDescription = {
  ...together([
    { workloads: [client], resources: [peerAuthentication('istio-system/default', 'PERMISSIVE')] },
    ...[...connection, ...routes, ...denials, ...limits, ...others].map(partOf),
    blocked,
    ambient(),
  ]),
  nodesPerCluster: 3,
};

export const failing: Scenario = {
  name: 'failing',
  title: 'Ways to fail',
  description: 'One edge per way to fail, from a pod without proxy to a client that gave up, each with the configuration that causes it.',
  shows: [
    'sidecar',
    'waypoint',
    'ztunnel',
    'grpc',
    'tcp',
    'errors',
    'blackhole',
    'noHealthyUpstream',
    'connectFailure',
    'denied',
    'deniedConnection',
    'faultInjected',
    'circuitOpen',
  ],
  build: () => description,
};
