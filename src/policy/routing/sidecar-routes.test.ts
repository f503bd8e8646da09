/** Names and destinations of a sidecar's route table; the expectations are those of Istio's own `TestSidecarRoutes`. */
import { describe, expect, it } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { meshConfigOf } from '../../istio/mesh-config';
import { readDocuments } from '../../istio/read-documents';
import { createRouting } from './create-routing';

const KNOWN = 'known.default.svc.cluster.local';
const ALT = 'alt-known.default.svc.cluster.local';
const OTHER = 'not-default.not-default.svc.cluster.local';
const FOO = 'foo.default.svc.cluster.local';

const service = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name },
  spec: {
    ports: [
      { port: 80, name: 'http' },
      { port: 8080, name: 'http' },
    ],
  },
});

interface Rule {
  readonly in: string;
  readonly hosts: readonly string[];
  readonly to: string;
  readonly year?: number;
  readonly port?: number;
  readonly match?: number;
}

const rule = (namespace: string, host: string | readonly string[], to: string, more: Partial<Rule> = {}): Rule => ({
  in: namespace,
  hosts: typeof host === 'string' ? [host] : host,
  to,
  ...more,
});

const metadata = ({ in: namespace, hosts, to, year = 2020 }: Rule) => ({
  namespace,
  name: `${hosts.join('-').replaceAll('*', 'wild')}-${to}`,
  creationTimestamp: `${year}-01-01T00:00:00Z`,
});

function virtualService(each: Rule): object {
  const destination = { host: each.to, ...(each.port === undefined ? {} : { port: { number: each.port } }) };
  const match = each.match === undefined ? {} : { match: [{ port: each.match }] };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: metadata(each),
    spec: { hosts: each.hosts, http: [{ route: [{ destination }], ...match }] },
  };
}

function httpRoute(each: Rule): object {
  const parentRefs = each.hosts.map((host) => {
    const [name, namespace] = host.split('.');
    return { group: '', kind: 'Service', name, namespace, ...(each.match === undefined ? {} : { port: each.match }) };
  });
  const backendRefs = [{ kind: 'Hostname', group: 'networking.istio.io', name: each.to, port: each.port ?? 80 }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(each),
    spec: { parentRefs, rules: [{ backendRefs }] },
  };
}

const sidecar = (namespace: string, hosts: readonly string[]) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { namespace, name: 'default' },
  spec: { egress: [{ hosts }] },
});

