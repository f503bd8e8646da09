/** HTTP and gRPC calls as sidecars, gateways and waypoints report them (docs/telemetry.md §1, §4). */
import type { Clock } from './clock';
import { type Call, inPhase, type Latency, type Reply, type Share, shareIn, type Workload } from './description';
import type { Emitter } from './emitter';
import type { Address, Ends } from './ends';
import type { Fleet } from './fleet';
import type { Shape, ShapeFor } from './latency-shape';
import { everFlows, scaled, scaledByShare } from './rates';
import type { Measure, RowBook } from './row';

/** What every reporter needs to know of the world. */
export interface Reporting {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly ends: Ends;
  readonly shapeFor: ShapeFor;
  readonly rows: RowBook;
}

/** The two ends of what is reported, as the reporter knows them. */
export interface Leg {
  readonly reporter: 'source' | 'destination' | 'waypoint';
  readonly source: Workload | undefined;
  readonly target: Workload | undefined;
  readonly address: Address;
  readonly mutualTls: boolean;
  /** Empty: the label is left out. */
  readonly securityPolicy: 'mutual_tls' | 'none' | 'unknown' | '';
  readonly rate: Float64Array;
  /** When the target is unknown. */
  readonly targetCluster?: string;
}

const defaultLatency: Latency = { medianMs: 12, spread: 0.6 };
const proxyAnswer: Latency = { medianMs: 1.5, spread: 0.5 };
/** Each proxy further from the client sees a little less of the time. */
const seenTime = { source: 1, waypoint: 0.96, destination: 0.92 };

/** Success first, then the declared other replies. */
export function repliesOf(call: Call): readonly Reply[] {
  const others = call.replies ?? [];
  const success: Reply = { share: 1, code: '200', grpcStatus: '0' };
  return [success, ...others];
}

/** Less than this of a call is rounding. */
const nothing = 1e-12;

/** The rate of one reply; success is what the others leave. */
function replyRate(whole: Float64Array, clock: Clock, call: Call, reply: Reply): Float64Array {
  const all = call.replies ?? [];
  if (all.includes(reply)) return scaledByShare(whole, clock, reply.share);
  const others = all.filter(({ retried }) => retried !== true);
  if (others.length === 0) return whole;
  return scaled(whole, clock, (phase, segment) => {
    const left = 1 - others.reduce((sum, other) => sum + shareIn(other.share, phase, segment), 0);
    return left < nothing ? 0 : left;
  });
}

function durationShapes(reporting: Reporting, call: Call, reply: Reply, reporter: Leg['reporter']): readonly Shape[] {
  const latency =
    reply.latency ?? (reply.reachesServer === false || reply.stopsAt !== undefined ? proxyAnswer : (call.latency ?? defaultLatency));
  return reporting.clock.phases.map((phase) => {
    const seen = inPhase(latency, phase);
    return reporting.shapeFor({ ...seen, medianMs: seen.medianMs * seenTime[reporter] });
  });
}

function replyLabels(call: Call, reply: Reply, leg: Leg): ReadonlyMap<string, string> {
  return new Map([
    ['reporter', leg.reporter],
    ['request_protocol', call.protocol],
    ['response_code', reply.code],
    ['grpc_response_status', call.protocol === 'grpc' ? (reply.grpcStatus ?? '2') : ''],
    ['response_flags', reply.flags ?? '-'],
    ['connection_security_policy', leg.securityPolicy],
  ]);
}

/** Adds what these proxies count of one leg of a call. */
export function reportRequests(reporting: Reporting, call: Call, leg: Leg, emitters: readonly Emitter[], replies: readonly Reply[]): void {
  const { ends, shapeFor, clock, rows } = reporting;
  const sourceLabels = ends.source(leg.source, leg.mutualTls);
  const targetLabels = ends.destination(leg.target, leg.address, leg.mutualTls, leg.targetCluster);
  const requestBytes = shapeFor({ medianMs: call.bytes?.request ?? 420, spread: 0.4 });
  const responseBytes = shapeFor({ medianMs: call.bytes?.response ?? 2400, spread: 0.8 });
  for (const reply of replies) {
    const rate = replyRate(leg.rate, clock, call, reply);
    if (!everFlows(rate)) continue;
    const measure: Measure = {
      kind: 'requests',
      duration: durationShapes(reporting, call, reply, leg.reporter),
      requestBytes,
      responseBytes,
    };
    rows.add(emitters, [sourceLabels, targetLabels], replyLabels(call, reply, leg), measure, rate);
  }
}

/** gRPC message counters of one leg: no code, flags or security policy (docs/telemetry.md §2), so one row for all of it. */
export function reportMessages(
  reporting: Reporting,
  call: Call,
  leg: Omit<Leg, 'securityPolicy'>,
  emitters: readonly Emitter[],
  flowing: Share = 1,
): void {
  const rate = scaledByShare(leg.rate, reporting.clock, flowing);
  if (call.protocol !== 'grpc' || !everFlows(rate)) return;
  const { ends, rows } = reporting;
  const endParts = [ends.source(leg.source, leg.mutualTls), ends.destination(leg.target, leg.address, leg.mutualTls, leg.targetCluster)];
  const own = new Map([
    ['reporter', leg.reporter],
    ['request_protocol', 'grpc'],
  ]);
  rows.add(emitters, endParts, own, { kind: 'messages', perRequest: call.messages ?? { request: 1, response: 1 } }, rate);
}
