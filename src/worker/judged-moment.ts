/** Which moment's traffic the resources are held against. */
import type { Inventory } from '../istio/inventory';
import type { DrawnPolicies } from '../policy/drawn';
import type { Telemetry } from '../telemetry/rows';

export interface JudgedMoment {
  readonly telemetry: Telemetry;
  /** What is drawn of it; made once. */
  draw(make: () => DrawnPolicies): DrawnPolicies;
}

interface Shown {
  readonly telemetry: Telemetry;
  readonly inventory: Inventory | undefined;
  /** How it is grouped and closed. */
  readonly as: string;
  /** The play head goes on. */
  readonly passing: boolean;
}

/** Judging takes as long as all else of a frame, and resources do not change with it: in passing, one frame of so many is judged. */
const JUDGED_OF = 16;

/** The moment that is shown; while the play head passes over others, one it passed just before. Where it rests that moment is judged. */
export function createJudgedMoments(): (shown: Shown) => JudgedMoment {
  let last: { readonly shown: Shown; readonly judged: JudgedMoment; readonly frames: number } | undefined;
  return (shown) => {
    const before = last;
    const alike = before !== undefined && before.shown.inventory === shown.inventory && before.shown.as === shown.as;
    if (shown.passing && alike && before.frames < JUDGED_OF) last = { ...before, frames: before.frames + 1 };
    else last = { shown, judged: judgedMoment(shown), frames: 1 };
    return last.judged;
  };
}

function judgedMoment({ telemetry }: Shown): JudgedMoment {
  let drawn: DrawnPolicies | undefined;
  return {
    telemetry,
    draw(make) {
      drawn ??= make();
      return drawn;
    },
  };
}
