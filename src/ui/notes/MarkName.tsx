import type { ReactNode } from 'react';
import { MOST_TITLE_CHARACTERS } from '../../app/retro-format';
import { TextInput } from '../controls/Field';
import { useTyped } from '../controls/use-typed';
import { useActions, useApp } from '../use-app';

interface MarkNameProps {
  readonly id: string;
  readonly label: string;
  readonly className?: string;
}

const asIs = (text: string): string => text;
const trimmed = (text: string): string => text.trim();

/** The name of a mark, to be written over; it is kept with Enter and where the focus leaves it. */
export function MarkName({ id, label, className }: MarkNameProps): ReactNode {
  const actions = useActions();
  const text = useApp((state) => state.retro.marks.find((mark) => mark.id === id)?.text ?? '');
  const { field } = useTyped({ value: text, write: asIs, read: trimmed, onChange: (name) => actions.renameMark(id, name) });
  return (
    <TextInput
      aria-label={label}
      placeholder="Name"
      maxLength={MOST_TITLE_CHARACTERS}
      {...(className !== undefined && { className })}
      {...field}
    />
  );
}
