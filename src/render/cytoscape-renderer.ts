/**
 * The renderer behind `Renderer`: Cytoscape for shapes and lines, an own canvas for text and marks, an own index for the pointer.
 * The container says `data-drawn="true"` while everything it was given is on the screen, and in `data-viewport` where that is: zoom and pan.
 */

import type { Point } from '../paint/edge-geometry';
import { DENSE } from '../paint/element-looks';
import type { Pick } from '../paint/pick-index';
import { nextGeometry, placeOf, type SceneGeometry, sceneBounds } from '../paint/scene-geometry';
import type { Theme } from '../paint/theme';
import { type View, zoomToReveal } from '../paint/view';
import type { Scene } from '../scene/scene';
import { Fitting } from './fitting';
import { Glider } from './glide';
import { GraphSurface } from './graph-surface';
import { Painting } from './painting';
import { Pointer } from './pointer';
import type { Corner, CreateRenderer, Glide, Renderer, RendererEvents } from './renderer';
import { FORCED_COLOURS, readTheme } from './theme';
import { type Viewport, viewportOf } from './viewport';

/** The viewport rested this long: the gesture is over. */
const GESTURE_END_MS = 140;

class CytoscapeRenderer implements Renderer {
  private theme: Theme;
  private surface: GraphSurface;
  private large = false;
  private readonly painting: Painting;
  private readonly pointer: Pointer;
  private readonly observer: ResizeObserver;
  private scene: Scene | undefined;
  /** The newest scene; it may still wait, or grow unseen. */
  private given: Scene | undefined;
  private geometry: SceneGeometry = { nodes: new Map(), paths: new Map(), streams: [] };
  /** The viewport was moved by the user since it was last reported. */
  private moved = false;
  private readonly glider = new Glider();
  /** Shapes are still being added, a few a frame. */
  private growing = false;
  /** A surface that grows unseen and will replace the present one. */
  private successor: GraphSurface | undefined;
  /** A scene that came during a gesture or a growth waits here. */
  private waiting: Scene | undefined;
  private gestureTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stopListening = new AbortController();
  private readonly fitting = new Fitting(this.stopListening.signal);

  constructor(
    private readonly container: HTMLElement,
    private readonly events: RendererEvents,
  ) {
    this.theme = readTheme(container);
    if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
    container.style.overflow = 'hidden';
    this.surface = this.openSurface();
    this.painting = new Painting(container, {
      now: () =>
        this.scene === undefined ? undefined : { scene: this.scene, geometry: this.geometry, view: this.view(), theme: this.theme },
      large: () => this.large,
      onStrip: this.events.onStrip,
      onNotes: this.events.onNotes,
      atRest: () => !this.busy() && this.waiting === undefined,
    });
    this.pointer = this.listen();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(container);
  }

  draw(scene: Scene, glide?: Glide): void {
    this.given = scene;
    if (glide !== undefined) this.glideTo(scene, glide);
    else if (this.busy()) this.waiting = scene;
    else this.display(scene);
  }

  fit(): void {
    if (this.fitAll()) this.events.onViewport(undefined);
  }

  viewport(): Corner | undefined {
    if (!this.fitting.shown) return undefined;
    const { zoom, panX, panY } = this.surface.viewport();
    return { x: -panX / zoom, y: -panY / zoom, zoom };
  }

  show(corner: Corner): void {
    this.fitting.asked();
    this.quietly(() => this.surface.setViewport(viewportOf(corner)));
  }

  carry(id: string, to: Point): void {
    if (this.painting.carrying.id !== id) this.lift(id);
    this.painting.carrying.to(to);
    this.painting.carrying.paint(this.view(), this.theme);
  }

  letGo(keep: boolean): void {
    const { id } = this.painting.carrying;
    if (id === undefined) return;
    const moved = this.painting.carrying.end();
    this.surface.lift(id, false);
    delete this.container.dataset.lifted;
    if (keep && moved !== undefined) {
      this.waiting = undefined;
      this.display(moved.scene);
      this.events.onMove(moved.id, moved.to);
    }
    this.showWaiting();
    this.painting.soon();
  }

