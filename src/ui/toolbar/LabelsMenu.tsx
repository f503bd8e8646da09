import { Tags } from 'lucide-react';
import type { ReactNode } from 'react';
import { EDGE_LABELS } from '../../scene/labels/index';
import { Menu, MenuCheck } from '../controls/Menu';
import { useActions, useApp } from '../use-app';

/** What is written on every edge. */
export function LabelsMenu({ className }: { readonly className?: string }): ReactNode {
  const shown = useApp((state) => state.view.labels);
  const actions = useActions();
  const toggle = (id: string, on: boolean) =>
    actions.setLabels(EDGE_LABELS.map((label) => label.id).filter((other) => (other === id ? on : shown.includes(other))));
  return (
    <Menu name="Labels" icon={Tags} {...(className === undefined ? {} : { className })}>
      {EDGE_LABELS.map(({ id, title, example, means }) => (
        <MenuCheck
          key={id}
          label={`${title}: ${example}`}
          description={means}
          checked={shown.includes(id)}
          onChange={(on) => toggle(id, on)}
        />
      ))}
    </Menu>
  );
}
