/** Streams on the canvas: bands side by side, an arrow at each end, and across each band a bar as wide as its configured share. */

import type { Scene, SceneBand, SceneEdge } from '../scene/scene';
import { LINE_STYLES } from '../scene/style-table';
import type { Point } from './edge-geometry';
import { traceArrow } from './paint-glyphs';
import type { Pen } from './pen';
import type { SceneGeometry } from './scene-geometry';
import { type BandPath, type BandPlace, bandPlaces, type StreamPath, streamPixels } from './streams';
import { toScreen } from './target-marks';
import type { Theme } from './theme';
import { isVisible, OVERSCAN, screenBox, type View } from './view';

const FADED = 0.25;
/** A band with any traffic is at least this wide, CSS pixels. */
const LEAST_BAND = 1.25;
/** Between bands, so that they can be told apart where they lie side by side. */
const GAP = 1;
/** The bar across a band: where on its way, how wide at least, and how much wider than a band without any difference. */
const BAR_AT = 0.72;
const LEAST_BAR = 7;
const BAR_BEYOND = 3;
/** Shorter bands have no room for a bar. */
const LEAST_FOR_BAR = 60;

export interface DrawnBand {
  readonly edge: SceneEdge;
  readonly band: SceneBand;
  readonly place: BandPlace;
  /** On the screen, moved aside. */
  readonly start: Point;
  readonly control: Point;
  readonly end: Point;
  readonly pixels: number;
}

export interface StreamBrush {
  readonly context: Pen;
  readonly theme: Theme;
  readonly view: View;
}

export function paintStreams(brush: StreamBrush, scene: Scene, geometry: SceneGeometry): void {
  if (geometry.streams.length === 0) return;
  const { context } = brush;
  const drawn = drawnBands(scene, geometry, brush.view);
  if (drawn.length === 0) return;
  context.save();
  clipNodes(brush, scene);
  for (const one of drawn) if (one.edge.selected) paintUnderlay(brush, one);
  for (const one of drawn) paintBand(brush, one);
  for (const one of drawn) paintBar(brush, one);
  context.restore();
  context.globalAlpha = 1;
}

/** Every band where it lies on the screen. */
export function drawnBands(scene: Scene, geometry: SceneGeometry, view: View): readonly DrawnBand[] {
  if (geometry.streams.length === 0) return [];
  const edges = new Map(scene.edges.flatMap((edge) => (edge.stream === undefined ? [] : [[edge.id, edge] as const])));
  return geometry.streams.flatMap((stream) => bandsOf(stream, edges, geometry, view));
}

function bandsOf(stream: StreamPath, edges: ReadonlyMap<string, SceneEdge>, { nodes }: SceneGeometry, view: View): readonly DrawnBand[] {
  const bands = stream.bands.flatMap((path): { path: BandPath; edge: SceneEdge; band: SceneBand }[] => {
    const edge = edges.get(path.edge);
    const band = edge?.stream?.bands[path.band];
    return edge === undefined || band === undefined ? [] : [{ path, edge, band }];
  });
  const [first] = bands;
  if (first === undefined) return [];
  const pixels = streamPixels(first.edge.stream?.width ?? 1, view.zoom, nodes.get(first.edge.source)?.height ?? 0);
  const places = bandPlaces(
    bands.map(({ band }) => band),
    pixels,
  );
  const right = { x: -stream.along.y, y: stream.along.x };
  const moved = (point: Point, by: number): Point => {
    const at = toScreen(view, point);
    return { x: at.x + right.x * by, y: at.y + right.y * by };
  };
  return bands.flatMap(({ path: { path }, edge, band }, index): DrawnBand[] => {
    const place = places[index] ?? { aside: 0, width: 0 };
    const end = toScreen(view, path.end);
    return [{ edge, band, place, start: moved(path.start, place.aside), control: moved(path.control, place.aside), end, pixels }];
  });
}

