/** What a route table holds for one host. */
import { decidedByAge } from '../../istio/ref';
import type { Because } from '../model';
import type { KnownHost } from './known-hosts';
import type { RouteEntry } from './route-entries';
import type { RouteSource, SourceRule } from './route-source';

/**
 * - `routes`: `entries` decide, of `sources`;
 * - `default`: no resource decides, the host's endpoints are balanced over;
 * - `outside`: the proxy knows no such host and lets the call pass as it is;
 * - `blocked`: the proxy knows no such host and refuses (502);
 * - `no-host`: the gateway serves no such host (404).
 */
export interface TableAnswer {
  readonly outcome: 'routes' | 'default' | 'outside' | 'blocked' | 'no-host';
  readonly entries: readonly RouteEntry[];
  readonly unreachable: readonly SourceRule[];
  readonly sources: readonly RouteSource[];
  /** Sources that would decide instead, if they are older: creation times are missing (docs/policies.md §0.3). */
  readonly rivals: readonly RouteSource[];
  readonly known?: KnownHost;
  /** Rules that lead elsewhere were left out: any share of the requests may be theirs. */
  readonly elsewhere?: true;
  readonly because: readonly Because[];
}

export function withoutRoutes(outcome: Exclude<TableAnswer['outcome'], 'routes'>, because: Because, known?: KnownHost): TableAnswer {
  return { outcome, entries: [], unreachable: [], sources: [], rivals: [], because: [because], ...(known === undefined ? {} : { known }) };
}

/** One source's share of a table that several make together. */
export interface SourceEntries {
  readonly source: RouteSource;
  readonly entries: readonly RouteEntry[];
}

/** Sources whose place among the others counts and is not told: they ask for the same, or (in a table that is not sorted) one takes everything. */
export function undatedOverlaps(parts: readonly SourceEntries[], unsorted: boolean): readonly RouteSource[] {
  const keys = parts.map(({ entries }) => new Set(entries.map(({ conditions }) => JSON.stringify(conditions))));
  return parts.flatMap(({ source }, index) => {
    const clashes = parts.slice(0, index).some((earlier, place) => {
      if (decidedByAge(earlier.source, source)) return false;
      const [mine, theirs] = [keys[index] ?? new Set(), keys[place] ?? new Set()];
      return (unsorted && (theirs.has('[]') || mine.has('[]'))) || [...mine].some((key) => theirs.has(key));
    });
    return clashes ? [source] : [];
  });
}
