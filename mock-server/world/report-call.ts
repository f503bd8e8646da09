/** Who reports a call: from the proxies at both ends to rows, one situation of docs/telemetry.md §4 at a time. */
import type { Call, Destination, Reply, Workload } from './description';
import { type Address, addressOf } from './ends';
import { type Leg, type Reporting, repliesOf, reportMessages, reportRequests } from './report-requests';
import { reportTcp, reportZtunnel } from './report-tcp';
import { everFlows, type Flow, scaledByPhase } from './traffic';

const nowhere: Address = { service: 'unknown', name: 'unknown', namespace: 'unknown' };

/** The ends of a flow with what is in the mesh. */
interface Path {
  readonly call: Call;
  readonly flow: Flow;
  /** Absent: outside the mesh, or without a proxy. */
  readonly source: Workload | undefined;
  readonly target: Workload | undefined;
  readonly address: Address;
  readonly waypoint: Workload | undefined;
}

interface SecurePart {
  readonly mutualTls: boolean;
  readonly rate: Float64Array;
}

function inMesh(workload: Workload | undefined): boolean {
  return workload !== undefined && workload.proxy !== 'none';
}

function hasSidecar(workload: Workload | undefined): workload is Workload {
  return workload !== undefined && (workload.proxy === 'sidecar' || workload.proxy === 'gateway' || workload.proxy === 'waypoint');
}

/** Mutual TLS and plaintext apart; one of them where the ends or the scenario leave no choice. */
function secureParts(path: Path, reporting: Reporting): readonly SecurePart[] {
  const { flow, call } = path;
  if (!inMesh(path.source) || !inMesh(path.target)) return [{ mutualTls: false, rate: flow.rate }];
  const share = call.mtls ?? 1;
  if (share === 1) return [{ mutualTls: true, rate: flow.rate }];
  const secure = scaledByPhase(flow.rate, reporting.clock, share);
  const plain = flow.rate.map((part, slot) => part - (secure[slot] ?? 0));
  return [
    { mutualTls: true, rate: secure },
    { mutualTls: false, rate: plain },
  ].filter((part) => everFlows(part.rate));
}

function legOf(path: Path, reporter: Leg['reporter'], part: SecurePart): Leg {
  const seen = part.mutualTls ? 'mutual_tls' : 'none';
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

function reportHttpPath(reporting: Reporting, path: Path, part: SecurePart): void {
  const { call, source, target, waypoint } = path;
  const replies = repliesOf(call).filter((reply) => reply.knowsWorkload !== false);
  const reaching = replies.filter((reply) => reply.reachesServer !== false);
  const { fleet } = reporting;
  const tell = (reporter: Leg['reporter'], teller: Workload, told: readonly Reply[]): void => {
    const leg = legOf(path, reporter, part);
    reportRequests(reporting, call, leg, fleet.pods(teller), told);
    reportMessages(reporting, call, leg, fleet.pods(teller));
  };
  if (hasSidecar(source)) tell('source', source, replies);
  if (target?.proxy === 'sidecar') tell('destination', target, reaching);
  if (waypoint !== undefined && source?.proxy === 'ztunnel') tell('waypoint', waypoint, replies);
}

/** TCP between two sidecars: in plaintext neither side learns who the other is. */
function reportTcpPath(reporting: Reporting, path: Path, part: SecurePart): void {
  const { call, source, target } = path;
  const { fleet } = reporting;
  if (hasSidecar(source)) {
    const leg = legOf(path, 'source', part);
    const seen: Leg = part.mutualTls ? leg : { ...leg, target: undefined, targetCluster: source.cluster };
    reportTcp(reporting, call, seen, fleet.pods(source));
    if (call.failedConnections !== undefined) {
      const failed = { ...seen, rate: scaledByPhase(part.rate, reporting.clock, call.failedConnections) };
      reportTcp(reporting, call, failed, fleet.pods(source), { connections: 'closed', flags: 'UF' });
    }
  }
  if (target?.proxy === 'sidecar') {
    const leg = legOf(path, 'destination', part);
    reportTcp(reporting, call, part.mutualTls ? leg : { ...leg, source: undefined }, fleet.pods(target));
  }
}

/** Ztunnels see every leg that starts or ends on a captured pod; a waypoint makes two legs of one call. */
function reportZtunnels(reporting: Reporting, path: Path, part: SecurePart): void {
  const { call, source, target, waypoint } = path;
  const { fleet } = reporting;
  const leg = (reporter: 'source' | 'destination', from: Workload | undefined, until: Workload | undefined): Leg =>
    ztunnelLeg({ ...legOf(path, reporter, part), source: from, target: until });
  if (waypoint !== undefined && source?.proxy === 'ztunnel' && target?.proxy === 'ztunnel') {
    reportZtunnel(reporting, call, leg('source', source, waypoint), fleet.ztunnels(source));
    reportZtunnel(reporting, call, leg('destination', source, waypoint), fleet.ztunnels(waypoint));
    reportZtunnel(reporting, call, leg('source', waypoint, target), fleet.ztunnels(waypoint));
    reportZtunnel(reporting, call, leg('destination', waypoint, target), fleet.ztunnels(target));
    return;
  }
  if (source?.proxy === 'ztunnel') reportZtunnel(reporting, call, leg('source', source, target), fleet.ztunnels(source));
  if (target?.proxy === 'ztunnel') {
    reportZtunnel(reporting, call, leg('destination', inMesh(source) ? source : undefined, target), fleet.ztunnels(target));
  }
}

/** What a proxy writes for an address that is no service of the mesh. */
function specialAddress(to: Exclude<Destination, { kind: 'service' }>, protocol: Call['protocol']): Address {
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

function reportSpecial(
  reporting: Reporting,
  flow: Flow,
  source: Workload | undefined,
  to: Exclude<Destination, { kind: 'service' }>,
): void {
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

/** Adds all rows of the part of a call that one backend takes. */
export function reportFlow(reporting: Reporting, flow: Flow, source: Workload | undefined, waypoint: Workload | undefined): void {
  const { call, service, target } = flow;
  if (call.to.kind !== 'service') {
    reportSpecial(reporting, flow, source, call.to);
    return;
  }
  if (service === undefined || target === undefined) return;
  const path: Path = { call, flow, source, target, address: addressOf(service), waypoint };
  for (const part of secureParts(path, reporting)) {
    if (call.protocol === 'tcp') reportTcpPath(reporting, path, part);
    else reportHttpPath(reporting, path, part);
    reportZtunnels(reporting, path, part);
  }
}

/** Adds the answers of the caller's proxy that name the service but no workload (UH), once per call. */
export function reportUnplaced(reporting: Reporting, flow: Flow, source: Workload | undefined): void {
  const { call, service } = flow;
  const replies = (call.replies ?? []).filter((reply) => reply.knowsWorkload === false);
  if (service === undefined || replies.length === 0 || call.protocol === 'tcp' || !hasSidecar(source)) return;
  const leg: Leg = {
    reporter: 'source',
    source,
    target: undefined,
    address: addressOf(service),
    mutualTls: false,
    securityPolicy: 'unknown',
    rate: flow.rate,
  };
  reportRequests(reporting, call, leg, reporting.fleet.pods(source), replies);
}
