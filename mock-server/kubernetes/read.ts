/** Lists and single objects, as an API server answers them. */
import { type Cluster, type ClusterView, retentionMs } from './cluster';
import { coreVersions, groupList, oneGroup, resourceList, versionInfo } from './discovery';
import { listKey, type ServedKind } from './kinds';
import type { KubernetesObject } from './object';
import { type ApiTarget, parseApiPath } from './request-path';
import { fieldFilter, labelFilter, type ObjectFilter } from './selectors';
import { type ApiAnswer, expiredMessage, failure, forbidden, noSuchObject, noSuchResource, tooOld, versionAsked } from './status';

export type Query = ReadonlyMap<string, string>;
export type ObjectsTarget = Extract<ApiTarget, { kind: 'objects' }>;

export interface ReadRequest {
  readonly cluster: Cluster;
  readonly view: ClusterView;
  readonly query: Query;
}

/** The newest revision that a view shows. */
export function currentRevision({ nowMs, changes }: ClusterView): number {
  return Math.max(Math.floor(nowMs), changes.at(-1)?.revision ?? 0);
}

export function keyPrefix({ served, namespace }: ObjectsTarget): string {
  return `${listKey(served)}/${namespace === undefined ? '' : `${namespace}/`}`;
}

/** An object as it is written in the version asked for. */
export function inVersion(object: KubernetesObject, served: ServedKind, version: string): KubernetesObject {
  return { ...object, apiVersion: versionAsked(served, version) };
}

/** What `labelSelector` and `fieldSelector` leave; a Status when they cannot be read. */
export function filterFrom(query: Query): ObjectFilter | ApiAnswer {
  const labels = labelFilter(query.get('labelSelector') ?? '');
  const fields = fieldFilter(query.get('fieldSelector') ?? '');
  if (labels === undefined) return failure(400, 'BadRequest', `unable to parse requirement: ${query.get('labelSelector') ?? ''}`);
  if (fields === undefined) return failure(400, 'BadRequest', `field label not supported: ${query.get('fieldSelector') ?? ''}`);
  return (object) => labels(object) && fields(object);
}

interface Continuation {
  readonly revision: number;
  readonly start: number;
}

function writeContinue({ revision, start }: Continuation): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start })).toString('base64url');
}

function readContinue(text: string): Continuation | undefined {
  try {
    const { rv, start }: { readonly rv?: unknown; readonly start?: unknown } = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof rv === 'number' && typeof start === 'number' ? { revision: rv, start } : undefined;
  } catch {
    return undefined;
  }
}

/** The cluster as it was at a revision. */
function atRevision({ nowMs, changes }: ClusterView, revision: number): ClusterView {
  return { nowMs: Math.min(nowMs, revision), changes: changes.filter((change) => change.revision <= revision) };
}

function list(target: ObjectsTarget, { cluster, view, query }: ReadRequest): ApiAnswer {
  const { served, version } = target;
  const filter = filterFrom(query);
  if (typeof filter !== 'function') return filter;
  const token = query.get('continue') ?? '';
  const given = token === '' ? { revision: currentRevision(view), start: 0 } : readContinue(token);
  if (given === undefined) return failure(400, 'BadRequest', 'continue key is not valid');
  if (given.revision < view.nowMs - retentionMs) return failure(410, 'Expired', expiredMessage);
  const all = cluster.list(keyPrefix(target), atRevision(view, given.revision)).filter(filter);
  const limit = Math.max(0, Math.floor(Number(query.get('limit') ?? '0')) || 0);
  const end = limit === 0 ? all.length : Math.min(all.length, given.start + limit);
  const more = all.length - end;
  const metadata = {
    resourceVersion: String(given.revision),
    ...(more > 0 ? { continue: writeContinue({ revision: given.revision, start: end }), remainingItemCount: more } : {}),
  };
  const items = all.slice(given.start, end).map((object) => {
    if (!served.builtIn) return inVersion(object, served, version);
    const { apiVersion: _, kind: __, ...rest } = object;
    return rest;
  });
  return { status: 200, body: { kind: `${served.kind}List`, apiVersion: versionAsked(served, version), metadata, items } };
}

/** Answers what `parseApiPath` found, watches excepted. */
export function readObjects(target: ObjectsTarget, request: ReadRequest): ApiAnswer {
  const { served, version, namespace, name } = target;
  if (served.kind === 'Secret') return forbidden(served, name === undefined ? 'list' : 'get', namespace, name);
  if (name === undefined) return list(target, request);
  const found = request.cluster.get(`${listKey(served)}/${namespace ?? ''}/${name}`, request.view);
  return found === undefined ? noSuchObject(served, name) : { status: 200, body: inVersion(found, served, version) };
}

/** A revision a watch may begin at; a Status when it is too old or none. */
export function watchStart(query: Query, view: ClusterView): number | undefined | ApiAnswer {
  const text = query.get('resourceVersion') ?? '';
  if (text === '' || text === '0') return undefined;
  const revision = Number(text);
  if (!/^\d+$/.test(text)) return failure(400, 'BadRequest', `resourceVersion: Invalid value: ${JSON.stringify(text)}`);
  return revision < view.nowMs - retentionMs ? tooOld(revision, currentRevision(view)) : revision;
}

/** Everything but watches. */
export function readApi(path: string, request: () => ReadRequest): ApiAnswer {
  const target = parseApiPath(path);
  const found = (body: unknown): ApiAnswer => (body === undefined ? noSuchResource : { status: 200, body });
  switch (target?.kind) {
    case undefined:
      return noSuchResource;
    case 'version':
      return found(versionInfo);
    case 'coreVersions':
      return found(coreVersions);
    case 'groups':
      return found(groupList());
    case 'group':
      return found(oneGroup(target.group));
    case 'groupVersion':
      return found(resourceList(target.group, target.version));
    case 'objects':
      return readObjects(target, request());
  }
}
