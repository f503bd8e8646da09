/**
 * Compares our graph JSON with the expected graph of a conformance case, as the README of the set says: nodes by cluster, namespace, kind
 * and name; edges by ends and protocol; rates and codes within a tolerance. Where our rules differ on purpose the difference is written
 * out here, one entry with the number of its rule in docs/telemetry.md, and nothing else is forgiven.
 */
import type { GraphJson } from '../../src/picture/graph-json';

type Codes = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface ExpectedNode {
  readonly id: string;
  readonly nodeType: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly workload?: string;
  readonly app?: string;
  readonly service?: string;
}

interface ExpectedEdge {
  readonly source: string;
  readonly target: string;
  readonly protocol: string;
  readonly rate: number;
  readonly codes: Codes;
  /** The leg behind a waypoint hides inside the leg before it. */
  readonly waypoint?: { readonly fromEdge?: ExpectedEdge & { readonly realSource: string } };
}

export interface ExpectedGraph {
  readonly nodes: readonly ExpectedNode[];
  readonly edges: readonly ExpectedEdge[];
}

export interface ExpectedMtls {
  readonly source: string;
  readonly target: string;
  readonly protocol: string;
  readonly mTLSPercent: number | null;
}

/** Comparable form of either graph: names of nodes and, per edge, its numbers. */
export interface ComparableGraph {
  readonly nodes: readonly string[];
  readonly edges: ReadonlyMap<string, { readonly rate: number; readonly codes: Codes }>;
  readonly mtlsPercent: ReadonlyMap<string, number | null>;
}

function nodeKey(kind: string, cluster: string | undefined, namespace: string | undefined, name: string): string {
  return [kind, cluster ?? 'unknown', namespace ?? 'unknown', name].join(' ');
}

/** §6.3a: nothing known of the caller is one node per cluster of the called; the set has one for the whole mesh. */
const unknownSource = nodeKey('unknown', undefined, undefined, 'unknown');

function expectedNodeKey(node: ExpectedNode): string {
  if (node.nodeType === 'unknown') return unknownSource;
  const names: Readonly<Record<string, string | undefined>> = { workload: node.workload, app: node.app, service: node.service };
  return nodeKey(node.nodeType, node.cluster, node.namespace, names[node.nodeType] ?? node.id);
}

/** §6.2: what the set calls a service is told apart by us: external, passthrough, blackhole. */
const serviceLike = ['external', 'passthrough', 'blackhole'];

function ourNodeKey({ kind, cluster, namespace, name }: GraphJson['nodes'][number]): string {
  if (kind === 'unknown') return unknownSource;
  return nodeKey(serviceLike.includes(kind) ? 'service' : kind, cluster || undefined, namespace || undefined, name);
}

/**
 * §6.4, primary report: grpc_codes adds calls that only the client saw to calls that only the server saw (63/s). Ours is the client's
 * report, 50 + 2 + 3 = 55/s.
 */
const primaryReports: ReadonlyMap<string, { readonly rate: number; readonly codes: Codes }> = new Map([
  ['grpc_codes grpc', { rate: 55, codes: { 0: { '-': 50 }, 4: { UT: 2 }, 503: { UF: 3 } } }],
]);

const edgeKey = (source: string, target: string, protocol: string): string => `${source} → ${target} ${protocol}`;

export function expectedGraph(caseId: string, graph: ExpectedGraph, mtls: readonly ExpectedMtls[] = []): ComparableGraph {
  const keys = new Map(graph.nodes.map((node) => [node.id, expectedNodeKey(node)]));
  const key = ({ source, target, protocol }: Pick<ExpectedEdge, 'source' | 'target' | 'protocol'>): string =>
    edgeKey(keys.get(source) ?? source, keys.get(target) ?? target, protocol);
  const legs = graph.edges.flatMap((edge) => {
    const behind = edge.waypoint?.fromEdge;
    return behind === undefined ? [edge] : [edge, { ...behind, source: behind.realSource }];
  });
  return {
    nodes: [...keys.values()].sort(),
    edges: new Map(legs.map((edge) => [key(edge), primaryReports.get(`${caseId} ${edge.protocol}`) ?? withoutTcpCodes(edge)])),
    mtlsPercent: new Map(mtls.map((each) => [key(each), each.mTLSPercent])),
  };
}

/** §3: TCP series carry no code, so ours show none; the set writes "-". */
function withoutTcpCodes({ protocol, rate, codes }: ExpectedEdge): { rate: number; codes: Codes } {
  return { rate, codes: protocol === 'tcp' ? {} : codes };
}

export function ourGraph(graph: GraphJson): ComparableGraph {
  const keys = new Map(graph.nodes.map((node) => [node.id, ourNodeKey(node)]));
  const keyed = graph.edges.map((edge) => ({
    key: edgeKey(keys.get(edge.source) ?? edge.source, keys.get(edge.target) ?? edge.target, edge.protocol),
    edge,
  }));
  return {
    nodes: [...keys.values()].sort(),
    edges: new Map(
      keyed.map(({ key, edge }) => [
        key,
        { rate: edge.requestsPerSecond ?? edge.bytesPerSecond?.sent ?? Number.NaN, codes: edge.responses ?? {} },
      ]),
    ),
    mtlsPercent: new Map(keyed.map(({ key, edge }) => [key, edge.mtlsRatio === null ? null : edge.mtlsRatio * 100])),
  };
}

function close(actual: number | undefined, expected: number, tolerance: number): boolean {
  return actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.abs(expected);
}

function missingOrExtra(what: string, actual: Iterable<string>, expected: Iterable<string>): readonly string[] {
  const [ours, theirs] = [new Set(actual), new Set(expected)];
  return [
    ...[...theirs].filter((each) => !ours.has(each)).map((each) => `${what} is missing: ${each}`),
    ...[...ours].filter((each) => !theirs.has(each)).map((each) => `${what} is too many: ${each}`),
  ];
}

function codeRates(codes: Codes): ReadonlyMap<string, number> {
  return new Map(Object.entries(codes).flatMap(([code, flags]) => Object.entries(flags).map(([flag, rate]) => [`${code} ${flag}`, rate])));
}

/** Every difference as a sentence; none when the graphs agree. */
export function differences(actual: ComparableGraph, expected: ComparableGraph, tolerance: number): readonly string[] {
  const found = [
    ...missingOrExtra('node', actual.nodes, expected.nodes),
    ...missingOrExtra('edge', actual.edges.keys(), expected.edges.keys()),
  ];
  if (actual.nodes.length !== expected.nodes.length) found.push(`${actual.nodes.length} nodes instead of ${expected.nodes.length}`);
  for (const [key, wanted] of expected.edges) {
    const edge = actual.edges.get(key);
    if (edge === undefined) continue;
    if (!close(edge.rate, wanted.rate, tolerance)) found.push(`${key}: rate ${edge.rate} instead of ${wanted.rate}`);
    const [ours, theirs] = [codeRates(edge.codes), codeRates(wanted.codes)];
    found.push(...missingOrExtra(`${key}: code`, ours.keys(), theirs.keys()));
    for (const [code, rate] of theirs) {
      if (ours.has(code) && !close(ours.get(code), rate, tolerance)) found.push(`${key}: ${code} ${ours.get(code)} instead of ${rate}`);
    }
  }
  for (const [key, percent] of expected.mtlsPercent) {
    const ours = actual.mtlsPercent.get(key);
    const agrees = percent === null || ours === null || ours === undefined ? ours === percent : Math.abs(ours - percent) <= 100 * tolerance;
    if (!agrees) found.push(`${key}: mTLS ${ours} % instead of ${percent} %`);
  }
  return found;
}
