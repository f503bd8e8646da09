/** Who reports a call: from the proxies at both ends to rows, one situation of docs/telemetry.md §4 at a time. */

import type { ObeyingCall } from '../policies/obeying-call';
import type { Call, Destination, Reply, Workload } from './description';
import { type Address, addressOf } from './ends';
import { everFlows, scaledByShare } from './rates';
import { type Leg, type Reporting, repliesOf, reportMessages, reportRequests } from './report-requests';
import { reportTcp, reportZtunnel } from './report-tcp';
import { type Flow, type FlowPart, inMesh } from './traffic';

const nowhere: Address = { service: 'unknown', name: 'unknown', namespace: 'unknown' };

/** The ends of a flow with what is in the mesh. */
interface Path {
  /** Absent: outside the mesh, or without a proxy. */
  readonly source: Workload | undefined;
  readonly target: Workload | undefined;
  readonly address: Address;
  readonly waypoint: Workload | undefined;
  /** Copies, of which only the server's proxy tells (docs/policies.md §5.2). */
  readonly mirrored: boolean;
}

function hasSidecar(workload: Workload | undefined): workload is Workload {
  return workload !== undefined && (workload.proxy === 'sidecar' || workload.proxy === 'gateway' || workload.proxy === 'waypoint');
}

function legOf(path: Path, reporter: Leg['reporter'], part: FlowPart): Leg {
  const known = part.mutualTls ? 'mutual_tls' : 'none';
  // An empty label is none.
  const seen = path.target?.untold === 'security' && reporter === 'destination' ? '' : known;
  return {
    reporter,
    source: inMesh(path.source) ? path.source : undefined,
    target: path.target,
    address: path.address,
    mutualTls: part.mutualTls,
    securityPolicy: reporter === 'source' ? 'unknown' : seen,
    rate: part.rate,
  };
}

function ztunnelLeg(leg: Leg): Leg {
  return { ...leg, securityPolicy: leg.mutualTls ? 'mutual_tls' : 'unknown' };
}

function tellsAsServer(target: Workload | undefined): target is Workload {
  return target?.proxy === 'sidecar' && target.untold !== 'as server';
}

function reachesServer(reply: Reply): boolean {
  return reply.knowsWorkload !== false && reply.reachesServer !== false && reply.stopsAt !== 'waypoint';
}

/** A call in the words of the server's proxy. Only the proxy that holds a request back knows that it did. */
function seenByServer(call: ObeyingCall): ObeyingCall {
  if (call.replies?.some(({ flags, atServer }) => flags === 'DI' || atServer !== undefined) !== true) return call;
  const replies = call.replies.filter(({ flags }) => flags !== 'DI').map((reply) => ({ ...reply, ...reply.atServer }));
  return { ...call, replies };
}

function reportHttpPath(reporting: Reporting, path: Path, part: FlowPart): void {
  const { source, target, waypoint, mirrored } = path;
  const { call } = part;
  const replies = repliesOf(call).filter((reply) => reply.knowsWorkload !== false);
  const { fleet } = reporting;
  const tell = (reporter: Leg['reporter'], teller: Workload, told: readonly Reply[], seen: Call = call): void => {
    const leg = legOf(path, reporter, part);
    reportRequests(reporting, seen, leg, fleet.pods(teller), told);
    reportMessages(reporting, seen, leg, fleet.pods(teller), call.connections?.flowing ?? 1);
  };
  const final = replies.filter(({ retried }) => retried !== true);
  if (hasSidecar(source) && !mirrored) tell('source', source, final);
  if (tellsAsServer(target)) {
    const seen = seenByServer(call);
    tell('destination', target, repliesOf(seen).filter(reachesServer), seen);
  }
  if (waypoint !== undefined && !mirrored) tell('waypoint', waypoint, final);
}

