/** One node of the mesh as one shape of the scene. */

import type { Layout } from '../layout/types';
import { formatRatio } from '../lib/format-number';
import { many } from '../lib/many';
import { isClosedGroup, levelOf } from '../mesh/closed-node';
import { isSick } from '../mesh/health';
import { groupId } from '../mesh/ids';
import { limitsFor } from '../mesh/limits';
import type { Limits, Mesh, MeshNode, NodeKind, Thresholds, VersionPart } from '../mesh/model';
import type { NodePolicySummary } from '../policy/drawn';
import { type DrawnDifference, nodeChangeLook } from './difference';
import { displayText } from './display-text';
import type { Emphasis } from './emphasis';
import { NODE_LABELS } from './node-labels';
import { MOST_PARTS, nodeSize } from './node-size';
import type { NodeLook, Overlay } from './overlays/overlay';
import type { PolicyNodeLook, PolicyOverlay } from './overlays/policy-overlay';
import type { ChangeMark, NodeShape, SceneNode, ScenePart, Tone } from './scene';
import type { TrafficUnits } from './traffic-units';

export const SHAPE_OF: Readonly<Record<NodeKind, NodeShape>> = {
  workload: 'rounded',
  app: 'rounded',
  versionedApp: 'rounded',
  service: 'service',
  external: 'external',
  passthrough: 'passthrough',
  blackhole: 'blackhole',
  unknown: 'unknown',
  namespace: 'group',
  cluster: 'group',
  restOfNamespaces: 'group',
  appGroup: 'group',
};

function partTone({ errorRatio, requestsPerSecond }: VersionPart, { degradedPercent, failingPercent, floorPerSecond }: Limits): Tone {
  if (errorRatio === undefined) return 'idle';
  if (requestsPerSecond < floorPerSecond) return 'unknown';
  const percent = errorRatio * 100;
  if (percent > 0 && percent >= failingPercent) return 'fail';
  return percent > degradedPercent ? 'warn' : 'ok';
}

function partsOf(node: MeshNode, thresholds: Thresholds): readonly ScenePart[] {
  const parts = node.parts ?? [];
  if (parts.length < 2) return [];
  const limits = limitsFor(thresholds, node.namespace, 'http');
  const total = parts.reduce((sum, part) => sum + part.requestsPerSecond, 0);
  const shown = parts.length > MOST_PARTS ? parts.slice(0, MOST_PARTS - 1) : parts;
  const rows = shown.map((part): ScenePart => {
    const share = total > 0 ? { share: Math.round((part.requestsPerSecond / total) * 1000) / 1000 } : {};
    return { label: displayText(part.version, 24), ...share, tone: partTone(part, limits) };
  });
  return shown.length === parts.length ? rows : [...rows, { label: `+${parts.length - shown.length} more`, tone: 'idle' }];
}

function detailOf(node: MeshNode, nodeLabels: readonly string[]): string | undefined {
  const level = levelOf(node.kind);
  if (level !== undefined) return many(node.members, level === 'app' ? 'workload' : 'service');
  if (node.configured === true) return 'no traffic';
  if (node.reason !== undefined && (node.health === 'degraded' || node.health === 'failing')) return displayText(node.reason, 40);
  const plain = plainDetailOf(node, nodeLabels);
  if (plain !== undefined) return plain;
  const { errorRatio } = node.incoming;
  return errorRatio !== undefined && errorRatio > 0 ? `${formatRatio(errorRatio)} err` : undefined;
}

/** In the box of its app, which is titled with the name, a version is called by its version. */
function nameOf({ kind, name, version, group, namespace, cluster }: MeshNode): string {
  const inBox = kind === 'versionedApp' && version !== undefined && group !== groupId(cluster, namespace);
  return displayText(inBox ? version : name);
}

