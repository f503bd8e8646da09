/** (graph, previous positions) → positions. Pure; runs in the data worker. Units: scene pixels at zoom 1. */

export interface LayoutNode {
  readonly id: string;
  /** Id of the box it stands in. */
  readonly group: string;
  readonly width: number;
  readonly height: number;
}

export interface LayoutGraph {
  readonly nodes: readonly LayoutNode[];
  /** Node ids; self loops, duplicates and unknown ids are tolerated and ignored. */
  readonly edges: readonly { readonly source: string; readonly target: string }[];
}

export interface Point {
  /** Centre of the node. */
  readonly x: number;
  readonly y: number;
}

export interface Box {
  /** Top left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Positions of all nodes and the boxes of all groups. A group keeps the footprint of its open form whether drawn open or closed. */
export interface Layout {
  readonly nodes: ReadonlyMap<string, Point>;
  readonly groups: ReadonlyMap<string, Box>;
}
