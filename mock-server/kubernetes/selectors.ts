/** `labelSelector` and `fieldSelector` of a list. */
import type { KubernetesObject } from './object';

export type ObjectFilter = (object: KubernetesObject) => boolean;

const term = /^\s*(!?)([\w./-]+)\s*(?:(==|=|!=)\s*([\w.-]*))?\s*$/;

function filterOf(text: string, textOf: (object: KubernetesObject, name: string) => string | undefined): ObjectFilter | undefined {
  const filters: ObjectFilter[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const [, not = '', name = '', operator, value = ''] = term.exec(part) ?? [];
    if (name === '' || (not !== '' && operator !== undefined)) return undefined;
    if (operator === undefined) filters.push((object) => (textOf(object, name) !== undefined) === (not === ''));
    else filters.push((object) => (textOf(object, name) === value) === (operator !== '!='));
  }
  return (object) => filters.every((filter) => filter(object));
}

/** Equality, inequality and existence; undefined when the text is something else. */
export function labelFilter(text: string): ObjectFilter | undefined {
  return filterOf(text, ({ metadata }, name) => {
    const labels = metadata.labels ?? {};
    return Object.hasOwn(labels, name) ? labels[name] : undefined;
  });
}

/** By name and namespace, as every kind knows them. */
export function fieldFilter(text: string): ObjectFilter | undefined {
  const known = ['metadata.name', 'metadata.namespace'];
  if (text.split(',').some((part) => part.trim() !== '' && !known.some((name) => part.trim().startsWith(name)))) return undefined;
  return filterOf(text, ({ metadata }, name) => (name === 'metadata.name' ? metadata.name : metadata.namespace));
}
