/** The span all charts of the panel share, and the way back from a brushed window. */
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import type { EndTime } from '../../app/view-state';
import { gridEnd, gridTime, type RangeGrid, rateWindow, spanOfWindow } from '../../telemetry/range-grid';
import { useActions, useApp } from '../use-app';
import { nextGrid } from './next-grid';

interface Moment {
  readonly windowSeconds: number;
  readonly end: EndTime;
}

export interface ChartFrame {
  readonly grid: RangeGrid;
  /** What each rate is taken over: the window, or four scrapes where it is shorter. */
  readonly rateSeconds: number;
  readonly window: { readonly fromSeconds: number; readonly toSeconds: number };
  /** undefined = twelve windows. */
  readonly spanSeconds: number | undefined;
  readonly chooseSpan: (seconds: number | undefined) => void;
  /** Makes the moments between two points the page's window. */
  readonly brush: (fromIndex: number, toIndex: number) => void;
  /** Undoes the last brush; undefined when there is none. */
  readonly stepBack: (() => void) | undefined;
  readonly before: Moment | undefined;
  /** How long an answer took, so that a slow source is asked less often. */
  readonly tellDuration: (milliseconds: number) => void;
}

const FrameContext = createContext<ChartFrame | undefined>(undefined);

/** Stands around the panel, so that the span stays when another thing is selected. */
export function ChartFrameProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return <FrameContext value={useFrame()}>{children}</FrameContext>;
}

/** undefined before the first picture. */
export const useChartFrame = (): ChartFrame | undefined => use(FrameContext);

function useFrame(): ChartFrame | undefined {
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const shownWindow = useApp((state) => state.picture?.windowSeconds);
  const scrapeIntervalSeconds = useApp((state) => state.picture?.scrapeIntervalSeconds);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const end = useApp((state) => state.view.end);
  /** An opened snapshot has its moments and no others. */
  const recorded = useApp((state) => state.snapshot?.span?.grid);
  const actions = useActions();
  const [spanSeconds, setSpan] = useState<number | undefined>(undefined);
  const [before, setBefore] = useState<Moment | undefined>(undefined);
  const [held, setHeld] = useState<RangeGrid | undefined>(undefined);
  const lastMilliseconds = useRef(0);
  const tellDuration = useCallback((milliseconds: number) => {
    lastMilliseconds.current = milliseconds;
  }, []);

  const known = atSeconds !== undefined && shownWindow !== undefined;
  const grid =
    recorded !== undefined && known
      ? recorded
      : known
        ? nextGrid(held, {
            atSeconds,
            windowSeconds: shownWindow,
            live: end.kind === 'now',
            spanSeconds: spanSeconds ?? spanOfWindow(shownWindow),
            scrapeIntervalSeconds,
            lastMilliseconds: lastMilliseconds.current,
          })
        : undefined;
  if (grid !== held) setHeld(grid);

  return useMemo(() => {
    if (grid === undefined || atSeconds === undefined || shownWindow === undefined) return undefined;
    const least = Math.max(1, Math.ceil((4 * (scrapeIntervalSeconds ?? grid.stepSeconds)) / grid.stepSeconds));
    return {
      grid,
      rateSeconds: rateWindow(shownWindow, scrapeIntervalSeconds),
      window: { fromSeconds: atSeconds - shownWindow, toSeconds: atSeconds },
      spanSeconds,
      chooseSpan: setSpan,
      brush(fromIndex, toIndex) {
        const to = Math.max(fromIndex, toIndex);
        const from = Math.min(fromIndex, toIndex, to - least);
        setBefore((first) => first ?? { windowSeconds, end });
        setSpan(gridEnd(grid) - grid.startSeconds);
        actions.setTime((to - from) * grid.stepSeconds, { kind: 'at', seconds: gridTime(grid, to) });
      },
      stepBack:
        before === undefined
          ? undefined
          : () => {
              setBefore(undefined);
              setSpan(undefined);
              actions.setTime(before.windowSeconds, before.end);
            },
      before,
      tellDuration,
    };
  }, [grid, atSeconds, shownWindow, scrapeIntervalSeconds, spanSeconds, before, windowSeconds, end, actions, tellDuration]);
}
