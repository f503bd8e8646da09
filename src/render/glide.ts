/** From one arrangement to another: scenes and viewports in between, and the frames that show them. */
import type { Scene } from '../scene/scene';
import type { Viewport } from './viewport';

/** The whole way takes less than half a second. */
const GLIDE_MS = 380;

/** Slow at both ends. */
const eased = (share: number): number => share * share * (3 - 2 * share);

const mix = (from: number, to: number, share: number): number => from + (to - from) * share;

/** `to` with everything that both have on its way from where it stood; what is new stands in its place. */
export function sceneBetween(from: Scene, to: Scene, share: number): Scene {
  if (share >= 1) return to;
  const nodes = new Map(from.nodes.map((node) => [node.id, node]));
  const groups = new Map(from.groups.map((group) => [group.id, group]));
  return {
    ...to,
    nodes: to.nodes.map((node) => {
      const before = nodes.get(node.id);
      return before === undefined ? node : { ...node, x: mix(before.x, node.x, share), y: mix(before.y, node.y, share) };
    }),
    groups: to.groups.map((group) => {
      const before = groups.get(group.id);
      if (before === undefined) return group;
      return {
        ...group,
        x: mix(before.x, group.x, share),
        y: mix(before.y, group.y, share),
        width: mix(before.width, group.width, share),
        height: mix(before.height, group.height, share),
      };
    }),
  };
}

/** Zoom changes by equal factors, and the point in the middle of the canvas moves straight. */
export function viewportBetween(
  from: Viewport,
  to: Viewport,
  share: number,
  size: { readonly width: number; readonly height: number },
): Viewport {
  if (share >= 1) return to;
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  const middle = ({ zoom: scale, panX, panY }: Viewport) => ({ x: (size.width / 2 - panX) / scale, y: (size.height / 2 - panY) / scale });
  const [a, b] = [middle(from), middle(to)];
  return { zoom, panX: size.width / 2 - mix(a.x, b.x, share) * zoom, panY: size.height / 2 - mix(a.y, b.y, share) * zoom };
}

interface Way {
  readonly from: Scene;
  readonly to: Scene;
  readonly start: Viewport;
  readonly end: Viewport;
  readonly size: { readonly width: number; readonly height: number };
}

export class Glider {
  private frame: number | undefined;

  get underWay(): boolean {
    return this.frame !== undefined;
  }

  /** `show` is called in every frame, the last time with exactly where the way ends; then, when the way is over, `arrived`. */
  start(way: Way, show: (scene: Scene, viewport: Viewport) => void, arrived: () => void): void {
    let startMs: number | undefined;
    const step = (nowMs: number) => {
      startMs ??= nowMs;
      const passed = Math.min(1, (nowMs - startMs) / GLIDE_MS);
      const share = eased(passed);
      show(sceneBetween(way.from, way.to, share), viewportBetween(way.start, way.end, share, way.size));
      if (passed < 1) {
        this.frame = requestAnimationFrame(step);
        return;
      }
      this.frame = undefined;
      arrived();
    };
    this.frame = requestAnimationFrame(step);
  }

  stop(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }
}