  reveal(id: string): void {
    const place = this.scene && placeOf(this.scene, this.geometry, id);
    const readable = place && zoomToReveal(this.view(), place);
    if (place === undefined || readable === undefined) return;
    this.surface.centre(place.x, place.y, readable);
    this.settle();
  }

  zoomBy(factor: number): void {
    // Several steps in a row are one gesture: strokes and text follow when it rests.
    this.surface.zoomBy(factor);
  }

  mark(id: string | undefined): void {
    this.painting.mark(id);
  }

  passing(on: boolean): void {
    this.painting.setPassing(on);
  }

  flow(requestsPerDot: number | undefined): void {
    this.painting.flow.run(requestsPerDot);
  }

  setTheme(): void {
    this.theme = readTheme(this.container);
    this.painting.forgetText();
    this.surface.restyle(this.theme);
    this.painting.paint();
  }

  resize(): void {
    if (this.container.clientWidth === 0 || this.container.clientHeight === 0) return;
    this.painting.sayUndrawn();
    this.surface.resize();
    if (this.fitting.followsRoom) this.fitAll();
    this.painting.soon();
  }

  dispose(): void {
    this.stopListening.abort();
    this.observer.disconnect();
    clearTimeout(this.gestureTimer);
    this.glider.stop();
    this.painting.dispose();
    this.surface.dispose();
    this.successor?.dispose();
  }

  private openSurface(viewport?: Viewport): GraphSurface {
    return new GraphSurface(
      this.container,
      { theme: this.theme, large: this.large, viewport },
      {
        onViewport: () => this.onViewport(),
        onTap: (x, y) => this.pointer.onTap({ x, y }),
        onDoubleTap: (x, y) => this.pointer.onDoubleTap({ x, y }),
      },
    );
  }

  private busy(): boolean {
    return this.gestureTimer !== undefined || this.growing || this.glider.underWay || this.painting.carrying.id !== undefined;
  }

  private display(scene: Scene): void {
    if (scene === this.scene) return;
    const before = this.scene;
    const large = scene.nodes.length + scene.edges.length > DENSE;
    const geometry = nextGeometry({ scene: before, geometry: this.geometry }, scene);
    this.growing = true;
    this.painting.sayUndrawn();
    if (large !== this.large) {
      this.large = large;
      this.succeed(scene, geometry);
      return;
    }
    const pathsBefore = this.geometry.paths;
    this.adopt(scene, geometry);
    this.surface.apply(before, scene, pathsBefore, geometry, () => this.onGrown());
  }

  private adopt(scene: Scene, geometry: SceneGeometry): void {
    if (geometry.paths !== this.geometry.paths) this.pointer.forgetPlaces();
    this.geometry = geometry;
    this.scene = scene;
    if (!this.fitting.shown) this.fitAll();
    this.painting.soon();
  }

  /** Whether drags move a bitmap can only be said when Cytoscape starts: another one grows unseen while the present one is shown. */
  private succeed(scene: Scene, geometry: SceneGeometry): void {
    const surface = this.openSurface(this.surface.viewport());
    if (this.scene === undefined) {
      this.takeOver(surface);
      this.adopt(scene, geometry);
      surface.apply(undefined, scene, new Map(), geometry, () => this.onGrown());
      return;
    }
    surface.hide(true);
    this.successor = surface;
    surface.apply(undefined, scene, new Map(), geometry, () => {
      this.quietly(() => surface.setViewport(this.surface.viewport()));
      this.takeOver(surface);
      this.adopt(scene, geometry);
      this.onGrown();
    });
  }

  private takeOver(surface: GraphSurface): void {
    this.surface.dispose();
    this.successor = undefined;
    this.surface = surface;
    surface.hide(false);
  }

  private onGrown(): void {
    this.growing = false;
    this.surface.restyle(this.theme);
    this.showWaiting();
    this.painting.soon();
  }

