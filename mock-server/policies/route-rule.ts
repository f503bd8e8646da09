/** What is asked of a route, and what a request meets there: the same for VirtualServices and for routes of the Gateway API. */
import type { Call, RequestClass, Service, Workload } from '../world/description';

/** A call that some proxy routes, with the classes of its requests. */
export interface RouteQuestion {
  readonly client: Workload;
  readonly service: Service;
  readonly port: number;
  readonly protocol: Call['protocol'];
  readonly requests: readonly RequestClass[];
  /** Who routes: a sidecar, a gateway, or the waypoint in front of the service. */
  readonly router: 'sidecar' | 'gateway' | 'waypoint';
  /** The services there are. */
  readonly knows: (service: string) => boolean;
}

/** Whom a rule names, as a full host name. */
export interface RouteTarget {
  readonly host: string;
  readonly subset?: string;
}

/** What one request meets: weighted destinations, or nothing. */
export interface RouteRule {
  readonly destinations: readonly (RouteTarget & { readonly weight: number })[];
  readonly kind: 'VirtualService' | 'HTTPRoute';
  /** Where copies go, and of what share of the requests. */
  readonly mirrors: readonly (RouteTarget & { readonly percent: number })[];
  readonly fault?: unknown;
}

/** Names of headers are the same in upper and lower case. */
export function headerOf(request: RequestClass, name: string): string | undefined {
  return Object.entries(request.headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
