/** DestinationRules of one host in one namespace → the rules istiod makes of them (docs/policies.md §4.2). */
import type { Labels } from '../istio/labels';
import { compareByAge, type Ref, refOf } from '../istio/ref';
import type { DestinationRule } from '../istio/resources/destination-rule';
import type { TrafficPolicy } from '../istio/resources/destination-rule-fields';

/** Something of a DestinationRule and where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly ref: Ref;
  readonly path: string;
}

export interface PlacedSubset {
  readonly name: string;
  readonly labels: Labels;
  readonly ref: Ref;
  /** "spec.subsets[1]". */
  readonly path: string;
  readonly trafficPolicy?: Placed<TrafficPolicy>;
}

/** What one client gets for one host: a rule, with what others of the same host added to it. */
export interface AppliedDestinationRule {
  /** As written, in full length: "*.prod.svc.cluster.local". */
  readonly host: string;
  readonly namespace: string;
  /** Those merged into it, the deciding one first. */
  readonly refs: readonly Ref[];
  /** It is meant for some client Pods only. */
  readonly workloadSelector?: Labels;
  /** Who may use it; empty = the mesh's default. */
  readonly exportTo: ReadonlySet<string>;
  readonly trafficPolicy?: Placed<TrafficPolicy>;
  readonly subsets: ReadonlyMap<string, PlacedSubset>;
}

/** Rules with a selector come first, then age decides. */
export function compareRules(a: DestinationRule, b: DestinationRule): number {
  const [selectsA, selectsB] = [a.spec?.workloadSelector !== undefined, b.spec?.workloadSelector !== undefined];
  return selectsA === selectsB ? compareByAge(a, b) : Number(selectsB) - Number(selectsA);
}

/** `.` alone for a rule with a selector: it is never exported. */
export function exportsOf(rule: DestinationRule): ReadonlySet<string> {
  return new Set(rule.spec?.workloadSelector === undefined ? rule.spec?.exportTo : ['.']);
}

function single(rule: DestinationRule, host: string): AppliedDestinationRule {
  const { spec = {} } = rule;
  const ref = refOf(rule);
  const subsets = new Map<string, PlacedSubset>();
  (spec.subsets ?? []).forEach(({ name = '', labels, trafficPolicy }, index) => {
    const path = `spec.subsets[${index}]`;
    const placed = trafficPolicy === undefined ? {} : { trafficPolicy: { value: trafficPolicy, ref, path: `${path}.trafficPolicy` } };
    if (!subsets.has(name)) subsets.set(name, { name, labels: labels ?? new Map(), ref, path, ...placed });
  });
  return {
    host,
    namespace: rule.namespace,
    refs: [ref],
    exportTo: exportsOf(rule),
    ...(spec.workloadSelector === undefined ? {} : { workloadSelector: spec.workloadSelector.matchLabels ?? new Map() }),
    ...(spec.trafficPolicy === undefined ? {} : { trafficPolicy: { value: spec.trafficPolicy, ref, path: 'spec.trafficPolicy' } }),
    subsets,
  };
}

/** Subsets of new names are added; a top-level policy only where there is none. */
function absorb(into: AppliedDestinationRule, added: AppliedDestinationRule): AppliedDestinationRule {
  const trafficPolicy = into.trafficPolicy ?? added.trafficPolicy;
  return {
    ...into,
    refs: [...into.refs, ...added.refs],
    ...(trafficPolicy === undefined ? {} : { trafficPolicy }),
    subsets: new Map([...added.subsets, ...into.subsets]),
  };
}

function sameSelector(a: Labels | undefined, b: Labels | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}

const within = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean => [...inner].every((each) => outer.has(each));

/**
 * Rules of one host and namespace, in istiod's order. A later rule is merged into an earlier one when it is exported to the same
 * namespaces (or to more), unless both have selectors that differ; else it stands beside it.
 */
export function mergeRules(ordered: readonly DestinationRule[], host: string): readonly AppliedDestinationRule[] {
  const merged: AppliedDestinationRule[] = [];
  for (const rule of ordered) {
    const added = single(rule, host);
    let stands = true;
    merged.forEach((earlier, index) => {
      const same = earlier.exportTo.size === added.exportTo.size && within(earlier.exportTo, added.exportTo);
      const wider = earlier.exportTo.size > 0 && within(earlier.exportTo, added.exportTo);
      const selects = earlier.workloadSelector !== undefined && added.workloadSelector !== undefined;
      const alike = sameSelector(earlier.workloadSelector, added.workloadSelector);
      stands = !((same || wider) && alike);
      if ((same || wider) && (alike || !selects)) merged[index] = absorb(earlier, added);
    });
    if (stands) merged.push(added);
  }
  return merged;
}
