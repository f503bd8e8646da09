import { Grid3x3, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { many } from '../../lib/many';
import { Button, IconButton } from '../controls/Button';
import { useActions, useApp } from '../use-app';

/** Beyond this a node-link picture answers little (VISUAL: by size). */
const LARGE = 1000;

/** Over the map of a large mesh: there is a form that can be read. */
export function MatrixHint(): ReactNode {
  const form = useApp((state) => state.view.form);
  const nodes = useApp((state) => state.picture?.totals.nodes ?? 0);
  const actions = useActions();
  const [gone, setGone] = useState(false);
  if (gone || form !== 'map' || nodes <= LARGE) return null;
  return (
    <section
      aria-label="A large mesh"
      className="pointer-events-auto flex max-w-full items-center gap-2 rounded-lg border border-line bg-surface px-3 py-1.5 text-sm shadow-float"
    >
      <p className="min-w-0">{many(nodes, 'node')}: a matrix shows who calls whom at a glance.</p>
      <Button icon={Grid3x3} onClick={() => actions.setForm('matrix')}>
        Open the matrix
      </Button>
      <IconButton label="Dismiss" icon={X} onClick={() => setGone(true)} />
    </section>
  );
}
