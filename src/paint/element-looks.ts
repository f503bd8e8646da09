/** How shapes and lines look: the page's stylesheet for Cytoscape and the painter of stills both read it. Sizes are scene pixels; strokes are multiplied by `strokeScale`. */
import type { NodeShape, SceneEdge, SceneNode, Tone } from '../scene/scene';

export type Outline = 'round' | 'cut' | 'rhomboid' | 'octagon';

export interface ShapeLook {
  readonly outline: Outline;
  /** Of round corners, or cut off each corner. */
  readonly corner: number;
  readonly dashed?: true;
}

export const SHAPE_LOOKS: Readonly<Record<NodeShape, ShapeLook>> = {
  rounded: { outline: 'round', corner: 8 },
  service: { outline: 'cut', corner: 10 },
  external: { outline: 'round', corner: 22 },
  passthrough: { outline: 'rhomboid', corner: 0 },
  blackhole: { outline: 'octagon', corner: 0 },
  unknown: { outline: 'round', corner: 22, dashed: true },
  group: { outline: 'round', corner: 12 },
};

export const BOX_LOOK = { corner: 10, border: 1 } as const;

export const NODE_LOOK = {
  border: 1.25,
  sickBorder: 3,
  /** Known from configuration alone: dotted. */
  configuredBorder: 2,
  /** Of inherited illness, around the border. */
  ring: { width: 2, offset: 3 },
  underlay: { padding: 9, opacity: 0.45 },
  ghostOpacity: 0.35,
  fadedOpacity: 0.28,
} as const;

export const EDGE_LOOK = {
  /** From the end of the line to its target: the head of the arrow is there. */
  gap: 5,
  underlay: { padding: 5, opacity: 0.45 },
  fadedOpacity: 0.18,
  /** Where thousands of lines cross, the quiet ones step back. */
  denseOpacity: 0.45,
} as const;

/** Cytoscape's own for borders, not multiplied. */
export const BORDER_DASHES = { dashed: [4, 2], dotted: [1, 1] } as const;

/** From so many nodes and edges on, more is drawn than can be followed. */
export const DENSE = 1200;

const SICK: ReadonlySet<Tone> = new Set<Tone>(['warn', 'fail', 'denied']);

/** Drawn thicker, and above what is well. */
export const isLoud = ({ tone }: Pick<SceneEdge | SceneNode, 'tone'>): boolean => SICK.has(tone);
