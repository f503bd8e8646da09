import { type Alternatives, equals, equalsOrUnknown, type Matchers, matching, oneOf, unknownLabel } from '../telemetry/promql';
import type { GroupBy, MeshNode } from './model';

/** From a drawn node back to the series whose rows stand in it: the inverse of docs/telemetry.md §6.1–6.3a. */

type Side = 'source' | 'destination';

/** Series whose caller is this node. `otherCluster` is where the other end stands: an unknown cluster was taken from there. */
export function selectCaller(node: MeshNode, groupBy: GroupBy, otherCluster: string | undefined): Alternatives {
  const cluster = clusterOf('source', node, otherCluster);
  if (node.kind === 'service' && groupBy === 'service' && node.workloads !== undefined && node.workloads.length > 0) {
    return [[cluster, oneOf('source_workload', node.workloads), namespaceOf('source', node.namespace)]];
  }
  if (node.kind === 'cluster') return [[cluster]];
  if (node.kind === 'restOfNamespaces') return [[cluster, oneOf('source_workload_namespace', node.namespaces ?? [])]];
  return [[cluster, ...identity('source', node), namespaceOf('source', node.namespace)]];
}

/** Series whose called end is this node. */
export function selectCalled(node: MeshNode, groupBy: GroupBy, otherCluster: string | undefined): Alternatives {
  const cluster = clusterOf('destination', node, otherCluster);
  if (node.kind === 'cluster') return [[cluster]];
  if (node.kind === 'namespace' || node.kind === 'restOfNamespaces') return calledNamespace(node).map((matchers) => [cluster, ...matchers]);
  if (node.kind === 'workload' || node.kind === 'app' || node.kind === 'versionedApp' || node.kind === 'appGroup') {
    return [[cluster, ...identity('destination', node), namespaceOf('destination', node.namespace)]];
  }
  const anyWorkload = (groupBy === 'service' || node.between === true) && node.kind === 'service' && node.name !== 'unknown';
  const workload = anyWorkload ? [] : [unknownLabel('destination_workload')];
  if (node.name === 'unknown') {
    const nothing = ['destination_canonical_service', 'destination_service_name', 'destination_service'].map(unknownLabel);
    return calledNamespace(node).map((matchers) => [cluster, ...workload, ...nothing, ...matchers]);
  }
  return serviceNamed(node).map((matchers) => [cluster, ...workload, ...matchers]);
}

/** A service goes by its short name, or by its host where that is all the row says. */
function serviceNamed(node: MeshNode): Alternatives {
  const namespace =
    node.namespace === undefined ? unknownLabel('destination_service_namespace') : equals('destination_service_namespace', node.namespace);
  const short: Matchers = [equals('destination_service_name', node.name), namespace];
  if (!/[.:]/.test(node.name)) return [short];
  return [short, [unknownLabel('destination_service_name'), equals('destination_service', node.name), namespace]];
}

/** The namespace of the workload, else that of the service. */
function calledNamespace({ namespace, namespaces }: MeshNode): Alternatives {
  const noWorkload = unknownLabel('destination_workload_namespace');
  if (namespaces !== undefined) {
    return [[oneOf('destination_workload_namespace', namespaces)], [noWorkload, oneOf('destination_service_namespace', namespaces)]];
  }
  if (namespace === undefined) return [[noWorkload, unknownLabel('destination_service_namespace')]];
  return [[equals('destination_workload_namespace', namespace)], [noWorkload, equals('destination_service_namespace', namespace)]];
}

function identity(side: Side, node: MeshNode): Matchers {
  if (node.kind === 'namespace') return [];
  if (node.kind === 'workload') return [equals(`${side}_workload`, node.name)];
  if (node.kind === 'app' || node.kind === 'appGroup') return [equals(`${side}_canonical_service`, node.name)];
  if (node.kind === 'versionedApp') return [equals(`${side}_canonical_service`, node.name), revision(side, node.version)];
  return [unknownLabel(`${side}_workload`), unknownLabel(`${side}_canonical_service`)];
}

/** "latest" is no version (docs/telemetry.md §6.1). */
function revision(side: Side, version: string | undefined): string {
  const label = `${side}_canonical_revision`;
  return version === undefined ? matching(label, '|unknown|latest') : equals(label, version);
}

function namespaceOf(side: Side, namespace: string | undefined): string {
  const label = `${side}_workload_namespace`;
  return namespace === undefined ? unknownLabel(label) : equals(label, namespace);
}

function clusterOf(side: Side, { cluster }: MeshNode, otherCluster: string | undefined): string {
  const label = `${side}_cluster`;
  if (cluster === undefined) return unknownLabel(label);
  return cluster === otherCluster ? equalsOrUnknown(label, cluster) : equals(label, cluster);
}
