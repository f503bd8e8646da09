/** What the parts of the strip share. */
import type { SpanOverview } from '../../worker/messages';
import type { Lane } from './lanes';
import type { TimelineMark } from './timeline-marks';

export interface StripProps {
  readonly lanes: readonly Lane[];
  readonly marks: readonly TimelineMark[];
  readonly overview: SpanOverview | undefined;
  /** What is drawn is of another part of time. */
  readonly outdated: boolean;
}

/** From moments to pixels of the strip and back. */
export interface StripScale {
  readonly width: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly xOf: (seconds: number) => number;
  readonly secondsAt: (x: number) => number;
}
