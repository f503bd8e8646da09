/** The graph as JSON, schema `seamark.graph/1`: numbers unrounded, per second unless `totals` is true. */

import type { Problem } from '../lib/problem';
import { isoText } from '../lib/range-text';
import type { MeshPart } from '../mesh/mesh-part';
import type { GroupBy, Health, Latency, Mesh, MeshEdge, MeshNode, NodeKind, Responses } from '../mesh/model';
import type { Protocol, Reporter, Telemetry } from '../telemetry/rows';

export interface GraphJsonNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** "unknown", Istio's own word, where nobody said. */
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly app?: string;
  readonly version?: string;
  /** Present with --find: what it names; absent = only the end of a found edge. */
  readonly found?: true;
}

export interface GraphJsonEdge {
  readonly source: string;
  readonly target: string;
  readonly protocol: Protocol;
  readonly requestsPerSecond?: number;
  readonly errorRatio?: number;
  readonly responses?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** `sent` is what the client sent. */
  readonly bytesPerSecond?: { readonly sent: number; readonly received: number };
  readonly latencyMs?: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null };
  /** Quantiles that lie beyond the last finite bucket: the number is a lower bound. */
  readonly latencyAtLeast?: readonly (keyof Latency)[];
  /** null = nobody could tell; 0 = plaintext. */
  readonly mtlsRatio: number | null;
  readonly foldedInto?: { readonly source: string; readonly target: string };
  readonly reporter: Reporter;
  readonly health: Health;
  /** Present with --find: what it names; absent = only an edge of a found node. */
  readonly found?: true;
}

export interface GraphJson {
  readonly schema: 'seamark.graph/1';
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly windowSeconds: number;
  /** Present when the values "per second" are counts (one exposition text). */
  readonly totals?: true;
  readonly groupBy: GroupBy;
  readonly nodes: readonly GraphJsonNode[];
  readonly edges: readonly GraphJsonEdge[];
  readonly problems: readonly Problem[];
}

/** What of a refresh stands beside the mesh. */
export interface GraphJsonMeta {
  readonly telemetry: Pick<Telemetry, 'atSeconds' | 'windowSeconds' | 'totals'>;
  readonly problems: readonly Problem[];
}

const FOUND = { found: true } as const;
const QUANTILES = ['p50', 'p95', 'p99'] as const;

export function toGraphJson(mesh: Mesh, { telemetry, problems }: GraphJsonMeta, found?: MeshPart): GraphJson {
  return {
    schema: 'seamark.graph/1',
    at: isoText(telemetry.atSeconds),
    windowSeconds: telemetry.windowSeconds,
    ...(telemetry.totals && { totals: true }),
    groupBy: mesh.groupBy,
    nodes: mesh.nodes.map((node) => ({ ...nodeJson(node), ...(found?.nodes.has(node.id) && FOUND) })),
    edges: mesh.edges.map((edge) => ({ ...edgeJson(edge), ...(found?.edges.has(edge.id) && FOUND) })),
    problems: [...problems, ...mesh.problems],
  };
}

function nodeJson({ id, kind, cluster = 'unknown', namespace = 'unknown', name, app, version }: MeshNode): GraphJsonNode {
  return { id, kind, cluster, namespace, name, ...(app !== undefined && { app }), ...(version !== undefined && { version }) };
}

function edgeJson(edge: MeshEdge): GraphJsonEdge {
  const {
    source,
    target,
    protocol,
    requestsPerSecond,
    errorRatio,
    responses,
    bytesPerSecond,
    latency,
    mtls,
    foldedInto,
    reporter,
    health,
  } = edge;
  return {
    source,
    target,
    protocol,
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(errorRatio !== undefined && { errorRatio }),
    ...(responses !== undefined && { responses: responsesJson(responses) }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond: { sent: bytesPerSecond.sent, received: bytesPerSecond.received } }),
    ...(latency !== undefined && latencyJson(latency)),
    mtlsRatio: mtls.ratio ?? null,
    ...(foldedInto !== undefined && { foldedInto: { source: foldedInto.source, target: foldedInto.target } }),
    reporter,
    health,
  };
}

/** `Object.fromEntries` makes own properties of every key, `__proto__` included. */
function responsesJson(responses: Responses): Record<string, Record<string, number>> {
  return Object.fromEntries(Array.from(responses, ([code, byFlags]) => [code, Object.fromEntries(byFlags)]));
}

function latencyJson(latency: Latency): Pick<GraphJsonEdge, 'latencyMs' | 'latencyAtLeast'> {
  if (QUANTILES.every((name) => latency[name] === undefined)) return {};
  const beyond = QUANTILES.filter((name) => latency[name]?.atLeast);
  const of = (name: keyof Latency): number | null => latency[name]?.milliseconds ?? null;
  return {
    latencyMs: { p50: of('p50'), p95: of('p95'), p99: of('p99') },
    ...(beyond.length > 0 && { latencyAtLeast: beyond }),
  };
}
