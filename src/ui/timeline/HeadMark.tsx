import type { ReactNode } from 'react';
import { clockText } from '../../lib/range-text';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import type { StripScale } from './strip-scale';
import { HALF_CHIP_PIXELS } from './strip-sizes';

interface HeadMarkProps {
  readonly seconds: number;
  readonly scale: StripScale;
}

/** The head: the window whose rates are drawn, its end as a line, the time below. Moved by transforms alone. */
export function HeadMark({ seconds, scale }: HeadMarkProps): ReactNode {
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const compare = useApp((state) => state.view.compare);
  const zone = useApp((state) => state.preferences.timeZone);
  const live = useApp((state) => state.view.end.kind === 'now');
  const { fromSeconds, toSeconds, xOf, width } = scale;
  const end = Math.min(width, Math.max(0, xOf(seconds)));
  const start = Math.min(width, Math.max(0, xOf(seconds - windowSeconds)));
  const outside = seconds < fromSeconds || seconds > toSeconds;
  const before = compare === undefined ? undefined : compare.kind === 'at' ? compare.seconds : seconds - compare.seconds;
  const text = live ? 'now' : clockText(seconds, offsetOf(zone));
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden" data-testid="timeline-head" data-head={seconds}>
      <span
        className="absolute top-6 bottom-5 left-0 origin-left bg-accent/10"
        style={{ transform: `translateX(${start}px)`, width: Math.max(0, end - start) }}
      />
      {before === undefined || before < fromSeconds || before > toSeconds ? null : (
        <span
          className="absolute inset-y-0 left-0 bottom-5 border-ink border-l border-dashed"
          style={{ transform: `translateX(${xOf(before)}px)` }}
        >
          <span className="absolute top-7 left-0.5 rounded bg-surface px-0.5 font-bold text-2xs leading-3">A</span>
        </span>
      )}
      <span
        className={`absolute top-6 bottom-5 left-0 w-0.5 -translate-x-px bg-accent ${outside ? 'opacity-50' : ''}`}
        style={{ transform: `translateX(${end - 1}px)` }}
      />
      <span
        className="absolute bottom-0 left-0 h-5"
        style={{ transform: `translateX(${Math.min(width - HALF_CHIP_PIXELS, Math.max(HALF_CHIP_PIXELS, end))}px)` }}
      >
        <span className="absolute left-0 -translate-x-1/2 whitespace-nowrap rounded bg-accent px-1.5 font-semibold text-2xs text-on-accent leading-4">
          {seconds < fromSeconds ? '◂ ' : ''}
          {text}
          {seconds > toSeconds ? ' ▸' : ''}
        </span>
      </span>
    </div>
  );
}
