import { type ReactNode, useId, useState } from 'react';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { Check, TextInput } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import { useActions, useApp } from '../use-app';
import { namespaceChoices, scopeText } from './namespace-choices';

const MOST_SHOWN = 200;
const NONE: readonly string[] = [];

/** Scope: which namespaces are asked for. None checked means all. */
export function NamespaceMenu({ className }: { readonly className?: string }): ReactNode {
  const chosen = useApp((state) => state.view.namespaces);
  const seen = useApp((state) => state.picture?.namespaces ?? NONE);
  const actions = useActions();
  const [search, setSearch] = useState('');
  const hintId = useId();
  const choices = namespaceChoices(seen, chosen, search);
  const toggle = (namespace: string, on: boolean) =>
    actions.setNamespaces(on ? [...chosen, namespace].sort() : chosen.filter((other) => other !== namespace));
  return (
    <Flyout name="Namespaces" value={scopeText(chosen)} caption {...(className === undefined ? {} : { className })}>
      <TextInput
        type="search"
        aria-label="Search namespaces"
        aria-describedby={hintId}
        placeholder="Search namespaces"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p id={hintId} className="mt-1.5 text-muted text-xs">
        Only traffic from or to the checked ones is asked for; none checked means all.
      </p>
      <fieldset className="thin-scroll mt-1.5 max-h-72 overflow-y-auto" aria-label="Namespaces">
        {choices.slice(0, MOST_SHOWN).map((namespace) => (
          <Check
            key={namespace}
            label={displayText(namespace)}
            checked={chosen.includes(namespace)}
            onChange={(event) => toggle(namespace, event.target.checked)}
          />
        ))}
        {choices.length === 0 ? <p className="py-2 text-muted text-sm">No namespace of this name was seen.</p> : null}
        {choices.length > MOST_SHOWN ? <p className="py-2 text-muted text-xs">{choices.length - MOST_SHOWN} more: search.</p> : null}
      </fieldset>
      <Button className="mt-2 w-full" disabled={chosen.length === 0} onClick={() => actions.setNamespaces([])}>
        All namespaces
      </Button>
    </Flyout>
  );
}
