/** Writing to the simulated cluster: POST, PUT, PATCH and DELETE, each ending as one change or as a refusal. */
import { created, managedFields } from './fill-metadata';
import { apiVersionOf, groupOf, listKey } from './kinds';
import { isKubernetesObject, isRecord, type KubernetesObject, listAt, textAt } from './object';
import { jsonPatch, mergePatch } from './patches';
import { inVersion, type ObjectsTarget, type ReadRequest } from './read';
import { type ApiAnswer, failure, noSuchObject } from './status';

export interface WriteRequest extends ReadRequest {
  readonly target: ObjectsTarget;
  readonly method: string;
  readonly contentType: string;
  /** Parsed JSON; undefined when it is none. */
  readonly body: unknown;
  /** Who `kubectl` says it is, such as `kubectl-patch`. */
  readonly fieldManager: string;
  readonly revision: number;
  /** When the change is in force. */
  readonly atMs: number;
}

/** What to write into the change log; `object` absent = deleted. */
export interface Written {
  readonly key: string;
  readonly object?: KubernetesObject;
  readonly answer: ApiAnswer;
}

type WriteResult = { readonly ok: true; readonly written: Written } | { readonly ok: false; readonly answer: ApiAnswer };

function refuse(code: number, reason: string, message: string): WriteResult {
  return { ok: false, answer: failure(code, reason, message) };
}

/** The body as an object of the path's kind and namespace; a sentence when it is not. */
function readObject(body: unknown, { served, namespace, name, version }: ObjectsTarget): KubernetesObject | string {
  const given = isRecord(body) && isRecord(body.metadata) ? body.metadata : {};
  const metadata = { ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }), ...given };
  const whole = isRecord(body) ? { kind: served.kind, apiVersion: apiVersionOf(served.group, version), ...body, metadata } : undefined;
  if (!isKubernetesObject(whole)) return 'the body is not a Kubernetes object with a name';
  if (whole.kind !== served.kind || groupOf(whole.apiVersion) !== served.group)
    return `the body is a ${whole.apiVersion} ${whole.kind}, not a ${served.kind}`;
  if (name !== undefined && whole.metadata.name !== name) return 'the name of the object does not match the name on the URL';
  if (whole.metadata.namespace !== namespace)
    return 'the namespace of the provided object does not match the namespace sent on the request';
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(whole.metadata.name)
    ? whole
    : 'metadata.name: a lowercase RFC 1123 subdomain must consist of lower case letters, digits, - and .';
}

function appliesServerSide({ method, contentType }: WriteRequest): boolean {
  return method === 'PATCH' && contentType.startsWith('application/apply-patch');
}

function operationOf(request: WriteRequest): 'Apply' | 'Update' {
  return appliesServerSide(request) ? 'Apply' : 'Update';
}

/** An object after an update: what the server owns stays, the rest is as given. */
function updated(before: KubernetesObject, after: KubernetesObject, request: WriteRequest): KubernetesObject {
  const { revision, atMs, fieldManager } = request;
  const { metadata: old } = before;
  const others = listAt(old, 'managedFields').filter((entry) => textAt(entry, 'manager') !== fieldManager);
  const same = JSON.stringify([before.spec, before.data]) === JSON.stringify([after.spec, after.data]);
  return {
    ...after,
    metadata: {
      ...after.metadata,
      ...(old.uid === undefined ? {} : { uid: old.uid }),
      ...(old.creationTimestamp === undefined ? {} : { creationTimestamp: old.creationTimestamp }),
      resourceVersion: String(revision),
      generation: (old.generation ?? 1) + (same ? 0 : 1),
      managedFields: [...others, managedFields(after, fieldManager, atMs, operationOf(request))],
    },
  };
}

