/**
 * The renderer behind `Renderer`: Cytoscape for shapes and lines, an own canvas for text and marks, an own index for the pointer.
 * The container says `data-drawn="true"` while everything it was given is on the screen, and in `data-viewport` where that is: zoom and pan.
 */
import type { Scene } from '../scene/scene';
import { addStage, GraphSurface } from './graph-surface';
import { HoverLayer } from './hover-layer';
import { Overlay } from './overlay';
import { createPickIndex, type Pick, type PickIndex } from './pick-index';
import type { CreateRenderer, Renderer, RendererEvents } from './renderer';
import { pickable, placeOf, type SceneGeometry, sameGeometry, sceneBounds, sceneGeometry } from './scene-geometry';
import { FORCED_COLOURS, readTheme, type Theme } from './theme';
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
  private stage: HTMLElement;
  private readonly observer: ResizeObserver;
  private scene: Scene | undefined;
  private geometry: SceneGeometry = { nodes: new Map(), paths: new Map() };
  private index: PickIndex | undefined;
  private picked: Pick;
  /** What the keyboard rests on. */
  private marked: string | undefined;
  private fitted = false;
  /** Shapes are still being added, a few a frame. */
  private growing = false;
  /** A surface that grows unseen and will replace the present one. */
  private successor: { readonly surface: GraphSurface; readonly stage: HTMLElement } | undefined;
  /** A scene that came during a gesture or a growth waits here. */
  private waiting: Scene | undefined;
  private gestureTimer: ReturnType<typeof setTimeout> | undefined;
  private frame: number | undefined;
  private saying = 0;
  private paintTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stopListening = new AbortController();

  constructor(
    private readonly container: HTMLElement,
    private readonly events: RendererEvents,
  ) {
    this.theme = readTheme(container);
    if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
    container.style.overflow = 'hidden';
    this.stage = addStage(this.container);
    this.surface = this.openSurface(this.stage);
    this.overlay = new Overlay(container);
    this.hover = new HoverLayer(container);
    this.listen();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(container);
  }

  draw(scene: Scene): void {
    if (this.gestureTimer !== undefined || this.growing) {
      this.waiting = scene;
      return;
    }
    this.show(scene);
  }

  fit(): void {
    const bounds = this.scene === undefined ? undefined : sceneBounds(this.scene);
    if (bounds === undefined) return;
    this.surface.fit(bounds);
    this.settle();
  }

  reveal(id: string): void {
    const place = this.scene === undefined ? undefined : placeOf(this.scene, this.geometry, id);
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
    // Several steps in a row are one gesture: strokes and text follow when it rests.
    this.surface.zoomBy(factor);
  }

  mark(id: string | undefined): void {
    if (id === this.marked) return;
    this.marked = id;
    this.container.dataset.marked = id ?? '';
    this.paintHover();
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
    clearTimeout(this.paintTimer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.saying);
    this.surface.dispose();
    this.successor?.surface.dispose();
    this.successor?.stage.remove();
    this.overlay.dispose();
    this.hover.dispose();
    this.stage.remove();
  }

  private openSurface(stage: HTMLElement, viewport?: ReturnType<GraphSurface['viewport']>): GraphSurface {
    return new GraphSurface(
      stage,
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
    const large = scene.nodes.length + scene.edges.length > LARGE;
    const geometry = this.geometryOf(before, scene);
    this.growing = true;
    this.container.dataset.drawn = 'false';
    if (large !== this.large) {
      this.large = large;
      this.succeed(scene, geometry);
      return;
    }
    const pathsBefore = this.geometry.paths;
    this.adopt(scene, geometry);
    this.fitFirst();
    this.surface.apply(before, scene, pathsBefore, geometry, () => this.onGrown());
  }

  private geometryOf(before: Scene | undefined, scene: Scene): SceneGeometry {
    if (before === undefined || !sameGeometry(before, scene)) return sceneGeometry(scene);
    return { ...this.geometry, nodes: new Map(scene.nodes.map((node) => [node.id, node])) };
  }

  private adopt(scene: Scene, geometry: SceneGeometry): void {
    if (geometry.paths !== this.geometry.paths) this.index = undefined;
    this.geometry = geometry;
    this.scene = scene;
    this.paintSoon();
  }

  /** Whether drags move a bitmap can only be said when Cytoscape starts: another one grows unseen while the present one is shown. */
  private succeed(scene: Scene, geometry: SceneGeometry): void {
    const stage = addStage(this.container);
    const surface = this.openSurface(stage, this.surface.viewport());
    if (this.scene === undefined) {
      this.takeOver(surface, stage);
      this.adopt(scene, geometry);
      this.fitFirst();
      surface.apply(undefined, scene, new Map(), geometry, () => this.onGrown());
      return;
    }
    stage.style.visibility = 'hidden';
    this.successor = { surface, stage };
    surface.apply(undefined, scene, new Map(), geometry, () => {
      surface.setViewport(this.surface.viewport());
      this.takeOver(surface, stage);
      this.adopt(scene, geometry);
      this.onGrown();
    });
  }

  private takeOver(surface: GraphSurface, stage: HTMLElement): void {
    this.surface.dispose();
    this.stage.remove();
    this.successor = undefined;
    this.surface = surface;
    this.stage = stage;
    stage.style.visibility = '';
  }

  private onGrown(): void {
    this.growing = false;
    this.surface.restyle(this.theme);
    this.showWaiting();
    this.paintSoon();
  }

  private showWaiting(): void {
    const waiting = this.waiting;
    if (waiting === undefined || this.growing || this.gestureTimer !== undefined) return;
    this.waiting = undefined;
    this.show(waiting);
  }

  /** The only time the viewport moves by itself: the first scene that has something to show. */
  private fitFirst(): void {
    const bounds = this.scene === undefined ? undefined : sceneBounds(this.scene);
    if (this.fitted || bounds === undefined || this.container.clientWidth === 0) return;
    this.fitted = true;
    this.surface.fit(bounds);
    this.surface.restyle(this.theme);
  }

  private view(): View {
    return { ...this.surface.viewport(), width: this.container.clientWidth, height: this.container.clientHeight };
  }

  private paintSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      // A large scene takes Cytoscape most of a frame: the text comes in a task of its own.
      if (this.large) this.paintTimer ??= setTimeout(() => this.paint(), 0);
      else this.paint();
    });
  }

  private paint(): void {
    clearTimeout(this.paintTimer);
    this.paintTimer = undefined;
    if (this.scene === undefined) return;
    const view = this.view();
    this.container.dataset.viewport = `${view.zoom} ${view.panX} ${view.panY}`;
    this.overlay.paint({ scene: this.scene, geometry: this.geometry, view, theme: this.theme });
    this.paintHover();
    this.sayDrawn();
  }

  /** Cytoscape draws in frames of its own: what was painted now is on the screen two frames later. */
  private sayDrawn(): void {
    const say = () => {
      this.container.dataset.drawn = String(!this.growing && this.waiting === undefined && this.gestureTimer === undefined);
    };
    cancelAnimationFrame(this.saying);
    this.saying = requestAnimationFrame(() => {
      this.saying = requestAnimationFrame(say);
    });
  }

  private onViewport(): void {
    if (!this.fitted) return;
    this.container.dataset.drawn = 'false';
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
    this.showWaiting();
    this.paintSoon();
  }

  private pickAt(x: number, y: number): Pick {
    if (this.scene === undefined) return undefined;
    this.index ??= createPickIndex(pickable(this.scene, this.geometry));
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
    this.container.addEventListener('pointermove', (event) => this.onPointer(event), { signal, passive: true });
    this.container.addEventListener('pointerleave', () => this.hoverOver(undefined), { signal });
    matchMedia(FORCED_COLOURS).addEventListener('change', () => this.setTheme(), { signal });
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
    this.paintHover();
  }

  private paintHover(): void {
    if (this.scene === undefined) return;
    const { picked: pick, marked, scene, geometry, theme } = this;
    this.hover.paint({ pick, marked, scene, geometry, view: this.view(), theme });
  }
}

export const createCytoscapeRenderer: CreateRenderer = (container, events) => new CytoscapeRenderer(container, events);
