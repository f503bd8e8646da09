import type { EdgeChange } from '../../inquiry/diff/model';
import type { MeshEdge } from '../../mesh/model';
import type { Scene, Tone } from '../scene';
import type { EdgeSplit } from '../streams';
import type { TrafficUnits } from '../traffic-units';

export interface LabelText {
  readonly text: string;
  readonly tone: Tone;
  /** Gives way where there is no room for all texts. */
  readonly spare?: true;
}

/** What labels read besides the edge. */
export interface LabelContext {
  readonly units: TrafficUnits;
  /** Set where a route splits what runs on the edge. */
  readonly split?: EdgeSplit | undefined;
}

/** How a label says what became of its number between two moments. */
export interface ChangeLabel {
  readonly example: string;
  readonly means: string;
  /** undefined within noise. `edge` is of the moment after. */
  readonly of: (change: EdgeChange, edge: MeshEdge, units: TrafficUnits) => LabelText | undefined;
}

/** One number on an edge: what it says and how the legend explains it. */
export interface EdgeLabel {
  readonly id: string;
  readonly title: string;
  /** Shown in the legend next to the meaning. */
  readonly example: string;
  readonly means: string;
  /** Whether the legend needs it; absent = always. */
  readonly shownIn?: (scene: Scene) => boolean;
  /** undefined when this edge has nothing to say (latency of TCP, for one); several texts are told apart like several labels. */
  readonly of: (edge: MeshEdge, context: LabelContext) => LabelText | readonly LabelText[] | undefined;
  /** absent = not said where two moments are compared. */
  readonly change?: ChangeLabel;
}