function save(request: WriteRequest, object: KubernetesObject, status: number): WriteResult {
  const { target } = request;
  const key = `${listKey(target.served)}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
  return { ok: true, written: { key, object, answer: { status, body: inVersion(object, target.served, target.version) } } };
}

const patchTypes = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];

/** Whether the patch is of a kind that the API takes: strategic merges are for built-in kinds only. */
function takesPatch({ contentType, target }: WriteRequest): boolean {
  const known = target.served.builtIn ? [...patchTypes, 'application/strategic-merge-patch+json'] : patchTypes;
  return known.includes(contentType.replace(/;.*$/, '').trim());
}

function patched(before: KubernetesObject | undefined, { contentType, body }: WriteRequest): unknown {
  if (!contentType.startsWith('application/json-patch+json')) return mergePatch(before, body);
  return Array.isArray(body) ? jsonPatch(before, body) : undefined;
}

function create(request: WriteRequest): WriteResult {
  const { target, body, cluster, view, revision, atMs, fieldManager } = request;
  if (target.name !== undefined) return refuse(405, 'MethodNotAllowed', 'POST goes to a collection');
  const object = readObject(body, target);
  if (typeof object === 'string') return refuse(400, 'BadRequest', object);
  const key = `${listKey(target.served)}/${target.namespace ?? ''}/${object.metadata.name}`;
  if (cluster.get(key, view) !== undefined)
    return refuse(409, 'AlreadyExists', `${target.served.plural} "${object.metadata.name}" already exists`);
  return save(request, created(object, { revision, nowMs: atMs, manager: fieldManager, operation: 'Update' }), 201);
}

function change(request: WriteRequest, name: string): WriteResult {
  const { target, method, cluster, view, revision, atMs, fieldManager } = request;
  const before = cluster.get(`${listKey(target.served)}/${target.namespace ?? ''}/${name}`, view);
  if (before === undefined && !appliesServerSide(request)) return { ok: false, answer: noSuchObject(target.served, name) };
  const wanted = method === 'PUT' ? request.body : patched(before, request);
  if (wanted === undefined) return refuse(422, 'Invalid', 'the patch cannot be applied to the object');
  const object = readObject(wanted, target);
  if (typeof object === 'string') return refuse(400, 'BadRequest', object);
  if (before === undefined)
    return save(request, created(object, { revision, nowMs: atMs, manager: fieldManager, operation: 'Apply' }), 201);
  const expected = textAt(request.body, 'metadata', 'resourceVersion');
  if (expected !== undefined && expected !== before.metadata.resourceVersion) {
    const message = `Operation cannot be fulfilled on ${target.served.plural} ${JSON.stringify(name)}: the object has been modified; please apply your changes to the latest version and try again`;
    return refuse(409, 'Conflict', message);
  }
  return save(request, updated(before, object, request), 200);
}

function remove(request: WriteRequest, name: string): WriteResult {
  const { target, cluster, view } = request;
  const key = `${listKey(target.served)}/${target.namespace ?? ''}/${name}`;
  const before = cluster.get(key, view);
  if (before === undefined) return { ok: false, answer: noSuchObject(target.served, name) };
  const details = { name, kind: target.served.plural, uid: before.metadata.uid };
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
  return { ok: true, written: { key, answer: { status: 200, body } } };
}

export function writeObject(request: WriteRequest): WriteResult {
  const { method, target } = request;
  if (target.served.kind === 'Secret') return refuse(403, 'Forbidden', 'this cluster keeps no Secrets');
  if (target.served.namespaced && target.namespace === undefined) return refuse(405, 'MethodNotAllowed', 'the path names no namespace');
  if (method !== 'DELETE' && request.body === undefined)
    return refuse(400, 'BadRequest', 'the body is not JSON, which kubectl sends whatever the content type');
  if (method === 'PATCH' && !takesPatch(request)) {
    const accepted = `accepted media types include: ${patchTypes.join(', ')}`;
    return refuse(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - ${accepted}`);
  }
  if (method === 'POST') return create(request);
  if (target.name === undefined) return refuse(405, 'MethodNotAllowed', `${method} goes to one object`);
  return method === 'DELETE' ? remove(request, target.name) : change(request, target.name);
}
