/** What was taken at a moment → one side of a comparison, drawn as both are. */
import { createMeshBuilder, type MeshBuilder } from '../../mesh/build-mesh';
import type { GroupBy, GroupId, Thresholds } from '../../mesh/model';
import type { QueryRecord } from '../../telemetry/query-record';
import type { Telemetry } from '../../telemetry/rows';
import type { MomentSide, UnansweredPart } from './moment-side';

/** Families without whose answer nobody knows who calls. */
const PARTS: readonly UnansweredPart[] = ['requests', 'tcp', 'connections'];

export interface TakenMoment {
  readonly telemetry: Telemetry;
  readonly queries: readonly Pick<QueryRecord, 'family' | 'failed'>[];
}

/** `build` is a builder of this moment's telemetry; a caller without one of its own has `sideOfTelemetry`. */
export function sideOfMoment({ telemetry, queries }: TakenMoment, build: MeshBuilder, closed: ReadonlySet<GroupId>): MomentSide {
  const failed = new Set(queries.filter((query) => query.failed !== undefined).map(({ family }) => family));
  return {
    atSeconds: telemetry.atSeconds,
    windowSeconds: telemetry.windowSeconds,
    mesh: build(closed),
    bucketsOf: build.bucketsOf(closed),
    quantilesFor: telemetry.quantileGrouping,
    unanswered: new Set(PARTS.filter((part) => failed.has(part))),
  };
}

/** Every group open. Quantiles that the server took for another grouping are left out. */
export function sideOfTelemetry(taken: TakenMoment, options: { readonly groupBy: GroupBy; readonly thresholds: Thresholds }): MomentSide {
  const { quantiles, quantileGrouping, ...rest } = taken.telemetry;
  const fits = quantiles !== undefined && quantileGrouping === options.groupBy;
  const telemetry: Telemetry = fits ? taken.telemetry : rest;
  return sideOfMoment({ ...taken, telemetry }, createMeshBuilder(telemetry, options), new Set());
}
