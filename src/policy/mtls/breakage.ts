/** Why the transport of a call breaks, or does not do what its configuration seems to say (docs/policies.md §1.5). */
import type { Because } from '../model';
import type { Judged, TransportQuestion } from './transport-question';

export type BreakageKind =
  | 'rule-disable-against-strict'
  | 'rule-tls-against-strict'
  | 'rule-tls-on-http-port'
  | 'istio-mutual-against-disable'
  | 'istio-mutual-without-proxy'
  | 'uncaptured-client-against-strict'
  | 'ambient-client-against-strict-sidecar'
  | 'auto-mtls-off-against-strict'
  | 'namespace-disable-against-strict'
  | 'plaintext-against-strict'
  | 'headless-mtls-against-disable'
  | 'credential-ignored'
  | 'tls-lost-at-port'
  | 'subset-undefined'
  | 'host-hidden-by-sidecar';

export interface Breakage {
  readonly kind: BreakageKind;
  /** False = the call works all the same, but not as written. */
  readonly breaks: boolean;
  /** What the client does, why the server refuses, and the resources that say so. */
  readonly because: readonly Because[];
}

export function breakageOf({ sent, inbound, works, situation }: Judged, { server }: TransportQuestion): readonly Breakage[] {
  const breaks = works === 'F';
  const refusal: readonly Because[] =
    inbound === undefined ? [] : [{ sentence: `The server ${inbound.explanation}.`, certainty: 'computed' }];
  const decided = inbound === undefined ? [] : server.mtls.because.filter(({ ref }) => ref !== undefined);
  const because = [...sent.because, ...(breaks ? [...refusal, ...decided] : [])];
  const surprise =
    sent.by === 'rule-credential-ignored' ? 'credential-ignored' : sent.by === 'rule-port-without-tls' ? 'tls-lost-at-port' : undefined;
  if (surprise !== undefined) return [{ kind: surprise, breaks, because }];
  if (!breaks) return [];
  return [{ kind: kindOf(sent, situation), breaks, because }];
}

function kindOf(sent: Judged['sent'], { server }: Judged['situation']): BreakageKind {
  if (sent.by === 'subset-undefined') return 'subset-undefined';
  if (sent.by === 'hidden-blocked' || sent.by === 'hidden-passthrough') return 'host-hidden-by-sidecar';
  const hasProxy = server.dataplane !== 'none';
  switch (sent.sends) {
    case 'mtls':
    case 'hbone':
      if (!hasProxy) return 'istio-mutual-without-proxy';
      return sent.by === 'headless' ? 'headless-mtls-against-disable' : 'istio-mutual-against-disable';
    case 'simple':
    case 'mutual':
      return server.mode === 'STRICT' ? 'rule-tls-against-strict' : 'rule-tls-on-http-port';
    case 'plaintext':
      return plaintextKind(sent.by);
  }
}

function plaintextKind(by: Judged['sent']['by']): BreakageKind {
  switch (by) {
    case 'rule':
      return 'rule-disable-against-strict';
    case 'uncaptured':
      return 'uncaptured-client-against-strict';
    case 'ztunnel':
      return 'ambient-client-against-strict-sidecar';
    case 'auto-mtls-off':
      return 'auto-mtls-off-against-strict';
    case 'namespace-disable':
      return 'namespace-disable-against-strict';
    default:
      return 'plaintext-against-strict';
  }
}
