/** The renderer behind `Renderer`: Cytoscape for shapes and lines, an own canvas for text and marks, an own index for the pointer. */
import type { Scene } from '../scene/scene';
import { GraphSurface } from './graph-surface';
import { HoverLayer } from './hover-layer';
import { Overlay } from './overlay';
import { createPickIndex, type Pick, type PickIndex } from './pick-index';
import type { CreateRenderer, Renderer, RendererEvents } from './renderer';
import { type SceneGeometry, sameGeometry, sceneGeometry } from './scene-geometry';
import { readTheme, type Theme } from './theme';
import { screenBox, type View } from './view';

/** The viewport rested this long: the gesture is over. */
const GESTURE_END_MS = 140;
/** Elements from which on a drag moves a bitmap instead of drawing. */
const LARGE = 1200;
/** An edge is hit within this many CSS pixels. */
const REACH_PIXELS = 6;
/** Below this zoom a revealed node would be unreadable. */
const READABLE_ZOOM = 0.6;

class CytoscapeRenderer implements Renderer {
  private theme: Theme;
  private surface: GraphSurface;
  private large = false;
  private readonly overlay: Overlay;
  private readonly hover: HoverLayer;
  private readonly stage: HTMLElement;
  private readonly observer: ResizeObserver;
  private scene: Scene | undefined;
  private geometry: SceneGeometry = { nodes: new Map(), paths: new Map() };
  private index: PickIndex | undefined;
  private picked: Pick;
  private fitted = false;
  /** A scene that came during a gesture waits here. */
  private waiting: Scene | undefined;
  private gestureTimer: ReturnType<typeof setTimeout> | undefined;
  private frame: number | undefined;
  private readonly stopListening = new AbortController();

  constructor(
    private readonly container: HTMLElement,
    private readonly events: RendererEvents,
  ) {
    this.theme = readTheme(container);
    if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
    container.style.overflow = 'hidden';
    this.stage = document.createElement('div');
    Object.assign(this.stage.style, { position: 'absolute', inset: '0' });
    container.append(this.stage);
    this.surface = this.openSurface();
    this.overlay = new Overlay(container);
    this.hover = new HoverLayer(container);
    this.listen();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(container);
  }

  draw(scene: Scene): void {
    if (this.gestureTimer !== undefined) {
      this.waiting = scene;
      return;
    }
    this.show(scene);
  }

  fit(): void {
    this.surface.fit();
    this.settle();
  }

  reveal(id: string): void {
    const place = this.placeOf(id);
    if (place === undefined) return;
    const { zoom } = this.surface.viewport();
    const box = screenBox(this.view(), place);
    const view = this.view();
    const within = box.x >= 0 && box.y >= 0 && box.x + box.width <= view.width && box.y + box.height <= view.height;
    if (within && zoom >= READABLE_ZOOM) return;
    const readable = place.width * zoom >= 60 ? zoom : READABLE_ZOOM;
    this.surface.centre(place.x, place.y, readable);
    this.settle();
  }

  zoomBy(factor: number): void {
    this.surface.zoomBy(factor);
    this.settle();
  }

  setTheme(): void {
    this.theme = readTheme(this.container);
    this.overlay.forgetText();
    this.surface.restyle(this.theme);
    this.paint();
  }

  resize(): void {
    if (this.container.clientWidth === 0 || this.container.clientHeight === 0) return;
    this.surface.resize();
    this.fitFirst();
    this.paintSoon();
  }

