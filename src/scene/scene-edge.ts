/** One edge of the mesh as one line of the scene. */
import type { MeshEdge } from '../mesh/model';
import type { Emphasis } from './emphasis';
import type { EdgeLabel, LabelText } from './labels/edge-label';
import type { EdgeLook, Overlay } from './overlays/overlay';
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

export function sceneEdge(
  edge: MeshEdge,
  context: {
    readonly overlays: readonly Overlay[];
    readonly labels: readonly EdgeLabel[];
    readonly emphasis: Emphasis;
    readonly units: TrafficUnits;
  },
): SceneEdge {
  let look: EdgeLook = {};
  for (const overlay of context.overlays) look = { ...look, ...overlay.edge(edge) };
  const bytes = edge.bytesPerSecond;
  const byRate = widthClass({
    ...(edge.requestsPerSecond === undefined ? {} : { requestsPerSecond: edge.requestsPerSecond }),
    ...(bytes === undefined ? {} : { bytesPerSecond: bytes.sent + bytes.received }),
  });
  const tone = look.tone ?? 'ok';
  const texts = context.labels.map((label) => label.of(edge, context.units)).filter((text): text is LabelText => text !== undefined);
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    tone,
    line: look.line ?? 'solid',
    width: Math.max(byRate, look.leastWidth ?? 1),
    ...(look.glyph === undefined ? {} : { glyph: look.glyph }),
    ...(look.lock === undefined || edge.health === 'idle' ? {} : { lock: look.lock }),
    labels: texts,
    priority: priorityOf(edge, tone, context.emphasis.edgeFocused(edge)),
    selected: context.emphasis.isSelected(edge.id),
    faded: context.emphasis.edgeFaded(edge),
  };
}
