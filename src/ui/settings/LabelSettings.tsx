import type { ReactNode } from 'react';
import { EDGE_LABELS } from '../../scene/labels/index';
import { NODE_LABELS } from '../../scene/node-labels';
import { Check } from '../controls/Field';
import { useActions, useApp } from '../use-app';

/** What is written on edges and below the names of nodes. */
export function LabelSettings(): ReactNode {
  const labels = useApp((state) => state.view.labels);
  const nodeLabels = useApp((state) => state.view.nodeLabels);
  const actions = useActions();
  return (
    <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      <fieldset aria-label="On edges">
        <h4 className="font-medium text-xs">On edges</h4>
        {EDGE_LABELS.map(({ id, title, example }) => (
          <Check
            key={id}
            label={`${title}: ${example}`}
            checked={labels.includes(id)}
            onChange={({ target }) => actions.setLabels(toggled(EDGE_LABELS, labels, id, target.checked))}
          />
        ))}
      </fieldset>
      <fieldset aria-label="Below the name of a node">
        <h4 className="font-medium text-xs">Below the name of a node</h4>
        {NODE_LABELS.map(({ id, title, example }) => (
          <Check
            key={id}
            label={`${title}: ${example}`}
            checked={nodeLabels.includes(id)}
            onChange={({ target }) => actions.setNodeLabels(toggled(NODE_LABELS, nodeLabels, id, target.checked))}
          />
        ))}
        <p className="text-2xs text-muted">Of a sick node the reason is shown instead.</p>
      </fieldset>
    </div>
  );
}

/** In the order of the list, whatever was switched first: the same choice is the same link. */
function toggled(all: readonly { readonly id: string }[], shown: readonly string[], id: string, on: boolean): readonly string[] {
  return all.map((each) => each.id).filter((each) => (each === id ? on : shown.includes(each)));
}
