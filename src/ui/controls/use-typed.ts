import { type ChangeEvent, type KeyboardEvent, useState } from 'react';

interface TypedProps<T> {
  readonly value: T;
  readonly write: (value: T) => string;
  /** undefined = this cannot be read. */
  readonly read: (text: string) => T | undefined;
  readonly onChange: (value: T) => void;
}

/** What is typed into a field counts when it is left or on Enter, so that half a number colours nothing; what cannot be read stays as it was typed. */
export function useTyped<T>({ value, write, read, onChange }: TypedProps<T>) {
  const [draft, setDraft] = useState<string>();
  const text = draft ?? write(value);
  const typed = read(text);
  const apply = () => {
    if (typed === undefined) return;
    setDraft(undefined);
    if (typed !== value) onChange(typed);
  };
  return {
    valid: typed !== undefined,
    /** For the input. */
    field: {
      value: text,
      'aria-invalid': typed === undefined,
      onChange: (event: ChangeEvent<HTMLInputElement>) => setDraft(event.target.value),
      onBlur: apply,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Enter') apply();
      },
    },
  };
}
