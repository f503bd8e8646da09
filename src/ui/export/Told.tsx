import type { ReactNode } from 'react';
import type { WaysOut } from './use-ways-out';

/** The sentence of the last way out. */
export function Told({ told }: Pick<WaysOut, 'told'>): ReactNode {
  return (
    <p role="status" className={`min-h-4.5 break-words text-xs ${told?.failed === true ? 'text-fail' : 'text-muted'}`}>
      {told === undefined ? '' : `${told.failed === true ? '✕ ' : ''}${told.text}`}
    </p>
  );
}
