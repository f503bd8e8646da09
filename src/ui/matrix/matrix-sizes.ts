/** Sizes of the matrix in rem: a column has room for a number and a mark; the heads for names, upright across and lying down. */
export const COLUMN_REM = 4;
export const HEAD_REM = 8;
export const SIDE_REM = 12;
