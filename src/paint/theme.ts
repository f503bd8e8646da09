/** Colours and font that a picture is drawn in. */
import type { Tone } from '../scene/scene';

export interface Theme {
  readonly canvas: string;
  readonly text: string;
  readonly textMuted: string;
  readonly nodeFill: string;
  readonly groupFill: string;
  readonly groupBorder: string;
  readonly closedFill: string;
  readonly labelFill: string;
  readonly focus: string;
  readonly tones: Readonly<Record<Tone, string>>;
  readonly fontFamily: string;
  /** How much larger than usual text, marks and labels are: 1 on a desk, more on a wall. */
  readonly textScale: number;
}
