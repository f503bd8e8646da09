import type { ReactNode } from 'react';
import type { MatrixLevel, MatrixOrder } from '../../scene/matrix/matrix';
import { Button } from '../controls/Button';
import { Segments } from '../controls/Field';
import { useActions, useApp } from '../use-app';
import { MatrixGrid } from './MatrixGrid';
import { type MatrixState, useMatrix } from './use-matrix';

const LEVELS: readonly { readonly value: MatrixLevel; readonly label: string }[] = [
  { value: 'cluster', label: 'Clusters' },
  { value: 'namespace', label: 'Namespaces' },
  { value: 'node', label: 'Nodes' },
];
const ORDERS: readonly { readonly value: MatrixOrder; readonly label: string }[] = [
  { value: 'name', label: 'Name' },
  { value: 'traffic', label: 'Traffic' },
  { value: 'blocks', label: 'Blocks' },
];

interface MatrixViewProps {
  readonly state: MatrixState;
  readonly onChange: (part: Partial<MatrixState>) => void;
  readonly onSelected: () => void;
}

/** Who calls whom: callers down, called across. */
export function MatrixView({ state, onChange, onSelected }: MatrixViewProps): ReactNode {
  const matrix = useMatrix(state);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b bg-surface p-1.5 text-xs print:hidden">
        <Choice name="Lines">
          <Segments
            name="Lines of the matrix"
            value={state.level}
            choices={LEVELS}
            onChoose={(level) => onChange({ level })}
            widths="own"
          />
        </Choice>
        <Choice name="Order">
          <Segments name="Order of the lines" value={state.order} choices={ORDERS} onChoose={(order) => onChange({ order })} widths="own" />
        </Choice>
        {state.opened.size === 0 ? null : <Button onClick={() => onChange({ opened: new Set() })}>Close all lines</Button>}
      </div>
      {matrix === undefined ? <Waiting /> : null}
      {matrix !== undefined && matrix.callers.length === 0 ? <Nothing /> : null}
      {matrix === undefined || matrix.callers.length === 0 ? null : (
        <MatrixGrid
          key={state.level}
          matrix={matrix}
          opened={state.opened}
          onOpen={(opened) => onChange({ opened })}
          onSelected={onSelected}
        />
      )}
    </>
  );
}

function Choice({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className="text-muted max-sm:hidden">
        {name}
      </span>
      {children}
    </div>
  );
}

const Waiting = (): ReactNode => (
  <p role="status" className="flex flex-1 items-center justify-center p-6 text-muted">
    Who calls whom is being added up…
  </p>
);

function Nothing(): ReactNode {
  const hides = useApp((state) => state.view.hide !== '' || state.view.focus !== undefined);
  const actions = useActions();
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
      <p>{hides ? 'What is hidden and what the focus leaves out leaves no call to show.' : 'Nobody calls anybody in this picture.'}</p>
      {hides ? (
        <Button
          onClick={() => {
            actions.setHide('');
            actions.setFocus(undefined);
          }}
        >
          Show everything
        </Button>
      ) : null}
    </div>
  );
}
