/** Distances between what is drawn, in scene pixels. */
export interface Spacing {
  /** Between columns: room for an edge's label. */
  readonly columnGap: number;
  /** Between nodes of a column: two neighbours may each gain a version row without touching. */
  readonly rowGap: number;
  /** Between boxes: sideways for labels, downwards for one more row of nodes. */
  readonly boxColumnGap: number;
  readonly boxRowGap: number;
}

/** Inside a box: from its edge to what it holds; the title stands above. */
export interface Frame {
  readonly padding: number;
  readonly title: number;
}
export const FRAME: Frame = { padding: 24, title: 28 };
export const NARROW_FRAME: Frame = { padding: 12, title: 22 };
/** Room an edge takes that passes a column. */
export const PASSING_EDGE = 20;
/** The least distances a newcomer keeps when nothing roomier is free. */
export const TIGHT_NODE_GAP = 12;
export const TIGHT_BOX_GAP = 16;

/** Small meshes carry a label on every edge and get more room for them, up to 60 nodes most of it below each other: a screen has more height to spare than width. */
export function spacingFor(nodeCount: number): Spacing {
  if (nodeCount <= 60) return { columnGap: 160, rowGap: 110, boxColumnGap: 110, boxRowGap: 120 };
  if (nodeCount <= 300) return { columnGap: 140, rowGap: 40, boxColumnGap: 140, boxRowGap: 110 };
  return { columnGap: 100, rowGap: 40, boxColumnGap: 120, boxRowGap: 110 };
}
