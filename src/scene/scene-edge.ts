/** One edge of the mesh as one line of the scene. */
import type { MeshEdge } from '../mesh/model';
import type { EdgePolicySummary } from '../policy/drawn';
import type { Emphasis } from './emphasis';
import type { EdgeLabel, LabelText } from './labels/edge-label';
import { rate } from './labels/rate';
import type { EdgeLook, Overlay } from './overlays/overlay';
import type { PolicyEdgeLook, PolicyOverlay } from './overlays/policy-overlay';
import type { SceneEdge, Tone } from './scene';
import { widthClass } from './style-table';
import type { TrafficUnits } from './traffic-units';

const PRIORITY_OF_TONE: Partial<Readonly<Record<Tone, number>>> = { fail: 400, denied: 350, warn: 300 };
const PRIORITY_OF_FOCUS = 200;

/** Sick first, then what is selected, then the busiest; a fourth of a decade of rate is one step, so that noise changes little. */
function priorityOf(edge: MeshEdge, tone: Tone, focused: boolean): number {
  const bytes = (edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0);
  const rate = (edge.requestsPerSecond ?? 0) + bytes / 1000;
  const busy = Math.min(99, Math.round(4 * Math.log10(1 + 100 * rate)));
  return (PRIORITY_OF_TONE[tone] ?? 0) + (focused ? PRIORITY_OF_FOCUS : 0) + busy;
}

interface EdgeContext {
  readonly overlays: readonly Overlay[];
  /** The chosen policy overlay, when there is something to say. */
  readonly policy?: { readonly overlay: PolicyOverlay; readonly of: (edge: MeshEdge) => EdgePolicySummary | undefined } | undefined;
  /** Of the worst edges, from 1. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly labels: readonly EdgeLabel[];
  readonly emphasis: Emphasis;
  readonly units: TrafficUnits;
}

/** A chosen policy overlay decides everything; else the ordinary overlays in their order. */
function lookOf(edge: MeshEdge, { overlays, policy }: EdgeContext): EdgeLook & Partial<PolicyEdgeLook> {
  if (policy !== undefined) return policy.overlay.edge(edge, policy.of(edge));
  let look: EdgeLook = {};
  for (const overlay of overlays) look = { ...look, ...overlay.edge(edge) };
  return look;
}

/** Under a policy overlay the rate stays first and the overlay's texts stand for the others. */
function textsOf(edge: MeshEdge, { labels, units }: EdgeContext, own: readonly LabelText[] | undefined): readonly LabelText[] {
  const shown = own === undefined ? labels : labels.filter((label) => label === rate);
  const texts = shown.map((label) => label.of(edge, units)).filter((text): text is LabelText => text !== undefined);
  return [...texts, ...(own ?? [])];
}

export function sceneEdge(edge: MeshEdge, context: EdgeContext): SceneEdge {
  const look = lookOf(edge, context);
  const bytes = edge.bytesPerSecond;
  const byRate = widthClass({
    ...(edge.requestsPerSecond === undefined ? {} : { requestsPerSecond: edge.requestsPerSecond }),
    ...(bytes === undefined ? {} : { bytesPerSecond: bytes.sent + bytes.received }),
  });
  const tone = look.tone ?? 'ok';
  const rank = context.ranks.get(edge.id);
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    tone,
    line: look.line ?? 'solid',
    width: Math.max(byRate, look.leastWidth ?? 1),
    ...(look.glyph === undefined ? {} : { glyph: look.glyph }),
    ...(look.lock === undefined || edge.health === 'idle' ? {} : { lock: look.lock }),
    ...(look.badges === undefined || look.badges.length === 0 ? {} : { badges: look.badges }),
    ...(look.state === undefined ? {} : { state: look.state }),
    ...(rank === undefined ? {} : { rank }),
    labels: textsOf(edge, context, look.labels),
    priority: priorityOf(edge, tone, context.emphasis.edgeFocused(edge)),
    selected: context.emphasis.isSelected(edge.id),
    faded: context.emphasis.edgeFaded(edge),
    ...(context.emphasis.isFound(edge.id) ? { found: true as const } : {}),
  };
}
