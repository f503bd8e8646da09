import { describe, expect, it } from 'vitest';
import { conformanceDir, readCase } from '../testing/conformance-dir';
import { type RatedSeries, telemetryOfSeries } from '../testing/series-to-telemetry';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import type { GroupBy, Mesh, MeshNode } from './model';

interface GraphCase {
  readonly options: { readonly graphType: GroupBy; readonly durationSeconds: number };
  readonly series: readonly RatedSeries[];
  readonly expected: {
    readonly nodes: readonly {
      id: string;
      nodeType: string;
      cluster: string;
      namespace: string;
      workload?: string;
      app?: string;
      service?: string;
    }[];
    readonly edges: readonly ExpectedEdge[];
  };
  readonly expectedMTLS?: readonly { source: string; target: string; protocol: string; mTLSPercent: number | null }[];
}
interface ExpectedEdge {
  readonly source: string;
  readonly target: string;
  readonly protocol: string;
  readonly rate: number;
  readonly codes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly waypoint?: { readonly direction: string; readonly fromEdge?: ExpectedEdge & { readonly realSource: string } };
}

const folder = conformanceDir('graph');

/** Kiali's ids from our nodes; its service-like kinds are one, and a source of which nothing is known has no cluster there (docs/telemetry.md §6.3a). */
function kialiId(node: MeshNode): string {
  const place = `${node.cluster ?? 'unknown'}_${node.namespace ?? 'unknown'}_${node.name}`;
  if (node.kind === 'unknown') return 'unknown_unknown_source';
  if (node.kind === 'workload') return `wl_${place}`;
  return node.kind === 'app' ? `app_${place}` : `svc_${place}`;
}

function edgesOf(mesh: Mesh) {
  const ids = new Map(mesh.nodes.map((node) => [node.id, kialiId(node)]));
  return new Map(mesh.edges.map((edge) => [`${ids.get(edge.source)} ${ids.get(edge.target)} ${edge.protocol}`, edge]));
}

/** The golden file hides the waypoint's second leg inside its first and names the wrong source (see the case's own note). */
function expectedEdges(edges: readonly ExpectedEdge[]): readonly ExpectedEdge[] {
  return edges.flatMap((edge) => {
    const from = edge.waypoint?.fromEdge;
    return from === undefined ? [edge] : [edge, { ...from, source: from.realSource }];
  });
}

/**
 * grpc_codes adds what only the client saw to what only the server saw (63 rps). docs/telemetry.md §6.4 shows the client's report alone:
 * 50 + 2 + 3 = 55 rps; the server's 50 + 5 + 1 + 1.5 + 0.5 = 58 rps stands beside it.
 */
const PRIMARY_REPORT: Readonly<Record<string, { rate: number; codes: ExpectedEdge['codes'] }>> = {
  'grpc_codes grpc': { rate: 55, codes: { 0: { '-': 50 }, 4: { UT: 2 }, 503: { UF: 3 } } },
};

describe.skipIf(folder === undefined)('graph cases', () => {
  for (const file of ['workload_graph', 'app_graph', 'ambient_graph', 'grpc_codes', 'mtls_mix']) {
    it(`${file}: nodes, edges, rates and codes come out as expected`, () => {
      const given = readCase<GraphCase>(folder ?? '', `${file}.json`);
      const telemetry = telemetryOfSeries(given.series, { windowSeconds: given.options.durationSeconds });
      const mesh = buildMesh(telemetry, { groupBy: given.options.graphType, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
      expect(mesh.nodes.map(kialiId).sort()).toEqual(given.expected.nodes.map(({ id }) => id).sort());
      const edges = edgesOf(mesh);
      const expected = expectedEdges(given.expected.edges);
      expect([...edges.keys()].sort()).toEqual(expected.map(({ source, target, protocol }) => `${source} ${target} ${protocol}`).sort());
      for (const { source, target, protocol, ...kialis } of expected) {
        const { rate, codes } = PRIMARY_REPORT[`${file} ${protocol}`] ?? kialis;
        const edge = edges.get(`${source} ${target} ${protocol}`)!;
        if (protocol === 'tcp') {
          expect(edge.bytesPerSecond?.sent).toBeCloseTo(rate, 9);
          continue;
        }
        expect(edge.requestsPerSecond).toBeCloseTo(rate, 9);
        const actual = Object.fromEntries([...(edge.responses ?? [])].map(([code, flags]) => [code, Object.fromEntries(flags)]));
        expect(actual).toEqual(codes);
      }
      for (const { source, target, protocol, mTLSPercent } of given.expectedMTLS ?? []) {
        const ratio = edges.get(`${source} ${target} ${protocol}`)!.mtls.ratio;
        expect(ratio === undefined ? null : ratio * 100).toBe(mTLSPercent);
      }
    });
  }

  it('grpc_codes: what the server saw stands beside what the client saw', () => {
    const given = readCase<GraphCase>(folder ?? '', 'grpc_codes.json');
    const telemetry = telemetryOfSeries(given.series, { windowSeconds: 600 });
    const mesh = buildMesh(telemetry, { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
    const server = mesh.edges.find(({ protocol }) => protocol === 'grpc')!.reports.find(({ reporter }) => reporter === 'destination')!;
    expect(server.requestsPerSecond).toBe(58);
    // 14, 12 and no response failed: (5 + 1 + 1.5) / 58
    expect(server.errorRatio).toBeCloseTo(7.5 / 58, 12);
  });

  it('ambient_graph: the legs through the waypoint are marked as folded into the hops they carry', () => {
    const given = readCase<GraphCase>(folder ?? '', 'ambient_graph.json');
    const telemetry = telemetryOfSeries(given.series, { windowSeconds: 600 });
    const mesh = buildMesh(telemetry, { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
    const ids = new Map(mesh.nodes.map((node) => [node.id, node.name]));
    const folds = mesh.edges.map(({ source, target, protocol, foldedInto }) => [
      `${ids.get(source)} ${ids.get(target)} ${protocol}`,
      foldedInto && `${ids.get(foldedInto.source)} ${ids.get(foldedInto.target)}`,
    ]);
    expect(Object.fromEntries(folds)).toEqual({
      'productpage-v1 details-v1 http': undefined,
      'productpage-v1 reviews-v1 http': undefined,
      'productpage-v1 waypoint tcp': 'productpage-v1 details-v1',
      'waypoint details-v1 tcp': 'productpage-v1 details-v1',
      'waypoint reviews-v1 tcp': 'productpage-v1 reviews-v1',
      // nothing came through the waypoint for productpage: this leg stands for no hop
      'waypoint productpage-v1 tcp': undefined,
    });
    expect(mesh.nodes.filter(({ waypoint }) => waypoint).map(({ name }) => name)).toEqual(['waypoint']);
  });
});
