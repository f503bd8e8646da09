/**
 * One host of namespace `kinds` per way in which traffic can be split, each called by `kinds/web` (its case is the Service's label
 * `demo.seamark.dev/case`); ambient ones are in `kinds-ambient`. Unless said otherwise 90 % go to v1, 10 % to v2, and all is healthy.
 *
 * Judged: `matches`; `deviates` (11.8 % of 10 %: proxies that have not taken in the route); `inconclusive` (4 requests/s); `few` (0.3/s);
 * `one-request` (one in five minutes); `silent` (nobody calls); `leak` (2 % reach a version of weight 0); `three` (70/20/10);
 * `worse` (v2 errs 4 % instead of 1 %); `slower` (v2 takes twice as long).
 * Not comparable: `conditional` (header x-beta, 5 % of the requests, goes to v2); `mirrored` (v2 gets copies of half, no share); `retried`
 * (20 % of the attempts at v2 fail and are tried again twice: the destination counts 12.4 for 10); `sticky` (consistentHash: 14 %).
 * Others: `http-route` (80/20), `grpc-route` (75/25), `tcp-route` (90/10 of connections), `tcp` (VirtualService, 80/20 of connections),
 * `subsets-only` (nobody configured a split), `flagger-app` (Flagger's services and gauge), `argo` (an Argo Rollout), `waypointed` (the
 * waypoint splits), `two-ways` (20 % of connections take a canary of the waypoint; 17 % of the requests do).
 * In time: `restarting` (containers restart every quarter of an hour), `rolling` (all pods are replaced every 6 minutes), `young` (weight and
 * v2 are as old as the story: `age=30` is 30 s at any moment, else 15 minutes when the server starts), `recent` (10 minutes older than that).
 */
import { declare, peerAuthentication, weightedRoute } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, service, workload } from '../world/describe';
import type { Call, MeshDescription, Scenario } from '../world/description';
import { ambientCanaries, argoRollout, flaggerApp, gatewayApiRoutes } from './canary-tools';
import { calls, type HostSetting, host, type Part, subsets, together } from './small-mesh';

const namespace = 'kinds';
const web = workload(namespace, 'web', { pods: 3, restartEveryDays: 20 });
const gateway = workload('edge', 'gateway', { proxy: 'gateway', version: 'latest', restartEveryDays: 20 });
const minuteMs = 60_000;

interface Case {
  readonly name: string;
  /** In words, for the label. */
  readonly case: string;
  readonly perSecond?: number;
  readonly weights?: Readonly<Record<string, number>>;
  readonly call?: Partial<Call>;
  /** Fields of the route beside its destinations, and of the DestinationRule beside its subsets. */
  readonly route?: Readonly<Record<string, unknown>>;
  readonly rule?: Readonly<Record<string, unknown>>;
  readonly workload?: HostSetting['workload'];
  /** In place of the usual VirtualService. */
  readonly resources?: readonly KubernetesObject[];
}

const tenth = { v1: 90, v2: 10 };
const beta = { share: 0.05, headers: { 'x-beta': 'true' } };

const cases: readonly Case[] = [
  { name: 'matches', case: 'matches' },
  { name: 'deviates', case: 'deviates', perSecond: 120, call: { split: { v1: 88.2, v2: 11.8 } } },
  { name: 'inconclusive', case: 'inconclusive', perSecond: 4 },
  { name: 'few', case: 'too-few-requests', perSecond: 0.3 },
  { name: 'one-request', case: 'one-request', perSecond: 1 / 300 },
  { name: 'silent', case: 'no-traffic', perSecond: 0 },
  { name: 'leak', case: 'traffic-without-share', weights: { v1: 100, v2: 0 }, call: { split: { v1: 98, v2: 2 } } },
  { name: 'three', case: 'three-versions', weights: { v1: 70, v2: 20, v3: 10 } },
  {
    name: 'worse',
    case: 'candidate-errs-more',
    weights: { v1: 80, v2: 20 },
    perSecond: 120,
    call: {
      replies: [
        { share: 0.01, code: '503', onlyVersion: 'v1' },
        { share: 0.04, code: '503', onlyVersion: 'v2' },
      ],
    },
  },
  {
    name: 'slower',
    case: 'candidate-is-slower',
    weights: { v1: 80, v2: 20 },
    call: { versionLatency: { v2: { medianMs: 40, spread: 0.5 } } },
  },
  {
    name: 'conditional',
    case: 'conditional-route',
    call: { requests: [{ share: 0.95 }, beta] },
    resources: [
      declare('VirtualService', 'kinds/conditional', {
        hosts: ['conditional'],
        http: [
          {
            name: 'beta',
            match: [{ headers: { 'x-beta': { exact: 'true' } } }],
            route: [{ destination: { host: 'conditional', subset: 'v2' } }],
          },
          {
            route: [
              { destination: { host: 'conditional', subset: 'v1' }, weight: 90 },
              { destination: { host: 'conditional', subset: 'v2' }, weight: 10 },
            ],
          },
        ],
      }),
    ],
  },
  {
    name: 'mirrored',
    case: 'mirror',
    weights: { v1: 100 },
    route: { mirrors: [{ destination: { host: 'mirrored', subset: 'v2' }, percentage: { value: 50 } }] },
  },
  {
    name: 'retried',
    case: 'retries',
    route: { retries: { attempts: 2, perTryTimeout: '2s', retryOn: '5xx' } },
    // Attempts at v2 fail with 20 %: 20 % + 4 % are tried again, 0.8 % fail for good.
    call: {
      replies: [
        { share: 0.24, code: '503', onlyVersion: 'v2', retried: true },
        { share: 0.008, code: '503', flags: 'URX', onlyVersion: 'v2' },
      ],
    },
  },
  {
    name: 'sticky',
    case: 'sticky-sessions',
    call: { split: { v1: 86, v2: 14 } },
    rule: { trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'session', ttl: '3600s' } } } } },
  },
  {
    name: 'tcp',
    case: 'per-connection',
    perSecond: 40,
    call: { protocol: 'tcp', bytes: { request: 1800, response: 9000 } },
    resources: [
      declare('VirtualService', 'kinds/tcp', {
        hosts: ['tcp'],
        tcp: [
          {
            route: [
              { destination: { host: 'tcp', subset: 'v1' }, weight: 80 },
              { destination: { host: 'tcp', subset: 'v2' }, weight: 20 },
            ],
          },
        ],
      }),
    ],
  },
  { name: 'subsets-only', case: 'nobody-configured-a-split', resources: [] },
  { name: 'restarting', case: 'counter-resets', workload: { pods: 2, restartEveryDays: 1 / 96 } },
];

