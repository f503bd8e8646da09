/** What was taken at a moment → one side of a comparison, drawn as both are. */
import { createMeshBuilder, type MeshBuilder } from '../../mesh/build-mesh';
import type { GroupBy, GroupId, Mesh, Thresholds } from '../../mesh/model';
import type { QueryRecord } from '../../telemetry/query-record';
import type { Telemetry } from '../../telemetry/rows';
import type { MomentSide, UnansweredPart } from './moment-side';

/** Families without whose answer nobody knows who calls. */
const PARTS: readonly UnansweredPart[] = ['requests', 'tcp', 'connections'];

export interface TakenMoment {
  readonly telemetry: Telemetry;
  readonly queries: readonly Pick<QueryRecord, 'family' | 'failed'>[];
}

/** The mesh of a moment, and the histograms behind it. */
export interface BuiltMesh {
  readonly mesh: Mesh;
  readonly bucketsOf: MomentSide['bucketsOf'];
}

export const builtMesh = (build: MeshBuilder, closed: ReadonlySet<GroupId>): BuiltMesh => ({
  mesh: build(closed),
  bucketsOf: build.bucketsOf(closed),
});

export function sideOfMoment({ telemetry, queries }: TakenMoment, { mesh, bucketsOf }: BuiltMesh): MomentSide {
  const failed = new Set(queries.filter((query) => query.failed !== undefined).map(({ family }) => family));
  return {
    atSeconds: telemetry.atSeconds,
    windowSeconds: telemetry.windowSeconds,
    mesh,
    bucketsOf,
    quantilesFor: telemetry.quantileGrouping,
    unanswered: new Set(PARTS.filter((part) => failed.has(part))),
  };
}

/** Every group open. Quantiles that the server took for another grouping are left out. */
export function sideOfTelemetry(taken: TakenMoment, options: { readonly groupBy: GroupBy; readonly thresholds: Thresholds }): MomentSide {
  const { quantiles, quantileGrouping, ...rest } = taken.telemetry;
  const fits = quantiles !== undefined && quantileGrouping === options.groupBy;
  const telemetry: Telemetry = fits ? taken.telemetry : rest;
  return sideOfMoment({ ...taken, telemetry }, builtMesh(createMeshBuilder(telemetry, options), new Set()));
}
