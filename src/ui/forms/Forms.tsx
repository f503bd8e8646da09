import { type ReactNode, useCallback, useState } from 'react';
import { Banners } from '../canvas/Banners';
import { CanvasState } from '../canvas/CanvasState';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { FORM_ID } from '../landmarks';
import { MatrixView } from '../matrix/MatrixView';
import { MATRIX_AT_FIRST, type MatrixState } from '../matrix/use-matrix';
import { TABLE_AT_FIRST, type TableState, TableView } from '../table/TableView';
import { useApp } from '../use-app';

/** The table or the matrix in place of the map, which stays as it is underneath. */
export function Forms({ onSelected }: { readonly onSelected: () => void }): ReactNode {
  const form = useApp((state) => state.view.form);
  const hasNodes = useApp((state) => (state.picture?.mesh.nodes.length ?? 0) > 0);
  const [table, setTable] = useState<TableState>(TABLE_AT_FIRST);
  const changeTable = useCallback((part: Partial<TableState>) => setTable((before) => ({ ...before, ...part })), []);
  const [matrix, setMatrix] = useState<MatrixState>(MATRIX_AT_FIRST);
  const changeMatrix = useCallback((part: Partial<MatrixState>) => setMatrix((before) => ({ ...before, ...part })), []);
  if (form === 'map') return null;
  return (
    <section
      id={FORM_ID}
      tabIndex={-1}
      aria-label={form === 'table' ? 'Table' : 'Matrix'}
      className="absolute inset-0 z-10 flex flex-col bg-surface print:static"
    >
      <Banners floating={false} />
      <ErrorBoundary what={form === 'table' ? 'The table' : 'The matrix'} resetKey={form}>
        {hasNodes ? null : <CanvasState />}
        {hasNodes && form === 'table' ? <TableView state={table} onChange={changeTable} onSelected={onSelected} /> : null}
        {hasNodes && form === 'matrix' ? <MatrixView state={matrix} onChange={changeMatrix} onSelected={onSelected} /> : null}
      </ErrorBoundary>
    </section>
  );
}