function tableOf(objects: readonly object[], client: string, port: number) {
  const base = [service('default', 'known'), service('default', 'alt-known'), service('not-default', 'not-default')];
  const parsed = readDocuments('a.yaml', [...base, ...objects].map((each) => JSON.stringify(each)).join('\n---\n'));
  const inventory = createInventory(parsed.flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
  const routing = createRouting(inventory, meshConfigOf(inventory));
  const table = routing.virtualHosts({ namespace: client, labels: new Map(), labelsComplete: true }, port);
  return table === undefined
    ? undefined
    : (domain: string) => {
        const target = table.get(domain);
        return target === undefined || target === null ? null : `${target.host}:${target.port ?? port}`;
      };
}

type Expected = Readonly<Record<string, string | null>>;

interface Case {
  readonly rules: readonly Rule[];
  readonly imports?: readonly [string, readonly string[]];
  readonly client?: string;
  readonly port?: number;
  readonly virtualService: Expected | 'no table';
  /** Where routes of the Gateway API differ; null = the test has no such variant. */
  readonly httpRoute?: Expected | null;
}

const wild = (namespace: string, to: string, year: number) => rule(namespace, '*.cluster.local', to, { year });
const explicit = (year: number) => rule('default', KNOWN, 'explicit.example.com', { year });
const three = [
  rule('arbitrary', KNOWN, 'arbitrary.example.com', { year: 2019 }),
  rule('default', KNOWN, 'default.example.com'),
  rule('not-default', KNOWN, 'not-default.example.com', { year: 2021 }),
];

const CASES: Readonly<Record<string, Case>> = {
  'simple port 80': { rules: [rule('default', KNOWN, ALT)], virtualService: { [KNOWN]: `${ALT}:80` } },
  'simple port 8080': {
    rules: [rule('default', KNOWN, ALT)],
    port: 8080,
    virtualService: { [KNOWN]: `${ALT}:8080` },
    httpRoute: { [KNOWN]: `${ALT}:80` },
  },
  'unknown host on port 80': { rules: [rule('default', FOO, FOO)], virtualService: { [FOO]: `${FOO}:80` }, httpRoute: { [FOO]: null } },
  'unknown host on port 8080': { rules: [rule('default', FOO, FOO)], port: 8080, virtualService: { [FOO]: null } },
  'unknown host, match on 8080': { rules: [rule('default', FOO, FOO, { match: 8080 })], port: 8080, virtualService: { [FOO]: null } },
  'producer rule': {
    rules: [rule('default', KNOWN, ALT)],
    client: 'not-default',
    port: 8080,
    virtualService: { [KNOWN]: `${ALT}:8080` },
    httpRoute: { [KNOWN]: `${ALT}:80` },
  },
  'consumer rule': { rules: [rule('not-default', KNOWN, ALT)], client: 'not-default', virtualService: { [KNOWN]: `${ALT}:80` } },
  'rule of an arbitrary namespace': {
    rules: [rule('arbitrary', KNOWN, ALT)],
    client: 'not-default',
    virtualService: { [KNOWN]: `${ALT}:80` },
    httpRoute: { [KNOWN]: `${KNOWN}:80` },
  },
  'three rules': {
    rules: three,
    client: 'not-default',
    virtualService: { [KNOWN]: 'arbitrary.example.com:80' },
    httpRoute: { [KNOWN]: 'not-default.example.com:80' },
  },
  'wildcard of no known service': {
    rules: [rule('default', '*.unknown.example.com', 'arbitrary.example.com')],
    virtualService: { [ALT]: `${ALT}:80`, [KNOWN]: `${KNOWN}:80`, '*.unknown.example.com': 'arbitrary.example.com:80' },
    httpRoute: null,
  },
  'wildcard with Sidecar': {
    rules: [wild('default', 'arbitrary.example.com', 2020)],
    imports: ['default', ['*/*.cluster.local']],
    virtualService: { [ALT]: 'arbitrary.example.com:80', [KNOWN]: 'arbitrary.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'wildcard first, then explicit': {
    rules: [wild('default', 'wild.example.com', 2019), explicit(2021)],
    virtualService: { [ALT]: 'wild.example.com:80', [KNOWN]: 'explicit.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'explicit first, then wildcard': {
    rules: [wild('default', 'wild.example.com', 2021), explicit(2019)],
    virtualService: { [ALT]: 'wild.example.com:80', [KNOWN]: 'explicit.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'wildcard and explicit with Sidecar': {
    rules: [wild('default', 'wild.example.com', 2019), explicit(2021)],
    imports: ['default', [`default/${KNOWN}`, `default/${ALT}`]],
    virtualService: { [ALT]: 'wild.example.com:80', [KNOWN]: 'explicit.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'wildcard of a namespace that is not imported': {
    rules: [wild('not-default', 'wild.example.com', 2019), explicit(2021)],
    imports: ['default', [`default/${KNOWN}`, `default/${ALT}`]],
    virtualService: { [ALT]: `${ALT}:80`, [KNOWN]: 'explicit.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'wildcard and explicit across namespaces': {
    rules: [wild('not-default', 'wild.example.com', 2019), explicit(2021)],
    virtualService: { [ALT]: 'wild.example.com:80', [KNOWN]: 'explicit.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'wildcard and explicit of unknown hosts': {
    rules: [
      rule('default', '*.tld', 'wild.example.com', { year: 2019 }),
      rule('default', 'example.tld', 'explicit.example.com', { year: 2021 }),
    ],
    virtualService: { [KNOWN]: `${KNOWN}:80`, '*.tld': 'wild.example.com:80', '*.example.tld': null },
    httpRoute: null,
  },
  'explicit host with a wildcard Sidecar': {
    rules: [rule('default', 'arbitrary.svc.cluster.local', 'arbitrary.svc.cluster.local')],
    imports: ['default', ['*/*.cluster.local']],
    virtualService: { 'arbitrary.svc.cluster.local': 'arbitrary.svc.cluster.local:80' },
    httpRoute: null,
  },
  'wildcard with an explicit Sidecar': {
    rules: [wild('default', 'arbitrary.example.com', 2020)],
    imports: ['default', [`*/${KNOWN}`]],
    virtualService: { [KNOWN]: 'arbitrary.example.com:80', '*.cluster.local': null },
    httpRoute: null,
  },
  'wildcard of no service with an explicit Sidecar': {
    rules: [rule('default', '*.example.org', 'arbitrary.example.com')],
    imports: ['default', ['*/explicit.example.org', `*/${ALT}`]],
    virtualService: { [KNOWN]: null, [ALT]: `${ALT}:80`, '*.example.org': 'arbitrary.example.com:80' },
    httpRoute: null,
  },
  'a Sidecar that filters': {
    rules: [
      rule('not-default', '*.default.svc.cluster.local', 'arbitrary.example.com'),
      rule('default', 'explicit.default.svc.cluster.local', 'explicit.default.svc.cluster.local'),
    ],
    imports: ['not-default', ['not-default/*.default.svc.cluster.local', `not-default/${OTHER}`]],
    client: 'not-default',
    virtualService: {
      '*.default.svc.cluster.local': 'arbitrary.example.com:80',
      'explicit.default.svc.cluster.local': null,
      [OTHER]: `${OTHER}:80`,
    },
    httpRoute: null,
  },
  'two of one namespace': {
    rules: [rule('default', KNOWN, 'old.example.com', { year: 2019 }), rule('default', KNOWN, 'new.example.com', { year: 2021 })],
    virtualService: { [KNOWN]: 'old.example.com:80' },
  },
  'two of different namespaces': {
    rules: [
      rule('not-default', KNOWN, 'producer.example.com', { year: 2019 }),
      rule('default', KNOWN, 'consumer.example.com', { year: 2021 }),
    ],
    virtualService: { [KNOWN]: 'producer.example.com:80' },
    httpRoute: { [KNOWN]: 'consumer.example.com:80' },
  },
  'only an unknown host is imported': {
    rules: [rule('default', FOO, 'example.com')],
    imports: ['default', [`*/${FOO}`]],
    virtualService: 'no table',
  },
  'one of two hosts is imported': {
    rules: [rule('default', [KNOWN, ALT], 'example.com')],
    imports: ['default', [`*/${KNOWN}`]],
    virtualService: { [KNOWN]: 'example.com:80', [ALT]: 'example.com:80' },
    httpRoute: { [KNOWN]: 'example.com:80', [ALT]: null },
  },
};

describe('the route table of a sidecar', () => {
  const listed = Object.entries(CASES).flatMap(([title, given]) => [
    [`${title} (VirtualService)`, given, virtualService, given.virtualService] as const,
    ...(given.httpRoute === null ? [] : [[`${title} (HTTPRoute)`, given, httpRoute, given.httpRoute ?? given.virtualService] as const]),
  ]);
  it.each(listed)('%s', (_, { rules, imports, client = 'default', port = 80 }, write, expected) => {
    const objects = [...rules.map(write), ...(imports === undefined ? [] : [sidecar(...imports)])];
    const table = tableOf(objects, client, port);
    if (expected === 'no table') {
      expect(table).toBeUndefined();
      return;
    }
    expect(Object.fromEntries(Object.keys(expected).map((domain) => [domain, table?.(domain)]))).toEqual(expected);
  });
});
