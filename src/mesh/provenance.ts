import { metricNames } from '../telemetry/metric-names';
import { type EdgeSelection, edgeSeries } from '../telemetry/metrics/edge-metric';
import { EDGE_METRICS } from '../telemetry/metrics/index';
import { both, equals, matching, rateOf, scopeAlternatives, withMatchers } from '../telemetry/promql';
import type { Protocol, Reporter } from '../telemetry/rows';
import { REPORTERS } from './hops';
import { limitsFor } from './limits';
import type { Mesh, MeshEdge, MeshNode, Thresholds } from './model';
import { selectCalled, selectCaller } from './node-selector';

/** A number and the query that returns exactly it. */
export interface Provenance {
  readonly label: string;
  readonly promql: string;
}

/** What the refresh was asked with. */
export interface ProvenanceContext {
  readonly windowSeconds: number;
  readonly namespaces: readonly string[];
  readonly metricPrefix?: string;
  readonly thresholds: Thresholds;
  /** The source keeps latency in native histograms: there are no `_bucket` series. */
  readonly nativeLatency?: boolean;
}

/** The PromQL behind each number of an edge, aggregates included; empty when the edge is not of this mesh. */
export function edgeProvenance(mesh: Mesh, edge: MeshEdge, context: ProvenanceContext): readonly Provenance[] {
  const selection = selectEdge(mesh, edge, context);
  return selection === undefined ? [] : explain(selection, '');
}

/**
 * Who spoke to whom on one edge, by SPIFFE identity and security policy, per second (docs/telemetry.md §5: asked for one edge when its
 * panel opens). The server side knows; the client's word counts where no server reported. Undefined when the edge is not of this mesh.
 */
export function edgeIdentities(mesh: Mesh, edge: MeshEdge, context: ProvenanceContext): string | undefined {
  const selection = selectEdge(mesh, edge, context);
  if (selection === undefined) return undefined;
  const metric = edge.protocol === 'tcp' ? selection.names.tcpReceived : selection.names.requests;
  const reporter = selection.securityByServer ? matching('reporter', 'destination|waypoint') : equals('reporter', 'source');
  const rates = rateOf(metric, withMatchers(edgeSeries(selection), reporter), context.windowSeconds);
  return `sum by (source_principal,destination_principal,connection_security_policy) (${rates}) > 0`;
}

/** The series behind one drawn edge; undefined when it is not of this mesh. */
export function selectEdge(mesh: Mesh, edge: MeshEdge, context: ProvenanceContext): EdgeSelection | undefined {
  const source = mesh.nodes.find(({ id }) => id === edge.source);
  const target = mesh.nodes.find(({ id }) => id === edge.target);
  if (source === undefined || target === undefined) return undefined;
  // Behind a service stand the calls that were addressed to it, whoever made them.
  const side = edge.behindService === true ? selectCalled : selectCaller;
  return {
    ...common(context),
    count4xx: limitsFor(context.thresholds, target.namespace, edge.protocol).count4xx,
    protocol: edge.protocol,
    series: both(side(source, mesh.groupBy, target.cluster), selectCalled(target, mesh.groupBy, source.cluster)),
    reporters: primaryReporters(edge),
    securityByServer: edge.reports.some(({ reporter }) => reporter !== 'source'),
  };
}

/** The PromQL behind what flows into and out of a node. */
export function nodeProvenance(mesh: Mesh, node: MeshNode, context: ProvenanceContext): readonly Provenance[] {
  return selectNode(mesh, node, context).flatMap(({ side, selection }) => explain(selection, `${selection.protocol} ${side}: `));
}

/** One side and protocol of a node: what flows into it or out of it. */
export interface NodeSide {
  readonly side: 'in' | 'out';
  readonly selection: EdgeSelection;
}

/** The series behind what flows into and out of a node, by protocol. */
export function selectNode(mesh: Mesh, node: MeshNode, context: ProvenanceContext): readonly NodeSide[] {
  const scope = scopeAlternatives(context.namespaces);
  const namespaces = new Map(mesh.nodes.map(({ id, namespace }) => [id, namespace]));
  // One query cannot count 4xx for some of its calls: the rule of the first call stands for all.
  const countsAll = ([first]: readonly MeshEdge[]) =>
    first !== undefined && limitsFor(context.thresholds, namespaces.get(first.target), first.protocol).count4xx;
  const selectPassing = node.between === true ? selectCalled : selectCaller;
  const sides = [
    { side: 'in', edges: mesh.edges.filter(({ target }) => target === node.id), series: selectCalled(node, mesh.groupBy, node.cluster) },
    { side: 'out', edges: mesh.edges.filter(({ source }) => source === node.id), series: selectPassing(node, mesh.groupBy, node.cluster) },
  ] as const;
  return sides.flatMap(({ side, edges, series }) => {
    const protocols = new Set<Protocol>(edges.map(({ protocol }) => protocol));
    return Array.from(protocols)
      .sort()
      .map((protocol): NodeSide => {
        const own = edges.filter((edge) => edge.protocol === protocol);
        const reporters = REPORTERS.filter((reporter) => own.some((edge) => primaryReporters(edge).includes(reporter)));
        const securityByServer = own.some((edge) => edge.reports.some(({ reporter }) => reporter !== 'source'));
        const count4xx = countsAll(own);
        return { side, selection: { ...common(context), count4xx, protocol, series: both(series, scope), reporters, securityByServer } };
      });
  });
}

function common({ windowSeconds, metricPrefix, nativeLatency = false }: ProvenanceContext) {
  return { names: metricNames(metricPrefix), windowSeconds, nativeLatency };
}

function explain(selection: EdgeSelection, prefix: string): readonly Provenance[] {
  return EDGE_METRICS.flatMap((metric) => {
    const promql = metric.promql(selection);
    return promql === undefined ? [] : [{ label: `${prefix}${metric.title}`, promql }];
  });
}

/** One reporter when its report is the number shown, else all that may have a share in it. */
function primaryReporters(edge: MeshEdge): readonly Reporter[] {
  const best = edge.reports.find(({ reporter }) => reporter === edge.reporter);
  const sameRequests = best?.requestsPerSecond === edge.requestsPerSecond;
  const sameBytes =
    best?.bytesPerSecond?.sent === edge.bytesPerSecond?.sent && best?.bytesPerSecond?.received === edge.bytesPerSecond?.received;
  return sameRequests && sameBytes ? [edge.reporter] : edge.reports.map(({ reporter }) => reporter);
}
