import { Crosshair } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Focus, FocusDirection, FocusHops } from '../../mesh/focus';
import { Button, IconButton } from '../controls/Button';
import { Segments } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import { late } from '../late';
import { findSelected } from '../mesh-index';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { thingName } from './thing-name';

const PathChoice = late(async () => (await import('./PathChoice')).PathChoice);

const DIRECTIONS: readonly { readonly value: FocusDirection; readonly label: string }[] = [
  { value: 'up', label: 'Callers' },
  { value: 'both', label: 'Both' },
  { value: 'down', label: 'Calls' },
];
const HOPS: readonly { readonly value: `${FocusHops}`; readonly label: string }[] = (['1', '2', '3', '4'] as const).map((value) => ({
  value,
  label: value,
}));

/** Looks at a part of the mesh: around what is selected, along the ways to another node, or at the problems. */
export function FocusMenu({ of }: { readonly of: 'map' | 'panel' }): ReactNode {
  const [open, setOpen] = useState(false);
  const focused = useApp((state) => state.view.focus !== undefined);
  return (
    <Flyout
      name="Focus"
      open={open}
      onOpenChange={setOpen}
      align={of === 'map' ? 'start' : 'end'}
      width="w-72"
      trigger={
        of === 'map' ? (
          <IconButton label="Focus" size="narrow" icon={Crosshair} {...(focused ? { className: 'text-accent!' } : {})} />
        ) : (
          <Button icon={Crosshair}>Focus</Button>
        )
      }
    >
      <FocusChoices onDone={() => setOpen(false)} />
    </Flyout>
  );
}

function FocusChoices({ onDone }: { readonly onDone: () => void }): ReactNode {
  const selected = useApp((state) => state.view.selected);
  const focus = useApp((state) => state.view.focus);
  const actions = useActions();
  const index = useMesh();
  const found = selected === undefined || index === undefined ? undefined : findSelected(index, selected);
  return (
    <div className="flex flex-col gap-4">
      {found === undefined || selected === undefined ? (
        <p className="text-muted text-sm">
          Select something on the map or in the lists to see only what is around it. Keys 1 to 4 do the same.
        </p>
      ) : (
        <AroundChoices id={selected} name={thingName(selected, index)} focus={focus} />
      )}
      {found?.kind === 'node' ? <PathChoice node={found.node} onDone={onDone} /> : null}
      <section className="flex flex-col gap-1.5">
        <h2 className="font-semibold text-xs">The whole picture</h2>
        <Button aria-pressed={focus?.kind === 'problems'} onClick={() => actions.setFocus({ kind: 'problems' })}>
          Problems and one hop around them
        </Button>
        <Button disabled={focus === undefined} onClick={() => actions.setFocus(undefined)}>
          Whole mesh
        </Button>
      </section>
    </div>
  );
}

interface AroundProps {
  readonly id: string;
  readonly name: string;
  readonly focus: Focus | undefined;
}

function AroundChoices({ id, name, focus }: AroundProps): ReactNode {
  const actions = useActions();
  const around = focus?.kind === 'around' && focus.id === id ? focus : undefined;
  const [wanted, setWanted] = useState<FocusDirection>('both');
  const direction = around?.direction ?? wanted;
  const turn = (next: FocusDirection) => {
    setWanted(next);
    actions.setFocus({ kind: 'around', id, hops: around?.hops ?? 2, direction: next });
  };
  return (
    <section className="flex flex-col gap-1.5">
      <h2 className="break-words font-semibold text-xs">Around {name}</h2>
      <Segments
        name="Hops"
        value={around === undefined ? undefined : (String(around.hops) as `${FocusHops}`)}
        choices={HOPS}
        onChoose={(hops) => actions.setFocus({ kind: 'around', id, hops: Number(hops) as FocusHops, direction })}
      />
      <Segments name="Direction" value={around?.direction} choices={DIRECTIONS} onChoose={turn} />
      <p className="text-muted text-xs">Hops along calls; the rest leaves the picture, and nothing moves.</p>
    </section>
  );
}
