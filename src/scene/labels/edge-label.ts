import type { MeshEdge } from '../../mesh/model';
import type { Tone } from '../scene';
import type { TrafficUnits } from '../traffic-units';

export interface LabelText {
  readonly text: string;
  readonly tone: Tone;
}

/** One number on an edge: what it says and how the legend explains it. */
export interface EdgeLabel {
  readonly id: string;
  readonly title: string;
  /** Shown in the legend next to the meaning. */
  readonly example: string;
  readonly means: string;
  /** undefined when this edge has nothing to say (latency of TCP, for one). */
  readonly of: (edge: MeshEdge, units: TrafficUnits) => LabelText | undefined;
}
