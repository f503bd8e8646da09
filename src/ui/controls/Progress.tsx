import type { ReactNode } from 'react';

interface ProgressProps {
  /** What goes on. */
  readonly label: string;
  /** 0..1; undefined = nobody knows how far. */
  readonly share: number | undefined;
}

/** How far something is, in the colours of the page. */
export function Progress({ label, share }: ProgressProps): ReactNode {
  return (
    <progress
      aria-label={label}
      className="h-2 w-full min-w-0 flex-1 appearance-none overflow-hidden rounded border border-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      {...(share === undefined ? {} : { value: share })}
    />
  );
}