/** A leg of TCP between sidecars, of which the server's may close some connections before a byte flows. */
function reportTcpLeg(reporting: Reporting, { call }: FlowPart, leg: Leg, teller: Workload): void {
  const emitters = reporting.fleet.pods(teller);
  const { clock } = reporting;
  const { connections } = call;
  if (connections === undefined) {
    reportTcp(reporting, call, leg, emitters);
    return;
  }
  const arriving = scaledByShare(leg.rate, clock, connections.flowing);
  const closed = scaledByShare(leg.rate, clock, connections.closed);
  if (!everFlows(closed)) {
    if (everFlows(arriving)) reportTcp(reporting, call, { ...leg, rate: arriving }, emitters);
    return;
  }
  const flowing = arriving.map((part, slot) => part - (closed[slot] ?? 0));
  reportTcp(reporting, call, { ...leg, rate: arriving }, emitters, { connections: 'opened', flags: '-' });
  if (everFlows(flowing)) reportTcp(reporting, call, { ...leg, rate: flowing }, emitters, { connections: 'bytes', flags: '-' });
}

/** TCP between two sidecars: in plaintext neither side learns who the other is. */
function reportTcpPath(reporting: Reporting, path: Path, part: FlowPart): void {
  const { source, target } = path;
  const { call } = part;
  const { fleet, clock } = reporting;
  if (hasSidecar(source)) {
    const leg = legOf(path, 'source', part);
    const seen: Leg = part.mutualTls ? leg : { ...leg, target: undefined, targetCluster: source.cluster };
    reportTcpLeg(reporting, part, seen, source);
    const failing = [call.failedConnections, call.connections?.refused, call.connections?.denied];
    for (const share of failing) {
      const rate = share === undefined ? undefined : scaledByShare(part.rate, clock, share);
      if (rate === undefined || !everFlows(rate)) continue;
      reportTcp(reporting, call, { ...seen, rate }, fleet.pods(source), { connections: 'closed', flags: 'UF' });
    }
  }
  if (tellsAsServer(target)) {
    const leg = legOf(path, 'destination', part);
    reportTcpLeg(reporting, part, part.mutualTls ? leg : { ...leg, source: undefined }, target);
  }
}

/** Ztunnels see every leg that starts or ends on a captured pod; a waypoint makes two legs of one call. */
function reportZtunnels(reporting: Reporting, path: Path, part: FlowPart): void {
  const { source, target, waypoint } = path;
  const { call } = part;
  const { fleet } = reporting;
  const lastHop = call.connections ?? { flowing: 1, denied: 0 };
  const leg = (reporter: 'source' | 'destination', from: Workload | undefined, until: Workload | undefined): Leg =>
    ztunnelLeg({ ...legOf(path, reporter, part), source: from, target: until });
  if (waypoint !== undefined && source?.proxy === 'ztunnel' && target?.proxy === 'ztunnel') {
    reportZtunnel(reporting, call, leg('source', source, waypoint), fleet.ztunnels(source));
    reportZtunnel(reporting, call, leg('destination', source, waypoint), fleet.ztunnels(waypoint));
    reportZtunnel(reporting, call, leg('source', waypoint, target), fleet.ztunnels(waypoint), lastHop);
    reportZtunnel(reporting, call, leg('destination', waypoint, target), fleet.ztunnels(target), lastHop);
    return;
  }
  if (source?.proxy === 'ztunnel') reportZtunnel(reporting, call, leg('source', source, target), fleet.ztunnels(source), lastHop);
  if (target?.proxy === 'ztunnel') {
    reportZtunnel(reporting, call, leg('destination', inMesh(source) ? source : undefined, target), fleet.ztunnels(target), lastHop);
  }
}

type OutsideDestination = Exclude<Destination, { kind: 'service' | 'egress' }>;

