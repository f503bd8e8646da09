/** Older schemas → the content of this one, one step a schema; what they did not know stays absent. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import type { Json } from './codec';
import { snapshotForeign } from './problems';

type JsonRecord = Readonly<Record<string, Json>>;

/** Schema → the content of the next one. */
const MIGRATIONS: Readonly<Record<string, (file: JsonRecord) => Json | undefined>> = { 'seamark.snapshot/0': fromZero };

/** Content for the reader of this schema, which judges its shape; undefined = the schema is none of ours: a newer one. */
export function migrate(schema: string, file: JsonRecord): Result<Json, Problem> | undefined {
  if (!Object.hasOwn(MIGRATIONS, schema)) return undefined;
  const content = MIGRATIONS[schema]?.(file);
  return content === undefined ? err(snapshotForeign()) : ok(content);
}

/**
 * Schema 0 had no checksum and no envelope, wrote the moment of saving as text, resources as a plain list (they were those of files, so what
 * is there was given), notes without a title around them, and no name of the tool.
 */
function fromZero({ tables = null, body }: JsonRecord): Json | undefined {
  if (!isRecord(body)) return undefined;
  const { savedAt, version, resources, notes = [], marks = [], ...rest } = body;
  if (typeof savedAt !== 'string') return undefined;
  const objects = Array.isArray(resources) ? (resources as readonly Json[]) : undefined;
  return {
    tables,
    body: {
      ...rest,
      tool: { name: 'seamark', version: version ?? null },
      savedAtSeconds: Date.parse(savedAt) / 1000,
      ...(objects !== undefined && { resources: { objects, coverage: coverageOf(objects) } }),
      retro: { title: '', notes, marks },
    },
  };
}

function coverageOf(objects: readonly Json[]): Json {
  const kinds = objects.flatMap((object) => (isRecord(object) && typeof object.kind === 'string' ? [object.kind] : []));
  return [...new Set(kinds)].sort().map((kind) => [kind, 'given']);
}

const isRecord = (json: Json | undefined): json is JsonRecord => typeof json === 'object' && json !== null && !Array.isArray(json);
