/** Shapes and lines in Cytoscape: the only file that holds its instance. Scenes go in, nothing of Cytoscape comes out. */
import cytoscape, { type Core, type ElementDefinition } from 'cytoscape';
import type { EdgePath, Point } from '../paint/edge-geometry';
import type { SceneGeometry } from '../paint/scene-geometry';
import type { Theme } from '../paint/theme';
import { type Rectangle, strokeScale } from '../paint/view';
import type { Scene, SceneEdge, SceneGroup, SceneNode } from '../scene/scene';
import { drawDirectly } from './draw-directly';
import { boxClasses, boxId, edgeClasses, edgeId, LIFTED_CLASS, nodeClasses, nodeId } from './element-classes';
import { diffById } from './scene-diff';
import { stylesheet } from './stylesheet';
import { fitted, LEAST_ZOOM, MOST_ZOOM, type Viewport } from './viewport';

/** New elements styled and drawn in one frame, so that no task gets long; more for a scene so big that every frame of it is dear. */
const ADDED_A_FRAME = 350;
const MOST_SLICES = 12;
/** Sharper than this costs more than it shows: software drawing slows with the square. */
const MOST_PIXEL_RATIO = 2;

export interface SurfaceOptions {
  readonly theme: Theme;
  /** Large scenes are dragged as a bitmap. */
  readonly large: boolean;
  readonly viewport: Viewport | undefined;
}

export interface SurfaceEvents {
  readonly onViewport: () => void;
  /** Scene coordinates. */
  readonly onTap: (x: number, y: number) => void;
  readonly onDoubleTap: (x: number, y: number) => void;
}

type Paths = ReadonlyMap<string, EdgePath>;

/** Ends of an edge as Cytoscape wants them: relative to the centres of its nodes. */
function endsOf(path: EdgePath | undefined, source: SceneNode | undefined, target: SceneNode | undefined) {
  if (path === undefined || source === undefined || target === undefined) return { s: 'outside-to-node', t: 'outside-to-node' };
  const relative = (point: Point, node: SceneNode): string => `${(point.x - node.x).toFixed(1)}px ${(point.y - node.y).toFixed(1)}px`;
  return { s: relative(path.start, source), t: relative(path.end, target) };
}

const nodeElement = (node: SceneNode): ElementDefinition => ({
  group: 'nodes',
  data: { id: nodeId(node.id), w: node.width, h: node.height },
  position: { x: node.x, y: node.y },
  classes: nodeClasses(node),
});

const boxElement = (box: SceneGroup): ElementDefinition => ({
  group: 'nodes',
  data: { id: boxId(box.id), w: box.width, h: box.height },
  position: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  classes: boxClasses(box),
});

/** An element below the overlays for a surface to draw in. */
function addStage(container: HTMLElement): HTMLElement {
  const stage = document.createElement('div');
  Object.assign(stage.style, { position: 'absolute', inset: '0' });
  container.prepend(stage);
  return stage;
}

export class GraphSurface {
  private readonly cy: Core;
  private readonly stage: HTMLElement;
  private scale: number;
  private theme: Theme;
  private readonly large: boolean;
  private growth: number | undefined;

  constructor(container: HTMLElement, options: SurfaceOptions, events: SurfaceEvents) {
    this.theme = options.theme;
    this.large = options.large;
    const viewport = options.viewport ?? { zoom: 1, panX: 0, panY: 0 };
    this.scale = strokeScale(viewport.zoom);
    this.stage = addStage(container);
    this.cy = cytoscape({
      container: this.stage,
      style: stylesheet(options.theme, this.scale, options.large),
      minZoom: LEAST_ZOOM,
      maxZoom: MOST_ZOOM,
      zoom: viewport.zoom,
      pan: { x: viewport.panX, y: viewport.panY },
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      textureOnViewport: options.large,
      pixelRatio: Math.min(globalThis.devicePixelRatio || 1, MOST_PIXEL_RATIO),
    });
    drawDirectly(this.cy);
    this.cy.on('viewport', events.onViewport);
    this.cy.on('tap', (event) => events.onTap(event.position.x, event.position.y));
    this.cy.on('dbltap', (event) => events.onDoubleTap(event.position.x, event.position.y));
  }

  viewport(): Viewport {
    const { x, y } = this.cy.pan();
    return { zoom: this.cy.zoom(), panX: x, panY: y };
  }

  /**
   * Brings what is drawn from `before` to `after` in one batch; unchanged elements are not touched, the viewport never. What comes new
   * and is more than a frame can take is added over the next frames; `onComplete` is called when all of it is there (now, mostly).
   */
  apply(before: Scene | undefined, after: Scene, pathsBefore: Paths, geometry: SceneGeometry, onComplete: () => void): void {
    const groups = diffById(before?.groups ?? [], after.groups);
    const nodes = diffById(before?.nodes ?? [], after.nodes);
    // Loops are drawn by the overlay: Cytoscape's own would need a geometry we cannot predict.
    const drawn = (scene: Scene | undefined): readonly SceneEdge[] => scene?.edges.filter((edge) => edge.source !== edge.target) ?? [];
    const edges = before?.edges === after.edges ? diffById<SceneEdge>([], []) : diffById(drawn(before), drawn(after));
    this.cy.batch(() => {
      for (const edge of edges.removed) this.cy.getElementById(edgeId(edge.id)).remove();
      for (const node of nodes.removed) this.cy.getElementById(nodeId(node.id)).remove();
      for (const box of groups.removed) this.cy.getElementById(boxId(box.id)).remove();
      for (const { after: box } of groups.changed) {
        this.place(boxId(box.id), box.x + box.width / 2, box.y + box.height / 2, box);
        this.cy.getElementById(boxId(box.id)).classes(boxClasses(box));
      }
      for (const change of nodes.changed) this.changeNode(change.before, change.after);
      for (const change of edges.changed) this.changeEdge(change.before, change.after);
      if (geometry.paths !== pathsBefore) this.reroute(drawn(after), pathsBefore, geometry);
    });
    // Nodes before edges: an edge needs its ends.
    const boxesAndNodes = [...groups.added.map(boxElement), ...nodes.added.map(nodeElement)];
    const elements = [...boxesAndNodes, ...edges.added.map((edge) => this.edgeElement(edge, geometry))];
    this.grow(elements, Math.max(ADDED_A_FRAME, Math.ceil(elements.length / MOST_SLICES)), onComplete);
  }

