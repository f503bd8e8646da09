/** A call as it goes once proxies obey configuration: its replies with those of refusing, denying and fault-injecting proxies among them. */
import type { Call, Reply, Share } from '../world/description';
import { shareIn } from '../world/description';
import { type Hop, type Outcome, outcomeOf } from './outcome';
import type { PolicyTimeline } from './policy-timeline';
import type { Routed } from './route';

/** The part of a call between two ends that is mutual TLS or plaintext throughout. */
export interface ObeyingCall extends Call {
  /** Where policies touch the call: shares of its connections. */
  readonly connections?: {
    /** Refused before they reach the server's proxy. */
    readonly refused: Share;
    /** The server's sidecar closes them (TCP). */
    readonly closed: Share;
    /** Reach the last hop and flow. */
    readonly flowing: Share;
    /** The server's ztunnel refuses them. */
    readonly denied: Share;
  };
}

type Cell<T> = (phase: string, segment: number) => T;

const share = (inCell: Cell<number>): Share => ({ inCell });

interface Touch {
  readonly outcome: Cell<Outcome>;
  readonly route: Cell<Routed | undefined>;
}

function abortShare(routed: Routed | undefined, code?: string): number {
  const aborts = (routed?.aborts ?? []).filter((abort) => code === undefined || abort.code === code);
  return aborts.reduce((sum, abort) => sum + abort.share, 0);
}

/** Aborts and delays of the client's proxy; both are shares of all that the call sends. */
function faultReplies(call: Call, timeline: PolicyTimeline, { route }: Touch, passing: Cell<number>): readonly Reply[] {
  const routes = timeline.cells().map(([phase, segment]) => route(phase, segment));
  const codes = new Set(routes.flatMap((routed) => (routed?.aborts ?? []).map(({ code }) => code)));
  const aborted = [...codes].map(
    (code): Reply => ({
      share: share((phase, segment) => abortShare(route(phase, segment), code)),
      code,
      flags: 'FI',
      reachesServer: false,
      knowsWorkload: false,
    }),
  );
  const seconds = Math.max(0, ...routes.flatMap((routed) => (routed?.delays ?? []).map((delay) => delay.seconds)));
  if (seconds === 0) return aborted;
  const others = call.replies ?? [];
  const success: Cell<number> = (phase, segment) => 1 - others.reduce((sum, reply) => sum + shareIn(reply.share, phase, segment), 0);
  const delayed: Reply = {
    share: share((phase, segment) => {
      const part = (route(phase, segment)?.delays ?? []).reduce((sum, delay) => sum + delay.share, 0);
      return part * passing(phase, segment) * Math.max(0, success(phase, segment));
    }),
    code: '200',
    grpcStatus: '0',
    flags: 'DI',
    latency: { medianMs: seconds * 1000 + 20, spread: 0.02 },
  };
  return [...aborted, delayed];
}

/** Replies of proxies that refuse, in the order in which a request meets them. */
function refusals(call: Call, hop: Hop, { outcome, route }: Touch): readonly Reply[] {
  const grpc = call.protocol === 'grpc';
  const sent: Cell<number> = (phase, segment) => 1 - abortShare(route(phase, segment));
  const unreachable = { code: '503', flags: 'UF', grpcStatus: '14' };
  const denied = { code: grpc ? '200' : '403', grpcStatus: '7' };
  const after = (part: (seen: Outcome) => number): Share => share((phase, segment) => sent(phase, segment) * part(outcome(phase, segment)));
  return [
    { ...unreachable, share: after(({ refused }) => refused), reachesServer: false },
    { ...denied, share: after(({ refused, deniedAtWaypoint }) => (1 - refused) * deniedAtWaypoint), stopsAt: 'waypoint' },
    {
      ...unreachable,
      share: after((seen) => (1 - seen.refused) * (1 - seen.deniedAtWaypoint) * seen.deniedAtZtunnel),
      ...(hop.waypoint === undefined ? { reachesServer: false } : { stopsAt: 'waypoint' }),
    },
    {
      ...denied,
      share: after((seen) => (1 - seen.refused) * (1 - seen.deniedAtWaypoint) * (1 - seen.deniedAtZtunnel) * seen.deniedAtSidecar),
      stopsAt: 'destination',
    },
  ];
}

function passingShare(outcome: Outcome, aborted: number): number {
  const { refused, deniedAtWaypoint, deniedAtZtunnel, deniedAtSidecar } = outcome;
  return (1 - aborted) * (1 - refused) * (1 - deniedAtWaypoint) * (1 - deniedAtZtunnel) * (1 - deniedAtSidecar);
}

/** A declared reply, while its reason exists. */
function grounded(timeline: PolicyTimeline, reply: Reply): Reply {
  const { because } = reply;
  if (because === undefined) return reply;
  const there = timeline.each((set) => set.has(because));
  return { ...reply, share: share((phase, segment) => (there(phase, segment) ? shareIn(reply.share, phase, segment) : 0)) };
}

/** The call as it is when every proxy in its path obeys; the same object where nothing touches it. */
export function obey(timeline: PolicyTimeline, hop: Hop, route: Cell<Routed | undefined>, mutualTls: boolean): ObeyingCall {
  const declared = hop.call.replies?.some((reply) => reply.because !== undefined) === true;
  const call: Call = declared ? { ...hop.call, replies: hop.call.replies?.map((reply) => grounded(timeline, reply)) ?? [] } : hop.call;
  const outcome = timeline.each((set) => outcomeOf(set, hop, mutualTls));
  const cells = timeline.cells();
  const calm = cells.every(([phase, segment]) => {
    const routed = route(phase, segment);
    return passingShare(outcome(phase, segment), 0) === 1 && abortShare(routed) === 0 && (routed?.delays.length ?? 0) === 0;
  });
  if (calm) return call;
  const touch: Touch = { outcome, route };
  const passing: Cell<number> = (phase, segment) => passingShare(outcome(phase, segment), abortShare(route(phase, segment)));
  const own = (call.replies ?? []).map((reply): Reply => {
    return { ...reply, share: share((phase, segment) => shareIn(reply.share, phase, segment) * passing(phase, segment)) };
  });
  const sent: Cell<number> = (phase, segment) => 1 - abortShare(route(phase, segment));
  const hopShare = (part: (seen: Outcome) => number): Share =>
    share((phase, segment) => sent(phase, segment) * part(outcome(phase, segment)));
  return {
    ...call,
    replies: [...own, ...faultReplies(call, timeline, touch, passing), ...refusals(call, hop, touch)],
    connections: {
      refused: hopShare(({ refused }) => refused),
      closed: hopShare(({ refused, deniedAtSidecar }) => (1 - refused) * deniedAtSidecar),
      flowing: hopShare((seen) => (1 - seen.refused) * (1 - seen.deniedAtWaypoint) * (1 - seen.deniedAtZtunnel)),
      denied: hopShare((seen) => (1 - seen.refused) * (1 - seen.deniedAtWaypoint) * seen.deniedAtZtunnel),
    },
  };
}
