/** AuthorizationPolicy as the simulated proxies obey it (docs/policies.md §2); its own small implementation, because it judges the program's. */
import { field, isRecord, type KubernetesObject, listAt, textAt, textsAt } from '../kubernetes/object';
import type { RequestClass, Service, Workload } from '../world/description';
import { podLabels, selects } from '../world/pod-labels';
import { type PolicySet, rootNamespace, selectorOf } from './policy-set';

/** What the other end proved by its certificate; undefined in plaintext. */
export interface Peer {
  readonly principal: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

type Layer = 'http' | 'tcp' | 'ztunnel';

interface Asked {
  readonly layer: Layer;
  readonly peer: Peer | undefined;
  readonly port: number;
  /** Absent on layer 4. */
  readonly request?: RequestClass;
}

export function peerOf(workload: Workload): Peer {
  const { namespace, serviceAccount } = workload;
  return { principal: `cluster.local/ns/${namespace}/sa/${serviceAccount}`, namespace, serviceAccount };
}

function fits(pattern: string, value: string): boolean {
  if (pattern === '*') return value !== '';
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? value.endsWith(pattern.slice(1)) : pattern === value;
}

function pathFits(pattern: string, path: string): boolean {
  if (!pattern.includes('{')) return fits(pattern, path);
  const escaped = pattern.replace(/[.+?^$()|[\]\\]/g, '\\$&');
  const source = escaped.replaceAll('{**}', '.*').replaceAll('{*}', '[^/]+');
  return new RegExp(`^${source}$`).test(path);
}

/** Value of a field, and how patterns fit it. */
const fields: Readonly<Record<string, (pattern: string, asked: Asked, policyNamespace: string) => boolean>> = {
  principals: (pattern, { peer }) => peer !== undefined && fits(pattern, peer.principal),
  namespaces: (pattern, { peer }) => peer !== undefined && fits(pattern, peer.namespace),
  serviceAccounts: (pattern, { peer }, policyNamespace) =>
    peer !== undefined &&
    (pattern.includes('/') ? pattern : `${policyNamespace}/${pattern}`) === `${peer.namespace}/${peer.serviceAccount}`,
  ports: (pattern, { port }) => pattern === String(port),
  methods: (pattern, { request }) => fits(pattern, request?.method ?? 'GET'),
  paths: (pattern, { request }) => pathFits(pattern, request?.path ?? '/'),
};

const conditionFields: Readonly<Record<string, string>> = {
  'source.principal': 'principals',
  'source.namespace': 'namespaces',
  'source.serviceAccount': 'serviceAccounts',
  'destination.port': 'ports',
};

/** Fields that only HTTP has. */
const http = new Set(['hosts', 'methods', 'paths', 'requestPrincipals', 'remoteIpBlocks']);

interface Atom {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
  readonly layer7: boolean;
}

function atomsOf(entry: unknown): readonly Atom[] {
  if (!isRecord(entry)) return [];
  return Object.keys(entry).map((key) => {
    const negated = /^not[A-Z]/.test(key);
    const name = negated ? key.charAt(3).toLowerCase() + key.slice(4) : key;
    return { name, negated, values: textsAt(entry, key), layer7: http.has(name) };
  });
}

function conditionAtoms(entry: unknown): readonly Atom[] {
  const key = textAt(entry, 'key') ?? '';
  const name = conditionFields[key] ?? key;
  const layer7 = key.startsWith('request.') || key === 'remote.ip' || key === 'connection.sni' || key === 'source.serviceAccount';
  return [false, true]
    .map((negated) => ({ name, negated, values: textsAt(entry, negated ? 'notValues' : 'values'), layer7 }))
    .filter(({ values }) => values.length > 0);
}

function headerFits(name: string, pattern: string, asked: Asked): boolean {
  const header = /^request\.headers\[(.+)\]$/.exec(name)?.[1]?.toLowerCase();
  const value = Object.entries(asked.request?.headers ?? {}).find(([key]) => key.toLowerCase() === header)?.[1];
  return value !== undefined && fits(pattern, value);
}

function atomHolds({ name, negated, values }: Atom, asked: Asked, policyNamespace: string): boolean {
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const found = values.some((value) => (read === undefined ? headerFits(name, value, asked) : read(value, asked, policyNamespace)));
  return found !== negated;
}

/** One clause of a rule: alternatives, each a list of atoms that must all hold; no alternatives = true. */
function clauseHolds(alternatives: readonly (readonly Atom[])[], action: string, asked: Asked, policyNamespace: string): boolean {
  if (alternatives.length === 0) return true;
  return alternatives.some((atoms) => {
    const kept = asked.layer === 'http' || action === 'ALLOW' ? atoms : atoms.filter(({ layer7 }) => !layer7);
    // A ztunnel never matches what is empty; Envoy always does (docs/policies.md §2.4, §2.5).
    if (kept.length === 0) return asked.layer !== 'ztunnel';
    return kept.every((atom) => atomHolds(atom, asked, policyNamespace));
  });
}

function ruleHolds(rule: unknown, action: string, asked: Asked, policyNamespace: string): boolean {
  const from = listAt(rule, 'from').map((entry) => atomsOf(field(entry, 'source')));
  const to = listAt(rule, 'to').map((entry) => atomsOf(field(entry, 'operation')));
  const when = listAt(rule, 'when').map(conditionAtoms);
  const all = [...from, ...to, ...when].flat();
  if (asked.layer !== 'http' && action === 'ALLOW' && all.some(({ layer7 }) => layer7)) return false;
  const holds = (clause: readonly (readonly Atom[])[]): boolean => clauseHolds(clause, action, asked, policyNamespace);
  return holds(from) && holds(to) && when.every((condition) => holds([condition]));
}

function denies(policies: readonly KubernetesObject[], asked: Asked): boolean {
  const matched = (action: string): boolean =>
    policies
      .filter((policy) => actionOf(policy) === action)
      .some((policy) => listAt(policy, 'spec', 'rules').some((rule) => ruleHolds(rule, action, asked, policy.metadata.namespace ?? '')));
  if (matched('DENY')) return true;
  return policies.some((policy) => actionOf(policy) === 'ALLOW') && !matched('ALLOW');
}

function actionOf(policy: KubernetesObject): string {
  return textAt(policy, 'spec', 'action') ?? 'ALLOW';
}

function targetsOf(policy: KubernetesObject): readonly unknown[] {
  const single = field(policy, 'spec', 'targetRef');
  return [...(single === undefined ? [] : [single]), ...listAt(policy, 'spec', 'targetRefs')];
}

function inForce(policy: KubernetesObject): boolean {
  return policy.metadata.annotations?.['istio.io/dry-run'] !== 'true';
}

/** Selectors are looked up by one of their labels, the others are compared. */
function selectorKey(policy: KubernetesObject): string {
  const [first] = selectorOf(policy);
  return `${policy.metadata.namespace ?? ''} ${first === undefined ? '' : first.join('=')}`;
}

/** Policies of a workload's own proxy, sidecar or ztunnel. */
export function policiesAtWorkload(set: PolicySet, target: Workload): readonly KubernetesObject[] {
  const labels = podLabels(target);
  const about = set.by('policies by selector', ['AuthorizationPolicy'], (policy) =>
    inForce(policy) && targetsOf(policy).length === 0 ? [selectorKey(policy)] : [],
  );
  const places = target.namespace === rootNamespace ? [rootNamespace] : [target.namespace, rootNamespace];
  const keys = ['', ...Object.entries(labels).map((pair) => pair.join('='))];
  return places
    .flatMap((namespace) => keys.flatMap((key) => about(`${namespace} ${key}`)))
    .filter((policy) => selects(selectorOf(policy), labels));
}

/** Policies of the waypoint that serves a service. */
export function policiesAtWaypoint(set: PolicySet, waypoint: Workload, service: Service): readonly KubernetesObject[] {
  const targets = (policy: KubernetesObject): boolean =>
    targetsOf(policy).some((target) => {
      const name = textAt(target, 'name');
      const place = policy.metadata.namespace;
      switch (textAt(target, 'kind')) {
        case 'Gateway':
          return name === waypoint.name && place === waypoint.namespace;
        case 'Service':
          return name === service.name && place === service.namespace;
        case 'GatewayClass':
          return name === 'istio-waypoint' && place === rootNamespace;
        default:
          return false;
      }
    });
  return set.all('AuthorizationPolicy').filter((policy) => inForce(policy) && targets(policy));
}

/** The share of requests that an Envoy refuses. */
export function deniedRequests(
  policies: readonly KubernetesObject[],
  peer: Peer | undefined,
  port: number,
  requests: readonly RequestClass[],
): number {
  if (policies.length === 0) return 0;
  return requests.reduce((sum, request) => sum + (denies(policies, { layer: 'http', peer, port, request }) ? request.share : 0), 0);
}

/** Whether a proxy refuses a connection of which it sees no requests. */
export function deniesConnection(
  policies: readonly KubernetesObject[],
  peer: Peer | undefined,
  port: number,
  layer: 'tcp' | 'ztunnel',
): boolean {
  return policies.length > 0 && denies(policies, { layer, peer, port });
}