  private grow(elements: readonly ElementDefinition[], slice: number, onComplete: () => void): void {
    this.cy.add(elements.slice(0, slice));
    const rest = elements.slice(slice);
    if (rest.length === 0) {
      onComplete();
      return;
    }
    // Two frames apart: the first draws what was just added, and only then is there room for more.
    this.growth = requestAnimationFrame(() => {
      this.growth = requestAnimationFrame(() => this.grow(rest, slice, onComplete));
    });
  }

  /** Colours or stroke widths of the stylesheet changed. */
  restyle(theme: Theme): void {
    const scale = strokeScale(this.cy.zoom());
    if (scale === this.scale && theme === this.theme) return;
    this.scale = scale;
    this.theme = theme;
    this.cy.style(stylesheet(theme, scale, this.large));
  }

  /** Shows all of `bounds` (scene pixels), or leaves the viewport alone when there is nothing. */
  fit(bounds: Rectangle): void {
    this.setViewport(this.fitting(bounds));
  }

  /** The viewport that shows all of `bounds`; the present one when the canvas is too small to show anything. */
  fitting(bounds: Rectangle): Viewport {
    // Cytoscape remembers the container's size until told: the legend beside it may just have grown.
    this.cy.resize();
    return fitted(bounds, { width: this.cy.width(), height: this.cy.height() }, this.theme.textScale) ?? this.viewport();
  }

  allowPanning(allowed: boolean): void {
    this.cy.userPanningEnabled(allowed);
  }

  /** Hides a node and its edges while something else draws them. */
  lift(id: string, lifted: boolean): void {
    const node = this.cy.getElementById(nodeId(id));
    this.cy.batch(() => node.union(node.connectedEdges()).toggleClass(LIFTED_CLASS, lifted));
  }

  zoomBy(factor: number): void {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  /** Puts a scene point into the middle at the given zoom. */
  centre(x: number, y: number, zoom: number): void {
    this.cy.viewport({ zoom, pan: { x: this.cy.width() / 2 - x * zoom, y: this.cy.height() / 2 - y * zoom } });
  }

  resize(): void {
    this.cy.resize();
  }

  setViewport({ zoom, panX, panY }: Viewport): void {
    this.cy.viewport({ zoom, pan: { x: panX, y: panY } });
  }

  /** While it grows behind another one. */
  hide(hidden: boolean): void {
    this.stage.style.visibility = hidden ? 'hidden' : '';
  }

  dispose(): void {
    if (this.growth !== undefined) cancelAnimationFrame(this.growth);
    this.cy.destroy();
    this.stage.remove();
  }

  private place(id: string, x: number, y: number, size: { readonly width: number; readonly height: number }): void {
    const element = this.cy.getElementById(id);
    element.data({ w: size.width, h: size.height });
    element.position({ x, y });
  }

  private changeNode(before: SceneNode, after: SceneNode): void {
    const moved = before.x !== after.x || before.y !== after.y || before.width !== after.width || before.height !== after.height;
    if (moved) this.place(nodeId(after.id), after.x, after.y, after);
    const classes = nodeClasses(after);
    if (classes !== nodeClasses(before)) this.cy.getElementById(nodeId(after.id)).classes(classes);
  }

  private changeEdge(before: SceneEdge, after: SceneEdge): void {
    const id = edgeId(after.id);
    if (before.source !== after.source || before.target !== after.target) {
      this.cy.getElementById(id).move({ source: nodeId(after.source), target: nodeId(after.target) });
    }
    const classes = edgeClasses(after);
    if (classes !== edgeClasses(before)) this.cy.getElementById(id).classes(classes);
  }

  /** Edges whose nodes moved, or whose lane changed because of new company. */
  private reroute(edges: readonly SceneEdge[], pathsBefore: Paths, { nodes, paths }: SceneGeometry): void {
    for (const edge of edges) {
      const before = pathsBefore.get(edge.id);
      const after = paths.get(edge.id);
      if (before === undefined || after === undefined || samePath(before, after)) continue;
      this.cy.getElementById(edgeId(edge.id)).data(endsOf(after, nodes.get(edge.source), nodes.get(edge.target)));
    }
  }

  private edgeElement(edge: SceneEdge, { nodes, paths }: SceneGeometry): ElementDefinition {
    const ends = endsOf(paths.get(edge.id), nodes.get(edge.source), nodes.get(edge.target));
    return {
      group: 'edges',
      data: { id: edgeId(edge.id), source: nodeId(edge.source), target: nodeId(edge.target), ...ends },
      classes: edgeClasses(edge),
    };
  }
}

function samePath(a: EdgePath, b: EdgePath): boolean {
  return a.start.x === b.start.x && a.start.y === b.start.y && a.end.x === b.end.x && a.end.y === b.end.y;
}
