/**
 * Which namespaces could be STRICT, told by 30 days of history. The mesh is PERMISSIVE; everything is mutual TLS unless said otherwise, and
 * `clients` (sidecars) calls every namespace.
 *
 * - `ready`: portal → orders (HTTP), orders → stock (gRPC) and orders-db (TCP); no plaintext in 30 days.
 * - `plaintext`: billing is called by legacy/cron (no proxy, HTTP), files by legacy/batch (no proxy, TCP), catalog by somebody outside,
 *   invoices by legacy/crm (a sidecar whose DestinationRule turns TLS off, so the caller is known); reports had its last plaintext request
 *   5 hours ago, archive 9 days ago; clean had none.
 * - `gaps`: told-by-callers counts nothing as a server (Telemetry), unlabelled leaves out connection_security_policy (Telemetry), bare has no
 *   proxy, unscraped has one that nobody scrapes; sound is sound.
 * - `conflict`: accounts is called in plaintext (DestinationRule DISABLE), vault over TLS of its callers' own (SIMPLE, TCP), metrics has an
 *   exception for port 9090, probed has probes that Istio does not rewrite, queue is headless and TCP.
 * - `strict`: STRICT already, and mutual TLS throughout. `plaintext/clean` has a STRICT policy of its own.
 * - `tunnel` (ambient): inside is clean, edge gets plaintext from outside.
 *
 * `keeps=7d` makes it a source that forgets what is older than a week. The 5 hours and 9 days count from when the server started.
 */
import { declare, peerAuthentication } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, workload } from '../world/describe';
import type { MeshDescription, Scenario, Service, Workload } from '../world/description';
import { calls, type Part, together } from './small-mesh';

const hourMs = 3_600_000;

const clients = workload('clients', 'clients', { pods: 2, restartEveryDays: 20 });
const without = { proxy: 'none' } as const;
const legacy = {
  cron: workload('legacy', 'cron', without),
  batch: workload('legacy', 'batch', without),
  crm: workload('legacy', 'crm'),
};

/** Single workloads of a namespace, each with a service. */
function placed(namespace: string, entries: Readonly<Record<string, Partial<Workload> & { readonly headless?: boolean }>>): Part {
  const pairs = Object.entries(entries).map(([name, { headless, ...extras }]): readonly [Workload, Service] => {
    const entry = workload(namespace, name, { restartEveryDays: 25, ...extras });
    return [entry, headless === true ? { ...served(entry), headless } : served(entry)];
  });
  return { workloads: pairs.map(([entry]) => entry), services: pairs.map(([, service]) => service) };
}

const from = clients.id;
const tcp = { protocol: 'tcp', bytes: { request: 3000, response: 12_000 } } as const;

const ready: Part = {
  ...placed('ready', { portal: { pods: 2 }, orders: { pods: 2 }, stock: {}, 'orders-db': {} }),
  calls: [
    calls(from, 'ready/portal', 6),
    calls('ready/portal', 'ready/orders', 4),
    calls('ready/orders', 'ready/stock', 4, { protocol: 'grpc' }),
    calls('ready/orders', 'ready/orders-db', 0.5, tcp),
  ],
};

const plaintext: Part = {
  ...placed('plaintext', { billing: {}, files: {}, catalog: {}, invoices: {}, reports: {}, archive: {}, clean: {} }),
  calls: [
    ...['billing', 'catalog', 'invoices', 'reports', 'archive', 'clean'].map((name) => calls(from, `plaintext/${name}`, 3)),
    calls(from, 'plaintext/files', 0.4, tcp),
    calls(legacy.cron.id, 'plaintext/billing', 0.5),
    calls(legacy.batch.id, 'plaintext/files', 0.1, tcp),
    calls('outside', 'plaintext/catalog', 0.2),
    calls(legacy.crm.id, 'plaintext/invoices', 0.6),
    calls(legacy.cron.id, 'plaintext/reports', 0, { load: { perSecond: { otherwise: 0.3, during: { now: 0 } } } }),
    calls(legacy.cron.id, 'plaintext/archive', 0, { load: { perSecond: { otherwise: 0.4, during: { late: 0, now: 0 } } } }),
  ],
  resources: [
    declare('DestinationRule', 'legacy/invoices', {
      host: 'invoices.plaintext.svc.cluster.local',
      trafficPolicy: { tls: { mode: 'DISABLE' } },
      exportTo: ['.'],
    }),
    peerAuthentication('plaintext/clean', 'STRICT', { app: 'clean' }),
  ],
};

