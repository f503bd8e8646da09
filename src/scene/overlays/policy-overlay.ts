import type { MeshEdge, MeshNode } from '../../mesh/model';
import type { EdgePolicySummary, NodePolicySummary } from '../../policy/drawn';
import type { LabelText } from '../labels/edge-label';
import type { Glyph, Line, SceneBadge, Tone } from '../scene';
import { TONE_STYLES } from '../style-table';
import type { EdgeLook, NodeLook, Overlay } from './overlay';

/** One state that an edge can be in under a policy overlay: how it is drawn and what the legend says of it. */
export interface PolicyState {
  readonly tone: Tone;
  readonly means: string;
  /** The same in a word or two, for the legend that always stands there. */
  readonly brief: string;
  /** In place of the tone's own line and glyph; null = no glyph. */
  readonly line?: Line;
  readonly glyph?: Glyph | null;
}

export interface PolicyEdgeLook extends EdgeLook {
  /** Key of the overlay's states. */
  readonly state: string;
  readonly tone: Tone;
  /** After the rate, the most telling first. */
  readonly labels: readonly LabelText[];
  readonly badges: readonly SceneBadge[];
}

export interface PolicyNodeLook extends NodeLook {
  /** Takes the second line of the node. */
  readonly detail?: string;
  readonly badge?: SceneBadge;
}

/** One question to configuration, answered on every edge and node. It decides tone, line, glyph and texts while it is chosen. Pure. */
export interface PolicyOverlay extends Omit<Overlay, 'edge' | 'node' | 'legend'> {
  /** One line for the menu. */
  readonly about: string;
  /** By state, in the order of the legend. */
  readonly states: Readonly<Record<string, PolicyState>>;
  /** Labels of a split stay beside this overlay's texts. */
  readonly withSplit?: true;
  readonly legend: Overlay['legend'] & {
    /** Whether edges carry tags of who decides. */
    readonly badges: boolean;
    /** Glyphs on nodes tell their health, not findings. */
    readonly healthOfNodes?: true;
    /** Texts on edges: example and meaning. */
    readonly labels: readonly { readonly example: string; readonly means: string }[];
  };
  readonly edge: (edge: MeshEdge, policy: EdgePolicySummary | undefined) => PolicyEdgeLook;
  readonly node: (node: MeshNode, policy: NodePolicySummary | undefined) => PolicyNodeLook;
}

/** Line, weight and glyph of a state; the tone's own where the state names none. */
export function lookOfState({ tone, line, glyph }: PolicyState): Pick<PolicyEdgeLook, 'tone' | 'line' | 'leastWidth' | 'glyph'> {
  const style = TONE_STYLES[tone];
  const drawn = glyph === undefined ? style.glyph : (glyph ?? undefined);
  return { tone, line: line ?? style.line, leastWidth: style.leastWidth, ...(drawn === undefined ? {} : { glyph: drawn }) };
}
