import { Clapperboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuChoices } from '../controls/Menu';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';

/** Only while the bundled mock server is the source. */
export function ScenarioMenu({ className }: { readonly className?: string }): ReactNode {
  const scenarios = useApp((state) => state.scenarios);
  const chosen = useApp((state) => state.view.scenario ?? state.scenarios.find(({ current }) => current)?.name);
  const source = useSource();
  const actions = useActions();
  if (source?.mock !== true || scenarios.length === 0) return null;
  const title = scenarios.find(({ name }) => name === chosen)?.title;
  return (
    <Menu name="Scenario" value={title ?? chosen ?? 'none'} icon={Clapperboard} {...(className === undefined ? {} : { className })}>
      <MenuChoices
        value={chosen ?? ''}
        choices={scenarios.map(({ name, title: label, description }) => ({ value: name, label, description }))}
        onChoose={actions.setScenario}
      />
    </Menu>
  );
}
