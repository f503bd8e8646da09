/** (graph, previous positions) → positions. Pure; runs in the data worker. Units: scene pixels at zoom 1. */

export interface LayoutNode {
  readonly id: string;
  /** Id of the innermost box it stands in. */
  readonly group: string;
  readonly width: number;
  readonly height: number;
}

/** A box inside another one, or one with a narrow frame. Boxes that are not listed stand at the top. */
export interface LayoutGroup {
  readonly id: string;
  readonly parent?: string | undefined;
  /** A box around few nodes inside another box takes little room around them. */
  readonly narrow?: boolean;
}

export interface LayoutGraph {
  readonly nodes: readonly LayoutNode[];
  /** Node ids; self loops, duplicates and unknown ids are tolerated and ignored. */
  readonly edges: readonly { readonly source: string; readonly target: string }[];
  /** Boxes that hold no node at any depth are ignored. */
  readonly groups?: readonly LayoutGroup[];
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

/**
 * Positions of all nodes and the boxes of all groups. A group keeps the footprint of its open form whether drawn open or closed. A group
 * that came to be around nodes that already stood has no box where there is no room for one: until the next layout from scratch.
 */
export interface Layout {
  readonly nodes: ReadonlyMap<string, Point>;
  readonly groups: ReadonlyMap<string, Box>;
}
