import type { ReactNode } from 'react';
import { nearestIndex } from '../../telemetry/range-grid';
import type { SpanOverview } from '../../worker/messages';
import { UNKNOWN } from '../text/edge-numbers';
import type { Lane } from './lanes';
import { laneText } from './moment-text';
import { AXIS_CLASS, LANE_CLASS, MARKS_CLASS } from './strip-sizes';
import { useHeadSeconds } from './use-timeline';

export interface LaneNamesProps {
  readonly lanes: readonly Lane[];
  readonly overview: SpanOverview | undefined;
  /** A row of notes stands above the changes. */
  readonly noted: boolean;
}

/** What each line is, and its number at the play head. */
export function LaneNames({ lanes, overview, noted }: LaneNamesProps): ReactNode {
  const seconds = useHeadSeconds();
  const index = overview === undefined ? undefined : nearestIndex(overview.grid, seconds);
  return (
    <div className="w-20 shrink-0 pr-2 text-right sm:w-24">
      {(noted ? ['Notes', 'Changes'] : ['Changes']).map((title) => (
        <p key={title} className={`${MARKS_CLASS} flex items-center justify-end text-2xs text-muted`}>
          {title}
        </p>
      ))}
      <dl>
        {lanes.map((lane) => (
          <div key={lane.id} className={`${LANE_CLASS} mt-1 flex flex-col justify-center`} data-lane={lane.id}>
            <dt className="text-2xs text-muted leading-3">{lane.title}</dt>
            <dd className="font-semibold leading-4" data-value={index === undefined ? undefined : overview?.strip[lane.id][index]}>
              {overview === undefined || index === undefined ? UNKNOWN : laneText(lane, overview, index)}
            </dd>
          </div>
        ))}
      </dl>
      <div className={AXIS_CLASS} />
    </div>
  );
}
