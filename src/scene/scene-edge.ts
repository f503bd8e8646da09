/** One edge of the mesh as one line of the scene. */
import { isSick } from '../mesh/health';
import type { MeshEdge } from '../mesh/model';
import type { EdgePolicySummary } from '../policy/drawn';
import { changeTexts, type DrawnDifference, edgeChangeLook } from './difference';
import type { Emphasis } from './emphasis';
import type { EdgeLabel, LabelText } from './labels/edge-label';
import { rate } from './labels/rate';
import { split, splitTexts } from './labels/split';
import type { EdgeLook, Overlay } from './overlays/overlay';
import type { PolicyEdgeLook, PolicyOverlay } from './overlays/policy-overlay';
import type { ChangeMark, SceneEdge, SceneNode, Tone } from './scene';
import { type EdgeSplit, sceneStream } from './streams';
import { widthClass } from './style-table';
import type { TrafficUnits } from './traffic-units';

const PRIORITY_OF_TONE: Partial<Readonly<Record<Tone, number>>> = {
  fail: 400,
  denied: 350,
  added: 330,
  removed: 320,
  better: 310,
  warn: 300,
  changed: 280,
};
const PRIORITY_OF_FOCUS = 200;
const PRIORITY_OF_SPLIT = 150;

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
  /** What differs between two moments, when that is drawn: it decides then. */
  readonly difference?: DrawnDifference | undefined;
  /** Of the worst edges, from 1. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly labels: readonly EdgeLabel[];
  /** What is well, not split and not looked at says its rate alone. */
  readonly brief: boolean;
  readonly emphasis: Emphasis;
  readonly units: TrafficUnits;
  /** What a route splits. */
  readonly splits: ReadonlyMap<string, EdgeSplit>;
  readonly nodes: ReadonlyMap<string, SceneNode>;
}

type Look = EdgeLook & Partial<PolicyEdgeLook> & { readonly change?: ChangeMark };

/** A difference or a chosen policy overlay decides everything; else the ordinary overlays in their order. */
function lookOf(edge: MeshEdge, { overlays, policy, difference }: EdgeContext): Look {
  if (difference !== undefined) {
    const change = difference.edge(edge.id);
    const { lock } = overlayLook(edge, overlays);
    // Encryption is told where it is news.
    const tells = change?.class === 'added' || change?.mtls.significant === true;
    return { ...edgeChangeLook(edge, change), ...(tells && lock !== undefined && { lock }) };
  }
  if (policy !== undefined) return policy.overlay.edge(edge, policy.of(edge));
  return overlayLook(edge, overlays);
}

function overlayLook(edge: MeshEdge, overlays: readonly Overlay[]): EdgeLook {
  let look: EdgeLook = {};
  for (const overlay of overlays) look = { ...look, ...overlay.edge(edge) };
  return look;
}

/** Under a policy overlay the rate stays first and the overlay's texts stand for the others. */
function textsOf(
  edge: MeshEdge,
  { labels, brief, emphasis, units, splits, policy, difference }: EdgeContext,
  own: readonly LabelText[] | undefined,
): readonly LabelText[] {
  if (difference !== undefined) {
    const change = difference.edge(edge.id);
    const isLookedAt = emphasis.edgeFocused(edge) && (change?.class ?? 'unchanged') === 'unchanged';
    if (!isLookedAt) return changeTexts(edge, change, { labels: labels.map(({ id }) => id), units });
  }
  const calm = brief && !isSick(edge.health) && !splits.has(edge.id) && !emphasis.edgeFocused(edge);
  const besideRate = (label: EdgeLabel): boolean => label === split && (policy === undefined || policy.overlay.withSplit === true);
  const shown = own === undefined && !calm ? labels : labels.filter((label) => label === rate || besideRate(label));
  return [...shown.flatMap((label) => label.of(edge, { units, split: splits.get(edge.id) }) ?? []), ...(own ?? [])];
}

const streamOf = (found: EdgeSplit | undefined, nodes: EdgeContext['nodes']) =>
  found === undefined ? {} : { stream: sceneStream(found, nodes.get(found.target)) };

export function sceneEdge(edge: MeshEdge, context: EdgeContext): SceneEdge {
  const look = lookOf(edge, context);
  const bytes = edge.bytesPerSecond;
  const byRate = widthClass({
    ...(edge.requestsPerSecond === undefined ? {} : { requestsPerSecond: edge.requestsPerSecond }),
    ...(bytes === undefined ? {} : { bytesPerSecond: bytes.sent + bytes.received }),
  });
  const tone = look.tone ?? 'ok';
  const rank = context.ranks.get(edge.id);
  const found = context.splits.get(edge.id);
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    tone,
    line: look.line ?? 'solid',
    // What did not change steps back, whatever it carries.
    width: look.change === 'unchanged' ? 1 : Math.max(byRate, look.leastWidth ?? 1),
    ...(look.change !== undefined && { change: look.change }),
    ...((edge.requestsPerSecond ?? 0) > 0 &&
      look.change === undefined && { requestsPerSecond: Number(edge.requestsPerSecond?.toPrecision(3)) }),
    ...(look.glyph === undefined ? {} : { glyph: look.glyph }),
    ...(look.lock === undefined || edge.health === 'idle' ? {} : { lock: look.lock }),
    ...(look.badges === undefined || look.badges.length === 0 ? {} : { badges: look.badges }),
    ...(look.state === undefined ? {} : { state: look.state }),
    ...(rank === undefined ? {} : { rank }),
    ...streamOf(found, context.nodes),
    labels: textsOf(edge, context, look.labels),
    priority: priorityOf(edge, tone, context.emphasis.edgeFocused(edge)) + (found === undefined ? 0 : PRIORITY_OF_SPLIT),
    selected: context.emphasis.isSelected(edge.id),
    faded: context.emphasis.edgeFaded(edge),
    ...(context.emphasis.isFound(edge.id) ? { found: true as const } : {}),
  };
}

/** Versions that a route sends a share to and nothing flowed to in the window: drawn dotted, whether idle edges are shown or not. */
export function awaitedEdges(
  known: ReadonlySet<string>,
  { splits, labels, nodes, emphasis }: Pick<EdgeContext, 'splits' | 'labels' | 'nodes' | 'emphasis'>,
): readonly SceneEdge[] {
  const shown = labels.includes(split);
  return [...splits.values()]
    .filter(({ edge, target, stream }) => !known.has(edge) && nodes.has(target) && nodes.has(stream.source))
    .map((found): SceneEdge => {
      const { edge: id, target, stream } = found;
      const ends = { id, source: stream.source, target };
      return {
        ...ends,
        tone: 'idle',
        line: 'dotted',
        width: 1,
        ...streamOf(found, nodes),
        labels: shown ? splitTexts(found) : [],
        priority: PRIORITY_OF_SPLIT,
        selected: emphasis.isSelected(id),
        faded: emphasis.edgeFaded(ends),
      };
    });
}
