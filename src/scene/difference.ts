/** How the difference between two moments is drawn: one union graph, a class for everything in it, deltas in place of numbers. Pure. */
import type { Difference, EdgeChange, NodeChange } from '../inquiry/diff/model';
import { levelOf } from '../mesh/closed-node';
import { isSick } from '../mesh/health';
import type { Mesh, MeshEdge, MeshNode } from '../mesh/model';
import { errorDelta, rateDelta } from './delta-text';
import { displayText } from './display-text';
import type { LabelText } from './labels/edge-label';
import { EDGE_LABELS } from './labels/index';
import { HEALTH_TONES } from './overlays/health';
import type { EdgeLook } from './overlays/overlay';
import type { PolicyNodeLook } from './overlays/policy-overlay';
import type { ChangeMark, Tone } from './scene';
import { CHANGE_STYLES, TONE_STYLES } from './style-table';
import type { TrafficUnits } from './traffic-units';

/** What the scene asks of a difference. */
export interface DrawnDifference {
  readonly edge: (id: string) => EdgeChange | undefined;
  readonly node: (id: string) => NodeChange | undefined;
  /** Of the changed edges, from 1: the greatest impact first. */
  readonly ranks: ReadonlyMap<string, number>;
}

/** So many changed edges keep their numbers at any zoom, and their place in a thinned picture. */
const MOST_RANKED = 30;

export function drawnDifference({ edges, nodes, ranked }: Difference): DrawnDifference {
  const first = ranked.filter((id) => edges.has(id)).slice(0, MOST_RANKED);
  return {
    edge: (id) => edges.get(id),
    node: (id) => nodes.get(id),
    ranks: new Map(first.map((id, index) => [id, index + 1])),
  };
}

/** B and what only A has; in no sum, only for drawing, finding and naming. `mesh` itself where nothing was removed. */
export function unionMesh(mesh: Mesh, removed: Difference['removed'] | undefined): Mesh {
  if (removed === undefined || removed.nodes.length + removed.edges.length === 0) return mesh;
  const nodes = new Set<string>(mesh.nodes.map(({ id }) => id));
  const edges = new Set<string>(mesh.edges.map(({ id }) => id));
  return {
    ...mesh,
    nodes: [...mesh.nodes, ...removed.nodes.filter(({ id }) => !nodes.has(id))],
    edges: [...mesh.edges, ...removed.edges.filter(({ id }) => !edges.has(id))],
    groups: [...mesh.groups, ...(removed.groups ?? [])],
  };
}

/** What is as sick as before is not healthy: it keeps the look of its health. */
function stillLook(tone: Tone): Pick<EdgeLook, 'tone' | 'glyph'> {
  const { glyph } = TONE_STYLES[tone];
  return { tone, ...(glyph !== undefined && { glyph }) };
}

/** Of a moment that nobody answered for nothing is said; too few requests are no difference. */
export function markOf(change: Pick<EdgeChange, 'class' | 'doubt'> | undefined): ChangeMark {
  if (change === undefined) return 'unchanged';
  return change.doubt === 'before-unknown' || change.doubt === 'after-unknown' ? 'unsure' : change.class;
}

export interface EdgeChangeLook extends EdgeLook {
  readonly tone: Tone;
  readonly change: ChangeMark;
}

export function edgeChangeLook(edge: MeshEdge, change: EdgeChange | undefined): EdgeChangeLook {
  const mark = markOf(change);
  const { tone, line, leastWidth, glyph } = CHANGE_STYLES[mark];
  const look = { tone, line, leastWidth, change: mark, ...(glyph !== undefined && { glyph }) };
  return mark === 'unchanged' && isSick(edge.health) ? { ...look, ...stillLook(HEALTH_TONES[edge.health]) } : look;
}

export interface NodeChangeLook extends PolicyNodeLook {
  readonly change: ChangeMark;
}

const NODE_WORDS: Partial<Readonly<Record<ChangeMark, string>>> = { added: 'added', removed: 'removed' };

export function nodeChangeLook(node: MeshNode, change: NodeChange | undefined, units: TrafficUnits): NodeChangeLook {
  const mark = markOf(change);
  const { tone, glyph } = CHANGE_STYLES[mark];
  const look = { tone, change: mark, ...(glyph !== undefined && { glyph }) };
  if (mark === 'unchanged') return isSick(node.health) ? { ...look, ...stillLook(HEALTH_TONES[node.health]) } : look;
  // A closed group's card says how many it stands for.
  const detail = levelOf(node.kind) !== undefined || change === undefined ? undefined : nodeDelta(change, units);
  return { ...look, ...(detail !== undefined && { detail }) };
}

const nodeDelta = (change: NodeChange, units: TrafficUnits): string | undefined =>
  NODE_WORDS[change.class] ?? versionsText(change) ?? errorDelta(change.errorRatio) ?? rateDelta(change.rate, units.requests);

/** "+ v2", "− v1, + v2". */
function versionsText({ versions }: NodeChange): string | undefined {
  if (versions === undefined) return undefined;
  const parts = [
    ...versions.removed.map((version) => `− ${displayText(version, 16)}`),
    ...versions.added.map((version) => `+ ${displayText(version, 16)}`),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Deltas beyond noise; of what is new its numbers, of what is gone what it carried, of what did not change nothing. */
export function changeTexts(
  edge: MeshEdge,
  change: EdgeChange | undefined,
  { labels, units }: { readonly labels: readonly string[]; readonly units: TrafficUnits },
): readonly LabelText[] {
  const chosen = EDGE_LABELS.filter(({ id, change: compared }) => compared !== undefined && labels.includes(id));
  const plain = () => chosen.flatMap((label) => label.of(edge, { units }) ?? []);
  const mark = markOf(change);
  if (mark === 'unsure') return plain().slice(0, 1);
  if (change === undefined || mark === 'unchanged') return stillTexts(edge, plain);
  if (change.class === 'added') return prefixed('new', plain());
  if (change.class === 'removed') return prefixed('was', plain().slice(0, 1));
  return chosen.flatMap((label) => label.change?.of(change, edge, units) ?? []);
}

function stillTexts(edge: MeshEdge, plain: () => readonly LabelText[]): readonly LabelText[] {
  return isSick(edge.health)
    ? prefixed(
        'still',
        plain().filter(({ tone }) => tone === HEALTH_TONES[edge.health]),
      ).slice(0, 1)
    : [];
}

const prefixed = (word: string, [first, ...others]: readonly LabelText[]): readonly LabelText[] =>
  first === undefined ? [] : [{ ...first, text: `${word} ${first.text}` }, ...others];
