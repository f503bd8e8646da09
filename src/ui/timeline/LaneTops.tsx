import type { ReactNode } from 'react';
import type { LaneNamesProps } from './LaneNames';
import { highest } from './lane-path';
import { LANE_CLASS, MARKS_CLASS } from './strip-sizes';

/** The highest number of each line: where its axis ends. */
export function LaneTops({ lanes, overview, noted }: LaneNamesProps): ReactNode {
  return (
    <div className="hidden w-16 shrink-0 whitespace-nowrap pl-2 text-2xs text-muted sm:block" aria-hidden>
      {noted ? <p className={MARKS_CLASS} /> : null}
      <p className={MARKS_CLASS} />
      {lanes.map((lane) => {
        const most = overview === undefined ? undefined : highest(overview.strip[lane.id]);
        return (
          <p key={lane.id} className={`${LANE_CLASS} mt-1 leading-3`}>
            {most === undefined ? '' : lane.format(most)}
          </p>
        );
      })}
    </div>
  );
}
