import type { Protocol, Reporter, SecurityPolicy } from '../telemetry/rows';
import type { Place } from './place-ends';
import type { HopEnds, Wire } from './wiring';

/** Reports of one call: the finest pair of ends, the service addressed and the protocol. Rules: docs/telemetry.md §6.4. */
export interface Hop extends HopEnds {
  readonly protocol: Protocol;
  /** Where the hop stands in the drawn grouping; the first by id if its rows differ (one workload, several versions). */
  drawnSource: Place;
  drawnTarget: Place;
  /** Traffic per second by reporter, as far as requests and bytes tell; undefined = it does not report. */
  readonly traffic: { [reporter in Reporter]: number | undefined };
  /** Reporters that latency and connections tell of. */
  readonly seenBy: { [reporter in Reporter]: boolean };
  /** A destination or a waypoint told the security policy; then a source's word is not counted a second time. */
  securityTold: boolean;
  /** The waypoint's hop that already stands for this leg (§6.6). */
  foldedInto: Hop | undefined;
}

/** Best first: the client sees what never arrived. */
export const REPORTERS: readonly Reporter[] = ['source', 'waypoint', 'destination'];

/** The report that is shown: the best one that saw traffic, else the best one there is. */
export function primaryReporter(hop: Hop): Reporter {
  const active = REPORTERS.find((reporter) => (hop.traffic[reporter] ?? 0) > 0);
  return (
    active ??
    REPORTERS.find((reporter) => hop.traffic[reporter] !== undefined) ??
    REPORTERS.find((reporter) => hop.seenBy[reporter]) ??
    'destination'
  );
}

/** Whether a row says how its connection was secured: a server's word counts, and a ztunnel's at the source (docs/telemetry.md §6.5). */
export function securityWord(reporter: Reporter, protocol: Protocol, policy: SecurityPolicy): 'mutual' | 'plaintext' | undefined {
  if (policy === 'mutual_tls') return 'mutual';
  if (policy === 'none') return reporter === 'source' ? undefined : 'plaintext';
  return policy === 'unknown' && protocol === 'tcp' && reporter === 'destination' ? 'plaintext' : undefined;
}

/** Finds or makes the hop of each row. */
export class HopIndex {
  private readonly hops = new Map<string, Hop>();

  of({ hop: { key, source, target, service }, protocol, source: drawnSource, target: drawnTarget }: Wire): Hop {
    const existing = this.hops.get(key);
    if (existing !== undefined) {
      if (drawnSource.id < existing.drawnSource.id) existing.drawnSource = drawnSource;
      if (drawnTarget.id < existing.drawnTarget.id) existing.drawnTarget = drawnTarget;
      return existing;
    }
    const hop: Hop = {
      key,
      source,
      target,
      service,
      protocol,
      drawnSource,
      drawnTarget,
      traffic: { source: undefined, waypoint: undefined, destination: undefined },
      seenBy: { source: false, waypoint: false, destination: false },
      securityTold: false,
      foldedInto: undefined,
    };
    this.hops.set(key, hop);
    return hop;
  }

  all(): readonly Hop[] {
    return Array.from(this.hops.values());
  }
}

/** In an order that does not depend on the order of the rows. */
export function sortHops(hops: readonly Hop[]): readonly Hop[] {
  return [...hops].sort((a, b) => (a.key < b.key ? -1 : 1));
}
