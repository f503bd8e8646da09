/** Everything painted over Cytoscape's shapes: text and marks, what the pointer rests on, what is carried. Painted once a frame at most. */

import type { Pick } from '../paint/pick-index';
import type { LabelStrip } from '../paint/plan-labels';
import type { SceneGeometry } from '../paint/scene-geometry';
import type { Theme } from '../paint/theme';
import type { View } from '../paint/view';
import type { Scene } from '../scene/scene';
import { Carrying } from './carrying';
import { FlowLayer } from './flow-layer';
import { HoverLayer } from './hover-layer';
import { without } from './move-node';
import type { NoteSpot } from './note-spots';
import { Overlay } from './overlay';

export interface Painted {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly theme: Theme;
}

export interface PaintingPort {
  /** What to paint now; undefined while there is nothing. */
  readonly now: () => Painted | undefined;
  /** Cytoscape takes most of a frame: the text comes in a task of its own. */
  readonly large: () => boolean;
  /** Labels that found no room on the map. */
  readonly onStrip: (strip: LabelStrip | undefined) => void;
  readonly onNotes: (spots: readonly NoteSpot[]) => void;
  /** Everything that was given is drawn, and no gesture is under way. */
  readonly atRest: () => boolean;
}

export class Painting {
  readonly carrying: Carrying;
  readonly flow: FlowLayer;
  private readonly overlay: Overlay;
  private readonly hover: HoverLayer;
  private picked: Pick;
  /** What the keyboard rests on. */
  private marked: string | undefined;
  private frame: number | undefined;
  private saying = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private passing = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly port: PaintingPort,
  ) {
    this.overlay = new Overlay(container);
    const { overlay } = this;
    this.flow = new FlowLayer(container, { now: port.now, moving: () => !port.atRest(), inFront: () => overlay.inFront });
    this.hover = new HoverLayer(container);
    this.carrying = new Carrying(container);
  }

  soon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      // A second frame of the browser for the same picture costs as much as the task it shortens.
      if (this.port.large() && !this.passing) this.timer ??= setTimeout(() => this.paint(), 0);
      else this.paint();
    });
  }

  paint(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const now = this.port.now();
    if (now === undefined) return;
    const { view, theme } = now;
    this.container.dataset.viewport = `${view.zoom} ${view.panX} ${view.panY}`;
    const { id } = this.carrying;
    const strip = this.overlay.paint({ ...now, passing: this.passing, ...(id !== undefined && { scene: without(now.scene, id) }) });
    if (id === undefined) {
      this.port.onStrip(strip);
      this.port.onNotes(this.overlay.noteSpots);
    }
    this.carrying.paint(view, theme);
    this.paintHover();
    this.sayDrawn();
  }

  /** The viewport is moving: what was painted moves with it. */
  follow(view: View, theme: Theme): void {
    this.sayUndrawn();
    this.hover.clear();
    this.overlay.follow(view);
    this.carrying.paint(view, theme);
  }

  /** Labels look for their places again when the last picture has come. */
  setPassing(on: boolean): void {
    if (this.passing && !on) this.soon();
    this.passing = on;
  }

  /** False when that is what is shown as picked already. */
  pick(pick: Pick): boolean {
    if (pick?.id === this.picked?.id && pick?.kind === this.picked?.kind) return false;
    this.picked = pick;
    this.paintHover();
    return true;
  }

  mark(id: string | undefined): void {
    if (id === this.marked) return;
    this.marked = id;
    this.container.dataset.marked = id ?? '';
    this.paintHover();
  }

  forgetText(): void {
    this.overlay.forgetText();
  }

  sayUndrawn(): void {
    this.container.dataset.drawn = 'false';
  }

  dispose(): void {
    clearTimeout(this.timer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.saying);
    this.flow.dispose();
    this.overlay.dispose();
    this.hover.dispose();
    this.carrying.dispose();
  }

  private paintHover(): void {
    const now = this.port.now();
    if (now !== undefined) this.hover.paint({ ...now, pick: this.picked, marked: this.marked });
  }

  /** Cytoscape draws in frames of its own: what was painted now is on the screen two frames later. */
  private sayDrawn(): void {
    cancelAnimationFrame(this.saying);
    this.saying = requestAnimationFrame(() => {
      this.saying = requestAnimationFrame(() => {
        this.container.dataset.drawn = String(this.port.atRest());
      });
    });
  }
}