  dispose(): void {
    this.stopListening.abort();
    this.observer.disconnect();
    clearTimeout(this.gestureTimer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.surface.dispose();
    this.overlay.dispose();
    this.hover.dispose();
    this.stage.remove();
  }

  private openSurface(viewport?: ReturnType<GraphSurface['viewport']>): GraphSurface {
    return new GraphSurface(
      this.stage,
      { theme: this.theme, large: this.large, viewport },
      {
        onViewport: () => this.onViewport(),
        onTap: (x, y) => this.events.onSelect(this.pickAt(x, y)?.id),
        onDoubleTap: (x, y) => this.onDoubleTap(x, y),
      },
    );
  }

  private show(scene: Scene): void {
    if (scene === this.scene) return;
    const before = this.scene;
    const pathsBefore = this.geometry.paths;
    const moved = before === undefined || !sameGeometry(before, scene);
    if (moved) {
      this.geometry = sceneGeometry(scene);
      this.index = undefined;
    } else {
      this.geometry = { ...this.geometry, nodes: new Map(scene.nodes.map((node) => [node.id, node])) };
    }
    const large = scene.nodes.length + scene.edges.length > LARGE;
    if (large === this.large) {
      this.surface.apply(before, scene, pathsBefore, this.geometry);
    } else {
      this.large = large;
      this.replaceSurface(scene);
    }
    this.scene = scene;
    this.fitFirst();
    this.paintSoon();
  }

  /** Whether drags move a bitmap can only be said when Cytoscape starts. */
  private replaceSurface(scene: Scene): void {
    const viewport = this.surface.viewport();
    this.surface.dispose();
    this.stage.replaceChildren();
    this.surface = this.openSurface(viewport);
    this.surface.apply(undefined, scene, new Map(), this.geometry);
  }

  /** The only time the viewport moves by itself: the first scene that has something to show. */
  private fitFirst(): void {
    if (this.fitted || this.scene === undefined || this.scene.nodes.length === 0 || this.container.clientWidth === 0) return;
    this.fitted = true;
    this.surface.fit();
    this.surface.restyle(this.theme);
  }

  private view(): View {
    return { ...this.surface.viewport(), width: this.container.clientWidth, height: this.container.clientHeight };
  }

  private paintSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  private paint(): void {
    if (this.scene === undefined) return;
    const view = this.view();
    this.overlay.paint({ scene: this.scene, geometry: this.geometry, view, theme: this.theme });
    this.hover.paint({ pick: this.picked, scene: this.scene, geometry: this.geometry, view, theme: this.theme });
  }

  private onViewport(): void {
    if (!this.fitted) return;
    this.hover.clear();
    this.overlay.follow(this.view());
    clearTimeout(this.gestureTimer);
    this.gestureTimer = setTimeout(() => this.settle(), GESTURE_END_MS);
  }

  /** The gesture is over: strokes for this zoom, what waited, and the text anew. */
  private settle(): void {
    clearTimeout(this.gestureTimer);
    this.gestureTimer = undefined;
    this.surface.restyle(this.theme);
    const waiting = this.waiting;
    this.waiting = undefined;
    if (waiting !== undefined) this.show(waiting);
    this.paintSoon();
  }

  private pickAt(x: number, y: number): Pick {
    if (this.scene === undefined) return undefined;
    this.index ??= createPickIndex({
      nodes: this.scene.nodes,
      edges: [...this.geometry.paths.values()],
      groups: this.scene.groups.map((group) => ({ ...group, x: group.x + group.width / 2, y: group.y + group.height / 2 })),
    });
    return this.index.pick({ x, y }, REACH_PIXELS / this.surface.viewport().zoom);
  }

  private onDoubleTap(x: number, y: number): void {
    const pick = this.pickAt(x, y);
    if (pick === undefined || pick.kind === 'edge') return;
    if (pick.kind === 'group') this.events.onToggleGroup(pick.id);
    const group = this.geometry.nodes.get(pick.id)?.group;
    if (pick.kind === 'node' && group !== undefined) this.events.onToggleGroup(group);
  }

  private listen(): void {
    const { signal } = this.stopListening;
    this.stage.addEventListener('pointermove', (event) => this.onPointer(event), { signal, passive: true });
    this.stage.addEventListener('pointerleave', () => this.hoverOver(undefined), { signal });
  }

  private onPointer(event: PointerEvent): void {
    if (event.buttons !== 0 || event.pointerType === 'touch' || this.gestureTimer !== undefined) return;
    const bounds = this.container.getBoundingClientRect();
    const { zoom, panX, panY } = this.surface.viewport();
    this.hoverOver(this.pickAt((event.clientX - bounds.left - panX) / zoom, (event.clientY - bounds.top - panY) / zoom));
  }

  private hoverOver(pick: Pick): void {
    if (pick?.id === this.picked?.id && pick?.kind === this.picked?.kind) return;
    this.picked = pick;
    this.container.style.cursor = pick === undefined || pick.kind === 'group' ? '' : 'pointer';
    this.events.onHover(pick?.id);
    if (this.scene === undefined) return;
    this.hover.paint({ pick, scene: this.scene, geometry: this.geometry, view: this.view(), theme: this.theme });
  }

  private placeOf(id: string): { x: number; y: number; width: number; height: number } | undefined {
    const node = this.geometry.nodes.get(id);
    if (node !== undefined) return node;
    const group = this.scene?.groups.find((one) => one.id === id);
    if (group !== undefined) return { ...group, x: group.x + group.width / 2, y: group.y + group.height / 2 };
    const path = this.geometry.paths.get(id);
    if (path === undefined) return undefined;
    const width = Math.abs(path.start.x - path.end.x);
    const height = Math.abs(path.start.y - path.end.y);
    return { x: (path.start.x + path.end.x) / 2, y: (path.start.y + path.end.y) / 2, width, height };
  }
}

export const createCytoscapeRenderer: CreateRenderer = (container, events) => new CytoscapeRenderer(container, events);
