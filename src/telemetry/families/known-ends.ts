import { parseDestination, parseSource } from '../parse-labels';
import type { CalledEnd, End } from '../rows';
import { EndTable } from './end-table';
import { DESTINATION_LABELS, SOURCE_LABELS } from './labels';

/** Ends read so far: equal ends become one object, in all answers that share this. What is known of an end by its object outlives a refresh. */
export interface KnownEnds {
  readonly sources: EndTable<End>;
  readonly destinations: EndTable<CalledEnd>;
}

export function createKnownEnds(): KnownEnds {
  return {
    sources: new EndTable<End>(['source_workload', ...SOURCE_LABELS], parseSource),
    destinations: new EndTable<CalledEnd>(['destination_workload', ...DESTINATION_LABELS], parseDestination),
  };
}

/** The same ends again, or a fresh start when more have been seen than one mesh has: pods of old versions are gone for good. */
export function withinEndLimit(ends: KnownEnds, limit = KNOWN_ENDS_LIMIT): KnownEnds {
  return ends.sources.size + ends.destinations.size > limit ? createKnownEnds() : ends;
}

const KNOWN_ENDS_LIMIT = 50_000;
