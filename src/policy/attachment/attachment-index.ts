/** All policies of a kind, found by the proxy they attach to without looking at every one of them. */
import { GATEWAY_NAME, WAYPOINT_CLASS } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import { compareText } from '../../istio/ref';
import { targetReferences } from '../../istio/resources/policy-target';
import { listIn } from '../../lib/list-in';
import type { Tri } from '../model';
import { judgeAttachment } from './attaches';
import { type AttachablePolicy, type AttachmentMesh, type AttachmentSubject, targetOf } from './subject';

export interface AttachedTo<P> {
  readonly policy: P;
  /** `U`: labels nobody knows decide. */
  readonly value: Exclude<Tri, 'F'>;
  readonly reason: string;
  readonly path?: string;
}

export interface AttachmentIndex<P> {
  /** By namespace and name, whatever the order of the documents was. */
  readonly at: (subject: AttachmentSubject) => readonly AttachedTo<P>[];
}

interface Bucket<P> {
  /** Without target: the whole namespace. */
  readonly wide: P[];
  /** By one of the labels its selector asks for. */
  readonly byLabel: Map<string, P[]>;
  readonly targeting: Map<string, P[]>;
}

const labelKey = (name: string, value: string): string => `${name}=${value}`;
const noPolicies: readonly never[] = [];

/** Answers for one subject are kept by its labels' identity: give the same Map for the same workload. */
export function createAttachmentIndex<P extends AttachablePolicy>(policies: Iterable<P>, mesh: AttachmentMesh): AttachmentIndex<P> {
  const buckets = new Map<string, Bucket<P>>();
  for (const policy of policies) file(policy, bucketOf(buckets, policy.namespace));
  const answers = new WeakMap<Labels, Map<string, readonly AttachedTo<P>[]>>();
  return {
    at: (subject) => {
      const kept = answers.get(subject.labels) ?? new Map<string, readonly AttachedTo<P>[]>();
      answers.set(subject.labels, kept);
      const key = subjectKey(subject);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const found = attached(buckets, subject, mesh);
      kept.set(key, found);
      return found;
    },
  };
}

function subjectKey({ namespace, role, services, labelsComplete = true }: AttachmentSubject): string {
  return JSON.stringify([namespace, role, labelsComplete, services.map(({ kind, namespace: at, name }) => [kind, at, name])]);
}

function bucketOf<P>(buckets: Map<string, Bucket<P>>, namespace: string): Bucket<P> {
  const found = buckets.get(namespace);
  if (found !== undefined) return found;
  const created: Bucket<P> = { wide: [], byLabel: new Map(), targeting: new Map() };
  buckets.set(namespace, created);
  return created;
}

function file<P extends AttachablePolicy>(policy: P, bucket: Bucket<P>): void {
  const target = targetOf(policy);
  const references = targetReferences(target);
  if (references.length > 0) {
    for (const name of new Set(references.map(({ ref }) => ref.name ?? ''))) listIn(bucket.targeting, name).push(policy);
    return;
  }
  const [first] = target.selector?.matchLabels ?? [];
  if (first === undefined) bucket.wide.push(policy);
  else listIn(bucket.byLabel, labelKey(...first)).push(policy);
}

function attached<P extends AttachablePolicy>(
  buckets: ReadonlyMap<string, Bucket<P>>,
  subject: AttachmentSubject,
  mesh: AttachmentMesh,
): readonly AttachedTo<P>[] {
  const namespaces = new Set([mesh.rootNamespace, subject.namespace, ...subject.services.map(({ namespace }) => namespace)]);
  const found: AttachedTo<P>[] = [];
  for (const namespace of namespaces) {
    const bucket = buckets.get(namespace);
    if (bucket === undefined) continue;
    for (const policy of candidates(bucket, subject)) {
      const { value, reason, path } = judgeAttachment(policy, subject, mesh);
      if (value !== 'F') found.push({ policy, value, reason, ...(path === undefined ? {} : { path }) });
    }
  }
  return found.toSorted((a, b) => compareText(a.policy.namespace, b.policy.namespace) || compareText(a.policy.name, b.policy.name));
}

function* candidates<P>(bucket: Bucket<P>, { labels, labelsComplete = true, role, services }: AttachmentSubject): Iterable<P> {
  yield* bucket.wide;
  if (labelsComplete) for (const [name, value] of labels) yield* bucket.byLabel.get(labelKey(name, value)) ?? noPolicies;
  else for (const list of bucket.byLabel.values()) yield* list;
  if (role === 'workload' && !labels.has(GATEWAY_NAME)) return;
  const names = new Set([labels.get(GATEWAY_NAME) ?? '', WAYPOINT_CLASS, ...services.map(({ name }) => name)]);
  const seen = new Set<P>();
  for (const name of names)
    for (const policy of bucket.targeting.get(name) ?? noPolicies) {
      if (seen.has(policy)) continue;
      seen.add(policy);
      yield policy;
    }
}
