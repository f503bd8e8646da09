import { type ReactNode, useId } from 'react';

/** A headed part of a panel. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line border-b px-4 py-3 last:border-b-0">
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
