import type { ReactNode } from 'react';
import { MOST_TITLE_CHARACTERS } from '../../app/retro-format';
import { TextInput } from '../controls/Field';
import { useActions, useApp } from '../use-app';

interface RetroTitleProps {
  readonly label: string;
  readonly placeholder: string;
  readonly disabled?: boolean;
}

/** Kept when the field is left, so that every letter is no change of its own. */
export function RetroTitle({ label, placeholder, disabled = false }: RetroTitleProps): ReactNode {
  const title = useApp((state) => state.retro.title);
  const actions = useActions();
  return (
    <TextInput
      key={title}
      aria-label={label}
      placeholder={placeholder}
      maxLength={MOST_TITLE_CHARACTERS}
      disabled={disabled}
      defaultValue={title}
      onBlur={(event) => actions.setRetroTitle(event.target.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') actions.setRetroTitle(event.currentTarget.value.trim());
      }}
    />
  );
}
