/** Mouse and fingers on the canvas: what lies under them, what they rest on, tap, open and drag. */

import type { Point } from '../paint/edge-geometry';
import { createPickIndex, type Pick, type PickIndex } from '../paint/pick-index';
import { pickable, type SceneGeometry } from '../paint/scene-geometry';
import type { Scene } from '../scene/scene';
import { NodeDrag } from './node-drag';
import type { Viewport } from './viewport';

/** An edge is hit within this many CSS pixels. */
const REACH_PIXELS = 6;

export interface PointerPort {
  readonly scene: () => Scene | undefined;
  readonly geometry: () => SceneGeometry;
  readonly viewport: () => Viewport;
  /** A gesture moves the viewport. */
  readonly moving: () => boolean;
  /** Nothing may be lifted now. */
  readonly busy: () => boolean;
  readonly allowPanning: (allowed: boolean) => void;
  readonly onPick: (pick: Pick) => void;
  readonly onSelect: (id: string | undefined) => void;
  readonly onToggleGroup: (id: string) => void;
  readonly onLift: (id: string) => void;
  readonly onMove: (id: string, centre: Point) => void;
  readonly onDrop: (keep: boolean) => void;
}

export class Pointer {
  private index: PickIndex | undefined;
  private readonly drag: NodeDrag;

  constructor(
    private readonly container: HTMLElement,
    private readonly port: PointerPort,
    signal: AbortSignal,
  ) {
    container.addEventListener('pointermove', (event) => this.onPointer(event), { signal, passive: true });
    container.addEventListener('pointerleave', () => port.onPick(undefined), { signal });
    this.drag = new NodeDrag(
      container,
      {
        nodeAt: (point) => this.nodeAt(point),
        toScene: (point) => this.toScene(point),
        allowPanning: port.allowPanning,
        onLift: port.onLift,
        onMove: port.onMove,
        onDrop: port.onDrop,
      },
      signal,
    );
  }

  /** Something moved, came or went. */
  forgetPlaces(): void {
    this.index = undefined;
  }

  /** Scene coordinates. */
  onTap(at: Point): void {
    if (!this.drag.justDragged) this.port.onSelect(this.pickAt(at)?.id);
  }

  onDoubleTap(at: Point): void {
    const pick = this.pickAt(at);
    if (pick === undefined || pick.kind === 'edge') return;
    if (pick.kind === 'group') this.port.onToggleGroup(pick.id);
    const group = this.port.geometry().nodes.get(pick.id)?.group;
    if (pick.kind === 'node' && group !== undefined) this.port.onToggleGroup(group);
  }

  private pickAt(at: Point): Pick {
    const scene = this.port.scene();
    if (scene === undefined) return undefined;
    this.index ??= createPickIndex(pickable(scene, this.port.geometry()));
    return this.index.pick(at, REACH_PIXELS / this.port.viewport().zoom);
  }

  private nodeAt(point: Point) {
    const pick = this.port.busy() ? undefined : this.pickAt(this.toScene(point));
    return pick?.kind === 'node' ? this.port.geometry().nodes.get(pick.id) : undefined;
  }

  private toScene({ x, y }: Point): Point {
    const { zoom, panX, panY } = this.port.viewport();
    return { x: (x - panX) / zoom, y: (y - panY) / zoom };
  }

  private onPointer(event: PointerEvent): void {
    if (event.buttons !== 0 || event.pointerType === 'touch' || this.port.moving()) return;
    const bounds = this.container.getBoundingClientRect();
    this.port.onPick(this.pickAt(this.toScene({ x: event.clientX - bounds.left, y: event.clientY - bounds.top })));
  }
}
