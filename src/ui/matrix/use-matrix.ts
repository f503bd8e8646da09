import { useMemo } from 'react';
import { buildMatrix } from '../../scene/matrix/build-matrix';
import type { Matrix, MatrixLevel, MatrixOrder } from '../../scene/matrix/matrix';
import { useRowEmphasis } from '../table/use-emphasis';
import { useApp } from '../use-app';
import { useWhole } from '../use-whole';

/** What is kept of the matrix while the map or the table is shown. */
export interface MatrixState {
  readonly level: MatrixLevel;
  readonly order: MatrixOrder;
  /** Lines that show their members as well, by id. */
  readonly opened: ReadonlySet<string>;
}

export const MATRIX_AT_FIRST: MatrixState = { level: 'namespace', order: 'name', opened: new Set() };

/** Who calls whom in the picture; undefined until the worker has told what closed groups hold. */
export function useMatrix({ level, order, opened }: MatrixState): Matrix | undefined {
  const whole = useWhole(true);
  const folded = useApp((state) => state.view.showFolded);
  const emphasis = useRowEmphasis();
  return useMemo(() => {
    if (whole === undefined) return undefined;
    return buildMatrix({
      ...whole,
      level,
      order,
      opened,
      keeps: (edge) => (folded || edge.foldedInto === undefined) && emphasis?.edgeRemoved(edge) !== true,
    });
  }, [whole, level, order, opened, folded, emphasis]);
}
