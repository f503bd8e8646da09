/** The only importer of uPlot: lines over time on a canvas, a marked window, a cursor and a brush. Loaded when the first chart opens. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface PlotLine {
  readonly values: Float64Array;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
  /** Holds each value until the next one, as settings do. */
  readonly stepped: boolean;
}

export interface PlotOptions {
  readonly times: readonly number[];
  readonly lines: readonly PlotLine[];
  readonly width: number;
  readonly height: number;
  readonly font: string;
  readonly colours: { readonly text: string; readonly grid: string; readonly mark: string };
  /** Upper end of the value axis when everything is below it. */
  readonly leastTop: number;
  readonly valueText: (value: number) => string;
  readonly ticks: (fromSeconds: number, toSeconds: number, most: number) => readonly number[];
  readonly tickText: (seconds: number) => string;
  /** Marked below the lines, in seconds. */
  readonly marked: { readonly fromSeconds: number; readonly toSeconds: number };
  /** Marked by upright lines, in seconds. */
  readonly moments: readonly number[];
  readonly onCursor: (index: number | undefined) => void;
  readonly onBrush: (fromIndex: number, toIndex: number) => void;
}

export interface Plot {
  /** Puts cursor and brush there, as the keyboard moves them. */
  show(cursor: number, anchor: number | undefined): void;
  dispose(): void;
}

/** A brush narrower than this is a click. */
const LEAST_BRUSH_PIXELS = 6;
const AXIS_WIDTH = 58;

export function createPlot(element: HTMLElement, options: PlotOptions): Plot {
  const data: uPlot.AlignedData = [
    [...options.times],
    ...options.lines.map(({ values }) => Array.from(values, (value) => (Number.isNaN(value) ? null : value))),
  ];
  const plot = new uPlot(uPlotOptions(options), data, element);
  return {
    show(cursor, anchor) {
      const left = plot.valToPos(options.times[cursor] ?? 0, 'x');
      plot.setCursor({ left, top: plot.over.clientHeight / 2 }, false);
      const from = anchor === undefined ? left : plot.valToPos(options.times[anchor] ?? 0, 'x');
      plot.setSelect({ left: Math.min(left, from), top: 0, width: Math.abs(left - from), height: plot.over.clientHeight }, false);
    },
    dispose: () => plot.destroy(),
  };
}

function uPlotOptions(options: PlotOptions): uPlot.Options {
  const { colours, font, width, height } = options;
  const axis = { stroke: colours.text, font, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false } };
  return {
    width,
    height,
    legend: { show: false },
    // The last mark of the time axis is half its text wide.
    padding: [8, 18, 0, 0],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
    },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max((most ?? 0) * 1.08, options.leastTop)] } },
    axes: [
      {
        ...axis,
        size: 24,
        gap: 4,
        splits: (plot, _, least, most) => [...options.ticks(least, most, Math.max(2, Math.floor(plot.over.clientWidth / 76)))],
        values: (_, splits) => splits.map(options.tickText),
      },
      { ...axis, size: AXIS_WIDTH, gap: 6, space: 26, values: (_, splits) => splits.map(options.valueText) },
    ],
    series: [
      {},
      ...options.lines.map(({ colour, dash, width: lineWidth, values, stepped }) => ({
        ...(stepped && STEPPED !== undefined && { paths: STEPPED }),
        stroke: colour,
        width: lineWidth,
        dash: [...dash],
        spanGaps: false,
        // A sample between two gaps is a point: a line needs two.
        points: { show: values.some(isAlone), filter: alonePoints, size: 4, stroke: colour, fill: colour },
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawMark(plot, options), (plot) => drawMoments(plot, options)],
      setCursor: [
        (plot) => options.onCursor(plot.cursor.left === undefined || plot.cursor.left < 0 ? undefined : (plot.cursor.idx ?? undefined)),
      ],
      setSelect: [
        (plot) => {
          const { left, width: brushed } = plot.select;
          if (brushed < LEAST_BRUSH_PIXELS) return;
          options.onBrush(plot.posToIdx(left), plot.posToIdx(left + brushed));
        },
      ],
    },
  };
}

const STEPPED = uPlot.paths.stepped?.({ align: 1 });

const isAlone = (value: number, index: number, all: Float64Array): boolean =>
  !Number.isNaN(value) && Number.isNaN(all[index - 1] ?? Number.NaN) && Number.isNaN(all[index + 1] ?? Number.NaN);

function alonePoints(plot: uPlot, series: number): number[] {
  const values = Float64Array.from(plot.data[series] ?? [], (value) => value ?? Number.NaN);
  return Array.from(values.keys()).filter((index) => isAlone(values[index] ?? Number.NaN, index, values));
}

function drawMark(plot: uPlot, { marked, colours, times }: PlotOptions): void {
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const from = plot.valToPos(Math.max(marked.fromSeconds, first), 'x', true);
  const to = plot.valToPos(Math.min(marked.toSeconds, last), 'x', true);
  if (marked.toSeconds <= first || marked.fromSeconds >= last) return;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = colours.mark;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(from, bbox.top, to - from, bbox.height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colours.mark;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const at of [from, to]) {
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function drawMoments(plot: uPlot, { moments, colours, times }: PlotOptions): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colours.text;
  ctx.lineWidth = devicePixelRatio;
  for (const seconds of moments) {
    if (seconds < (times[0] ?? 0) || seconds > (times.at(-1) ?? 0)) continue;
    const at = plot.valToPos(seconds, 'x', true);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