  private showWaiting(): void {
    const waiting = this.waiting;
    if (waiting === undefined || this.busy()) return;
    this.waiting = undefined;
    this.display(waiting);
  }

  /** False while there is nothing to show, or no room. The viewport never moves by itself but for the first scene and for following the room. */
  private fitAll(): boolean {
    const bounds = this.given === undefined ? undefined : sceneBounds(this.given);
    if (bounds === undefined || this.container.clientWidth === 0) return false;
    this.quietly(() => this.surface.fit(bounds));
    this.fitting.done();
    return true;
  }

  /** A glide is under way or over at once: the scene is shown where it shall be. */
  private glideTo(scene: Scene, { to, animated }: Glide): void {
    this.waiting = undefined;
    this.letGo(false);
    this.glider.stop();
    const from = this.scene;
    const bounds = sceneBounds(scene);
    const arrive = (): Viewport => {
      if (to !== 'all') return viewportOf(to);
      return bounds === undefined ? this.surface.viewport() : this.surface.fitting(bounds);
    };
    const still = !animated || from === undefined || this.growing || scene.nodes.length + scene.edges.length > DENSE;
    if (still) {
      this.draw(scene);
      this.quietly(() => this.surface.setViewport(arrive()));
      return;
    }
    this.glider.start(
      { from, to: scene, start: this.surface.viewport(), end: arrive(), size: this.view() },
      (between, viewport) => {
        this.display(between);
        this.surface.setViewport(viewport);
      },
      () => this.settle(),
    );
  }

  /** Moves the viewport without the user: nothing is reported. */
  private quietly(move: () => void): void {
    const { moved } = this;
    move();
    this.moved = moved;
    this.settle();
  }

  private view(): View {
    return { ...this.surface.viewport(), width: this.container.clientWidth, height: this.container.clientHeight };
  }

  private onViewport(): void {
    if (!this.fitting.shown || this.glider.underWay) return;
    this.moved = true;
    this.painting.follow(this.view(), this.theme);
    clearTimeout(this.gestureTimer);
    this.gestureTimer = setTimeout(() => this.settle(), GESTURE_END_MS);
  }

  /** The gesture is over: strokes for this zoom, what waited, and the text anew. */
  private settle(): void {
    clearTimeout(this.gestureTimer);
    this.gestureTimer = undefined;
    this.surface.restyle(this.theme);
    this.showWaiting();
    this.painting.soon();
    if (!this.moved) return;
    this.moved = false;
    this.events.onViewport(this.viewport());
  }

  private lift(id: string): void {
    if (this.scene === undefined || !this.painting.carrying.lift(this.scene, this.geometry, id)) return;
    this.painting.sayUndrawn();
    this.restOn(undefined);
    this.surface.lift(id, true);
    this.container.dataset.lifted = id;
    this.painting.soon();
  }

  private listen(): Pointer {
    const { signal } = this.stopListening;
    matchMedia(FORCED_COLOURS).addEventListener('change', () => this.setTheme(), { signal });
    const port = {
      scene: () => this.scene,
      geometry: () => this.geometry,
      viewport: () => this.surface.viewport(),
      moving: () => this.gestureTimer !== undefined,
      busy: () => this.busy(),
      allowPanning: (allowed: boolean) => this.surface.allowPanning(allowed),
      onPick: (pick: Pick) => this.restOn(pick),
      onSelect: this.events.onSelect,
      onToggleGroup: this.events.onToggleGroup,
      onLift: (id: string) => this.lift(id),
      onMove: (id: string, centre: Point) => this.carry(id, centre),
      onDrop: (keep: boolean) => this.letGo(keep),
    };
    return new Pointer(this.container, port, signal);
  }

  /** What the pointer rests on. */
  private restOn(pick: Pick): void {
    if (!this.painting.pick(pick)) return;
    this.container.style.cursor = pick === undefined || pick.kind === 'group' ? '' : 'pointer';
    this.events.onHover(pick?.id);
  }
}

export const createCytoscapeRenderer: CreateRenderer = (container, events) => new CytoscapeRenderer(container, events);
