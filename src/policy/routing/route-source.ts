/** The one form in which VirtualServices and routes of the Gateway API are evaluated. */
import type { Labels } from '../../istio/labels';
import type { Ref } from '../../istio/ref';
import type { RouteCondition, RouteRule } from '../model';
import type { Visibility } from './visibility';

/** Where a rule sends requests. `host` is the full name. */
export interface Target {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  readonly weight: number;
  readonly path: string;
  /** Why the backend is refused (Gateway API): its share is answered with 500. */
  readonly invalid?: string;
}

export interface Mirror {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  readonly percent: number;
}

/** What a rule does with the requests it matches. */
export interface RuleAction {
  readonly targets: readonly Target[];
  /** Answered by the proxy itself; `status` absent = the connection goes nowhere. */
  readonly answer?: { readonly status?: number; readonly reason: string; readonly path: string };
  readonly fault?: NonNullable<RouteRule['fault']>;
  readonly mirrors: readonly Mirror[];
  readonly timeoutSeconds?: number;
  readonly retries?: NonNullable<RouteRule['retries']>;
}

/** One alternative of a rule: what is known per client, and what only the request tells (docs/policies.md §4.1). */
export interface SourceMatch {
  readonly path: string;
  readonly port?: number;
  readonly gateways?: readonly string[];
  readonly sourceLabels?: Labels;
  readonly sourceNamespace?: string;
  readonly conditions: readonly RouteCondition[];
  /** Order of the Gateway API: kind and length of the path, method, headers, query parameters; compared as numbers, larger first. */
  readonly rank: readonly number[];
}

export interface SourceRule {
  readonly ref: Ref;
  /** "spec.http[0]". */
  readonly path: string;
  readonly index: number;
  readonly name?: string;
  readonly gatewayApi: boolean;
  /** None = every request. */
  readonly matches: readonly SourceMatch[];
  readonly action: RuleAction;
}

/** Rules that are tried together, in order: a VirtualService, or the Gateway API routes of one namespace (or listener) and host. */
export interface RouteSource extends Ref {
  readonly createdSeconds?: number;
  readonly gatewayApi: boolean;
  readonly hosts: readonly string[];
  /** "mesh", or "namespace/name". */
  readonly gateways: readonly string[];
  readonly visibility: Visibility;
  readonly http: readonly SourceRule[];
  readonly tls: readonly SourceRule[];
  readonly tcp: readonly SourceRule[];
}
