/** One parsed document → a typed resource, or the reason why it is none. */
import { NO_LABELS } from './labels';
import { KIND_NAMES, type KindName, RESOURCE_KINDS, type ResourceTypes } from './resources/index';
import { type FieldIssue, isRecord, labels as labelsReader, type Place } from './resources/reader';
import type { ParsedResource, ResourceHead, ResourceKind } from './resources/resource';
import type { Origin } from './source-document';

/**
 * - `read`: a resource of a known kind, with what is wrong in it (a rejected one is marked, and still here to be shown);
 * - `other`: a well-formed Kubernetes object of a kind (or version) that is not read;
 * - `broken`: no Kubernetes object.
 */
export type Parsed =
  | ({ readonly outcome: 'read'; readonly kind: KindName } & ParsedResource)
  | { readonly outcome: 'other'; readonly apiVersion: string; readonly wireKind: string }
  | { readonly outcome: 'broken'; readonly message: string };

/** apiVersion and kind of an object → the registry's name for it; undefined for what is not read. */
export function kindOf(apiVersion: string, wireKind: string): KindName | undefined {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return KIND_NAMES.find((name) => {
    const kind: ResourceKind<unknown> = RESOURCE_KINDS[name];
    return (kind.wireKind ?? name) === wireKind && kind.group === group && kind.versions.includes(version);
  });
}

/** Reads a Kubernetes object. A namespaced one without namespace gets `defaultNamespace`. Never throws. */
export function parseResource(value: unknown, origin: Origin, defaultNamespace = 'default'): Parsed {
  if (!isRecord(value)) return { outcome: 'broken', message: 'is not a group of fields' };
  const { apiVersion, kind: wireKind, metadata, ...fields } = value;
  if (typeof apiVersion !== 'string' || typeof wireKind !== 'string') return { outcome: 'broken', message: 'has no apiVersion and kind' };
  const kind = kindOf(apiVersion, wireKind);
  if (kind === undefined) return { outcome: 'other', apiVersion, wireKind };
  const described: ResourceKind<unknown> = RESOURCE_KINDS[kind];
  const issues: FieldIssue[] = [];
  const place: Place = { path: '', note: (issue) => issues.push(issue) };
  const head = { kind, apiVersion, ...readMetadata(metadata, described.namespaced ? defaultNamespace : '', place) };
  const body = described.read(fields, place, head) ?? {};
  const rejected = issues.some(({ severity }) => severity === 'rejected');
  const resource = { ...body, ...head, origin, ...(rejected ? { rejected: true } : {}) } as ResourceTypes[KindName];
  return { outcome: 'read', kind, resource, issues };
}

function readMetadata(value: unknown, defaultNamespace: string, { note }: Place): Omit<ResourceHead, 'kind' | 'apiVersion'> {
  const metadata = isRecord(value) ? value : {};
  const { name, namespace, creationTimestamp, managedFields, labels, annotations, ownerReferences } = metadata;
  if (typeof name !== 'string' || name === '') note({ path: 'metadata.name', severity: 'rejected', message: 'is missing' });
  const controller = controllerOf(ownerReferences);
  const changed = changedSeconds(managedFields);
  const created = typeof creationTimestamp === 'string' ? Date.parse(creationTimestamp) : Number.NaN;
  return {
    name: typeof name === 'string' ? name : '',
    namespace: defaultNamespace === '' ? '' : typeof namespace === 'string' && namespace !== '' ? namespace : defaultNamespace,
    labels: labelsReader(labels, { path: 'metadata.labels', note }) ?? NO_LABELS,
    annotations: labelsReader(withoutLastApplied(annotations), { path: 'metadata.annotations', note }) ?? NO_LABELS,
    ...(Number.isNaN(created) ? {} : { createdSeconds: created / 1000 }),
    ...(changed === undefined ? {} : { changedSeconds: changed }),
    ...(controller === undefined ? {} : { controller }),
  };
}

/** Controllers write into a status all the time, which changes nothing of what is asked for. */
function changedSeconds(managedFields: unknown): number | undefined {
  if (!Array.isArray(managedFields)) return undefined;
  const times = managedFields.flatMap((entry) =>
    isRecord(entry) && entry.subresource !== 'status' && typeof entry.time === 'string' ? [Date.parse(entry.time) / 1000] : [],
  );
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? undefined : Math.max(...known);
}

/** kubectl's copy of the whole object is as long as the object, and may hold what is kept nowhere else. */
function withoutLastApplied(annotations: unknown): unknown {
  const name = 'kubectl.kubernetes.io/last-applied-configuration';
  if (!isRecord(annotations) || !Object.hasOwn(annotations, name)) return annotations;
  return Object.fromEntries(Object.entries(annotations).filter(([each]) => each !== name));
}

function controllerOf(owners: unknown): ResourceHead['controller'] {
  if (!Array.isArray(owners)) return undefined;
  for (const owner of owners) {
    if (!isRecord(owner) || owner.controller !== true) continue;
    if (typeof owner.kind === 'string' && typeof owner.name === 'string') return { kind: owner.kind, name: owner.name };
  }
  return undefined;
}
