import { useMemo } from 'react';
import { buildMatrix } from '../../scene/matrix/build-matrix';
import type { Matrix, MatrixLevel, MatrixOrder } from '../../scene/matrix/matrix';
import { useDifference } from '../compare/use-compared';
import { useRowEmphasis } from '../table/use-emphasis';
import { useUnion } from '../table/use-union';
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
  const differs = useDifference() !== undefined;
  const difference = differs ? whole?.difference : undefined;
  const mesh = useUnion(whole?.mesh, difference);
  return useMemo(() => {
    if (whole === undefined || mesh === undefined) return undefined;
    return buildMatrix({
      mesh,
      namespaces: whole.namespaces,
      difference,
      level,
      order,
      opened,
      keeps: (edge) => (folded || edge.foldedInto === undefined) && emphasis?.edgeRemoved(edge) !== true,
    });
  }, [whole, mesh, difference, level, order, opened, folded, emphasis]);
}
