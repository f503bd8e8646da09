import type { ReactNode } from 'react';
import { many } from '../../lib/many';
import { Button } from '../controls/Button';
import type { Spot } from '../table/grid-move';
import { outOfSight, type Side } from './sick-out-of-sight';

const SIDES: readonly { readonly side: Side; readonly arrow: string; readonly words: string }[] = [
  { side: 'above', arrow: '↑', words: 'above' },
  { side: 'below', arrow: '↓', words: 'below' },
  { side: 'left', arrow: '←', words: 'to the left' },
  { side: 'right', arrow: '→', words: 'to the right' },
];

interface SickStripProps {
  readonly sick: readonly Spot[];
  /** First and last row and column in sight. */
  readonly sight: { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
  readonly onJump: (spot: Spot) => void;
}

/** How many cells are sick, and where those are that cannot be seen. */
export function SickStrip({ sick, sight, onJump }: SickStripProps): ReactNode {
  const sides = outOfSight(sick, sight);
  return (
    <section
      aria-label="Sick cells"
      className="flex min-h-9 flex-wrap items-center gap-2 border-line border-b bg-canvas px-3 py-0.5 text-xs"
    >
      {sick.length === 0 ? (
        <span className="text-muted">No cell is sick.</span>
      ) : (
        <span>
          <span aria-hidden className="text-fail">
            ✕{' '}
          </span>
          {many(sick.length, 'sick cell')}
          {sides.size === 0 ? ', all in sight.' : '; out of sight:'}
        </span>
      )}
      {SIDES.map(({ side, arrow, words }) => {
        const found = sides.get(side);
        if (found === undefined) return null;
        return (
          <Button key={side} size="small" onClick={() => onJump(found.nearest)}>
            <span aria-hidden>{arrow}</span> {found.count} {words}
          </Button>
        );
      })}
    </section>
  );
}
