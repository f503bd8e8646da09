/** An object of a Kubernetes API → a resource whose source is the object's YAML, written when somebody asks for it. */
import { stringify } from 'yaml';
import { type Parsed, parseResource } from '../parse-resource';
import { isMeshConfigMap } from '../resources/config-map';
import { isRecord } from '../resources/reader';
import type { SourceDocument } from '../source-document';
import type { ServedKind } from './kubernetes-discovery';

/** Items of a list lack apiVersion and kind: the list's kind has them. Bookkeeping fields are left out. */
export function completeObject(object: Readonly<Record<string, unknown>>, { apiVersion, wireKind }: ServedKind): Record<string, unknown> {
  const { metadata, apiVersion: _, kind: __, ...rest } = object;
  return { apiVersion, kind: wireKind, metadata: withoutBookkeeping(metadata), ...rest };
}

function withoutBookkeeping(metadata: unknown): unknown {
  if (!isRecord(metadata)) return metadata;
  const { managedFields: _, annotations, ...rest } = metadata;
  if (!isRecord(annotations)) return annotations === undefined ? rest : { ...rest, annotations };
  const kept = Object.entries(annotations).filter(([name]) => name !== 'kubectl.kubernetes.io/last-applied-configuration');
  return kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) };
}

/** An object as YAML text that reads back as the same object; "" for what cannot be written. */
export function renderObject(object: unknown): string {
  try {
    // Quotes what YAML 1.1 would read as something else (yes, 0777, 1:30).
    return stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
  } catch {
    return '';
  }
}

/** Reads one object. `kept` is what its text is written from: JSON is a third of the memory of the object. */
export function parseObject(object: Readonly<Record<string, unknown>>, served: ServedKind): Parsed {
  const complete = completeObject(object, served);
  const { name, namespace } = isRecord(object.metadata) ? object.metadata : {};
  const file = served.path(typeof namespace === 'string' ? namespace : '', typeof name === 'string' ? name : '');
  const isForeign = served.kind === 'ConfigMap' && !(typeof name === 'string' && isMeshConfigMap(name));
  const source = isForeign ? { file, document: 1, firstLine: 1, text: '' } : objectSource(file, complete);
  // Its times are read; they are no part of its text.
  return parseResource({ ...complete, metadata: object.metadata }, { source, path: '' });
}

/** Reads a whole object, as a snapshot holds it; its text is written when somebody asks for it. */
export function readObject(object: unknown, at: Pick<SourceDocument, 'file' | 'document'>): Parsed {
  const shown = isRecord(object) ? { ...object, metadata: withoutBookkeeping(object.metadata) } : object;
  return parseResource(object, { source: objectSource(at.file, shown, at.document), path: '' });
}

function objectSource(file: string, object: unknown, document = 1): SourceDocument {
  const json = JSON.stringify(object);
  return {
    file,
    document,
    firstLine: 1,
    json,
    get text() {
      return renderObject(JSON.parse(json));
    },
  };
}
