import { Command } from 'cmdk';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { commands } from '../../app/commands/index';
import { Key } from '../controls/Key';
import { Modal } from '../controls/Modal';
import { useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { type PaletteEntry, paletteEntries, SECTIONS, searchEntries } from './palette-entries';

interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Something was selected: the panel is wanted next. */
  readonly onSelected: () => void;
}

const MOST = 60;

/** Do or go to anything by typing a part of its name. */
export function Palette({ open, onOpenChange, onSelected }: PaletteProps): ReactNode {
  const app = useAppHandle();
  const chosen = useRef<PaletteEntry | undefined>(undefined);
  const choose = (entry: PaletteEntry) => {
    chosen.current = entry;
    onOpenChange(false);
  };
  // Once the focus is back where it was, so that what was chosen may move it.
  const runChosen = () => {
    const entry = chosen.current;
    chosen.current = undefined;
    entry?.run(app);
    if (entry?.selects === true) onSelected();
  };
  return (
    <Modal title="Go to or do" open={open} onOpenChange={onOpenChange} onClosed={runChosen}>
      <Entries onChoose={choose} />
    </Modal>
  );
}

function Entries({ onChoose }: { readonly onChoose: (entry: PaletteEntry) => void }): ReactNode {
  const index = useMesh();
  const picture = useApp((state) => state.picture);
  const scenarios = useApp((state) => state.scenarios);
  const sources = useApp((state) => state.sources);
  const view = useApp((state) => state.view);
  const [text, setText] = useState('');
  const [picked, setPicked] = useState('');
  const entries = useMemo(
    () => paletteEntries(commands, index, { picture, scenarios, sources, view }),
    [index, picture, scenarios, sources, view],
  );
  // At once, not deferred: Enter runs what the typed text finds, and cmdk marks the first of the list that stands there.
  const { shown, count } = useMemo(() => searchEntries(entries, text, MOST), [entries, text]);
  // What Enter runs: the best until another one is picked.
  const current = shown.some(({ id }) => id === picked) ? picked : (shown[0]?.id ?? '');
  return (
    <Command
      label="Commands, nodes, edges and views"
      shouldFilter={false}
      loop
      value={current}
      onValueChange={setPicked}
      className="flex flex-col gap-2"
    >
      <Command.Input
        data-first-focus
        value={text}
        onValueChange={(typed) => {
          setText(typed);
          setPicked('');
        }}
        placeholder="A command, a node, “web → cart”, a namespace, a window…"
        className="h-9 w-full rounded-md border border-line-strong bg-surface px-2 text-base text-ink"
      />
      <p role="status" className="text-muted text-xs">
        {shown.length === 0 ? 'Nothing is called so: try a part of a name.' : countText(shown.length, count)}
      </p>
      <Command.List label="Found" className="thin-scroll h-[min(24rem,50dvh)] overflow-y-auto">
        {SECTIONS.map((section) => (
          <Section key={section} name={section} entries={shown.filter((entry) => entry.section === section)} onChoose={onChoose} />
        ))}
      </Command.List>
    </Command>
  );
}

const countText = (shown: number, count: number): string =>
  shown < count ? `${shown} of ${count} found: type more to narrow it down.` : `${count} found.`;

interface SectionProps {
  readonly name: string;
  readonly entries: readonly PaletteEntry[];
  readonly onChoose: (entry: PaletteEntry) => void;
}

function Section({ name, entries, onChoose }: SectionProps): ReactNode {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={name}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={entry.id}
          onSelect={() => onChoose(entry)}
          className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1 text-sm aria-selected:bg-sunken aria-selected:outline aria-selected:outline-1 aria-selected:outline-line-strong"
        >
          <span className="min-w-0 flex-1 break-words">{entry.name}</span>
          <span className="max-w-48 shrink-0 truncate text-muted text-xs">{entry.detail}</span>
          {entry.key === undefined ? null : <Key name={entry.key} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
