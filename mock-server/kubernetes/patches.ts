/** Ways to change an object: merge patches and JSON patches. */
import { isRecord } from './object';

/** RFC 7396. Lists are replaced whole, which is what a strategic merge does to every list of a custom resource too. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, mergePatch(result.get(name), value));
  }
  return Object.fromEntries(result);
}

function tokens(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function readPointer(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, token) => {
    if (Array.isArray(found)) return found[Number(token)];
    return isRecord(found) && Object.hasOwn(found, token) ? found[token] : undefined;
  }, value);
}

/** A copy with the value at a path set, inserted or removed; undefined where the path leads nowhere. */
function changed(value: unknown, [token, ...rest]: readonly string[], operation: 'add' | 'replace' | 'remove', given: unknown): unknown {
  if (token === undefined) return given;
  if (Array.isArray(value)) {
    const index = token === '-' ? value.length : Number(token);
    if (!Number.isInteger(index) || index < 0 || index > value.length) return undefined;
    const copy = [...value];
    if (rest.length > 0) {
      copy[index] = changed(value[index], rest, operation, given);
      return copy[index] === undefined ? undefined : copy;
    }
    if (operation === 'add') copy.splice(index, 0, given);
    else copy.splice(index, 1, ...(operation === 'replace' ? [given] : []));
    return copy;
  }
  if (!isRecord(value)) return undefined;
  if (rest.length === 0) {
    const { [token]: _, ...others } = value;
    return operation === 'remove' ? others : { ...value, [token]: given };
  }
  const inner = changed(value[token], rest, operation, given);
  return inner === undefined ? undefined : { ...value, [token]: inner };
}

/** RFC 6902 without move and copy; undefined when an operation cannot be done or a test fails. */
export function jsonPatch(target: unknown, operations: readonly unknown[]): unknown {
  return operations.reduce<unknown>((value, operation) => {
    if (value === undefined || !isRecord(operation) || typeof operation.path !== 'string') return undefined;
    const path = tokens(operation.path);
    switch (operation.op) {
      case 'test':
        return JSON.stringify(readPointer(value, path)) === JSON.stringify(operation.value) ? value : undefined;
      case 'add':
      case 'replace':
      case 'remove':
        if (operation.op !== 'add' && readPointer(value, path) === undefined) return undefined;
        return changed(value, path, operation.op, operation.value);
      default:
        return undefined;
    }
  }, target);
}
