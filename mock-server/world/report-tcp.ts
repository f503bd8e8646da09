/** TCP as sidecars report it, and everything as ztunnels see it: bytes and connections (docs/telemetry.md §1, §4). */
import type { ObeyingCall } from '../policies/obeying-call';
import type { Call, Share } from './description';
import type { Emitter } from './emitter';
import { hash } from './hash';
import { everFlows, scaledByShare } from './rates';
import type { Leg, Reporting } from './report-requests';
import type { ConnectionOutcome, Measure } from './row';

/** HTTP requests that share one connection, as a ztunnel counts it. */
const requestsPerConnection = 40;
/** TLS, HTTP/2 framing and headers on top of bodies. */
const headerBytes = 380;

function tcpLabels(leg: Leg, flags: string): Map<string, string> {
  return new Map([
    ['reporter', leg.reporter],
    ['request_protocol', 'tcp'],
    ['response_flags', flags],
    ['connection_security_policy', leg.securityPolicy],
  ]);
}

/** A TCP leg of a TCP call; `flags` with `closed` or `failed` connections for those that came to nothing. */
export function reportTcp(
  reporting: Reporting,
  call: Call,
  leg: Leg,
  emitters: readonly Emitter[],
  outcome: { readonly connections: ConnectionOutcome; readonly flags: string } = { connections: 'flowing', flags: '-' },
): void {
  const measure: Measure = {
    kind: 'tcp',
    receivedBytes: call.bytes?.request ?? 900,
    sentBytes: call.bytes?.response ?? 5200,
    connections: outcome.connections,
  };
  reporting.rows.add(emitters, partsOf(reporting, leg), tcpLabels(leg, outcome.flags), measure, leg.rate);
}

function partsOf({ ends }: Reporting, leg: Leg): readonly ReadonlyMap<string, string>[] {
  return [ends.source(leg.source, leg.mutualTls), ends.destination(leg.target, leg.address, leg.mutualTls, leg.targetCluster)];
}

function zone(id: string | undefined): string {
  return id === undefined ? 'unknown' : `zone-${'abc'.charAt(hash(id) % 3)}`;
}

/** What the ztunnels of one end's nodes see of a call of any protocol. */
export function reportZtunnel(
  reporting: Reporting,
  call: ObeyingCall,
  leg: Leg,
  emitters: readonly Emitter[],
  lastHop: { readonly flowing: Share; readonly denied: Share } = { flowing: 1, denied: 0 },
): void {
  const http = call.protocol !== 'tcp';
  const perConnection = http ? requestsPerConnection : 1;
  const { clock } = reporting;
  const measure: Measure = {
    kind: 'tcp',
    receivedBytes: ((call.bytes?.request ?? (http ? 420 : 900)) + (http ? headerBytes : 0)) * perConnection,
    sentBytes: ((call.bytes?.response ?? (http ? 2400 : 5200)) + (http ? headerBytes : 0)) * perConnection,
    connections: 'flowing',
  };
  const add = (flags: string, connections: ConnectionOutcome, rate: Float64Array): void => {
    const own = tcpLabels(leg, flags);
    own.set('source_zone', zone(leg.source?.id));
    own.set('destination_zone', zone(leg.target?.id));
    if (everFlows(rate)) reporting.rows.add(emitters, partsOf(reporting, leg), own, { ...measure, connections }, rate);
  };
  const rate = http ? scaledByShare(leg.rate, clock, { otherwise: 1 / perConnection, during: {} }) : leg.rate;
  add('-', 'flowing', scaledByShare(rate, clock, lastHop.flowing));
  // The server's ztunnel knows the policy; the client's only that the connection came to nothing.
  if (lastHop.denied !== 0) add(leg.reporter === 'source' ? 'CONNECT' : 'DENY', 'refused', scaledByShare(rate, clock, lastHop.denied));
  if (call.failedConnections === undefined || leg.reporter !== 'source') return;
  add('CONNECT', 'failed', scaledByShare(rate, clock, call.failedConnections));
}
