import type { End, Protocol } from '../telemetry/rows';
import type { Collected, EdgeRows } from './collect-edges';
import { primaryReporter } from './hops';
import type { NodeId, VersionPart } from './model';
import type { Place } from './place-ends';
import { isError, responseCode } from './response-code';

/** A drawn node as its rows describe it. */
export interface NodeSum {
  readonly place: Place;
  /** App and version as known; a workload seen with several keeps the first in order. */
  app: string | undefined;
  version: string | undefined;
  /** By version; "unknown" where a row names none. */
  readonly versions: Map<string, VersionSum>;
  /** Workloads that call as this service. */
  readonly workloads: Set<string>;
}

interface VersionSum {
  readonly workloads: Set<string>;
  readonly requests: number[];
  readonly errors: number[];
}

/** Whether 4xx count as errors of calls to a place. */
type Counts4xx = (target: Place, protocol: Protocol) => boolean;

/** Gathers the nodes of the drawn edges; app nodes with their versions. */
export function collectNodes(collected: Collected, counts4xx: Counts4xx): ReadonlyMap<NodeId, NodeSum> {
  const nodes = new Map<NodeId, NodeSum>();
  for (const { source, target } of collected.edges) {
    touch(nodes, source);
    touch(nodes, target);
  }
  for (const { ends, source: caller, target } of collected.pairs) {
    noteEnd(nodes, caller, ends.source);
    if (caller.kind === 'service' && ends.source.workload !== undefined) touch(nodes, caller).workloads.add(ends.source.workload);
    noteEnd(nodes, target, ends.destination);
  }
  for (const edge of collected.edges) addVersions(nodes, edge, counts4xx(edge.target, edge.protocol));
  return nodes;
}

function touch(nodes: Map<NodeId, NodeSum>, place: Place): NodeSum {
  const existing = nodes.get(place.id);
  if (existing !== undefined) return existing;
  const made: NodeSum = { place, app: place.app, version: place.version, versions: new Map(), workloads: new Set() };
  nodes.set(place.id, made);
  return made;
}

function noteEnd(nodes: Map<NodeId, NodeSum>, place: Place, end: End): void {
  const node = touch(nodes, place);
  if (place.kind === 'workload') {
    node.app = firstKnown(node.app, end.app);
    node.version = firstKnown(node.version, end.version);
  }
  if (place.kind === 'app') {
    const version = versionOf(node, end.version);
    if (end.workload !== undefined) version.workloads.add(end.workload);
  }
}

function addVersions(nodes: Map<NodeId, NodeSum>, edge: EdgeRows, count4xx: boolean): void {
  if (edge.target.kind !== 'app') return;
  const node = touch(nodes, edge.target);
  for (const { row, hop } of edge.requests) {
    if (row.reporter !== primaryReporter(hop)) continue;
    const version = versionOf(node, row.destination.version);
    version.requests.push(row.requestsPerSecond);
    if (isError(row.protocol, responseCode(row), count4xx)) version.errors.push(row.requestsPerSecond);
  }
}

function versionOf(node: NodeSum, version: string | undefined): VersionSum {
  const name = version ?? 'unknown';
  const existing = node.versions.get(name);
  if (existing !== undefined) return existing;
  const made: VersionSum = { workloads: new Set(), requests: [], errors: [] };
  node.versions.set(name, made);
  return made;
}

/** The versions of an app as parts, sorted; undefined where no row names a version. */
export function versionParts(node: NodeSum): readonly VersionPart[] | undefined {
  const names = Array.from(node.versions.keys()).sort();
  if (names.every((name) => name === 'unknown')) return undefined;
  return names.map((version) => {
    const { workloads, requests, errors } = versionOf(node, version);
    const requestsPerSecond = sumAscending(requests);
    return {
      version,
      workloads: Array.from(workloads).sort(),
      requestsPerSecond,
      ...(requestsPerSecond > 0 && { errorRatio: sumAscending(errors) / requestsPerSecond }),
    };
  });
}

/** Smallest first, so that the order of the rows does not show in the last digit. */
function sumAscending(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}

function firstKnown(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
