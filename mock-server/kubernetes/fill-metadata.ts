/** What an API server adds to the metadata of an object; everything follows from its name, so that it is the same each time. */
import { hash } from '../world/hash';
import { groupOf } from './kinds';
import type { KubernetesObject } from './object';

/** Objects of a scenario were made on some day of the first half of 2023, before any moment that is simulated. */
const firstMs = Date.UTC(2023, 0, 2, 8);
const spanSeconds = 170 * 86_400;

/** A name-based UUID in the form of a random one. */
function uidOf(text: string): string {
  const word = (salt: number): string => hash(text, salt).toString(16).padStart(8, '0');
  const all = word(1) + word(2) + word(3) + word(4);
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-a${all.slice(17, 20)}-${all.slice(20, 32)}`;
}

function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${groupOf(apiVersion)}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

function createdMs(path: string): number {
  return firstMs + (hash(path, 7) % spanSeconds) * 1000;
}

/** Seconds, as Kubernetes writes moments. */
export function kubernetesTime(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** One entry that names every field of the object as set by `manager`. */
export function managedFields(object: KubernetesObject, manager: string, ms: number, operation: 'Apply' | 'Update' = 'Update'): unknown {
  const owned = Object.keys(object).filter((name) => !['apiVersion', 'kind', 'metadata', 'status'].includes(name));
  const fieldsV1 = Object.fromEntries(owned.map((name) => [`f:${name}`, {}]));
  return { manager, operation, apiVersion: object.apiVersion, time: kubernetesTime(ms), fieldsType: 'FieldsV1', fieldsV1 };
}

function filled(object: KubernetesObject, manager: string, annotations: Readonly<Record<string, string>>): KubernetesObject {
  const path = pathOf(object);
  const created = object.metadata.creationTimestamp === undefined ? createdMs(path) : Date.parse(object.metadata.creationTimestamp);
  const { name, namespace, ...given } = object.metadata;
  const all = { ...annotations, ...given.annotations };
  return {
    ...object,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: uidOf(path),
      resourceVersion: String(created),
      ...('spec' in object ? { generation: 1 } : {}),
      creationTimestamp: kubernetesTime(created),
      ...given,
      ...(Object.keys(all).length === 0 ? {} : { annotations: all }),
      managedFields: [managedFields(object, manager, created)],
    },
  };
}

/** An object that somebody applied with kubectl. */
export function applied(object: KubernetesObject): KubernetesObject {
  const { status, ...written } = object;
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(written)}\n` };
  return filled(object, 'kubectl-client-side-apply', annotations);
}

/** An object that a controller made. */
export function generated(object: KubernetesObject): KubernetesObject {
  return filled(object, 'kube-controller-manager', {});
}

/** How an object came into being. */
interface Creation {
  readonly revision: number;
  readonly nowMs: number;
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
}

/** An object that comes into being now. */
export function created(object: KubernetesObject, { revision, nowMs, manager, operation }: Creation): KubernetesObject {
  const { name, namespace, labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: uidOf(`${pathOf(object)} ${revision}`),
      resourceVersion: String(revision),
      generation: 1,
      creationTimestamp: kubernetesTime(nowMs),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      managedFields: [managedFields(object, manager, nowMs, operation)],
    },
  };
}
