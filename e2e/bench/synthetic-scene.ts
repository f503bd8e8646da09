/** From synthetic rows to a scene, through the same code as the page. */

import { layoutGraph } from '../../src/layout/layout-graph';
import type { Layout } from '../../src/layout/types';
import { buildMesh } from '../../src/mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../src/mesh/health';
import type { GroupId, Mesh } from '../../src/mesh/model';
import { buildScene, type SceneView } from '../../src/scene/build-scene';
import { nodeSize } from '../../src/scene/node-size';
import type { Scene } from '../../src/scene/scene';
import { syntheticTelemetry } from './synthetic-telemetry';

export interface SyntheticScene {
  readonly mesh: Mesh;
  /** The same mesh with these groups closed. */
  readonly telemetryMesh: (closed: readonly string[]) => Mesh;
  readonly layout: Layout;
  readonly scene: Scene;
}

export const LABELS = ['rate', 'errors', 'p99', 'mtls'];

/** `closed`: every namespace as one shape. */
export function syntheticScene(
  count: number,
  options: { readonly closed?: boolean; readonly view?: Partial<SceneView>; readonly turn?: number; readonly changedShare?: number } = {},
): SyntheticScene {
  const telemetry = syntheticTelemetry(count, options);
  const meshWith = (closed: ReadonlySet<GroupId>): Mesh => buildMesh(telemetry, { groupBy: 'app', closed, thresholds: DEFAULT_THRESHOLDS });
  const open = meshWith(new Set());
  const layout = layoutGraph({
    nodes: open.nodes.map((node) => ({ id: node.id, group: node.group, ...nodeSize(node) })),
    edges: open.edges,
  });
  const mesh = options.closed === true ? meshWith(new Set(open.groups.map((group) => group.id))) : open;
  return {
    mesh,
    telemetryMesh: (closed) => meshWith(new Set(open.groups.map((group) => group.id).filter((id) => closed.includes(id)))),
    layout,
    scene: buildScene({ mesh, layout, view: { labels: LABELS, ...options.view } }),
  };
}

/** The scene with the tone of every n-th edge replaced: what a bad minute looks like to the renderer. */
export function recoloured(scene: Scene, share: number, tone: 'warn' | 'fail'): Scene {
  const every = Math.round(1 / share);
  const glyph = tone === 'warn' ? 'degraded' : 'failing';
  return { ...scene, edges: scene.edges.map((edge, index) => (index % every === 0 ? { ...edge, tone, glyph } : edge)) };
}
