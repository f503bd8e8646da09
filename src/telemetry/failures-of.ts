import type { Problem } from '../lib/problem';
import { familyFailed } from './problems';
import type { QueryRecord } from './query-record';

/** One problem per cause, naming every family it hit: a server that is down is said once. */
export function failuresOf(queries: readonly QueryRecord[]): readonly Problem[] {
  const byCause = new Map<string, { readonly cause: Problem; readonly families: string[] }>();
  for (const { family, failed } of queries) {
    if (failed === undefined) continue;
    const key = `${failed.code} ${failed.message}`;
    const entry = byCause.get(key) ?? { cause: failed, families: [] };
    byCause.set(key, entry);
    entry.families.push(family);
  }
  const all = queries.every(({ failed }) => failed !== undefined);
  return Array.from(byCause.values(), ({ cause, families }) => (all ? cause : familyFailed(families.join(', '), cause)));
}