/** A Telemetry resource for the metrics that one app counts as a server. */
function telemetry(name: string, override: Readonly<Record<string, unknown>>): KubernetesObject {
  const overrides = [{ match: { metric: 'ALL_METRICS', mode: 'SERVER' }, ...override }];
  return declare('Telemetry', `gaps/${name}`, {
    selector: { matchLabels: { app: name } },
    metrics: [{ providers: [{ name: 'prometheus' }], overrides }],
  });
}

const gaps: Part = {
  ...placed('gaps', {
    'told-by-callers': { untold: 'as server' },
    unlabelled: { untold: 'security' },
    bare: without,
    unscraped: { untold: 'everything', annotations: { 'prometheus.io/scrape': 'false' } },
    sound: {},
  }),
  calls: ['told-by-callers', 'unlabelled', 'bare', 'unscraped', 'sound'].map((name) => calls(from, `gaps/${name}`, 3)),
  resources: [
    telemetry('told-by-callers', { disabled: true }),
    telemetry('unlabelled', { tagOverrides: { connection_security_policy: { operation: 'REMOVE' } } }),
  ],
};

const probe = (path: string) => ({ httpGet: { path, port: 8086 }, periodSeconds: 10 });

const conflict: Part = {
  ...placed('conflict', {
    accounts: {},
    vault: {},
    metrics: {
      container: {
        ports: [
          { name: 'http', containerPort: 8080, protocol: 'TCP' },
          { name: 'http-metrics', containerPort: 9090, protocol: 'TCP' },
        ],
      },
    },
    probed: {
      annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' },
      container: { livenessProbe: probe('/live'), readinessProbe: probe('/ready') },
    },
    queue: { headless: true },
  }),
  calls: [
    ...['accounts', 'metrics', 'probed'].map((name) => calls(from, `conflict/${name}`, 3)),
    calls(from, 'conflict/vault', 0.3, { ...tcp, mtls: 0 }),
    calls(from, 'conflict/queue', 0.5, tcp),
  ],
  resources: [
    declare('DestinationRule', 'conflict/accounts', { host: 'accounts', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
    declare('DestinationRule', 'conflict/vault', {
      host: 'vault',
      trafficPolicy: { tls: { mode: 'SIMPLE', caCertificates: '/etc/vault/ca.pem' } },
    }),
    declare('PeerAuthentication', 'conflict/metrics', {
      selector: { matchLabels: { app: 'metrics' } },
      mtls: { mode: 'UNSET' },
      portLevelMtls: { '9090': { mode: 'PERMISSIVE' } },
    }),
  ],
};

const strict: Part = {
  ...placed('strict', { safe: {}, safest: {} }),
  calls: [calls(from, 'strict/safe', 3), calls('strict/safe', 'strict/safest', 3)],
  resources: [peerAuthentication('strict/default', 'STRICT')],
};

const captured = { proxy: 'ztunnel' } as const;
const tunnel: Part = {
  ...placed('tunnel', { browser: captured, inside: captured, edge: captured }),
  calls: [calls('tunnel/browser', 'tunnel/inside', 3), calls('tunnel/browser', 'tunnel/edge', 3), calls('outside', 'tunnel/edge', 0.4)],
};

const mesh: Omit<MeshDescription, 'story'> = {
  ...together([
    { workloads: [clients, ...Object.values(legacy)], resources: [peerAuthentication('istio-system/default', 'PERMISSIVE')] },
    ready,
    plaintext,
    gaps,
    conflict,
    strict,
    tunnel,
  ]),
  nodesPerCluster: 3,
};

export const readiness: Scenario = {
  name: 'readiness',
  title: 'Ready for STRICT?',
  description:
    'Namespaces that could refuse plaintext, and some that could not yet: callers without proxy, gaps in telemetry, rules in conflict.',
  shows: ['sidecar', 'ztunnel', 'grpc', 'tcp', 'plaintext', 'unknownCaller'],
  tellsStory: true,
  build: (_, { sinceMs = 0 }) => ({
    ...mesh,
    story: {
      phases: [
        { name: 'early', startMs: sinceMs - 60 * 24 * hourMs },
        { name: 'late', startMs: sinceMs - 9 * 24 * hourMs },
        { name: 'now', startMs: sinceMs - 5 * hourMs },
      ],
    },
  }),
};
