import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Whether there is something in it to read; what can only be pressed stays off paper. */
  readonly printed?: boolean;
  readonly children: ReactNode;
}

/** A headed part of a panel. */
export function Section({ title, aside, printed = true, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`border-line border-b px-4 py-3 last:border-b-0 ${printed ? '' : 'print:hidden'}`}>
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <h3 id={id} className="font-semibold text-muted text-xs">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
