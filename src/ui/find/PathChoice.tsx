import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { MOST_PATH_HOPS } from '../../mesh/focus';
import type { MeshNode } from '../../mesh/model';
import { TextInput } from '../controls/Field';
import { matchNodes, sickFirst } from '../panels/order-nodes';
import { nodeName, nodePlace } from '../text/names';
import { useActions } from '../use-app';
import { useMesh } from '../use-mesh';

const MOST_SHOWN = 30;
const NONE: readonly MeshNode[] = [];

/** The second end of a path, from a list: the first is what is selected. */
export function PathChoice({ node, onDone }: { readonly node: MeshNode; readonly onDone: () => void }): ReactNode {
  const actions = useActions();
  const nodes = useMesh()?.mesh.nodes ?? NONE;
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const others = useMemo(() => sickFirst(matchNodes(nodes, wanted).filter(({ id }) => id !== node.id)), [nodes, wanted, node.id]);
  const choose = (to: string) => {
    actions.setFocus({ kind: 'path', from: node.id, to });
    onDone();
  };
  return (
    <section className="flex flex-col gap-1.5">
      <h2 className="break-words font-semibold text-xs">Paths from {nodeName(node)}</h2>
      <TextInput
        type="search"
        aria-label={`Paths from ${nodeName(node)} to`}
        placeholder="to… name or namespace"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const [first] = others;
          if (event.key === 'Enter' && wanted === text && text.trim() !== '' && first !== undefined) choose(first.id);
        }}
      />
      <ul className="thin-scroll max-h-40 overflow-y-auto" aria-label="Paths to">
        {others.slice(0, MOST_SHOWN).map((other) => (
          <li key={other.id}>
            <button
              type="button"
              className="flex min-h-7 w-full items-baseline gap-2 rounded px-1.5 py-1 text-left text-sm hover:bg-sunken"
              onClick={() => choose(other.id)}
            >
              <span className="min-w-0 flex-1 truncate">{nodeName(other)}</span>
              <span className="max-w-28 shrink-0 truncate text-muted text-xs">{nodePlace(other)}</span>
            </button>
          </li>
        ))}
      </ul>
      {others.length === 0 ? <p className="text-muted text-sm">No other node of this name is in the picture.</p> : null}
      {others.length > MOST_SHOWN ? (
        <p className="text-muted text-xs">{others.length - MOST_SHOWN} more: type a part of the name.</p>
      ) : null}
      <p className="text-muted text-xs">Every call on a way of at most {MOST_PATH_HOPS} hops.</p>
    </section>
  );
}
