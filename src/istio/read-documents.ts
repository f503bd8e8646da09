/** The text of one file → the resources in it, at once: YAML or JSON, many documents, Lists. Larger inputs go through `sources/read-bundle.ts`. */
import type { Parsed } from './parse-resource';
import { BUNDLE_LIMITS } from './sources/bundle';
import { entriesIn } from './sources/entries-in';

/** Everything in one file, in its order. Never throws: what is not YAML is `broken`. A Secret is `other`, and nothing of it is kept. */
export function readDocuments(file: string, text: string, defaultNamespace = 'default'): readonly Parsed[] {
  const read: Parsed[] = [];
  for (const { entry } of entriesIn(file, new TextEncoder().encode(text), { ...BUNDLE_LIMITS, defaultNamespace })) {
    if (entry.what === 'parsed') read.push(entry.parsed);
    else if (entry.what === 'secret') read.push({ outcome: 'other', apiVersion: 'v1', wireKind: 'Secret' });
    else read.push({ outcome: 'broken', message: `line ${entry.fault.line}: ${entry.fault.message}` });
  }
  return read;
}
