/** One moment as the comparison needs it. */
import type { Buckets } from '../../mesh/histogram';
import type { EdgeId, Mesh } from '../../mesh/model';
import type { Telemetry } from '../../telemetry/rows';
import type { MomentOfDiff } from './model';

/** Questions without which nobody knows who calls: over HTTP and gRPC, over TCP. */
export type UnansweredPart = 'requests' | 'tcp' | 'connections';

export interface MomentSide extends MomentOfDiff {
  /** Grouped, collapsed and judged as the other moment's. */
  readonly mesh: Mesh;
  /** What was not answered: absence there means nothing. */
  readonly unanswered: ReadonlySet<UnansweredPart>;
  /** Buckets behind an edge's latency, requests per second; undefined = the server computed its quantiles, or there are none. */
  readonly bucketsOf: (id: EdgeId) => Buckets | undefined;
  /** What the server told apart when it took the quantiles; undefined = it took none. */
  readonly quantilesFor: Telemetry['quantileGrouping'];
}

/** What stands at one moment or at both; `shown` = at B, where it is there. */
export interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
  readonly shown: T;
}

/** A is `before`, B `after`. */
export interface BothSides {
  readonly before: MomentSide;
  readonly after: MomentSide;
}
