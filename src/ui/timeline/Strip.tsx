import { type ReactNode, useMemo, useRef } from 'react';
import { useWidth } from '../charts/use-width';
import { useNotes } from '../notes/use-notes';
import { Axis } from './Axis';
import { LaneNames } from './LaneNames';
import { LanePlots } from './LanePlots';
import { LaneTops } from './LaneTops';
import { Marks } from './Marks';
import { PlayHead } from './PlayHead';
import { StripNotes } from './StripNotes';
import { stripNotes } from './strip-notes';
import type { StripProps, StripScale } from './strip-scale';
import { useTimeline } from './use-timeline';

/** Small multiples over one axis of time: names and the numbers at the play head on the left, tops of the axes on the right. */
export function Strip({ lanes, marks, overview, outdated }: StripProps): ReactNode {
  const { span } = useTimeline();
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const scale = useMemo((): StripScale => {
    const { fromSeconds, toSeconds } = span;
    const length = toSeconds - fromSeconds;
    return {
      width,
      fromSeconds,
      toSeconds,
      xOf: (seconds) => ((seconds - fromSeconds) / length) * width,
      secondsAt: (x) => fromSeconds + (width === 0 ? 0 : x / width) * length,
    };
  }, [span, width]);
  const listed = useNotes();
  const notes = useMemo(() => stripNotes(listed, span), [listed, span]);
  return (
    <div className="flex px-2 sm:px-3">
      <LaneNames lanes={lanes} overview={outdated ? undefined : overview} noted={notes.length > 0} />
      <div ref={place} className="min-w-0 flex-1 select-none">
        {width === 0 ? null : (
          <>
            <StripNotes notes={notes} scale={scale} />
            <div className="relative">
              <Marks marks={marks} scale={scale} />
              <LanePlots lanes={lanes} overview={overview} scale={scale} />
              <Axis scale={scale} />
              <PlayHead lanes={lanes} marks={marks} overview={outdated ? undefined : overview} scale={scale} />
            </div>
          </>
        )}
      </div>
      <LaneTops lanes={lanes} overview={overview} noted={notes.length > 0} />
    </div>
  );
}
