import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ChartLine } from '../../mesh/charts/edge-charts';
import { gridEnd, gridTime, type RangeGrid } from '../../telemetry/range-grid';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { useMedia } from '../use-media';
import { useTheme } from '../use-theme';
import type { ChartFrame } from './chart-frame';
import { readingText } from './chart-text';
import { lookOf } from './line-looks';
import type { Plot as Drawn, PlotOptions } from './plot';
import { readColours } from './plot-colours';
import { tickText, timeTicks } from './time-ticks';
import { useWidth } from './use-width';

const HEIGHT = 132;

/** uPlot is a chunk of its own. */
const loadPlot = async () => (await import('./plot')).createPlot;

/** Lines over the same moments, and how they are drawn. */
export interface PlottedLines {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly grid: RangeGrid;
  readonly format: (value: number) => string;
  /** The smallest top of the axis. */
  readonly leastTop: number;
  readonly frame: Pick<ChartFrame, 'window' | 'brush'>;
  /** Moments that something happened at, Unix seconds. */
  readonly moments?: readonly number[] | undefined;
}

interface PlotProps extends PlottedLines {
  /** What the pointer or the keys point at. */
  readonly onMoment: (index: number | undefined) => void;
}

/** The picture of a chart. A pointer drags a window over it; keys move a cursor and stretch a window from it. */
export function Plot({ title, lines, grid, format, leastTop, frame, moments, onMoment }: PlotProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const options = usePlotOptions({ lines, grid, format, leastTop, moments, window: frame.window });
  const brush = useBrush(grid, frame.brush);
  const { drawn, failed } = usePlot(place, width, options, { onCursor: onMoment, onBrush: frame.brush });
  const zone = useApp((state) => state.preferences.timeZone);
  const hintId = useId();
  const { cursor, anchor } = brush;
  useEffect(() => {
    if (cursor !== undefined) drawn?.show(cursor, anchor);
  }, [drawn, cursor, anchor]);

  const at = cursor ?? grid.points - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = brush.onKeyDown(event);
    if (next !== undefined) onMoment(next);
  };
  if (failed)
    return (
      <p className="text-muted text-xs">
        The code that draws charts could not be loaded. Reload the page; the numbers stand in the table below.
      </p>
    );
  return (
    <>
      <div
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={`${title}: moment`}
        aria-valuemin={0}
        aria-valuemax={grid.points - 1}
        aria-valuenow={at}
        aria-valuetext={`${readingText(lines, grid, at, format, offsetOf(zone))}${anchor === undefined ? '' : `; ${Math.abs(at - anchor)} steps chosen`}`}
        aria-describedby={hintId}
        onKeyDown={onKeyDown}
        className="min-w-0 rounded"
        style={{ height: HEIGHT }}
      />
      <p id={hintId} className="sr-only">
        Arrows move through time, Shift and arrows choose a window, Enter shows the map of it, Escape lets go.
      </p>
    </>
  );
}

interface Brush {
  readonly cursor: number | undefined;
  readonly anchor: number | undefined;
  /** The moment moved to, if any. */
  readonly onKeyDown: (event: KeyboardEvent) => number | undefined;
}

/** Ten steps at once. */
const LEAP = 10;

function useBrush(grid: RangeGrid, apply: (from: number, to: number) => void): Brush {
  const [state, setState] = useState<{ readonly cursor: number; readonly anchor: number | undefined } | undefined>(undefined);
  const last = grid.points - 1;
  const cursor = state === undefined ? undefined : Math.min(state.cursor, last);
  const anchor = state?.anchor === undefined ? undefined : Math.min(state.anchor, last);
  const onKeyDown = (event: KeyboardEvent): number | undefined => {
    const at = cursor ?? last;
    if (event.key === 'Enter' && anchor !== undefined && anchor !== at) {
      event.preventDefault();
      apply(anchor, at);
      setState({ cursor: at, anchor: undefined });
      return at;
    }
    if (event.key === 'Escape' && anchor !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      setState({ cursor: at, anchor: undefined });
      return at;
    }
    const next = movedTo(event.key, at, last);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return undefined;
    event.preventDefault();
    event.stopPropagation();
    setState({ cursor: next, anchor: event.shiftKey ? (anchor ?? at) : undefined });
    return next;
  };
  return { cursor, anchor, onKeyDown };
}

function movedTo(key: string, at: number, last: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - LEAP,
    PageUp: at + LEAP,
    Home: 0,
    End: last,
  };
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return next === undefined ? undefined : Math.min(last, Math.max(0, next));
}

type DrawnOptions = Omit<PlotOptions, 'width' | 'height' | 'onCursor' | 'onBrush' | 'colours' | 'font' | 'lines'> & {
  readonly lines: readonly ChartLine[];
};
type Handlers = Pick<PlotOptions, 'onCursor' | 'onBrush'>;

const NO_MOMENTS: readonly number[] = [];

function usePlotOptions({
  lines,
  grid,
  format,
  leastTop,
  moments = NO_MOMENTS,
  window,
}: Pick<PlotProps, 'lines' | 'grid' | 'format' | 'leastTop' | 'moments'> & Pick<ChartFrame, 'window'>): DrawnOptions {
  const zone = useApp((state) => state.preferences.timeZone);
  const { fromSeconds, toSeconds } = window;
  return useMemo(() => {
    const offset = offsetOf(zone);
    const span = gridEnd(grid) - grid.startSeconds;
    return {
      times: Array.from({ length: grid.points }, (_, index) => gridTime(grid, index)),
      lines,
      leastTop,
      valueText: format,
      ticks: (from, to, most) => timeTicks(from, to, most, offset),
      tickText: (seconds) => tickText(seconds, span, offset),
      marked: { fromSeconds, toSeconds },
      moments,
    };
  }, [lines, grid, format, leastTop, moments, fromSeconds, toSeconds, zone]);
}

function usePlot(
  place: React.RefObject<HTMLDivElement | null>,
  width: number,
  options: DrawnOptions,
  handlers: Handlers,
): { readonly drawn: Drawn | undefined; readonly failed: boolean } {
  const theme = useTheme();
  const forced = useMedia('(forced-colors: active)');
  const [create, setCreate] = useState<{ readonly plot: Awaited<ReturnType<typeof loadPlot>> }>();
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState<Drawn>();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    loadPlot().then(
      (plot) => setCreate({ plot }),
      () => setFailed(true),
    );
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed theme changes what the variables read
  useEffect(() => {
    const element = place.current;
    if (element === null || create === undefined || width === 0) return;
    const looks = options.lines.map(({ id }) => lookOf(id));
    const colours = readColours(element, ['--text-muted', '--border', '--accent', ...looks.map(({ colour }) => colour)]);
    const colour = (name: string) => colours.get(name) ?? 'currentColor';
    const made = create.plot(element, {
      ...options,
      lines: options.lines.map(({ values }, index) => {
        const look = looks[index] ?? lookOf('');
        return { values, colour: colour(look.colour), dash: look.dash, width: look.width, stepped: look.stepped === true };
      }),
      width,
      height: HEIGHT,
      font: `11px ${getComputedStyle(element).fontFamily}`,
      colours: { text: colour('--text-muted'), grid: colour('--border'), mark: colour('--accent') },
      onCursor: (index) => latest.current.onCursor(index),
      onBrush: (from, to) => latest.current.onBrush(from, to),
    });
    setDrawn(made);
    return () => {
      made.dispose();
      setDrawn(undefined);
    };
  }, [create, width, options, theme, forced, place]);
  return { drawn, failed };
}
