/** Sizes of the matrix in rem. */
export interface MatrixSizes {
  /** Height of the head across, where names stand upright. */
  readonly head: number;
  /** Width of the head down the side, where names lie. */
  readonly side: number;
}

export const ROOMY: MatrixSizes = { head: 8, side: 12 };
/** On a phone most of the width is for cells. */
export const NARROW: MatrixSizes = { head: 6, side: 8 };

/** Width of a column: room for a number and a mark. */
export const COLUMN_REM = 4;
