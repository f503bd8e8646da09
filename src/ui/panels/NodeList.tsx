import { type ReactNode, useMemo, useState } from 'react';
import type { MeshNode } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { TextInput } from '../controls/Field';
import { HealthMark } from '../controls/marks';
import { nodeName, nodePlace } from '../text/names';
import { useMesh } from '../use-mesh';
import { matchNodes, sickFirst } from './order-nodes';
import { Section } from './Section';
import { useSelect } from './use-select';

const PAGE = 100;

/** Every node of the picture, reachable by keyboard. */
export function NodeList(): ReactNode {
  const mesh = useMesh()?.mesh;
  const [filter, setFilter] = useState('');
  const nodes = useMemo(() => sickFirst(matchNodes(mesh?.nodes ?? [], filter)), [mesh, filter]);
  return (
    <Section title={`Nodes (${nodes.length})`}>
      <TextInput
        type="search"
        aria-label="Filter nodes"
        placeholder="Filter by name or namespace"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      <NodeRows nodes={nodes} />
    </Section>
  );
}

/** Nodes as buttons, a page at a time. */
export function NodeRows({ nodes }: { readonly nodes: readonly MeshNode[] }): ReactNode {
  const [most, setMost] = useState(PAGE);
  const select = useSelect();
  return (
    <>
      <ul className="-mx-2 mt-1.5">
        {nodes.slice(0, most).map((node) => (
          <li key={node.id}>
            <button
              type="button"
              onClick={() => select(node.id)}
              className="flex min-h-7 w-full items-baseline gap-2 rounded px-2 py-1 text-left hover:bg-sunken"
            >
              <HealthMark health={node.health} />
              <span className="min-w-0 flex-1 truncate">{nodeName(node)}</span>
              <span className="max-w-40 shrink-0 truncate text-muted text-xs">
                {node.reason === undefined ? nodePlace(node) : displayText(node.reason, 160)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {nodes.length > most ? (
        <Button className="mt-1 w-full" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, nodes.length - most)} more of {nodes.length}
        </Button>
      ) : null}
    </>
  );
}
