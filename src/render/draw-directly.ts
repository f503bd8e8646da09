/**
 * Makes Cytoscape draw every shape itself in every frame. By default it scales bitmaps of elements and of the whole picture, made at a power
 * of two when there is time: where a box ends up, by a pixel, then depends on how fast the machine was, not on what is drawn.
 */
import type { Core } from 'cytoscape';

interface Extent {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

interface Shape {
  boundingBox(): Extent;
}

/** What Cytoscape's types keep to themselves of its canvas renderer. */
interface ShapeRenderer {
  drawLayeredElements(context: CanvasRenderingContext2D, shapes: ArrayLike<Shape>, pixelRatio: number, extent: Extent | undefined): void;
  drawElement(context: CanvasRenderingContext2D, shape: Shape): void;
}

/** Beyond this the bitmaps are wanted: a thousand nodes drawn shape by shape take three times as long to change. */
const MOST_DRAWN_DIRECTLY = 400;

/** Small pictures only; larger ones keep their bitmaps. Throws when this Cytoscape draws in another way than the one this was written for. */
export function drawDirectly(cy: Core): void {
  const renderer = shapeRenderer(cy);
  const layered = renderer.drawLayeredElements.bind(renderer);
  renderer.drawLayeredElements = (context, shapes, pixelRatio, extent) => {
    if (shapes.length > MOST_DRAWN_DIRECTLY) {
      layered(context, shapes, pixelRatio, extent);
      return;
    }
    for (const shape of Array.from(shapes)) {
      if (extent === undefined || overlap(shape.boundingBox(), extent)) renderer.drawElement(context, shape);
    }
  };
}

function shapeRenderer(cy: Core): ShapeRenderer {
  const { renderer } = cy as Core & { renderer?: () => Partial<ShapeRenderer> };
  const found = renderer?.call(cy);
  if (typeof found?.drawLayeredElements !== 'function' || typeof found.drawElement !== 'function') {
    throw new Error('This version of Cytoscape has no canvas renderer that draws single elements.');
  }
  return found as ShapeRenderer;
}

const overlap = (a: Extent, b: Extent): boolean => a.x1 <= b.x2 && a.x2 >= b.x1 && a.y1 <= b.y2 && a.y2 >= b.y1;
