import { Layers } from 'lucide-react';
import type { ReactNode } from 'react';
import { POLICY_OVERLAYS } from '../../scene/overlays/index';
import { Menu, MenuChoices } from '../controls/Menu';
import { useActions, useApp } from '../use-app';
import { WithoutConfiguration } from './WithoutConfiguration';

const TRAFFIC = 'traffic';
const CHOICES = [
  { value: TRAFFIC, label: 'Traffic', description: 'Health, rate, errors, latency and observed mTLS' },
  ...POLICY_OVERLAYS.map(({ id, title, about }) => ({ value: id, label: title, description: about })),
];

/** What tone, line and texts of the map tell. */
export function OverlayMenu({ className }: { readonly className?: string }): ReactNode {
  const chosen = useApp((state) => state.view.overlay);
  const bare = useApp((state) => state.configuration.origin === 'none');
  const actions = useActions();
  const known = CHOICES.find(({ value }) => value === chosen);
  return (
    <Menu name="Overlay" value={(known ?? CHOICES[0])?.label} icon={Layers} {...(className === undefined ? {} : { className })}>
      <MenuChoices
        value={known?.value ?? TRAFFIC}
        choices={CHOICES}
        onChoose={(value) => actions.setOverlay(value === TRAFFIC ? undefined : value)}
      />
      {bare ? (
        <div className="mt-1 border-line border-t px-2 py-1.5 text-xs">
          <WithoutConfiguration />
        </div>
      ) : null}
    </Menu>
  );
}
