import { type ReactNode, useState } from 'react';
import { MOST_TITLE_CHARACTERS } from '../../app/retro-format';
import { TextInput } from '../controls/Field';
import { useActions, useApp } from '../use-app';

interface MarkNameProps {
  readonly id: string;
  readonly label: string;
  readonly className?: string;
}

/** The name of a mark, to be written over; it is kept with Enter and where the focus leaves it. */
export function MarkName({ id, label, className }: MarkNameProps): ReactNode {
  const actions = useActions();
  const text = useApp((state) => state.retro.marks.find((mark) => mark.id === id)?.text ?? '');
  /** undefined = nothing was typed since it was kept. */
  const [draft, setDraft] = useState<string>();
  const keep = () => {
    const name = draft?.trim();
    if (name !== undefined && name !== text) actions.renameMark(id, name);
    setDraft(undefined);
  };
  return (
    <TextInput
      aria-label={label}
      placeholder="Name"
      maxLength={MOST_TITLE_CHARACTERS}
      {...(className !== undefined && { className })}
      value={draft ?? text}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
