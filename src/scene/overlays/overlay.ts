import type { MeshEdge, MeshNode } from '../../mesh/model';
import type { Glyph, Line, Lock, Tone } from '../scene';

/** What an overlay may say about an edge; later overlays in the list win, field by field. */
export interface EdgeLook {
  readonly tone?: Tone;
  readonly line?: Line;
  /** Thinnest width class. */
  readonly leastWidth?: number;
  readonly glyph?: Glyph;
  readonly lock?: Lock;
}

export interface NodeLook {
  readonly tone?: Tone;
  readonly ring?: Tone;
  readonly glyph?: Glyph;
}

/** One way of colouring and marking the mesh. Pure: the same edge always gets the same look. */
export interface Overlay {
  readonly id: string;
  readonly title: string;
  /** What of the style table this overlay uses; the legend shows it. */
  readonly legend: { readonly tones: readonly Tone[]; readonly locks: readonly Lock[]; readonly ring: boolean };
  readonly edge: (edge: MeshEdge) => EdgeLook;
  readonly node: (node: MeshNode) => NodeLook;
}
