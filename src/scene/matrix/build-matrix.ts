import type { Difference } from '../../inquiry/diff/model';
import { listIn } from '../../lib/list-in';
import { groupId } from '../../mesh/ids';
import type { Mesh, MeshEdge } from '../../mesh/model';
import { markOf } from '../difference';
import { addToCell, type CellSum, type ChangeOf, emptyCell, finishCell, traffic } from './cell-sum';
import type { Matrix, MatrixCell, MatrixLevel, MatrixLine, MatrixOrder } from './matrix';
import { ALL, type MatrixLines, matrixLines, type PresenceOf } from './matrix-lines';
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
  /** Set while two moments are compared: `mesh` has what only A has as well. */
  readonly difference?: Pick<Difference, 'edges' | 'nodes' | 'removed'> | undefined;
}

type Sums = ReadonlyMap<string, ReadonlyMap<string, CellSum>>;

/** Mesh → matrix. Every cell is the exact sum of the edges between the nodes of its two lines. */
export function buildMatrix({ mesh, namespaces, level, opened, order, keeps, difference }: MatrixInput): Matrix {
  const lines = matrixLines(mesh, level, opened, presenceIn(difference));
  const gone = new Set(difference?.removed.edges.map(({ id }) => id));
  const sums = sumCells(mesh.edges.filter(keeps), lines, gone);
  const changeOf: ChangeOf | undefined = difference && ((id) => difference.edges.get(id));
  const ordered = inOrder(lines, sums, order);
  const aggregates = aggregatesOf(namespaces);
  const finished = new Map<CellSum, MatrixCell>();
  const isCalled = new Set(Array.from(sums.values(), (row) => Array.from(row.keys())).flat());
  return {
    compared: difference !== undefined,
    callers: ordered.filter(({ id }) => sums.has(id)),
    called: ordered.filter(({ id }) => isCalled.has(id)),
    calledBy: (caller) => sums.get(caller)?.keys() ?? [],
    cell(caller, called) {
      const sum = sums.get(caller)?.get(called);
      if (sum === undefined) return undefined;
      const known = finished.get(sum) ?? finishCell(sum, aggregates.get(caller)?.get(called), changeOf);
      finished.set(sum, known);
      return known;
    },
  };
}

function presenceIn(difference: MatrixInput['difference']): PresenceOf {
  return (id) => {
    const mark = markOf(difference?.nodes.get(id));
    return mark === 'added' || mark === 'removed' ? mark : undefined;
  };
}

/** Each edge counts in every line its two ends are part of; one that is gone stands there and adds nothing. */
function sumCells(edges: readonly MeshEdge[], lines: MatrixLines, gone: ReadonlySet<string>): Sums {
  const sums = new Map<string, Map<string, CellSum>>();
  for (const edge of edges) {
    for (const caller of lines.of(edge.source)) {
      const row = sums.get(caller) ?? new Map<string, CellSum>();
      sums.set(caller, row);
      for (const called of lines.of(edge.target)) {
        const cell = row.get(called) ?? emptyCell();
        row.set(called, cell);
        if (gone.has(edge.id)) cell.gone.push(edge);
        else addToCell(cell, edge);
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
