import { type ReactNode, useRef } from 'react';
import type { Command } from '../../app/app-types';
import { commands } from '../../app/commands/index';
import { Check } from '../controls/Field';
import { Key } from '../controls/Key';
import { Modal } from '../controls/Modal';
import { useActions, useApp, useAppHandle } from '../use-app';
import { COMMAND_GROUPS } from './command-groups';
import { KEY_HINTS } from './key-hints';

interface HelpSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every command with its key, by group; each can also be run here. Then the keys of single parts, and the two switches of WCAG 2.1.4 and 4.1.3. */
export function HelpSheet({ open, onOpenChange }: HelpSheetProps): ReactNode {
  const singleKeys = useApp((state) => state.preferences.singleKeys);
  const sayChanges = useApp((state) => state.preferences.sayChanges);
  const actions = useActions();
  const app = useAppHandle();
  const chosen = useRef<Command | undefined>(undefined);
  const runChosen = () => {
    const command = chosen.current;
    chosen.current = undefined;
    command?.run(app);
  };
  return (
    <Modal
      title="Keys and commands"
      description="Keys work while no field or menu has the focus."
      open={open}
      onOpenChange={onOpenChange}
      onClosed={runChosen}
    >
      {COMMAND_GROUPS.map(({ id, title }) => (
        <CommandList
          key={id}
          title={title}
          commands={commands.filter(({ group }) => group === id)}
          onRun={(command) => {
            chosen.current = command;
            onOpenChange(false);
          }}
          keysWork={singleKeys}
        />
      ))}
      {KEY_HINTS.map(({ place, keys }) => (
        <section key={place} className="mt-4">
          <h3 className="font-semibold text-muted text-xs">{place}</h3>
          <dl>
            {keys.map(({ keys: names, does }) => (
              <div key={does} className={ROW}>
                <dt>{does}</dt>
                <dd className="flex flex-wrap justify-end gap-1">
                  {names.map((name) => (
                    <Key key={name} name={name} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <section className="mt-4 border-line border-t pt-3">
        <h3 className="font-semibold text-muted text-xs">Reach</h3>
        <Check
          label="Single keys run commands"
          description="Off: only Esc, Ctrl+K (on a Mac ⌘K) and the keys of the part that has the focus."
          checked={singleKeys}
          onChange={(event) => actions.setSingleKeys(event.target.checked)}
        />
        <Check
          label="Say changes to screen readers"
          description="What begins or stops failing; never a plain refresh."
          checked={sayChanges}
          onChange={(event) => actions.setSayChanges(event.target.checked)}
        />
      </section>
      <p className="mt-3 text-muted text-xs">
        On the map: drag to pan, wheel or pinch to zoom, click to select, double click a namespace to open or close it. Everything on the
        map is also in the outline and the panel’s lists. Drop a file of a proxy’s /stats/prometheus anywhere on the page to see it as a
        graph.
      </p>
    </Modal>
  );
}

const ROW = 'flex min-h-8 items-center justify-between gap-3 px-2 py-1 text-sm';

interface CommandListProps {
  readonly title: string;
  readonly commands: readonly Command[];
  readonly keysWork: boolean;
  readonly onRun: (command: Command) => void;
}

function CommandList({ title, commands: listed, keysWork, onRun }: CommandListProps): ReactNode {
  if (listed.length === 0) return null;
  return (
    <section className="mt-4 first:mt-0">
      <h3 className="font-semibold text-muted text-xs">{title}</h3>
      <ul>
        {listed.map((command) => (
          <li key={command.id}>
            <button type="button" className={`${ROW} w-full rounded text-left hover:bg-sunken`} onClick={() => onRun(command)}>
              {command.title}
              <span className="flex shrink-0 gap-1">
                {command.key === undefined || (!keysWork && command.key.length === 1) ? null : <Key name={command.key} />}
                {command.id === 'palette' ? <Key name="Ctrl+K" /> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
