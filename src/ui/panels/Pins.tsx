import { PinOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../controls/Button';
import { nodeName } from '../text/names';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { Section } from './Section';

/** The pinned nodes of this picture, each with the way to let it go. */
export function Pins(): ReactNode {
  const pins = useApp((state) => state.view.pins);
  const mesh = useMesh()?.mesh;
  const actions = useActions();
  const pinned = mesh?.nodes.filter(({ id }) => pins.has(id)) ?? [];
  if (pinned.length === 0) return null;
  return (
    <Section title={`Pinned (${pinned.length})`} aside={<Button onClick={() => actions.unpinAll()}>Unpin all</Button>}>
      <ul>
        {pinned.map((node) => (
          <li key={node.id} className="flex items-center gap-2">
            <button
              type="button"
              className="min-w-0 flex-1 truncate py-1 text-left hover:underline"
              onClick={() => actions.select(node.id)}
            >
              {nodeName(node)}
            </button>
            <IconButton label={`Unpin ${nodeName(node)}`} icon={PinOff} onClick={() => actions.unpin(node.id)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Where a node stands: moved by the user, or not yet. */
export function PlaceOfNode({ id }: { readonly id: string }): ReactNode {
  const pinned = useApp((state) => state.view.pins.has(id));
  const actions = useActions();
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-3 print:hidden">
      <Button onClick={() => actions.startMoving(id)}>Move on the map</Button>
      {pinned ? (
        <Button icon={PinOff} onClick={() => actions.unpin(id)}>
          Unpin
        </Button>
      ) : null}
    </div>
  );
}
