/** Lines over time on a canvas of our own, in place of uPlot: the same options, the same cursor and brush. */
import type { Plot, PlotLine, PlotOptions, createPlot as real } from '../../../../ui/charts/plot';

/** A brush narrower than this is a click. */
const LEAST_BRUSH_PIXELS = 6;
const ROOM = { left: 58, right: 18, top: 8, bottom: 24 } as const;
/** Between two marks of the axes, pixels. */
const BETWEEN_TICKS = 76;
const BETWEEN_VALUES = 26;

interface Scales {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly x: (seconds: number) => number;
  readonly y: (value: number) => number;
}

function scalesOf({ times, lines, leastTop, width, height }: PlotOptions): Scales {
  let most = 0;
  for (const { values } of lines) for (const value of values) if (value > most) most = value;
  const top = Math.max(most * 1.08, leastTop);
  const first = times[0] ?? 0;
  const span = Math.max(1e-9, (times.at(-1) ?? 0) - first);
  const [across, down] = [width - ROOM.left - ROOM.right, height - ROOM.top - ROOM.bottom];
  return {
    width,
    height,
    top,
    x: (seconds) => ROOM.left + ((seconds - first) / span) * across,
    y: (value) => ROOM.top + (1 - value / top) * down,
  };
}

/** Steps of 1, 2 or 5 that leave room between their texts. */
function valueTicks({ top, height }: Scales): readonly number[] {
  const rough = top / Math.max(1, Math.floor((height - ROOM.top - ROOM.bottom) / BETWEEN_VALUES));
  const tens = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * tens >= rough) ?? 10) * tens;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
}

const upright = (context: CanvasRenderingContext2D, x: number, { height }: Scales) => {
  context.beginPath();
  context.moveTo(x, ROOM.top);
  context.lineTo(x, height - ROOM.bottom);
  context.stroke();
};

function paintAxes(context: CanvasRenderingContext2D, options: PlotOptions, scales: Scales): void {
  const { colours, times, ticks, tickText, valueText, font } = options;
  context.font = font;
  context.strokeStyle = colours.grid;
  context.fillStyle = colours.text;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const value of valueTicks(scales)) {
    const y = scales.y(value);
    context.beginPath();
    context.moveTo(ROOM.left, y);
    context.lineTo(scales.width - ROOM.right, y);
    context.stroke();
    context.fillText(valueText(value), ROOM.left - 6, y);
  }
  context.textAlign = 'center';
  const most = Math.max(2, Math.floor((scales.width - ROOM.left - ROOM.right) / BETWEEN_TICKS));
  for (const seconds of ticks(times[0] ?? 0, times.at(-1) ?? 0, most)) {
    upright(context, scales.x(seconds), scales);
    context.fillText(tickText(seconds), scales.x(seconds), scales.height - ROOM.bottom / 2);
  }
}

/** The window of the map, and moments that something happened at. */
function paintMarks(context: CanvasRenderingContext2D, { marked, moments, colours, times }: PlotOptions, scales: Scales): void {
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  if (marked.toSeconds > first && marked.fromSeconds < last) {
    const [from, to] = [scales.x(Math.max(marked.fromSeconds, first)), scales.x(Math.min(marked.toSeconds, last))];
    context.fillStyle = colours.mark;
    context.globalAlpha = 0.14;
    context.fillRect(from, ROOM.top, to - from, scales.height - ROOM.top - ROOM.bottom);
    context.globalAlpha = 1;
    context.strokeStyle = colours.mark;
    context.setLineDash([3, 3]);
    for (const at of [from, to]) upright(context, at, scales);
    context.setLineDash([]);
  }
  context.strokeStyle = colours.text;
  for (const seconds of moments) if (seconds >= first && seconds <= last) upright(context, scales.x(seconds), scales);
}

function paintLine(
  context: CanvasRenderingContext2D,
  { values, colour, dash, width, stepped }: PlotLine,
  times: readonly number[],
  scales: Scales,
) {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.beginPath();
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const [x, y] = [scales.x(times[index] ?? 0), scales.y(value)];
    const before = values[index - 1] ?? Number.NaN;
    if (Number.isNaN(before)) context.moveTo(x, y);
    else if (stepped) context.lineTo(x, scales.y(before));
    context.lineTo(x, y);
    // A sample between two gaps is a point: a line needs two.
    if (Number.isNaN(before) && Number.isNaN(values[index + 1] ?? Number.NaN)) context.fillRect(x - 2, y - 2, 4, 4);
  }
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 1;
}

function nearest(times: readonly number[], scales: Scales, x: number): number {
  let best = 0;
  for (const [index, seconds] of times.entries())
    if (Math.abs(scales.x(seconds) - x) < Math.abs(scales.x(times[best] ?? 0) - x)) best = index;
  return best;
}

export const createPlot: typeof real = (element, options): Plot => {
  const canvas = document.createElement('canvas');
  const ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = options.width * ratio;
  canvas.height = options.height * ratio;
  Object.assign(canvas.style, { width: `${options.width}px`, height: `${options.height}px`, display: 'block', touchAction: 'pan-y' });
  element.append(canvas);
  const context = canvas.getContext('2d');
  const scales = scalesOf(options);
  const paint = (cursor?: number, anchor?: number) => {
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, options.width, options.height);
    context.lineWidth = 1;
    paintAxes(context, options, scales);
    paintMarks(context, options, scales);
    for (const line of options.lines) paintLine(context, line, options.times, scales);
    if (cursor === undefined) return;
    const at = scales.x(options.times[cursor] ?? 0);
    const from = anchor === undefined ? at : scales.x(options.times[anchor] ?? 0);
    context.fillStyle = options.colours.text;
    context.globalAlpha = 0.12;
    context.fillRect(Math.min(at, from), ROOM.top, Math.abs(at - from), scales.height - ROOM.top - ROOM.bottom);
    context.globalAlpha = 1;
    context.strokeStyle = options.colours.text;
    upright(context, at, scales);
  };
  const indexOf = (event: PointerEvent) => nearest(options.times, scales, event.clientX - canvas.getBoundingClientRect().left);
  let pressed: { readonly index: number; readonly x: number } | undefined;
  canvas.onpointerdown = (event) => {
    if (event.button !== 0) return;
    pressed = { index: indexOf(event), x: event.clientX };
    canvas.setPointerCapture(event.pointerId);
  };
  canvas.onpointermove = (event) => {
    const index = indexOf(event);
    options.onCursor(index);
    paint(index, pressed?.index);
  };
  canvas.onpointerleave = () => {
    options.onCursor(undefined);
    paint();
  };
  canvas.onpointerup = (event) => {
    const from = pressed;
    pressed = undefined;
    if (from !== undefined && Math.abs(event.clientX - from.x) >= LEAST_BRUSH_PIXELS) {
      const to = indexOf(event);
      options.onBrush(Math.min(from.index, to), Math.max(from.index, to));
    }
  };
  paint();
  return { show: paint, dispose: () => canvas.remove() };
};
