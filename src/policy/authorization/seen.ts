/** A call as one enforcement point sees it, and the words for what it does not know. */
import type { Tri } from '../model';
import type { RequestFacts } from './request-facts';

/** undefined = not known, wherever a value may be absent. */
export interface Seen extends RequestFacts {
  /** null = no peer certificate. */
  readonly principal: string | null | undefined;
  /** The direct peer. */
  readonly sourceIp?: string;
  readonly destinationIp?: string;
  /** The port policies name here: the workload's at sidecar and ztunnel, the addressed one at a waypoint (docs/policies.md §2.4). */
  readonly port?: number;
  /** null = none is sent. */
  readonly sni: string | null | undefined;
  /** Whether a RequestAuthentication reads tokens here. */
  readonly readsTokens: Tri;
}

/** Attributes that configuration would tell, were it all there; the others belong to the request (docs/policies.md §0.1, §2.8). */
const configured: readonly string[] = ['source.principal', 'destination.port', 'destination.labels', 'destination.ip', 'path', 'mtls.mode'];

/** Not the request's: a missing resource or label would tell it. */
export function isConfigured(attribute: string): boolean {
  return configured.includes(attribute);
}

/** An HTTP request has been seen, so the port's protocol is no question any more. */
export function isHttpRequest({ method, path, host, headers, jwt }: RequestFacts): boolean {
  return [method, path, host, headers, jwt].some((each) => each !== undefined);
}
