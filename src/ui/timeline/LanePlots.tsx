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
  const bands =
    lane.limits === undefined
      ? [{ tone: 'text-muted', from: top, to: 0, width: 1.5 }]
      : [
          { tone: 'text-muted', from: lane.limits.warn, to: 0, width: 1.5 },
          { tone: 'text-warn', from: lane.limits.fail, to: lane.limits.warn, width: 2 },
          { tone: 'text-fail', from: Math.max(top, lane.limits.fail), to: lane.limits.fail, width: 2.5 },
        ];
  return (
    <svg aria-hidden width={scale.width} viewBox={`0 0 ${scale.width} ${LANE_UNITS}`} preserveAspectRatio="none" className="block h-full">
      {bands.map(({ tone, from, to, width }) => {
        const y = from >= top ? -INSET : yOf(from);
        const height = Math.max(0, Math.min(LANE_UNITS, yOf(to)) - y + (to === 0 ? INSET : 0));
        return (
          <g key={tone} className={tone}>
            <clipPath id={`${clip}${tone}`}>
              <rect x={0} y={y} width={scale.width} height={height} />
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
        );
      })}
    </svg>
  );
}
