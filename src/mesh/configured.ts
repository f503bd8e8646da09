/** What configuration knows and no row tells of: drawn as idle nodes, without any query. */
import type { CalledEnd } from '../telemetry/rows';
import { nodeId } from './ids';
import type { GroupBy, NodeId } from './model';
import { type NodeFace, nodeFace } from './node-face';
import { type BaseGrouping, noServices, type Place, placeTarget } from './place-ends';

/** A workload, a service or an outside host, named as telemetry would name it. */
export interface ConfiguredThing {
  readonly kind: 'workload' | 'service';
  readonly end: CalledEnd;
  /** A service that selects none of the configured workloads: nothing else stands for it. */
  readonly alone?: boolean;
}

/** What the picture already shows. */
export interface Known {
  readonly nodes: ReadonlySet<NodeId>;
  /** Clusters that telemetry names. */
  readonly clusters: readonly string[];
  /** `serviceKey` of every service and host that a row was addressed to. */
  readonly services: ReadonlySet<string>;
}

/**
 * Faces of the things without traffic. The resources are those of one Kubernetes API and name no cluster: it is the mesh's own where
 * there is one, else unknown; a thing that is seen in any cluster is not idle.
 */
export function configuredFaces(
  things: readonly ConfiguredThing[],
  { groupBy, services }: { readonly groupBy: GroupBy; readonly services: boolean },
  known: Known,
): readonly NodeFace[] {
  const grouping: BaseGrouping = groupBy === 'namespace' ? 'workload' : groupBy;
  const cluster = known.clusters.length === 1 ? known.clusters[0] : undefined;
  const faces = new Map<NodeId, NodeFace>();
  for (const thing of things) {
    if (!isDrawn(thing, groupBy, services)) continue;
    const place = placeTarget(thing.end, cluster, grouping, noServices);
    const seen = [undefined, ...known.clusters].some((one) => known.nodes.has(idIn(place, one)));
    if (seen || (thing.kind === 'service' && known.services.has(serviceKey(thing.end)))) continue;
    const { id, kind, group, namespace, name, app, version } = place;
    faces.set(id, nodeFace({ id, kind, group, cluster: place.cluster, namespace, name, app, version, configured: true }));
  }
  return Array.from(faces.values());
}

/** Apps with the versions that configuration knows and no row tells of as parts without traffic; only where versions are told apart at all. */
export function withConfiguredVersions(faces: readonly NodeFace[], things: readonly ConfiguredThing[]): readonly NodeFace[] {
  const versions = new Map<string, Map<string, Set<string>>>();
  for (const { kind, end } of things) {
    if (kind !== 'workload' || end.app === undefined || end.version === undefined || end.workload === undefined) continue;
    const key = JSON.stringify([end.namespace, end.app]);
    const ofApp = versions.get(key) ?? new Map<string, Set<string>>();
    versions.set(key, ofApp.set(end.version, (ofApp.get(end.version) ?? new Set()).add(end.workload)));
  }
  return faces.map((face) => {
    const known = face.kind === 'app' ? versions.get(JSON.stringify([face.namespace, face.name])) : undefined;
    const missing = Array.from(known ?? []).filter(([version]) => face.parts?.every((part) => part.version !== version) === true);
    if (missing.length === 0) return face;
    const added = missing.map(([version, workloads]) => ({ version, workloads: Array.from(workloads).sort(), requestsPerSecond: 0 }));
    return { ...face, parts: [...(face.parts ?? []), ...added].sort((a, b) => (a.version < b.version ? -1 : 1)) };
  });
}

/** "namespace/name" of the service, or "/host", that an end was addressed by. */
export function serviceKey({ service, serviceName, serviceNamespace }: CalledEnd): string {
  const name = serviceName ?? service ?? '';
  // A host is the same whoever declared it.
  return name.includes('.') ? `/${name}` : `${serviceNamespace ?? ''}/${name}`;
}

function isDrawn({ kind, alone }: ConfiguredThing, groupBy: GroupBy, services: boolean): boolean {
  if (kind === 'workload') return groupBy !== 'service';
  return groupBy === 'service' || services || alone === true;
}

const idIn = ({ kind, namespace, name, version }: Place, cluster: string | undefined): NodeId =>
  nodeId(kind, { cluster, namespace, name, version });
