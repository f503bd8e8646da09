/** Errors in the words of a Kubernetes API server. */
import { apiVersionOf, type ServedKind } from './kinds';

/** A whole answer of the API. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes?: readonly unknown[];
}

export function statusBody(code: number, reason: string, message: string, details: Details = {}): unknown {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
}

export function failure(code: number, reason: string, message: string, details: Details = {}): ApiAnswer {
  return { status: code, body: statusBody(code, reason, message, details) };
}

/** No such kind, group or version. */
export const noSuchResource = failure(404, 'NotFound', 'the server could not find the requested resource');

export const expiredMessage =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.';

export function tooOld(revision: number, current: number): ApiAnswer {
  return failure(410, 'Expired', `too old resource version: ${revision} (${current})`);
}

function qualified({ plural, group }: ServedKind): string {
  return group === '' ? plural : `${plural}.${group}`;
}

export function noSuchObject(kind: ServedKind, name: string): ApiAnswer {
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural };
  return failure(404, 'NotFound', `${qualified(kind)} ${JSON.stringify(name)} not found`, details);
}

/** What the reader of a service account without the right gets. */
export function forbidden(kind: ServedKind, verb: string, namespace: string | undefined, name?: string): ApiAnswer {
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const subject = name === undefined ? qualified(kind) : `${qualified(kind)} ${JSON.stringify(name)}`;
  const user = 'User "system:serviceaccount:seamark:reader"';
  const message = `${subject} is forbidden: ${user} cannot ${verb} resource ${JSON.stringify(kind.plural)} in API group ${JSON.stringify(kind.group)} ${scope}`;
  return failure(403, 'Forbidden', message, { ...(name === undefined ? {} : { name }), kind: kind.plural });
}

/** `networking.istio.io/v1` of a kind as it was asked for. */
export function versionAsked(kind: ServedKind, version: string): string {
  return apiVersionOf(kind.group, version);
}
