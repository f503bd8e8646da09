/** Boxes on their way to a place: columns of shelves of boxes. */
export interface PackedBlock {
  readonly width: number;
  readonly height: number;
  /** Mean depth of its nodes: decides how far right it stands. */
  readonly depth: number;
}

/** One call between two boxes. */
export interface BlockLink {
  readonly from: number;
  readonly to: number;
  /** Height of the ends below the top of their boxes. */
  readonly fromY: number;
  readonly toY: number;
}

export interface Corner {
  x: number;
  y: number;
}

/** Boxes side by side; a column is a list of shelves from top to bottom. */
export interface Shelf {
  readonly blocks: number[];
  width: number;
  height: number;
}
export interface PackedColumn {
  readonly shelves: Shelf[];
  readonly width: number;
  readonly height: number;
}
