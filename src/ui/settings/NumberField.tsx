import { type ReactNode, useId } from 'react';
import { TextInput } from '../controls/Field';
import { useTyped } from '../controls/use-typed';
import { parseNumber } from '../text/parse-number';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly onChange: (value: number) => void;
}

/** What is no number is said below it. */
export function NumberField({ label, value, unit, from, to, onChange }: NumberFieldProps): ReactNode {
  const id = useId();
  const { valid, field } = useTyped({ value, write: String, read: (text) => parseNumber(text, from, to), onChange });
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      <label htmlFor={id} className="text-2xs text-muted">
        {label}
      </label>
      <span className="flex items-center gap-1">
        <TextInput id={id} inputMode="decimal" className="!w-20 text-right" aria-describedby={`${id}-error`} {...field} />
        <span className="text-muted text-xs">{unit}</span>
      </span>
      <span id={`${id}-error`} className="text-2xs text-fail empty:hidden">
        {valid ? '' : `✕ A number from ${from} to ${to}.`}
      </span>
    </div>
  );
}
