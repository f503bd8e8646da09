import type { ReactNode } from 'react';
import { commands } from '../../app/commands/index';
import { Modal } from '../controls/Modal';
import { useAppHandle } from '../use-app';

interface HelpSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every command with its key; each can also be run here. */
export function HelpSheet({ open, onOpenChange }: HelpSheetProps): ReactNode {
  const app = useAppHandle();
  return (
    <Modal title="Keys and commands" description="Keys work while no field or menu has the focus." open={open} onOpenChange={onOpenChange}>
      <ul className="divide-y divide-line">
        {commands.map((command) => (
          <li key={command.id}>
            <button
              type="button"
              className="flex w-full items-center justify-between gap-3 rounded px-2 py-1.5 text-left text-sm hover:bg-sunken"
              onClick={() => {
                onOpenChange(false);
                command.run(app);
              }}
            >
              {command.title}
              {command.key === undefined ? null : <Key name={command.key} />}
            </button>
          </li>
        ))}
        <li className="flex items-center justify-between px-2 py-1.5 text-sm">
          This sheet
          <Key name="?" />
        </li>
      </ul>
      <p className="mt-3 text-muted text-xs">
        On the map: drag to pan, wheel or pinch to zoom, click to select, double click a namespace to open or close it. Everything on the
        map is also in the panel’s lists. Drop a file of a proxy’s /stats/prometheus anywhere on the page to see it as a graph.
      </p>
    </Modal>
  );
}

function Key({ name }: { readonly name: string }): ReactNode {
  return (
    <kbd className="min-w-6 rounded border border-line-strong bg-sunken px-1.5 text-center font-mono text-xs">
      {name === 'Escape' ? 'Esc' : name}
    </kbd>
  );
}
