import type { ReactNode } from 'react';

interface ValueProps {
  /** Name of the number, for tests and tools that compare it with Prometheus. */
  readonly metric: string;
  /** Unrounded; undefined = unknown. */
  readonly value: number | undefined;
  readonly text: string;
  readonly className?: string;
}

/** One number as text that carries its unrounded value. */
export function Value({ metric, value, text, className }: ValueProps): ReactNode {
  return (
    <span data-metric={metric} {...(value === undefined ? {} : { 'data-value': value })} className={className}>
      {value === undefined ? (
        <>
          <span aria-hidden>{text}</span>
          <span className="sr-only">unknown</span>
        </>
      ) : (
        text
      )}
    </span>
  );
}

/** A large number with its name above. */
export function Figure({
  name,
  children,
  note,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
}): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-muted">{name}</dt>
      <dd className="font-semibold text-lg leading-tight">
        {children}
        {note === undefined ? null : <span className="block font-normal text-2xs text-muted leading-snug">{note}</span>}
      </dd>
    </div>
  );
}
