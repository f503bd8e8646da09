import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../controls/Button';
import { useActions, useApp } from '../use-app';

/** Long enough to read and reach; undo stays a command afterwards. */
const SHOWN_MS = 20_000;

/** What was done to all positions at once, and the way back. */
export function ArrangementNotice(): ReactNode {
  const said = useApp(({ arrangement, clockMs }) =>
    arrangement.said !== undefined && clockMs - arrangement.said.atMs < SHOWN_MS ? arrangement.said.text : undefined,
  );
  const actions = useActions();
  return (
    <div role="status" className="print:hidden pointer-events-none absolute inset-x-3 bottom-3 z-10 flex justify-center">
      {said === undefined ? null : (
        <div className="pointer-events-auto flex items-center gap-2 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-3 shadow-float">
          <p>{said}</p>
          <Button onClick={() => actions.undo()}>Undo</Button>
          <IconButton label="Dismiss" icon={X} onClick={() => actions.dismissArrangement()} />
        </div>
      )}
    </div>
  );
}
