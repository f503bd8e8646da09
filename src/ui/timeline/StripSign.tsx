import { type ReactNode, useState } from 'react';
import type { StripScale } from './strip-scale';

/** A sign with room to be hit. */
export const SIGN_PIXELS = 26;
/** As wide as `w-72`. */
const CARD_PIXELS = 288;

interface StripSignProps {
  readonly name: string;
  /** Where it stands, pixels from the left edge of the strip. */
  readonly x: number;
  readonly scale: StripScale;
  readonly onClick: () => void;
  /** What is told while it is pointed at or has the focus. */
  readonly card: ReactNode;
  /** Whether the tab key stops here; if not, a list leads to the same. */
  readonly tabbed?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A sign above the lines of the strip, at its moment; an item of a list. */
export function StripSign({ name, x, scale, onClick, card, tabbed = false, className = '', children }: StripSignProps): ReactNode {
  const [told, setTold] = useState(false);
  return (
    // At the ends the sign keeps off what stands beside the strip.
    <li
      className={`absolute top-0 left-0 ${told ? 'z-20' : 'z-10'}`}
      style={{ transform: `translateX(${Math.min(scale.width - SIGN_PIXELS / 2, Math.max(SIGN_PIXELS / 2, x))}px)` }}
    >
      <button
        type="button"
        tabIndex={tabbed ? 0 : -1}
        aria-label={name}
        className={`absolute flex size-6 -translate-x-1/2 items-center justify-center rounded-md border border-transparent bg-surface hover:border-line-strong ${className}`}
        onClick={onClick}
        onPointerEnter={() => setTold(true)}
        onPointerLeave={() => setTold(false)}
        onFocus={() => setTold(true)}
        onBlur={() => setTold(false)}
      >
        {children}
      </button>
      {told ? (
        <div
          role="tooltip"
          className="pointer-events-none absolute top-7 z-30 w-72 rounded-lg border border-line bg-surface p-2 text-xs shadow-float"
          // Below its sign as far as the strip has room.
          style={{ left: Math.min(0, Math.max(-x, scale.width - x - CARD_PIXELS)) }}
        >
          {card}
        </div>
      ) : null}
    </li>
  );
}
