import type { ComponentProps, ReactNode } from 'react';

const INPUT =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink aria-invalid:border-fail disabled:opacity-50';

export function TextInput({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return <input className={`${INPUT} ${className ?? ''}`} autoComplete="off" spellCheck={false} {...rest} />;
}

export function Check({
  label,
  description,
  ...rest
}: ComponentProps<'input'> & { readonly label: string; readonly description?: string }): ReactNode {
  return (
    <label className="flex items-start gap-2 py-1 text-sm">
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" {...rest} />
      <span>
        {label}
        {description === undefined ? null : <span className="block text-muted text-xs">{description}</span>}
      </span>
    </label>
  );
}

/** One of a few short values, all visible. */
export function Segments<T extends string>({
  name,
  value,
  choices,
  onChoose,
  widths = 'equal',
}: {
  readonly name: string;
  readonly value: T | undefined;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
  /** In rows of five where one row is too short; each as wide as its own words on a bar. */
  readonly widths?: 'equal' | 'rows' | 'own';
}): ReactNode {
  return (
    <fieldset className={widths === 'rows' ? 'grid grid-cols-5 gap-1' : 'flex gap-1'} aria-label={name}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChoose(choice.value)}
          className={`h-7 rounded-md border border-line text-sm hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent ${widths === 'own' ? 'min-w-8 px-2' : 'min-w-0 flex-1 px-1.5'}`}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
