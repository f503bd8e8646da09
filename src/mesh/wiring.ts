/** What the ends and the protocol of a row decide alone: where its edge and its hop stand. Found once, for all rows, and kept from refresh to refresh. */
import type { CalledEnd, End, Protocol } from '../telemetry/rows';
import { edgeId } from './ids';
import type { EdgeId } from './model';
import { type BaseGrouping, isPassthrough, type Place } from './place-ends';
import { createPlacer, type EndsOfRow, type Placer } from './placer';

/** The finest pair of ends, the service addressed and the protocol (docs/telemetry.md §6.4). */
export interface HopEnds {
  readonly key: string;
  readonly source: Place;
  readonly target: Place;
  /** "namespace/name" of the service addressed, "" when none is known. */
  readonly service: string;
}

/** One line of the picture. */
export interface Leg {
  readonly edge: EdgeId;
  readonly source: Place;
  readonly target: Place;
  /** From a service that stands between to the workload behind it. */
  readonly behindService: boolean;
}

/** One pair of ends under one protocol, in the drawn grouping and in the finest. */
export interface Wire {
  /** The first row that told of it: its ends are those of all. */
  readonly ends: EndsOfRow;
  readonly source: Place;
  readonly target: Place;
  /** From the caller to what it called, or to the service that stands between. */
  readonly front: Leg;
  /** From that service on. */
  readonly behind: Leg | undefined;
  readonly protocol: Protocol;
  readonly hop: HopEnds;
}

export interface Wiring {
  of(row: EndsOfRow, protocol: Protocol): Wire;
  readonly size: number;
}

/** Rows that share their end objects share their wire. */
export function createWiring(drawn: Placer): Wiring {
  const finest = createPlacer('workload');
  const found: Record<Protocol, Map<End, Map<CalledEnd, Wire>>> = { http: new Map(), grpc: new Map(), tcp: new Map() };
  let size = 0;
  return {
    get size() {
      return size;
    },
    of({ source, destination }, protocol) {
      let byDestination = found[protocol].get(source);
      if (byDestination === undefined) {
        byDestination = new Map();
        found[protocol].set(source, byDestination);
      }
      const known = byDestination.get(destination);
      if (known !== undefined) return known;
      const made = wireOf({ source, destination }, protocol, drawn, finest);
      byDestination.set(destination, made);
      size += 1;
      return made;
    },
  };
}

/** Wirings of the groupings that ends alone decide; by service the traffic decides too, and nothing can be kept. */
export interface KnownWirings {
  of(grouping: Exclude<BaseGrouping, 'service'>, services: boolean): Wiring;
}

export function createKnownWirings(limit = KNOWN_WIRES_LIMIT): KnownWirings {
  const known = new Map<string, Wiring>();
  return {
    of(grouping, services) {
      const key = services ? `${grouping} behind services` : grouping;
      const before = known.get(key);
      if (before !== undefined && before.size <= limit) return before;
      const fresh = createWiring(createPlacer(grouping, { services }));
      known.set(key, fresh);
      return fresh;
    },
  };
}

/** More than the largest mesh has: beyond, most of them are of ends that are gone. */
const KNOWN_WIRES_LIMIT = 100_000;

function wireOf(ends: EndsOfRow, protocol: Protocol, drawn: Placer, finest: Placer): Wire {
  const source = drawn.source(ends);
  const target = drawn.target(ends);
  const between = drawn.between(ends);
  const leg = (from: Place, to: Place, behindService: boolean): Leg => ({
    edge: edgeId(from.id, to.id, protocol),
    source: from,
    target: to,
    behindService,
  });
  return {
    ends,
    source,
    target,
    front: leg(source, between ?? target, false),
    behind: between === undefined ? undefined : leg(between, target, true),
    protocol,
    hop: hopEnds(ends, protocol, finest),
  };
}

function hopEnds(ends: EndsOfRow, protocol: Protocol, finest: Placer): HopEnds {
  const source = finest.source(ends);
  const target = finest.target(ends);
  const service = serviceKey(ends.destination);
  return { key: `${source.id}>${target.id}>${protocol}>${service}`, source, target, service };
}

/** Passthrough is no service: a call by IP is reported under different such names at its two ends. */
function serviceKey({ service, serviceName, serviceNamespace }: CalledEnd): string {
  const name = serviceName ?? service;
  return name === undefined || isPassthrough(name) ? '' : `${serviceNamespace ?? ''}/${name}`;
}
