/** Who calls whom as a grid: callers down, called across, groups that can be opened to their members. Plain data, no positions. */
import type { Health, MeshEdge } from '../../mesh/model';
import type { CellChange } from './cell-change';

/** What the lines of a matrix are at first. */
export type MatrixLevel = 'cluster' | 'namespace' | 'node';
export type MatrixOrder = 'name' | 'traffic' | 'blocks';

export interface MatrixLine {
  readonly id: string;
  readonly kind: 'all' | MatrixLevel;
  /** As given by the mesh; undefined where it names none. */
  readonly name: string | undefined;
  /** The cluster of a namespace and of a node, where the mesh has more than one. */
  readonly cluster: string | undefined;
  /** The namespace of a node. */
  readonly namespace: string | undefined;
  /** 0 = not inside another line. */
  readonly depth: number;
  /** Nodes it stands for. */
  readonly members: number;
  /** undefined = there is nothing to open. */
  readonly open: boolean | undefined;
  /** All its nodes are there at one of two compared moments alone. */
  readonly change?: 'added' | 'removed';
}

/** Everything that flows from the nodes of one line to those of another, added up; what only the moment before has is in no sum. */
export interface MatrixCell {
  /** undefined = no requests, only TCP. */
  readonly requestsPerSecond: number | undefined;
  /** 0..1; undefined where there is no request. */
  readonly errorRatio: number | undefined;
  /** Both directions; undefined = no TCP whose bytes are known. */
  readonly bytesPerSecond: number | undefined;
  /** The worst of what is added up. */
  readonly health: Health;
  /** Why, of the worst edge. */
  readonly reason: string | undefined;
  readonly edges: number;
  readonly sickEdges: number;
  /**
   * What can be chosen, the sick first, then the busiest: for two namespaces the mesh's own aggregates, else the single edges. While two
   * moments are compared always these, and those before all others whose change matters most.
   */
  readonly choices: readonly MeshEdge[];
  /** Set while two moments are compared. */
  readonly change?: CellChange;
}

export interface Matrix {
  /** Two moments are: cells tell what became of them. */
  readonly compared: boolean;
  /** Lines that call, in order; the first stands for all. */
  readonly callers: readonly MatrixLine[];
  /** Lines that are called, in the same order; the first stands for all. */
  readonly called: readonly MatrixLine[];
  /** Ids of the lines that a line calls, in no order. */
  readonly calledBy: (caller: string) => Iterable<string>;
  /** undefined = nothing flows between them. */
  readonly cell: (caller: string, called: string) => MatrixCell | undefined;
}
