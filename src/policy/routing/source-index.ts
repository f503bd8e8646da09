/** Sources of the mesh by their hosts, oldest first. */
import { isWildcard, wildcardsAbove } from '../../istio/host';
import { compareByAge } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { RouteSource } from './route-source';

export interface SourceIndex {
  readonly all: readonly RouteSource[];
  /** With exactly this host. */
  readonly of: (host: string) => readonly RouteSource[];
  /** Wildcards that hold the host, longest first. */
  readonly wildcardsFor: (host: string) => readonly string[];
}

export function createSourceIndex(sources: readonly RouteSource[]): SourceIndex {
  const all = sources.toSorted(compareByAge);
  const byHost = new Map<string, RouteSource[]>();
  for (const source of all)
    for (const host of new Set(source.hosts)) {
      listIn(byHost, host).push(source);
    }
  // Such as "*-shop.example.org", which no dotted wildcard is.
  const odd = [...byHost.keys()].filter((host) => isWildcard(host) && host !== '*' && !host.startsWith('*.'));
  return {
    all,
    of: (host) => byHost.get(host) ?? [],
    wildcardsFor: (host) => {
      const dotted = wildcardsAbove(host).filter((each) => byHost.has(each));
      if (odd.length === 0) return dotted;
      const fitting = odd.filter((each) => host.length >= each.length && host.endsWith(each.slice(1)));
      return [...dotted, ...fitting].sort((a, b) => b.length - a.length);
    },
  };
}
