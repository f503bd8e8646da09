import { Database } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { displayText } from '../../scene/display-text';
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '../controls/Menu';
import { SignIn } from '../status/SignIn';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';

/** Shown when there is a choice, or a real source one may have to sign in to. */
export function SourceMenu({ className }: { readonly className?: string }): ReactNode {
  const sources = useApp((state) => state.sources);
  const current = useSource();
  const actions = useActions();
  const snapshot = useApp((state) => state.snapshot !== undefined);
  const [signingIn, setSigningIn] = useState(false);
  if (snapshot || current === undefined || (sources.length < 2 && current.mock)) return null;
  return (
    <>
      <Menu name="Source" value={displayText(current.label, 40)} icon={Database} {...(className === undefined ? {} : { className })}>
        <MenuChoices
          value={current.id}
          choices={sources.map(({ id, label, mock }) => ({
            value: id,
            label: displayText(label),
            ...(mock ? { description: 'Simulated mesh' } : {}),
          }))}
          onChoose={actions.setSource}
        />
        {current.mock ? null : (
          <>
            <MenuSeparator />
            <MenuItem label="Sign in with a token…" onSelect={() => setSigningIn(true)} />
          </>
        )}
      </Menu>
      <SignIn source={current} open={signingIn} onOpenChange={setSigningIn} />
    </>
  );
}
