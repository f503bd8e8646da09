/** Several moments in one arrangement: what all of them have is laid out, and what one lacks stands in its place as a ghost. */
import type { MeshBuilder } from '../mesh/build-mesh';
import type { MeshGroup } from '../mesh/model';
import type { EndsOfRow } from '../mesh/placer';
import { gridTime } from '../telemetry/range-grid';
import type { Protocol, Telemetry } from '../telemetry/rows';
import type { SpanSeries, TelemetrySpan } from '../telemetry/span/span';
import type { GhostEdge, GhostNode, Ghosts } from './messages';

/** What is laid out in place of one picture alone. */
export interface Together {
  /** Every row of all the moments: only who is there and who calls whom is taken of it. Its identity stands for the set of moments. */
  readonly telemetry: Telemetry;
  /** Says when what a picture lacks was there. Absent: whoever brought the moments together draws it (a difference), and there are no ghosts. */
  readonly span?: TelemetrySpan;
}

/** A builder of all moments' open form, and when each node and edge of it was there. */
export interface OpenTogether {
  readonly open: MeshBuilder['open'];
  readonly lives: Lives | undefined;
}

/** One mark a moment of the grid, by id: 1 = it was there. */
export interface Lives {
  readonly grid: TelemetrySpan['grid'];
  readonly nodes: ReadonlyMap<string, Uint8Array>;
  readonly edges: ReadonlyMap<string, Uint8Array>;
}

/** When the nodes and edges of an open form were there: whenever a row told of them. */
export function livesOf(span: TelemetrySpan, { edgesOf }: Pick<MeshBuilder, 'edgesOf'>): Lives {
  const { grid } = span;
  const nodes = new Map<string, Uint8Array>();
  const edges = new Map<string, Uint8Array>();
  const lifeIn = (lives: Map<string, Uint8Array>, id: string): Uint8Array => {
    const known = lives.get(id) ?? new Uint8Array(grid.points);
    lives.set(id, known);
    return known;
  };
  const note = <Row extends EndsOfRow>(series: readonly SpanSeries<Row>[], protocolOf: (row: Row) => Protocol) => {
    for (const { row, values } of series) {
      const lives = edgesOf(row, protocolOf(row)).flatMap(({ id, source, target }) => [
        lifeIn(edges, id),
        lifeIn(nodes, source),
        lifeIn(nodes, target),
      ]);
      for (let index = 0; index < values.length; index += 1) {
        if (Number.isNaN(values[index])) continue;
        for (const life of lives) life[index] = 1;
      }
    }
  };
  note(span.requests, ({ protocol }) => protocol);
  note(span.tcp, () => 'tcp');
  note(span.connections ?? [], () => 'tcp');
  return { grid, nodes, edges };
}

/** What other moments have and this one lacks, with the groups that only it still needs. */
export function ghostsAmong(
  { open: all, lives }: OpenTogether,
  open: MeshBuilder['open'],
  atSeconds: number,
): Ghosts & { readonly groups: readonly MeshGroup[] } {
  if (lives === undefined) return { nodes: [], edges: [], groups: [] };
  const present = { nodes: idsOf(open.nodes), edges: idsOf(open.edges), groups: idsOf(open.groups) };
  const when = (life: Uint8Array | undefined) => absentSince(lives.grid, life, atSeconds);
  const nodes = all.nodes
    .filter(({ id }) => !present.nodes.has(id))
    .map((node): GhostNode => ({ id: node.id, node, ...when(lives.nodes.get(node.id)) }));
  const edges = all.edges
    .filter(({ id }) => !present.edges.has(id))
    .map(({ id, source, target }): GhostEdge => ({ id, source, target, ...when(lives.edges.get(id)) }));
  const groups = all.groups
    .filter(({ id }) => !present.groups.has(id))
    .map((group): MeshGroup => ({ ...group, members: [], sickMembers: 0 }));
  return { nodes, edges, groups };
}

const idsOf = (list: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));

/** The first moment without it since it was last there; of what was not there before, the first moment with it. */
function absentSince(
  grid: TelemetrySpan['grid'],
  life: Uint8Array | undefined,
  atSeconds: number,
): Pick<GhostNode, 'sinceSeconds' | 'yetToCome'> {
  if (life === undefined) return { sinceSeconds: atSeconds };
  const here = Math.floor((atSeconds - grid.startSeconds) / grid.stepSeconds + 1e-6);
  const last = here < 0 ? -1 : life.lastIndexOf(1, here);
  if (last >= 0) return { sinceSeconds: gridTime(grid, last + 1) };
  const next = life.indexOf(1, Math.max(0, here));
  return next < 0 ? { sinceSeconds: atSeconds } : { sinceSeconds: gridTime(grid, next), yetToCome: true };
}
