import type { ReactNode } from 'react';
import { clockText } from '../../lib/range-text';
import { gridTime, nearestIndex } from '../../telemetry/range-grid';
import type { SpanOverview } from '../../worker/messages';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import type { Lane } from './lanes';
import { laneText } from './moment-text';
import type { StripScale } from './strip-scale';

interface HoveredProps {
  readonly seconds: number;
  readonly lanes: readonly Lane[];
  readonly overview: SpanOverview | undefined;
  readonly scale: StripScale;
}

/** What a click would show: the moment under the pointer and its numbers. */
export function Hovered({ seconds, lanes, overview, scale }: HoveredProps): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const index = overview === undefined ? undefined : nearestIndex(overview.grid, seconds);
  const moment = overview === undefined || index === undefined ? seconds : gridTime(overview.grid, index);
  const x = scale.xOf(moment);
  const left = x > scale.width / 2;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0" style={{ transform: `translateX(${x}px)` }}>
      <span className="absolute top-6 bottom-5 left-0 w-px bg-line-strong" />
      <span
        className={`absolute top-7 flex gap-2 whitespace-nowrap rounded border border-line bg-surface px-1.5 text-2xs shadow-float ${left ? 'right-full mr-1.5' : 'left-1.5'}`}
      >
        <span className="font-semibold">{clockText(moment, offsetOf(zone))}</span>
        {overview === undefined || index === undefined
          ? null
          : lanes.map((lane) => (
              <span key={lane.id}>
                <span className="text-muted">{lane.id === 'p99Milliseconds' ? 'p99 ' : ''}</span>
                {laneText(lane, overview, index)}
                {lane.id === 'errorRatio' ? ' errors' : ''}
              </span>
            ))}
      </span>
    </div>
  );
}
