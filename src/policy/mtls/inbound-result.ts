/** What the proxy of a server does with a connection (docs/policies.md §1.2, §1.3). */
import type { PortProtocol } from '../facts/port-protocol';
import type { Dataplane, MtlsMode, Tri } from '../model';

/** What arrives: Istio's mutual TLS, HBONE, TLS of anybody else, or no TLS. */
export type Arriving = 'mtls' | 'hbone' | 'tls' | 'plaintext';

export interface InboundResult {
  /** `passthrough` = its bytes reach the application as they are, TLS and all. */
  readonly result: 'accepted' | 'rejected' | 'passthrough';
  /** Whether a call gets through; `U` = it does if the application serves that TLS itself. */
  readonly works: Tri;
  /** "no filter chain", "protocol error", "not terminated", "denied". */
  readonly how?: string;
  /** Half a sentence about the server: "accepts plaintext, for its mode is PERMISSIVE". */
  readonly explanation: string;
}

export interface InboundServer {
  readonly dataplane: Exclude<Dataplane, 'unknown'>;
  /** At the workload port that is reached. */
  readonly mode: MtlsMode;
  /** Of that port as its Service declares it; `auto` for one that no Service names. */
  readonly protocol: PortProtocol;
  /** DENY policies made of PeerAuthentications, for ambient. */
  readonly ztunnelPolicies?: readonly string[];
}

const accepted = (explanation: string): InboundResult => ({ result: 'accepted', works: 'T', explanation });
const rejected = (how: string, explanation: string): InboundResult => ({ result: 'rejected', works: 'F', how, explanation });
const passed = (works: Tri, explanation: string): InboundResult => ({ result: 'passthrough', works, how: 'not terminated', explanation });

export function inboundResult(server: InboundServer, arriving: Arriving): InboundResult {
  switch (server.dataplane) {
    case 'sidecar':
      return atSidecar(server, arriving);
    case 'ambient':
      return atZtunnel(server, arriving);
    case 'waypoint':
      return atWaypoint(arriving);
    case 'gateway':
      return { result: 'accepted', works: 'U', explanation: 'is a gateway: what it accepts stands in the servers of its Gateway' };
    case 'none':
      return atApplication(arriving);
  }
}

function atSidecar({ mode, protocol }: InboundServer, arriving: Arriving): InboundResult {
  const isHttp = protocol === 'http' || protocol === 'grpc';
  const port = isHttp ? 'an HTTP port' : 'a port that is not declared HTTP';
  switch (arriving) {
    case 'hbone':
      return accepted('terminates HBONE, whatever its mode');
    case 'plaintext':
      return mode === 'STRICT'
        ? rejected('no filter chain', 'is STRICT and resets plaintext')
        : accepted(`accepts plaintext, for its mode is ${mode}`);
    case 'mtls':
      if (mode !== 'DISABLE') return accepted(`accepts Istio's mutual TLS, for its mode is ${mode}`);
      return isHttp
        ? rejected('protocol error', 'has mode DISABLE and takes the TLS handshake for broken HTTP')
        : passed('F', "has mode DISABLE and hands Istio's mutual TLS to the application, which cannot answer it");
    case 'tls':
      if (mode === 'STRICT') return rejected('no filter chain', "is STRICT and resets TLS that is not Istio's");
      if (!isHttp) return passed('U', `has mode ${mode} and hands TLS on ${port} to the application`);
      return mode === 'PERMISSIVE'
        ? rejected('no filter chain', `has mode PERMISSIVE and, on ${port}, no filter chain for TLS that is not Istio's`)
        : rejected('protocol error', `has mode DISABLE and takes TLS on ${port} for broken HTTP`);
  }
}

function atZtunnel({ mode, ztunnelPolicies = [] }: InboundServer, arriving: Arriving): InboundResult {
  if (arriving === 'hbone') return accepted('is ambient: its ztunnel accepts HBONE, whatever its mode');
  const by = ztunnelPolicies.length === 0 ? '' : ` (${ztunnelPolicies.join(', ')})`;
  if (mode === 'STRICT') return rejected('denied', `is ambient and STRICT: its ztunnel denies peers without identity${by}`);
  if (arriving === 'plaintext') return accepted('is ambient and not STRICT: its ztunnel accepts plaintext');
  if (arriving === 'tls') return passed('U', 'is ambient and not STRICT: its ztunnel hands foreign TLS to the application');
  return passed('F', "is ambient: its ztunnel takes a sidecar's mutual TLS for bytes of the application, which cannot answer it");
}

function atWaypoint(arriving: Arriving): InboundResult {
  return arriving === 'hbone'
    ? accepted('is a waypoint, which accepts HBONE')
    : rejected('denied', 'is a waypoint, which accepts HBONE only');
}

function atApplication(arriving: Arriving): InboundResult {
  if (arriving === 'plaintext') return accepted('has no proxy and gets plaintext');
  if (arriving === 'tls') return passed('U', 'has no proxy: TLS works if the application serves it');
  if (arriving === 'mtls') return { ...passed('F', "has no proxy that could answer Istio's mutual TLS"), result: 'rejected' };
  return rejected('no HBONE endpoint', 'has no proxy that could answer HBONE');
}
