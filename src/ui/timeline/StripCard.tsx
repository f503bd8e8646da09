import type { ReactNode } from 'react';
import { clockText } from '../../lib/range-text';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';

/** So many are told at the sign; a list has all. */
const MOST_TOLD = 5;

interface Told {
  readonly id: string;
  /** Unix seconds. */
  readonly atSeconds: number;
}

interface StripCardProps<T extends Told> {
  readonly items: readonly T[];
  readonly sign: (item: T) => ReactNode;
  readonly words: (item: T) => ReactNode;
  /** What stands behind "and 3 more" and leads to all of them. */
  readonly rest: string;
}

/** What stands together at one sign of the strip: each with its sign, the time of day and its words. */
export function StripCard<T extends Told>({ items, sign, words, rest }: StripCardProps<T>): ReactNode {
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  const told = items.slice(0, MOST_TOLD);
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {told.map((item) => (
          <li key={item.id} className="flex gap-1.5">
            {sign(item)}
            <span className="min-w-0 break-words">
              <span className="font-semibold">{clockText(item.atSeconds, offset)}</span> {words(item)}
            </span>
          </li>
        ))}
      </ul>
      {items.length > told.length ? (
        <p className="mt-1 text-muted">
          and {items.length - told.length} more{rest}
        </p>
      ) : null}
    </>
  );
}
