import type { ReactNode } from 'react';
import type { SpanOverview } from '../../worker/messages';
import { highest } from './lane-path';
import type { Lane } from './lanes';
import { LANE_CLASS, MARKS_CLASS } from './strip-sizes';

/** The highest number of each line: where its axis ends. */
export function LaneTops({ lanes, overview }: { readonly lanes: readonly Lane[]; readonly overview: SpanOverview | undefined }): ReactNode {
  return (
    <div className="hidden w-16 shrink-0 whitespace-nowrap pl-2 text-2xs text-muted sm:block" aria-hidden>
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
