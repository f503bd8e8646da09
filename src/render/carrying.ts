/** The node that is being carried, if any: where it came from, where it is now, and its picture on the way. */

import type { Point } from '../paint/edge-geometry';
import type { SceneGeometry } from '../paint/scene-geometry';
import type { Theme } from '../paint/theme';
import type { View } from '../paint/view';
import type { Scene } from '../scene/scene';
import { DragLayer } from './drag-layer';
import { createMover, type MovedNode, withNode } from './move-node';

export class Carrying {
  private readonly layer: DragLayer;
  private carried:
    | { readonly id: string; readonly from: Scene; readonly mover: (to: Point) => MovedNode; readonly now: MovedNode }
    | undefined;

  constructor(container: HTMLElement) {
    this.layer = new DragLayer(container);
  }

  get id(): string | undefined {
    return this.carried?.id;
  }

  /** False when the scene has no such node. */
  lift(scene: Scene, geometry: SceneGeometry, id: string): boolean {
    const mover = createMover(scene, geometry, id);
    const node = geometry.nodes.get(id);
    if (mover === undefined || node === undefined) return false;
    this.carried = { id, from: scene, mover, now: mover(node) };
    return true;
  }

  to(place: Point): void {
    if (this.carried !== undefined) this.carried = { ...this.carried, now: this.carried.mover(place) };
  }

  paint(view: View, theme: Theme): void {
    if (this.carried === undefined) this.layer.clear();
    else this.layer.paint({ ...this.carried.now, view, theme });
  }

  /** What is carried no longer is; returns the scene with it in its new place, undefined when it did not move. */
  end(): { readonly id: string; readonly scene: Scene; readonly to: Point } | undefined {
    const { carried } = this;
    this.carried = undefined;
    this.layer.clear();
    if (carried === undefined) return undefined;
    const { node } = carried.now;
    const to = { x: Math.round(node.x), y: Math.round(node.y) };
    const before = carried.from.nodes.find(({ id }) => id === carried.id);
    if (before === undefined || (before.x === to.x && before.y === to.y)) return undefined;
    return { id: carried.id, scene: withNode(carried.from, { ...node, ...to }), to };
  }

  dispose(): void {
    this.layer.dispose();
  }
}
