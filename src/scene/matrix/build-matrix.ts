import { listIn } from '../../lib/list-in';
import { groupId } from '../../mesh/ids';
import type { Mesh, MeshEdge } from '../../mesh/model';
import { addToCell, type CellSum, emptyCell, finishCell, traffic } from './cell-sum';
import type { Matrix, MatrixCell, MatrixLevel, MatrixLine, MatrixOrder } from './matrix';
import { ALL, type MatrixLines, matrixLines } from './matrix-lines';
import { orderLines } from './order-lines';

export interface MatrixInput {
  /** Every node and edge, nothing closed. */
  readonly mesh: Pick<Mesh, 'nodes' | 'edges'>;
  /** The same traffic between whole namespaces: the mesh's own aggregates. */
  readonly namespaces: Pick<Mesh, 'nodes' | 'edges'>;
  readonly level: MatrixLevel;
  /** Lines that show their members as well, by id. */
  readonly opened: ReadonlySet<string>;
  readonly order: MatrixOrder;
  /** Edges that count. */
  readonly keeps: (edge: MeshEdge) => boolean;
}

type Sums = ReadonlyMap<string, ReadonlyMap<string, CellSum>>;

/** Mesh → matrix. Every cell is the exact sum of the edges between the nodes of its two lines. */
export function buildMatrix({ mesh, namespaces, level, opened, order, keeps }: MatrixInput): Matrix {
  const lines = matrixLines(mesh, level, opened);
  const sums = sumCells(mesh.edges.filter(keeps), lines);
  const ordered = inOrder(lines, sums, order);
  const aggregates = aggregatesOf(namespaces);
  const finished = new Map<CellSum, MatrixCell>();
  const isCalled = new Set(Array.from(sums.values(), (row) => Array.from(row.keys())).flat());
  return {
    callers: ordered.filter(({ id }) => sums.has(id)),
    called: ordered.filter(({ id }) => isCalled.has(id)),
    calledBy: (caller) => sums.get(caller)?.keys() ?? [],
    cell(caller, called) {
      const sum = sums.get(caller)?.get(called);
      if (sum === undefined) return undefined;
      const known = finished.get(sum) ?? finishCell(sum, aggregates.get(caller)?.get(called));
      finished.set(sum, known);
      return known;
    },
  };
}

/** Each edge counts in every line its two ends are part of. */
function sumCells(edges: readonly MeshEdge[], lines: MatrixLines): Sums {
  const sums = new Map<string, Map<string, CellSum>>();
  for (const edge of edges) {
    for (const caller of lines.of(edge.source)) {
      const row = sums.get(caller) ?? new Map<string, CellSum>();
      sums.set(caller, row);
      for (const called of lines.of(edge.target)) {
        const cell = row.get(called) ?? emptyCell();
        row.set(called, cell);
        addToCell(cell, edge);
      }
    }
  }
  return sums;
}

/** All first, then the lines, each followed by its members where it is open. */
function inOrder({ lines, children }: MatrixLines, sums: Sums, order: MatrixOrder): readonly MatrixLine[] {
  const flow = (caller: string, called: string) => {
    const sum = sums.get(caller)?.get(called);
    return sum === undefined ? 0 : traffic(sum);
  };
  const below = (parent: string): readonly MatrixLine[] =>
    orderLines(
      {
        lines: (children.get(parent) ?? []).flatMap((id) => lines.get(id) ?? []),
        between: (a, b) => flow(a, b) + flow(b, a),
        calledBy: (id) => sums.get(id)?.keys() ?? [],
        total: (id) => flow(id, ALL) + flow(ALL, id),
      },
      order,
    ).flatMap((line) => [line, ...below(line.id)]);
  const all = lines.get(ALL);
  return all === undefined ? [] : [all, ...below('')];
}

/** Edges between whole namespaces by the ids of the two groups. */
function aggregatesOf({ nodes, edges }: MatrixInput['namespaces']): ReadonlyMap<string, ReadonlyMap<string, readonly MeshEdge[]>> {
  const groups = new Map(
    nodes.filter(({ kind }) => kind === 'namespace').map(({ id, cluster, namespace }) => [id, groupId(cluster, namespace)]),
  );
  const found = new Map<string, Map<string, MeshEdge[]>>();
  for (const edge of edges) {
    const [source, target] = [groups.get(edge.source), groups.get(edge.target)];
    if (source === undefined || target === undefined || edge.foldedInto !== undefined) continue;
    const called = found.get(source) ?? new Map<string, MeshEdge[]>();
    found.set(source, called);
    listIn(called, target).push(edge);
  }
  return found;
}