/** What a proxy writes for an address that is no service of the mesh. */
function specialAddress(to: OutsideDestination, protocol: Call['protocol']): Address {
  const host = (name: string, given: string): Address => ({ service: protocol === 'tcp' ? name : given, name, namespace: 'unknown' });
  switch (to.kind) {
    case 'serviceEntry':
      return { service: to.host, name: to.host, namespace: to.namespace };
    case 'passthrough':
      return host('PassthroughCluster', to.host);
    case 'blackhole':
      return host('BlackHoleCluster', to.host);
    case 'noRoute':
      return { ...nowhere, service: to.host };
    case 'undeclaredPort':
      return { ...nowhere, name: 'InboundPassthroughCluster' };
  }
}

/** A blackhole and a missing route answer every request themselves. */
function ownAnswer(to: Destination): Reply | undefined {
  if (to.kind === 'blackhole') return { share: 1, code: '502', reachesServer: false };
  return to.kind === 'noRoute' ? { share: 1, code: '404', flags: 'NR', reachesServer: false } : undefined;
}

function reportSpecial(reporting: Reporting, flow: Flow, source: Workload | undefined, to: OutsideDestination): void {
  const { call, target, rate } = flow;
  const address = specialAddress(to, call.protocol);
  const destinationReports = to.kind === 'undeclaredPort';
  const teller = destinationReports ? target : source;
  if (!hasSidecar(teller)) return;
  const leg: Leg = {
    reporter: destinationReports ? 'destination' : 'source',
    source: inMesh(source) ? source : undefined,
    target,
    address,
    mutualTls: false,
    securityPolicy: destinationReports ? 'none' : 'unknown',
    rate,
  };
  const emitters = reporting.fleet.pods(teller);
  if (call.protocol === 'tcp') {
    reportTcp(reporting, call, leg, emitters, { connections: to.kind === 'blackhole' ? 'closed' : 'flowing', flags: '-' });
    return;
  }
  const own = ownAnswer(to);
  if (own === undefined) {
    reportRequests(reporting, call, leg, emitters, repliesOf(call));
    reportMessages(reporting, call, leg, emitters);
    return;
  }
  reportRequests(reporting, { ...call, replies: [own] }, leg, emitters, [own]);
}

/** The answers of the routing proxy, the caller's or a waypoint, that name the service but no workload (UH, FI). */
function reportUnplaced(reporting: Reporting, path: Path, part: FlowPart): void {
  const { call } = part;
  const { source, waypoint } = path;
  const replies = (call.replies ?? []).filter((reply) => reply.knowsWorkload === false);
  const teller = hasSidecar(source) ? source : waypoint;
  if (replies.length === 0 || call.protocol === 'tcp' || teller === undefined) return;
  const reporter = teller === waypoint ? 'waypoint' : 'source';
  const leg = { ...legOf(path, reporter, part), target: undefined, mutualTls: reporter === 'waypoint' };
  // Without a route there is no cluster, and only the request's own host names what was called.
  const nameless = { ...leg, address: { ...nowhere, service: path.address.service } };
  const emitters = reporting.fleet.pods(teller);
  const unrouted = (reply: Reply): boolean => reply.flags === 'NR';
  reportRequests(
    reporting,
    call,
    leg,
    emitters,
    replies.filter((reply) => !unrouted(reply)),
  );
  reportRequests(reporting, call, nameless, emitters, replies.filter(unrouted));
}

/** Adds all rows of the part of a call that one backend takes. */
export function reportFlow(reporting: Reporting, flow: Flow, source: Workload | undefined): void {
  const { call, service, target, waypoint } = flow;
  if (call.to.kind === 'egress') return;
  if (call.to.kind !== 'service') {
    reportSpecial(reporting, flow, source, call.to);
    return;
  }
  if (service === undefined) return;
  const path: Path = { source, target, address: addressOf(service), waypoint, mirrored: flow.mirrored === true };
  for (const part of flow.parts) {
    reportUnplaced(reporting, path, part);
    if (target === undefined) continue;
    if (call.protocol === 'tcp') reportTcpPath(reporting, path, part);
    else reportHttpPath(reporting, path, part);
    reportZtunnels(reporting, path, part);
  }
}
