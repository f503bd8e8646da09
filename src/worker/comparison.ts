/** Two moments drawn alike → what differs, and which of them is shown. */
import { compareMeshes, problemsOfComparing } from '../inquiry/diff/compare-meshes';
import type { Difference } from '../inquiry/diff/model';
import { type BuiltMesh, sideOfMoment } from '../inquiry/diff/side-of-moment';
import type { Problem } from '../lib/problem';
import type { MeshBuilder } from '../mesh/build-mesh';
import type { Mesh } from '../mesh/model';
import type { Absence } from '../scene/ghosts';
import type { QueryRecord } from '../telemetry/query-record';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { Ghosts, Picture } from './messages';

/** One moment as it is drawn. */
export interface DrawnMoment extends BuiltMesh {
  readonly taken: TelemetryTaken;
  readonly open: MeshBuilder['open'];
}

/** B with what differs from A in traffic; ghosts give way to what A has. */
export function comparedPicture(
  { ghosts: _, ...picture }: Picture,
  before: DrawnMoment,
  after: DrawnMoment,
): Picture & { readonly difference: Difference } {
  const [a, b] = [sideOfMoment(before.taken, before), sideOfMoment(after.taken, after)];
  return {
    ...picture,
    difference: compareMeshes(a, b),
    queries: [...picture.queries, ...queriesOfBefore(before.taken)],
    problems: [...picture.problems, ...problemsOfBefore(before.taken, after.taken), ...problemsOfComparing(a, b)],
  };
}

/** The difference of two moments with nothing closed, beside the drawn one. */
export const wholeDifference = (
  before: { readonly taken: TelemetryTaken; readonly built: BuiltMesh },
  after: { readonly taken: TelemetryTaken; readonly built: BuiltMesh },
): Difference => compareMeshes(sideOfMoment(before.taken, before.built), sideOfMoment(after.taken, after.built));

/** The same with A in place of B. What configuration says of B is not said of A. */
export function asBefore({ policies: _, ...picture }: Picture, { taken: { telemetry }, mesh, open }: DrawnMoment): Picture {
  return {
    ...picture,
    atSeconds: telemetry.atSeconds,
    windowSeconds: telemetry.windowSeconds,
    latencyAsksAgain: false,
    mesh,
    totals: { nodes: open.nodes.length, edges: open.edges.length, groups: open.groups.length },
    namespaces: [...new Set(open.groups.flatMap(({ namespace }) => namespace ?? []))].sort(),
  };
}

/** A was asked, and did not answer: B stands, and says so. */
export function withProblemsOfBefore(picture: Picture, taken: TelemetryTaken, before: TelemetryTaken | undefined): Picture {
  if (before === undefined || before.answered) return picture;
  return { ...picture, problems: [...picture.problems, ...problemsOfBefore(before, taken)] };
}

/** What went wrong with A alone: B has the same trouble, or stands without it. */
function problemsOfBefore(before: TelemetryTaken, after: TelemetryTaken): readonly Problem[] {
  const known = new Set(after.problems.map(({ code, message }) => `${code} ${message}`));
  return before.problems
    .filter(({ code, message }) => !known.has(`${code} ${message}`))
    .map((problem) => ({ ...problem, message: `Of the moment before (A): ${problem.message}` }));
}

/** Beside those of B, under names of their own. */
const queriesOfBefore = ({ queries }: TelemetryTaken): readonly QueryRecord[] =>
  queries.map((query) => ({ ...query, family: `${query.family} before` }));

/** What only the other one has, while one of the two is shown alone: a ghost in its place, so that flipping shows what comes and goes. */
export function ghostsOfOther(
  other: Mesh,
  shown: Mesh,
  at: Required<Pick<Absence, 'sinceSeconds' | 'onlyAt'>>,
): { readonly ghosts?: Ghosts } {
  const nodes = missing(shown.nodes, other.nodes).map((node) => ({ id: node.id, node, ...at }));
  const edges = missing(shown.edges, other.edges)
    .filter(({ foldedInto }) => foldedInto === undefined)
    .map(({ id, source, target }) => ({ id, source, target, ...at }));
  return nodes.length + edges.length === 0 ? {} : { ghosts: { nodes, edges } };
}

/** Both moments laid over each other, for what stands where: nodes and groups of B, and what only A has. */
export function unionForm(mesh: Mesh, before: Mesh | undefined): Mesh {
  if (before === undefined) return mesh;
  return {
    ...mesh,
    nodes: [...mesh.nodes, ...missing(mesh.nodes, before.nodes)],
    groups: [...mesh.groups, ...missing(mesh.groups, before.groups)],
  };
}

/** Those of `all` that `known` has not, by id. */
export function missing<T extends { readonly id: string }>(known: readonly T[], all: readonly T[]): readonly T[] {
  const ids = new Set(known.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id));
}