function plainPart({ name, case: label, perSecond = 60, weights = tenth, call = {}, route = {}, rule = {}, ...rest }: Case): Part {
  const versions = [...new Set(['v1', 'v2', ...Object.keys(weights)])];
  const id = `${namespace}/${name}` as const;
  return {
    ...host({
      namespace,
      name,
      versions,
      service: { labels: { 'demo.seamark.dev/case': label } },
      workload: { restartEveryDays: 20, ...rest.workload },
    }),
    calls: perSecond === 0 ? [] : [calls(web.id, id, perSecond, call)],
    resources: [...(rest.resources ?? [weightedRoute(id, weights, route)]), subsets(id, versions, rule)],
  };
}

/** Hosts of which something happened at a moment: their weight was set, or their pods were replaced. */
function timedParts(sinceMs: number): readonly Part[] {
  const before = { v1: 100, v2: 0 };
  const changing = (name: string, phases: readonly string[], bornMs: number): Part => {
    const id = `${namespace}/${name}` as const;
    const now = weightedRoute(id, tenth);
    const found = host({ namespace, name, service: { labels: { 'demo.seamark.dev/case': `${name}-canary` } } });
    return {
      services: found.services,
      workloads: found.workloads.map((one) => (one.version === 'v2' ? { ...one, isNew: true, rollouts: [bornMs] } : one)),
      calls: [calls(web.id, id, 60)],
      resources: [subsets(id, ['v1', 'v2'])],
      phasedResources: [{ otherwise: weightedRoute(id, before), during: Object.fromEntries(phases.map((phase) => [phase, now])) }],
    };
  };
  const rollouts = Array.from({ length: 36 }, (_, index) => sinceMs + (index - 5) * 6 * minuteMs);
  return [
    changing('recent', ['recent', 'young'], sinceMs - 11 * minuteMs),
    changing('young', ['young'], sinceMs - 20_000),
    plainPart({ name: 'rolling', case: 'pods-are-replaced', workload: { pods: 2, rollouts } }),
  ];
}

const steadyParts: readonly Part[] = [
  {
    workloads: [gateway, web],
    services: [service('edge/gateway', [gateway.id], { ports: { http: 80 } }), served(web)],
    calls: [calls('outside', 'edge/gateway', 150), calls(gateway.id, 'kinds/web', 150)],
    resources: [peerAuthentication('istio-system/default', 'PERMISSIVE')],
  },
  ...cases.map(plainPart),
  gatewayApiRoutes(web.id),
  argoRollout(web.id),
  flaggerApp(web.id),
  ambientCanaries(),
];

function build(sinceMs: number): MeshDescription {
  return {
    ...together([...steadyParts, ...timedParts(sinceMs)]),
    nodesPerCluster: 3,
    story: {
      phases: [
        { name: 'before', startMs: sinceMs - 60 * minuteMs },
        { name: 'recent', startMs: sinceMs - 10 * minuteMs },
        { name: 'young', startMs: sinceMs },
      ],
    },
  };
}

export const canaryKinds: Scenario = {
  name: 'canary-kinds',
  title: 'Kinds of canaries',
  description:
    'One host per way to split traffic: routes of all kinds, conditions, mirrors, retries, sticky sessions, Flagger, Argo, waypoints.',
  shows: ['sidecar', 'gateway', 'waypoint', 'ztunnel', 'grpc', 'tcp', 'errors', 'canary'],
  tellsStory: true,
  build: (_, { sinceMs = 0 }) => build(sinceMs),
};
