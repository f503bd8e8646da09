/** A split as it is configured, before anything is counted. */
import type { Inventory } from '../../istio/inventory';
import type { Labels } from '../../istio/labels';
import type { PolicyResult } from '../../policy/evaluate-policies';
import type { Because } from '../../policy/model';
import type { Observation } from '../../policy/observation';
import type { End, Telemetry } from '../../telemetry/rows';
import type { CanaryCaller, CanaryVersion, Caution, ConfiguredShare, NotComparable, Placed, SplitSubject } from './model';

/** What was measured last, and what the resources say of it. */
export interface CanaryEvidence {
  readonly telemetry: Telemetry;
  readonly inventory: Inventory;
  readonly observation: Observation;
  readonly policies: PolicyResult;
}

/** A called service as rows name it; `namespace` undefined = a host of a ServiceEntry, known by its full name only. */
export interface NamedService {
  readonly host: string;
  readonly name: string;
  readonly namespace?: string;
}

/** Called ends that belong to a version: predicate (`isSelected`) and PromQL matchers (`destinationMatchers`) are made of the same words. */
export interface EndSelector {
  readonly service: NamedService;
  readonly workloads?: readonly { readonly namespace: string; readonly name: string }[];
  /** `destination_canonical_revision`. */
  readonly revision?: string;
}

export interface SplitVersion {
  readonly id: string;
  readonly name: string;
  readonly role: CanaryVersion['role'];
  readonly host: string;
  readonly subset?: string;
  readonly labels: Labels;
  readonly at?: Placed;
  readonly configured?: ConfiguredShare;
  /** Any of them; none = telemetry cannot tell it from its siblings. */
  readonly selectors: readonly EndSelector[];
  /** The route sends it requests although it has no endpoints: what is lost there is its share (docs/policies.md §5.2). */
  readonly withoutEndpoints?: true;
}

export interface SplitMirror {
  readonly host: string;
  readonly subset?: string;
  readonly percent: number;
  readonly at: Placed;
}

export interface Split extends SplitSubject {
  /** By `callerKey`. */
  readonly callers: ReadonlyMap<string, CanaryCaller>;
  readonly versions: readonly SplitVersion[];
  /** Services that its requests end at. */
  readonly services: readonly NamedService[];
  readonly mirrors: readonly SplitMirror[];
  /** Why measured shares say nothing, as far as configuration tells. */
  readonly notComparable?: { readonly reason: NotComparable; readonly because: string };
  /** Sessions stay where they were, so draws are not independent, and their variance over time does not tell by how much (docs/policies.md §5.3.6). */
  readonly clustered?: { readonly reason: 'sticky'; readonly because: string };
  readonly cautions: readonly Caution[];
  readonly because: readonly Because[];
}

/** One text a caller: cluster, namespace and workload as rows name them. */
export function callerKey({ cluster, namespace, workload }: End): string {
  return JSON.stringify([cluster ?? null, namespace ?? null, workload ?? null]);
}