/** Cytoscape draws lines below nodes; these lie on the canvas above and leave nodes out. */
function clipNodes({ context, view }: StreamBrush, scene: Scene): void {
  context.beginPath();
  context.rect(-OVERSCAN, -OVERSCAN, view.width + 2 * OVERSCAN, view.height + 2 * OVERSCAN);
  for (const node of scene.nodes) {
    const box = screenBox(view, node);
    if (isVisible(view, box, OVERSCAN)) context.rect(box.x, box.y, box.width, box.height);
  }
  context.clip('evenodd');
}

const strokeOf = ({ band, place }: DrawnBand): number =>
  band.share === 0 ? LEAST_BAND : Math.max(LEAST_BAND, place.width > 3 * GAP ? place.width - GAP : place.width);

const headOf = (stroke: number) => ({ length: Math.min(18, 7 + stroke * 0.9), halfWidth: Math.min(11, 2.75 + stroke * 0.75) });

/** The curve up to `t`, by de Casteljau's construction. */
function traceBand(context: Pen, { start, control, end }: DrawnBand, t: number): void {
  const between = (a: Point, b: Point): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
  const bend = between(start, control);
  const stop = between(bend, between(control, end));
  context.moveTo(start.x, start.y);
  context.quadraticCurveTo(bend.x, bend.y, stop.x, stop.y);
}

const lengthOf = ({ start, end }: DrawnBand): number => Math.hypot(end.x - start.x, end.y - start.y);

function paintUnderlay({ context, theme }: StreamBrush, drawn: DrawnBand): void {
  context.strokeStyle = theme.focus;
  context.globalAlpha = 0.45;
  context.lineWidth = strokeOf(drawn) + 10;
  context.beginPath();
  traceBand(context, drawn, 1);
  context.stroke();
}

function paintBand({ context, theme }: StreamBrush, drawn: DrawnBand): void {
  const { edge, band, control, end } = drawn;
  const stroke = strokeOf(drawn);
  const head = headOf(stroke);
  const reach = Math.hypot(end.x - control.x, end.y - control.y) || 1;
  const along = { x: (end.x - control.x) / reach, y: (end.y - control.y) / reach };
  context.globalAlpha = edge.faded ? FADED : 1;
  context.strokeStyle = theme.tones[band.share === 0 ? 'idle' : edge.tone];
  context.fillStyle = context.strokeStyle;
  context.lineWidth = stroke;
  context.setLineDash([...LINE_STYLES[band.share === 0 ? 'dotted' : edge.line].dash]);
  context.beginPath();
  traceBand(context, drawn, Math.max(0.5, 1 - (head.length * 0.8) / Math.max(1, lengthOf(drawn))));
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  traceArrow(context, end, along, head);
  context.fill();
}

/** One bar where the share is fixed; between bounds a thin bar of the most and a thick one of the least. */
function paintBar({ context, theme }: StreamBrush, drawn: DrawnBand): void {
  const { edge, band, pixels, start, control, end } = drawn;
  const { least, most } = band;
  if (least === undefined || most === undefined || edge.faded || lengthOf(drawn) < LEAST_FOR_BAR) return;
  const t = BAR_AT;
  const u = 1 - t;
  const at = {
    x: u * u * start.x + 2 * u * t * control.x + t * t * end.x,
    y: u * u * start.y + 2 * u * t * control.y + t * t * end.y,
  };
  const dx = u * (control.x - start.x) + t * (end.x - control.x);
  const dy = u * (control.y - start.y) + t * (end.y - control.y);
  const length = Math.hypot(dx, dy) || 1;
  const across = { x: -dy / length, y: dx / length };
  const bar = (share: number, width: number, colour: string, beyond: number): void => {
    const half = Math.max(LEAST_BAR, share * pixels + BAR_BEYOND) / 2 + beyond;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(at.x - across.x * half, at.y - across.y * half);
    context.lineTo(at.x + across.x * half, at.y + across.y * half);
    context.stroke();
  };
  context.globalAlpha = 1;
  bar(most, 4.5, theme.canvas, 1);
  bar(most, least === most ? 2 : 1, theme.text, 0);
  if (least !== most) bar(least, 2.5, theme.text, 0);
}
