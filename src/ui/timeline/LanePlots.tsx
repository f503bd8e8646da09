import { type ReactNode, useId, useMemo } from 'react';
import { gridTime } from '../../telemetry/range-grid';
import type { SpanOverview } from '../../worker/messages';
import { highest, lanePaths } from './lane-path';
import type { Lane } from './lanes';
import type { StripScale } from './strip-scale';
import { LANE_CLASS, LANE_UNITS } from './strip-sizes';

/** Room above the highest point, for the width of its line. */
const INSET = 2;

interface LanePlotsProps {
  readonly lanes: readonly Lane[];
  readonly overview: SpanOverview | undefined;
  readonly scale: StripScale;
}

/** The lines themselves; drawn once an answer, never while the head moves. */
export function LanePlots({ lanes, overview, scale }: LanePlotsProps): ReactNode {
  return (
    <div aria-hidden>
      {lanes.map((lane) => (
        <div key={lane.id} className={`${LANE_CLASS} mt-1 overflow-hidden border-line border-b`}>
          {overview === undefined ? null : <LanePlot lane={lane} overview={overview} scale={scale} />}
        </div>
      ))}
    </div>
  );
}

interface LanePlotProps {
  readonly lane: Lane;
  readonly overview: SpanOverview;
  readonly scale: StripScale;
}

function LanePlot({ lane, overview: { grid, strip }, scale }: LanePlotProps): ReactNode {
  const clip = useId();
  const values = strip[lane.id];
  const top = Math.max(lane.leastTop, highest(values) ?? 0);
  const paths = useMemo(
    () => lanePaths(values, { xOf: (index) => scale.xOf(gridTime(grid, index)), zeroY: LANE_UNITS, topY: INSET, top }),
    [values, grid, scale, top],
  );
  const yOf = (value: number) => LANE_UNITS - (value / top) * (LANE_UNITS - INSET);
  const bands = bandsOf(lane, yOf);
  return (
    <svg aria-hidden width={scale.width} viewBox={`0 0 ${scale.width} ${LANE_UNITS}`} preserveAspectRatio="none" className="block h-full">
      {bands.map(({ tone, topY, bottomY, width }) => (
        <g key={tone} className={tone}>
          <clipPath id={`${clip}${tone}`}>
            <rect x={0} y={topY} width={scale.width} height={Math.max(0, bottomY - topY)} />
          </clipPath>
          <g clipPath={`url(#${clip}${tone})`}>
            <path d={paths.area} fill="currentColor" opacity={0.14} />
            <path
              d={paths.line}
              fill="none"
              stroke="currentColor"
              strokeWidth={width}
              strokeLinecap="round"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        </g>
      ))}
    </svg>
  );
}

interface Band {
  readonly tone: string;
  readonly topY: number;
  readonly bottomY: number;
  readonly width: number;
}

/** Where any error is too many, none is still none. */
const ZERO_UNITS = 1;

/** The same line in parts: thicker and in its tone where it is degraded and where it fails. */
function bandsOf({ limits }: Lane, yOf: (value: number) => number): readonly Band[] {
  const bottomY = LANE_UNITS + INSET;
  if (limits === undefined) return [{ tone: 'text-muted', topY: -INSET, bottomY, width: 1.5 }];
  const warnY = Math.min(yOf(limits.warn), LANE_UNITS - ZERO_UNITS);
  const failY = Math.min(yOf(limits.fail), warnY);
  return [
    { tone: 'text-muted', topY: warnY, bottomY, width: 1.5 },
    { tone: 'text-warn', topY: failY, bottomY: warnY, width: 2 },
    { tone: 'text-fail', topY: -INSET, bottomY: failY, width: 2.5 },
  ];
}
