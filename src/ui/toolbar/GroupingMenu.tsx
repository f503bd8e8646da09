import { Boxes } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuChoices } from '../controls/Menu';
import { useActions, useApp } from '../use-app';
import { GROUPINGS, groupingLabel } from './choices';

export function GroupingMenu({ className }: { readonly className?: string }): ReactNode {
  const chosen = useApp((state) => state.view.groupBy);
  const drawn = useApp((state) => state.picture?.mesh.groupBy);
  const actions = useActions();
  const value = chosen === undefined && drawn !== undefined ? `automatic (${groupingLabel(drawn)})` : groupingLabel(chosen);
  return (
    <Menu name="Group by" value={value} icon={Boxes} caption {...(className === undefined ? {} : { className })}>
      <MenuChoices
        value={chosen ?? 'auto'}
        choices={GROUPINGS}
        onChoose={(groupBy) => actions.setGroupBy(groupBy === 'auto' ? undefined : groupBy)}
      />
    </Menu>
  );
}
