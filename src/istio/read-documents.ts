/** The text of one file → the resources in it: YAML or JSON, many documents, Lists. */
import { parseAllDocuments } from 'yaml';
import { type Parsed, parseResource } from './parse-resource';
import { isRecord } from './resources/reader';
import type { Origin } from './source-document';

/** Everything in one file, in its order. Never throws: what is not YAML is `broken`. */
export function readDocuments(file: string, text: string, defaultNamespace = 'default'): readonly Parsed[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((parsed, index) => {
    const [error] = parsed.errors;
    if (error !== undefined) return [{ outcome: 'broken' as const, message: error.message }];
    const source = { file, document: index + 1, firstLine: 1, text };
    return resourcesIn(parsed.toJS(), { source, path: '' }, defaultNamespace);
  });
}

function resourcesIn(value: unknown, origin: Origin, defaultNamespace: string): readonly Parsed[] {
  if (value === null || value === undefined) return [];
  if (isRecord(value) && typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items))
    return value.items.flatMap((item: unknown, index) =>
      resourcesIn(item, { ...origin, path: `${origin.path}${origin.path === '' ? '' : '.'}items[${index}]` }, defaultNamespace),
    );
  return [parseResource(value, origin, defaultNamespace)];
}
