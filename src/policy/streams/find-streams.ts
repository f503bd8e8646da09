/** Calls that one route splits, put together again: what each destination was meant to get and what it got (docs/policies.md §5.1, §5.2). */
import { refKey } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { endKey } from '../keys';
import type { CallKey, CallPolicy, OverallShare, Routing } from '../model';
import type { ObservedCall } from '../observation';
import { destinationKey, reachesWorkloads, sharesAmong } from '../routing/route-shares';
import type { ShareWorkload, WorkloadsOfShare } from './workloads-of-shares';

/**
 * The calls of one caller that the same rules of a route decide, as the map draws them in parts. What a route splits whether anybody calls it
 * or not, and how that is counted and judged, is a `Split` of the canary view (inquiry/canary).
 */
export interface CallerStream {
  /** Of the caller, the rules and the protocol. */
  readonly id: string;
  /** The same for all callers. */
  readonly route: string;
  /** The host that was called, as far as telemetry tells. */
  readonly host: string;
  /** Which share applies depends on the request. */
  readonly conditional: boolean;
  readonly counted: 'requests' | 'connections';
  /** In the order of the configuration, then those that nobody configured. */
  readonly parts: readonly StreamPart[];
  /** Any of its calls: who calls, by which service and protocol. */
  readonly example: ObservedCall;
}

export interface StreamPart {
  readonly version: string;
  /** Bounds, 0..1; equal where the split is fixed; undefined = traffic comes here and no rule says so. */
  readonly configured?: { readonly least: number; readonly most: number };
  /** Requests or connections per second, by call. */
  readonly calls: readonly { readonly call: ObservedCall; readonly perSecond: number }[];
  /** Where its calls end, or would end; empty = the resources do not tell. */
  readonly workloads: readonly ShareWorkload[];
}

interface Judged {
  readonly call: ObservedCall;
  readonly routing: Routing;
}

/** By id. `workloadsOf` is asked only where something is split. */
export function findStreams(
  calls: readonly ObservedCall[],
  policies: ReadonlyMap<CallKey, CallPolicy>,
  workloadsOf: () => WorkloadsOfShare,
): readonly CallerStream[] {
  const byId = new Map<string, Judged[]>();
  for (const call of calls) {
    const routing = policies.get(call.key)?.routing;
    if (routing === undefined || destinationsOf(routing).length < 2) continue;
    listIn(byId, streamId(call, routing)).push({ call, routing });
  }
  const ids = [...byId.keys()].sort();
  return ids.flatMap((id) => streamOf(id, byId.get(id) ?? [], workloadsOf()) ?? []);
}

/**
 * Shares that workloads get: not what the proxy answers itself. Where one rule alone leads to workloads, what it does not take ends elsewhere
 * and is not counted: its split is fixed, whatever it asks of a request.
 */
function destinationsOf({ kind, rules, overall }: Routing): readonly OverallShare[] {
  if (kind !== 'fixed' && kind !== 'conditional') return [];
  const destinations = overall.filter(reachesWorkloads);
  const [only, another] = rules.map(({ shares }) => shares.filter(reachesWorkloads)).filter(({ length }) => length > 0);
  if (only === undefined || another !== undefined) return destinations;
  const shares = sharesAmong(only, reachesWorkloads);
  return destinations.map((each) => {
    const share = shares.get(destinationKey(each)) ?? 0;
    return { ...each, min: share, max: share };
  });
}

const routeOf = ({ protocol }: ObservedCall, { rules }: Routing): string =>
  JSON.stringify([protocol, ...rules.map(({ ref, path }) => `${refKey(ref)} ${path}`)]);

const streamId = (call: ObservedCall, routing: Routing): string =>
  JSON.stringify([call.source.cluster, call.source.namespace, call.source.workload, call.source.app, routeOf(call, routing)]);

/** Each request once, by the host it went to: not what only its receiver counted, which has copies and retries in it (docs/policies.md §5.2). */
function counted(judged: readonly Judged[]): readonly Judged[] {
  const sent = judged.filter(({ call }) => call.reporters.some((reporter) => reporter !== 'destination'));
  const arrived = judged.filter(({ call }) => call.destination.workload !== undefined || call.destination.app !== undefined);
  return sent.length === 0 ? arrived : arrived.filter((one) => sent.includes(one));
}

