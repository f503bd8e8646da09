/** What a path of the API names. */
import { findKind, type ServedKind } from './kinds';

export type ApiTarget =
  | { readonly kind: 'version' | 'coreVersions' | 'groups' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'groupVersion'; readonly group: string; readonly version: string }
  | {
      readonly kind: 'objects';
      readonly served: ServedKind;
      readonly version: string;
      readonly namespace?: string;
      readonly name?: string;
    };

const plain = /^[\w.-]+$/;

function objectsTarget(group: string, version: string, rest: readonly string[]): ApiTarget | undefined {
  const scoped = rest[0] === 'namespaces' && rest.length > 2;
  const namespace = scoped ? rest[1] : undefined;
  const [plural = '', name, ...further] = scoped ? rest.slice(2) : rest;
  const served = findKind(group, version, plural);
  if (served === undefined || further.length > 0 || (scoped && !served.namespaced)) return undefined;
  if (name !== undefined && served.namespaced && namespace === undefined) return undefined;
  return {
    kind: 'objects',
    served,
    version,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** `path` begins with a slash; undefined when nothing has it, subresources included. */
export function parseApiPath(path: string): ApiTarget | undefined {
  const parts = path.replace(/^\/|\/$/g, '').split('/');
  if (!parts.every((part) => plain.test(part))) return undefined;
  const [root, second, third, ...rest] = parts;
  if (root === 'version' && parts.length === 1) return { kind: 'version' };
  if (root === 'api') {
    if (second === undefined) return { kind: 'coreVersions' };
    if (third === undefined) return { kind: 'groupVersion', group: '', version: second };
    return objectsTarget('', second, [third, ...rest]);
  }
  if (root !== 'apis') return undefined;
  if (second === undefined) return { kind: 'groups' };
  if (third === undefined) return { kind: 'group', group: second };
  return rest.length === 0 ? { kind: 'groupVersion', group: second, version: third } : objectsTarget(second, third, rest);
}
