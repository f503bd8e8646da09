/**
 * Shapes and lines on a canvas, in place of Cytoscape, which is larger than everything else in a saved file. The same shapes by the same
 * looks (paint/element-looks.ts): stills are painted by these painters, too.
 */
import { paintLines } from '../../../paint/paint-lines';
import { paintBoxes, paintNodeShapes } from '../../../paint/paint-shapes';
import type { SceneGeometry } from '../../../paint/scene-geometry';
import type { Theme } from '../../../paint/theme';
import type { Rectangle, View } from '../../../paint/view';
import { CanvasLayer } from '../../../render/canvas-layer';
import type { GraphSurface as Real, SurfaceEvents, SurfaceOptions } from '../../../render/graph-surface';
import { fitted, type Viewport, zoomWithin } from '../../../render/viewport';
import type { Scene } from '../../../scene/scene';
import { SurfaceGestures } from '../../surface-gestures';

type Drawn = { readonly scene: Scene; readonly geometry: SceneGeometry };
/** What callers know of a surface. */
type Surface = { readonly [Name in keyof Real]: Real[Name] };

export class GraphSurface implements Surface {
  private readonly stage: HTMLElement;
  private readonly layer: CanvasLayer;
  private readonly gestures: SurfaceGestures;
  private theme: Theme;
  private at: Viewport;
  private drawn: Drawn | undefined;
  private lifted: string | undefined;
  private frame: number | undefined;

  constructor(
    container: HTMLElement,
    options: SurfaceOptions,
    private readonly events: SurfaceEvents,
  ) {
    this.theme = options.theme;
    this.at = options.viewport ?? { zoom: 1, panX: 0, panY: 0 };
    this.stage = document.createElement('div');
    Object.assign(this.stage.style, { position: 'absolute', inset: '0' });
    container.prepend(this.stage);
    this.layer = new CanvasLayer(this.stage, 0);
    const sceneAt = (x: number, y: number) => [(x - this.at.panX) / this.at.zoom, (y - this.at.panY) / this.at.zoom] as const;
    this.gestures = new SurfaceGestures(this.stage, {
      onPan: (byX, byY) => this.setViewport({ ...this.at, panX: this.at.panX + byX, panY: this.at.panY + byY }),
      onZoom: (factor, x, y) => this.zoomAround(factor, x, y),
      onTap: (x, y) => events.onTap(...sceneAt(x, y)),
      onDoubleTap: (x, y) => events.onDoubleTap(...sceneAt(x, y)),
    });
  }

  viewport(): Viewport {
    return this.at;
  }

  apply(_before: Scene | undefined, scene: Scene, _pathsBefore: unknown, geometry: SceneGeometry, onComplete: () => void): void {
    this.drawn = { scene, geometry };
    this.soon();
    onComplete();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.soon();
  }

  fit(bounds: Rectangle): void {
    this.setViewport(this.fitting(bounds));
  }

  fitting(bounds: Rectangle): Viewport {
    return fitted(bounds, this.size(), this.theme.textScale) ?? this.at;
  }

  allowPanning(allowed: boolean): void {
    this.gestures.panning = allowed;
  }

  lift(id: string, lifted: boolean): void {
    this.lifted = lifted ? id : undefined;
    this.soon();
  }

  zoomBy(factor: number): void {
    const { width, height } = this.size();
    this.zoomAround(factor, width / 2, height / 2);
  }

  centre(x: number, y: number, zoom: number): void {
    const { width, height } = this.size();
    this.setViewport({ zoom, panX: width / 2 - x * zoom, panY: height / 2 - y * zoom });
  }

  resize(): void {
    this.soon();
  }

  setViewport({ zoom, panX, panY }: Viewport): void {
    this.at = { zoom: zoomWithin(zoom), panX, panY };
    this.soon();
    this.events.onViewport();
  }

  hide(hidden: boolean): void {
    this.stage.style.visibility = hidden ? 'hidden' : '';
  }

  dispose(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.gestures.dispose();
    this.stage.remove();
  }

  private size(): { readonly width: number; readonly height: number } {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  /** What is at that point of the canvas stays there. */
  private zoomAround(factor: number, x: number, y: number): void {
    const zoom = zoomWithin(this.at.zoom * factor);
    const by = zoom / this.at.zoom;
    this.setViewport({ zoom, panX: x - (x - this.at.panX) * by, panY: y - (y - this.at.panY) * by });
  }

  private soon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  private paint(): void {
    const view: View = { ...this.at, ...this.size() };
    this.layer.prepare(view);
    if (this.drawn === undefined) return;
    const { scene, geometry } = without(this.drawn, this.lifted);
    const brush = { context: this.layer.context, theme: this.theme, view };
    paintBoxes(brush, scene.groups);
    paintLines(brush, scene, geometry, false);
    paintNodeShapes(brush, scene.nodes);
    paintLines(brush, scene, geometry, true);
  }
}

/** Something else draws a node that is carried, and its lines. */
function without({ scene, geometry }: Drawn, id: string | undefined): Drawn {
  if (id === undefined) return { scene, geometry };
  const nodes = scene.nodes.filter((node) => node.id !== id);
  const edges = scene.edges.filter(({ source, target }) => source !== id && target !== id);
  return { scene: { ...scene, nodes, edges }, geometry };
}
