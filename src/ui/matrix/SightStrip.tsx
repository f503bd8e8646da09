import type { ReactNode } from 'react';
import { many } from '../../lib/many';
import { CHANGE_STYLES } from '../../scene/style-table';
import { ChangeSign } from '../compare/ChangeSign';
import { Button } from '../controls/Button';
import type { Spot } from '../table/grid-move';
import { classesOf, outOfSight, type Side, type TellingSpot } from './out-of-sight';

const SIDES: readonly { readonly side: Side; readonly arrow: string; readonly words: string }[] = [
  { side: 'above', arrow: '↑', words: 'above' },
  { side: 'below', arrow: '↓', words: 'below' },
  { side: 'left', arrow: '←', words: 'to the left' },
  { side: 'right', arrow: '→', words: 'to the right' },
];

interface SightStripProps {
  readonly spots: readonly TellingSpot[];
  /** Two moments are compared: the spots are cells that differ. */
  readonly compared: boolean;
  /** First and last row and column in sight. */
  readonly sight: { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
  readonly onJump: (spot: Spot) => void;
}

/** How many cells are sick, in a difference how many differ and what their signs mean; and where those are that cannot be seen. */
export function SightStrip({ spots, compared, sight, onJump }: SightStripProps): ReactNode {
  const sides = outOfSight(spots, sight);
  return (
    <section
      aria-label={compared ? 'Cells that differ' : 'Sick cells'}
      className="flex min-h-9 flex-wrap items-center gap-2 border-line border-b bg-canvas px-3 py-0.5 text-xs"
    >
      {spots.length === 0 ? (
        <span className="text-muted">{compared ? 'No cell differs beyond noise.' : 'No cell is sick.'}</span>
      ) : (
        <>
          {compared ? (
            <>
              <span>{spots.length === 1 ? '1 cell differs:' : `${spots.length} cells differ:`}</span>
              <Classes spots={spots} />
            </>
          ) : (
            <span>
              <span aria-hidden className="text-fail">
                ✕{' '}
              </span>
              {many(spots.length, 'sick cell')},
            </span>
          )}
          <span>{sides.size === 0 ? 'all in sight.' : 'out of sight:'}</span>
        </>
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

/** The legend of the cells. */
function Classes({ spots }: { readonly spots: readonly TellingSpot[] }): ReactNode {
  return classesOf(spots).map(([mark, count]) => (
    <span key={mark} className="inline-flex items-center gap-1" title={CHANGE_STYLES[mark].means}>
      <ChangeSign change={mark} /> {count} {CHANGE_STYLES[mark].word}
    </span>
  ));
}
