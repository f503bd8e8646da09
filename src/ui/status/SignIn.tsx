import { KeyRound } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { displayText } from '../../scene/display-text';
import type { Source } from '../../worker/messages';
import { Button } from '../controls/Button';
import { TextInput } from '../controls/Field';
import { Modal } from '../controls/Modal';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';

const REFUSED = new Set(['prometheus-unauthorized', 'prometheus-forbidden']);

interface SignInProps {
  readonly source: Source;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A token for one source: kept in memory, sent to that source's origin only, gone with the tab. */
export function SignIn({ source, open, onOpenChange }: SignInProps): ReactNode {
  const actions = useActions();
  const [token, setToken] = useState('');
  const id = useId();
  const close = (next: boolean) => {
    setToken('');
    onOpenChange(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    actions.signIn(source.id, token.trim());
    close(false);
  };
  return (
    <Modal
      title={`Sign in to ${displayText(source.label, 60)}`}
      description="The token stays in this tab’s memory, goes to this source’s origin only and is never written to the address or to disk."
      open={open}
      onOpenChange={close}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <label htmlFor={id} className="font-medium">
          Bearer token
        </label>
        <TextInput id={id} type="password" autoComplete="off" required value={token} onChange={(event) => setToken(event.target.value)} />
        <Button type="submit" look="primary" disabled={token.trim() === ''} className="self-end">
          Sign in
        </Button>
      </form>
    </Modal>
  );
}

/** Beside a failure that a token may cure. */
export function SignInButton(): ReactNode {
  const refused = useApp((state) => state.status.failure.some(({ code }) => REFUSED.has(code)));
  const source = useSource();
  const [open, setOpen] = useState(false);
  if (source === undefined || (!refused && !open)) return null;
  return (
    <>
      <Button icon={KeyRound} onClick={() => setOpen(true)}>
        Sign in
      </Button>
      <SignIn source={source} open={open} onOpenChange={setOpen} />
    </>
  );
}
