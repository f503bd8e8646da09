/** Configured and observed shares of the versions of an app, for the line below the map. */
import { isSick } from '../../../mesh/health';
import type { Mesh, MeshNode } from '../../../mesh/model';
import type { DrawnPolicies, DrawnShare } from '../../../policy/drawn';
import type { Scene, Tone } from '../../../scene/scene';

export interface VersionShare {
  readonly version: string;
  /** 0..1 of the requests the app answered; undefined while it answers none. */
  readonly observed: number | undefined;
  /** Bounds 0..1, equal where the route does not depend on the request; undefined = no route names the version. */
  readonly configured: Pick<DrawnShare, 'min' | 'max'> | undefined;
  /** 0..1 of the version's requests; undefined without traffic. */
  readonly errorRatio: number | undefined;
  /** As its row on the map. */
  readonly tone: Tone;
}

export interface Split {
  readonly node: MeshNode;
  readonly versions: readonly VersionShare[];
}

interface Pictured {
  readonly mesh: Mesh;
  readonly policies?: DrawnPolicies;
}

/** Apps whose callers' routes name several versions, the busiest first. Calls that follow different routes say no share (`drawn.ts`). */
export function splitsOf({ mesh, policies }: Pictured, scene: Scene | undefined): readonly Split[] {
  if (policies === undefined) return [];
  const shares = new Map<string, readonly DrawnShare[]>();
  for (const { id, target } of mesh.edges) {
    const routing = policies.edges.get(id)?.routing;
    const named = routing === undefined || routing.shares.length < 2 || !ROUTED.has(routing.kind) ? [] : routing.shares;
    if (named.length > (shares.get(target)?.length ?? 0)) shares.set(target, named);
  }
  const rows = new Map(scene?.nodes.map(({ id, parts }) => [id, parts]));
  return mesh.nodes
    .flatMap((node): Split[] => {
      const configured = shares.get(node.id);
      return configured === undefined ? [] : [{ node, versions: versionsOf(node, configured, rows.get(node.id) ?? []) }];
    })
    .sort((a, b) => b.node.incoming.requestsPerSecond - a.node.incoming.requestsPerSecond || (a.node.id < b.node.id ? -1 : 1));
}

const ROUTED: ReadonlySet<string> = new Set(['fixed', 'conditional']);

function versionsOf(node: MeshNode, configured: readonly DrawnShare[], rows: Scene['nodes'][number]['parts']): readonly VersionShare[] {
  const parts = new Map(node.parts?.map((part) => [part.version, part]));
  const total = [...parts.values()].reduce((sum, part) => sum + part.requestsPerSecond, 0);
  const names = [...new Set([...configured.map(({ label }) => label), ...parts.keys()])].sort();
  return names.map((version) => {
    const part = parts.get(version);
    return {
      version,
      observed: total === 0 ? undefined : (part?.requestsPerSecond ?? 0) / total,
      configured: configured.find(({ label }) => label === version),
      errorRatio: part === undefined || part.requestsPerSecond === 0 ? undefined : part.errorRatio,
      tone: rows.find(({ label }) => label === version)?.tone ?? (parts.size < 2 && isSick(node.health) ? 'warn' : 'idle'),
    };
  });
}