/** What the node is, not how it fares: the chosen fields, in the order of their list. */
function plainDetailOf(node: MeshNode, nodeLabels: readonly string[]): string | undefined {
  const texts = NODE_LABELS.filter(({ id }) => nodeLabels.includes(id)).flatMap(({ text }) => text(node) ?? []);
  return texts.length === 0 ? undefined : texts.map((text) => displayText(text, 24)).join(' · ');
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A closed group is a card in the middle of its footprint; what is left around it keeps the edges of others visible. */
const CARD_SHARE = 0.72;

/** Where the user put nodes: id → centre. */
export type Pins = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** A pin wins over the layout; it moves the node alone, never its box. */
function pinned(node: MeshNode, place: Place, { mesh, layout, pins }: NodeContext): Pick<SceneNode, 'pinned' | 'tie' | 'x' | 'y'> {
  const pin = pins?.get(node.id);
  if (pin === undefined) return { x: place.x, y: place.y };
  const box = mesh.groupBy === 'namespace' ? undefined : layout.groups.get(node.group);
  const tie = box === undefined ? pin : nearestOf(box, pin);
  return { ...pin, pinned: true, ...(tie.x === pin.x && tie.y === pin.y ? {} : { tie }) };
}

function nearestOf(box: Place, { x, y }: { readonly x: number; readonly y: number }): { readonly x: number; readonly y: number } {
  return { x: Math.max(box.x, Math.min(box.x + box.width, x)), y: Math.max(box.y, Math.min(box.y + box.height, y)) };
}

/** undefined while the layout lags behind. */
function placeOf(mesh: Mesh, node: MeshNode, layout: Layout): Place | undefined {
  const box = isClosedGroup(node, mesh.groupBy) ? layout.groups.get(node.group) : undefined;
  if (box !== undefined) {
    const { x, y, width, height } = box;
    return { x: x + width / 2, y: y + height / 2, width: width * CARD_SHARE, height: height * CARD_SHARE };
  }
  const point = layout.nodes.get(node.id);
  return point === undefined ? undefined : { x: point.x, y: point.y, ...nodeSize(node) };
}

interface NodeContext {
  readonly mesh: Mesh;
  readonly layout: Layout;
  readonly overlays: readonly Overlay[];
  /** The chosen policy overlay, when there is something to say. */
  readonly policy?: { readonly overlay: PolicyOverlay; readonly of: (node: MeshNode) => NodePolicySummary | undefined } | undefined;
  /** What differs between two moments, when that is drawn: it decides then. */
  readonly difference?: DrawnDifference | undefined;
  readonly units: TrafficUnits;
  readonly emphasis: Emphasis;
  readonly thresholds: Thresholds;
  /** Ids of NODE_LABELS. */
  readonly nodeLabels: readonly string[];
  readonly pins?: Pins | undefined;
}

/** A difference or a chosen policy overlay decides everything; else the ordinary overlays in their order. */
function lookOf(node: MeshNode, { overlays, policy, difference, units }: NodeContext): PolicyNodeLook & { readonly change?: ChangeMark } {
  if (difference !== undefined) return nodeChangeLook(node, difference.node(node.id), units);
  if (policy !== undefined) return policy.overlay.node(node, policy.of(node));
  let look: NodeLook = {};
  for (const overlay of overlays) look = { ...look, ...overlay.node(node) };
  return look;
}

/** Under a difference only what is as sick as before says why. */
const tellsHealth = ({ health }: MeshNode, { policy, difference }: NodeContext): boolean =>
  policy === undefined && (difference === undefined || isSick(health));

/** undefined when the layout has no place for the node yet. */
export function sceneNode(node: MeshNode, context: NodeContext): SceneNode | undefined {
  const place = placeOf(context.mesh, node, context.layout);
  if (place === undefined) return undefined;
  const look = lookOf(node, context);
  const tone = look.tone ?? 'ok';
  const closed = levelOf(node.kind) !== undefined;
  const detail =
    look.detail ?? (closed || tellsHealth(node, context) ? detailOf(node, context.nodeLabels) : plainDetailOf(node, context.nodeLabels));
  const parts = partsOf(node, context.thresholds);
  const label = nameOf(node);
  return {
    id: node.id,
    shape: SHAPE_OF[node.kind],
    ...(isClosedGroup(node, context.mesh.groupBy) ? { group: node.group } : {}),
    ...(node.configured === true ? { configured: true as const } : {}),
    label,
    ...(detail === undefined ? {} : { detail: detail === label ? displayText(node.name) : detail }),
    ...place,
    ...pinned(node, place, context),
    tone,
    ...(look.change === undefined ? {} : { change: look.change }),
    ...(look.ring === undefined ? {} : { ring: look.ring }),
    ...(look.glyph === undefined ? {} : { glyph: look.glyph }),
    ...(look.badge === undefined ? {} : { badge: look.badge }),
    ...(closed && node.sickMembers > 0 ? { sickCount: node.sickMembers } : {}),
    parts:
      context.policy === undefined && context.difference === undefined ? parts : parts.map((part) => ({ ...part, tone: 'idle' as const })),
    selected: context.emphasis.isSelected(node.id) || (closed && context.emphasis.isSelected(node.group)),
    faded: context.emphasis.nodeFaded(node),
    ...(context.emphasis.isFound(node.id) ? { found: true as const } : {}),
  };
}