function streamOf(id: string, judged: readonly Judged[], workloadsOf: WorkloadsOfShare): CallerStream | undefined {
  const [first] = judged;
  if (first === undefined) return undefined;
  const { call: example, routing } = first;
  const drafts = destinationsOf(routing).map((share): Draft => ({ share, workloads: workloadsOf(share), calls: [] }));
  const others = new Map<string, { call: ObservedCall; perSecond: number }[]>();
  for (const { call } of counted(judged)) {
    const one = { call, perSecond: perSecondOf(call) };
    const draft = draftOf(call, drafts);
    if (draft === undefined) listIn(others, call.destination.version ?? call.destination.workload ?? 'unknown').push(one);
    else draft.calls.push(one);
  }
  const parts = merged(drafts);
  const conditional = drafts.some(({ share: { min, max } }) => min !== max);
  // Paths that lead to other apps are a table of routes, not a split of one stream.
  if (parts.length < 2 || (conditional && new Set(parts.map(({ app }) => app)).size > 1)) return undefined;
  const strangers = [...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([version, those]) => ({ version, calls: those, workloads: [] }));
  return {
    id,
    route: routeOf(example, routing),
    host: example.service?.host ?? example.service?.name ?? '',
    conditional,
    counted: example.protocol === 'tcp' ? 'connections' : 'requests',
    parts: [...parts.map(({ app: _, ...part }) => part), ...strangers],
    example,
  };
}

interface Draft {
  readonly share: OverallShare;
  readonly workloads: readonly ShareWorkload[];
  readonly calls: { readonly call: ObservedCall; readonly perSecond: number }[];
}

/** Requests, or connections where there are none: bytes tell nothing of a split (docs/policies.md §5.3). */
function perSecondOf({ requestsPerSecond, connections }: ObservedCall): number {
  if (requestsPerSecond !== undefined) return requestsPerSecond;
  return Array.from(connections?.closed.values() ?? []).reduce((sum, rate) => sum + rate, 0);
}

/** The destination that a call ended at, subsets before whole hosts. */
function draftOf({ destination, service }: ObservedCall, drafts: readonly Draft[]): Draft | undefined {
  const key = endKey(destination);
  const narrowFirst = [...drafts].sort((a, b) => Number(a.share.labels === undefined) - Number(b.share.labels === undefined));
  return (
    narrowFirst.find(({ workloads }) => workloads.some((one) => one.key === key)) ??
    narrowFirst.find(({ share: { labels } }) => labels?.get('version') !== undefined && labels.get('version') === destination.version) ??
    narrowFirst.find(({ share: { host, labels } }) => labels === undefined && host === service?.host)
  );
}

type Part = StreamPart & { readonly app: string };

/** Destinations that lead to the same workloads are one part. */
function merged(drafts: readonly Draft[]): readonly Part[] {
  const same = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const { host, subset } = draft.share;
    listIn(same, JSON.stringify(draft.workloads.length === 0 ? [host, subset] : draft.workloads.map(({ key }) => key))).push(draft);
  }
  return [...same.values()].map((those) => {
    const calls = those.flatMap((one) => one.calls);
    const workloads = those[0]?.workloads ?? [];
    const sum = (field: 'min' | 'max') =>
      Math.min(
        1,
        those.reduce((total, { share }) => total + share[field], 0),
      );
    return {
      version: versionOf(those, calls, workloads),
      app: calls[0]?.call.destination.app ?? workloads[0]?.app ?? those[0]?.share.host ?? '',
      configured: { least: sum('min'), most: sum('max') },
      calls,
      workloads,
    };
  });
}

/** As telemetry names it, else as labels do, else the subset, else the first name of the host. */
function versionOf(those: readonly Draft[], calls: Part['calls'], workloads: readonly ShareWorkload[]): string {
  const only = (versions: readonly (string | undefined)[]) => (new Set(versions).size === 1 ? versions[0] : undefined);
  const share = those[0]?.share;
  return (
    only(calls.map(({ call }) => call.destination.version)) ??
    only(workloads.map(({ version }) => version)) ??
    share?.labels?.get('version') ??
    share?.subset ??
    share?.host.split('.')[0] ??
    ''
  );
}
