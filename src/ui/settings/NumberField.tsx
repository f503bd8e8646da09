import { type ReactNode, useId, useState } from 'react';
import { TextInput } from '../controls/Field';
import { parseNumber } from './parse-number';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly onChange: (value: number) => void;
}

/** Applies when left or on Enter, so that a half-typed number colours nothing; what is no number is said below it. */
export function NumberField({ label, value, unit, from, to, onChange }: NumberFieldProps): ReactNode {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const id = useId();
  const text = draft ?? String(value);
  const read = parseNumber(text, from, to);
  const apply = () => {
    if (read === undefined) return;
    setDraft(undefined);
    if (read !== value) onChange(read);
  };
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      <label htmlFor={id} className="text-2xs text-muted">
        {label}
      </label>
      <span className="flex items-center gap-1">
        <TextInput
          id={id}
          inputMode="decimal"
          className="!w-20 text-right"
          value={text}
          aria-invalid={read === undefined}
          aria-describedby={`${id}-error`}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply();
          }}
        />
        <span className="text-muted text-xs">{unit}</span>
      </span>
      <span id={`${id}-error`} className="text-2xs text-fail empty:hidden">
        {read === undefined ? `✕ A number from ${from} to ${to}.` : ''}
      </span>
    </div>
  );
}
