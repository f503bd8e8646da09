/** Lines of edges, as Cytoscape draws them on the page: straight ones, without their marks. Streams and loops are `paint-streams` and `paint-edges`. */
import type { Scene, SceneEdge } from '../scene/scene';
import { LINE_STYLES } from '../scene/style-table';
import type { EdgePath } from './edge-geometry';
import { DENSE, EDGE_LOOK, isLoud } from './element-looks';
import type { ShapeBrush } from './paint-shapes';
import type { SceneGeometry } from './scene-geometry';
import { strokePixels, toScreen } from './target-marks';
import { strokeScale } from './view';

/** The selected lie above the nodes, all others below, the sick above the well. */
export function paintLines(brush: ShapeBrush, scene: Scene, { paths }: SceneGeometry, selected: boolean): void {
  const { context } = brush;
  const dense = scene.nodes.length + scene.edges.length > DENSE;
  const lines = scene.edges.flatMap((edge) => {
    const path = paths.get(edge.id);
    const drawn = path !== undefined && edge.selected === selected && edge.stream === undefined && edge.source !== edge.target;
    return drawn ? [{ edge, path }] : [];
  });
  for (const { edge, path } of lines.sort((a, b) => Number(isLoud(a.edge)) - Number(isLoud(b.edge)))) {
    context.begin?.(edge.id);
    if (selected) paintUnderlay(brush, path);
    context.globalAlpha = opacityOf(edge, dense);
    paintLine(brush, edge, path);
    context.end?.();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function opacityOf(edge: SceneEdge, dense: boolean): number {
  if (edge.faded) return EDGE_LOOK.fadedOpacity;
  return dense && !isLoud(edge) && !edge.selected ? EDGE_LOOK.denseOpacity : 1;
}

function trace({ context, view }: ShapeBrush, path: EdgePath): void {
  const start = toScreen(view, path.start);
  const end = toScreen(view, path.end);
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const gap = Math.min(EDGE_LOOK.gap * strokeScale(view.zoom) * view.zoom, length);
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.lineTo(end.x - ((end.x - start.x) / length) * gap, end.y - ((end.y - start.y) / length) * gap);
}

function paintUnderlay(brush: ShapeBrush, path: EdgePath): void {
  const { context, theme, view } = brush;
  context.globalAlpha = EDGE_LOOK.underlay.opacity;
  context.strokeStyle = theme.focus;
  context.lineWidth = 2 * EDGE_LOOK.underlay.padding * strokeScale(view.zoom) * view.zoom;
  context.lineCap = 'round';
  context.setLineDash([]);
  trace(brush, path);
  context.stroke();
  context.lineCap = 'butt';
}

function paintLine(brush: ShapeBrush, edge: SceneEdge, path: EdgePath): void {
  const { context, theme, view } = brush;
  const scale = strokeScale(view.zoom) * view.zoom;
  const { dash, double } = LINE_STYLES[edge.line];
  context.strokeStyle = theme.tones[edge.tone];
  context.lineWidth = double === undefined ? strokePixels(edge, view.zoom) : (double.gapPixels + 2 * double.strokePixels) * scale;
  context.setLineDash(dash.map((length) => length * scale));
  trace(brush, path);
  context.stroke();
  if (double === undefined) return;
  context.strokeStyle = theme.canvas;
  context.lineWidth = double.gapPixels * scale;
  context.stroke();
}
