/** What a screen read from afar says of time: what it is now, and how old the picture is. */
import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/duration';
import { clockText, instantText, isoText, offsetText } from '../../lib/range-text';
import { ageText, type Freshness, freshness } from '../status/freshness';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';

export function Clock({ className, zoneClassName }: { readonly className: string; readonly zoneClassName: string }): ReactNode {
  const seconds = useApp((state) => Math.floor(state.clockMs / 1000));
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  return (
    <time className={className} dateTime={isoText(seconds)}>
      {clockText(seconds, offset)} <span className={zoneClassName}>{offsetText(offset(seconds))}</span>
    </time>
  );
}

export function Age(): ReactNode {
  const view = useApp((state) => state.view);
  const status = useApp((state) => state.status);
  const clockMs = useApp((state) => state.clockMs);
  const zone = useApp((state) => state.preferences.timeZone);
  const fresh = freshness({ view, status, clockMs });
  const fixed = view.end.kind === 'at' ? `at ${instantText(view.end.seconds, offsetOf(zone))}` : '';
  return (
    <span data-freshness={fresh.kind} className={fresh.kind === 'stale' ? 'font-semibold text-warn' : ''}>
      {ageWords(fresh, fixed)} · last {formatDuration(view.windowSeconds)}
    </span>
  );
}

function ageWords(fresh: Freshness, fixed: string): string {
  if (fresh.kind === 'none') return 'no data yet';
  if (fresh.kind === 'fixed') return fixed;
  const age = ageText(fresh.ageSeconds);
  if (fresh.kind === 'stale') return `▲ data is ${age} old`;
  return fresh.kind === 'paused' ? `paused, data is ${age} old` : `data is ${age} old`;
}
