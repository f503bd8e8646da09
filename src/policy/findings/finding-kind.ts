/** What a kind of finding looks at, and how findings are made. */
import type { Inventory } from '../../istio/inventory';
import type { Ref } from '../../istio/ref';
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { Facts } from '../facts/create-facts';
import type { ServiceFacts } from '../facts/services';
import type { WorkloadFacts } from '../facts/workload-facts';
import type { AuthorizationVerdict, Because, CallPolicy, Enforcer, Finding, WorkloadKey, WorkloadPolicy } from '../model';
import type { ObservedCall } from '../observation';
import type { RoutingFacts } from '../routing/routing-facts';

/** An observed call with what configuration says of it. An end that telemetry does not name is undefined. */
export interface JudgedCall {
  readonly call: ObservedCall;
  readonly policy: CallPolicy;
  readonly source: WorkloadFacts | undefined;
  readonly destination: WorkloadFacts | undefined;
  /** What configuration says of the destination. */
  readonly server: WorkloadPolicy | undefined;
  readonly service: ServiceFacts | undefined;
  /** Port of the workload, where it is decided. */
  readonly workloadPort: number | undefined;
}

export interface FindingContext {
  readonly inventory: Inventory;
  readonly facts: Facts;
  /** What is wrong with routes, found where they are evaluated. */
  readonly routes: () => RoutingFacts;
  readonly rootNamespace: string;
  /** Traffic is known at all; without it nothing can be said about what is not there. */
  readonly observed: boolean;
  /** The window of the observation, Unix seconds. */
  readonly window: { readonly fromSeconds: number; readonly toSeconds: number };
  readonly workloads: ReadonlyMap<WorkloadKey, WorkloadPolicy>;
  readonly calls: readonly JudgedCall[];
  /** Workloads the policy is attached to (and not ignored at), at one of these enforcers. */
  readonly attachedTo: (policy: Ref, enforcers?: readonly Enforcer[]) => readonly WorkloadKey[];
  /** Whether the rule alone can have let the call in; what only the request tells counts as possible. */
  readonly mayMatch: (policy: AuthorizationPolicy, rule: number, judged: JudgedCall) => boolean;
  /** What the workload's own proxy says to a connection with this identity. */
  readonly admits: (workload: WorkloadKey, principal: string) => AuthorizationVerdict | undefined;
  /** The answer of the last evaluation for this kind and subject, if it was made of the same inputs. */
  readonly keep: (code: string, subject: object, inputs: readonly unknown[], compute: () => readonly Finding[]) => readonly Finding[];
  /** Another object whenever the workload, its policies or its waypoints were evaluated again. */
  readonly tokenOf: (workload: WorkloadKey) => object | undefined;
  /** Calls that this resource routes, or whose transport it decides. */
  readonly callsAbout: (resource: Ref) => readonly JudgedCall[];
  readonly callsTo: (workload: WorkloadKey) => readonly JudgedCall[];
  readonly workloadsBehind: (service: ServiceFacts) => readonly WorkloadFacts[];
}

/** What a finding about one call may look at, so that it holds as long as these are the same. */
export type CallContext = Pick<FindingContext, 'inventory' | 'window'>;

/** One kind of finding, over everything or call by call. Both are total: whatever they cannot decide they leave out. */
export interface FindingKind {
  /** Kebab-case; also the name of the file. */
  readonly code: string;
  /** What it tells, one sentence. */
  readonly about: string;
  /** Holds traffic against the verdict it was measured under; against resources that nobody runs yet it says nothing. */
  readonly holdsTraffic?: true;
  readonly find?: (context: FindingContext) => readonly Finding[];
  readonly ofCall?: (judged: JudgedCall, context: CallContext) => Finding | undefined;
}

type Details = Omit<Finding, 'id' | 'code' | 'workloads' | 'edges'> & Partial<Pick<Finding, 'workloads' | 'edges'>>;

/** `about` names what the finding is about, so that its id stays the same over refreshes. */
export function finding(code: string, about: string, details: Details): Finding {
  return { id: `${code}:${about}`, code, workloads: [], edges: [], ...details, evidence: distinctReasons(details.evidence) };
}

/** Each sentence once: two enforcement points may give the same reason. */
export function distinctReasons(because: readonly Because[]): readonly Because[] {
  return [...new Map(because.map((each) => [each.sentence, each])).values()];
}
