import { describe, expect, it } from 'vitest';
import type { EdgeId, GroupId, MeshEdge, MeshNode, NodeId } from '../../mesh/model';
import { explainFlags } from '../../mesh/response-flags';
import { compareReports } from './compare-reports';
import { edgeValues, nodeValues, timeValues } from './link-values';
import { networkSentence } from './network-sentence';
import { busiestEdges, sickWithoutRatio, slowestEdges, worstEdges } from './rank-edges';
import { responseRows } from './response-rows';
import { totalsByProtocol } from './totals';
import { trafficClasses } from './traffic-classes';
import { trafficShare } from './traffic-share';

function edge(id: string, part: Partial<MeshEdge>): MeshEdge {
  return {
    id: id as EdgeId,
    source: 'a' as NodeId,
    target: 'b' as NodeId,
    protocol: 'http',
    mtls: { mutual: 0, plaintext: 0, ratio: undefined },
    reporter: 'source',
    reports: [],
    health: 'healthy',
    members: 1,
    sickMembers: 0,
    ...part,
  };
}
const ids = (edges: readonly MeshEdge[]) => edges.map(({ id }) => id);
const p99 = (milliseconds: number, atLeast = false) => ({ latency: { p50: undefined, p95: undefined, p99: { milliseconds, atLeast } } });

describe('ranking edges', () => {
  it('puts 1 % of 1000 rps before 50 % of 1 rps', () => {
    const edges = [edge('small', { requestsPerSecond: 1, errorRatio: 0.5 }), edge('large', { requestsPerSecond: 1000, errorRatio: 0.01 })];
    expect(ids(worstEdges(edges, 5))).toEqual(['large', 'small']);
  });

  it('leaves out edges without errors, without latency and without requests', () => {
    const edges = [edge('well', { requestsPerSecond: 5, errorRatio: 0 }), edge('tcp', { protocol: 'tcp' })];
    expect(worstEdges(edges, 5)).toEqual([]);
    expect(slowestEdges(edges, 5)).toEqual([]);
    expect(ids(busiestEdges(edges, 5))).toEqual(['well']);
  });

  it('puts a p99 of at least 10 s before one of 10 s, and breaks ties by id', () => {
    const edges = [edge('c', p99(10_000)), edge('b', p99(10_000)), edge('a', p99(10_000, true))];
    expect(ids(slowestEdges(edges, 5))).toEqual(['a', 'b', 'c']);
  });

  it('never ranks a leg that a waypoint hop stands for', () => {
    const folded = { foldedInto: { source: 'a' as NodeId, target: 'b' as NodeId } };
    expect(busiestEdges([edge('leg', { requestsPerSecond: 9, ...folded })], 5)).toEqual([]);
  });

  it('lists a sick TCP edge although it has no error ratio', () => {
    expect(ids(sickWithoutRatio([edge('db', { protocol: 'tcp', health: 'failing' }), edge('ok', {})], 5))).toEqual(['db']);
  });
});

describe('totals by protocol', () => {
  it('weighs error ratios by their traffic: 10 of 100 and 0 of 300 rps is 2.5 %', () => {
    const edges = [
      edge('x', { requestsPerSecond: 100, errorRatio: 0.1, health: 'failing' }),
      edge('y', { requestsPerSecond: 300, errorRatio: 0 }),
      edge('z', { protocol: 'tcp', bytesPerSecond: { sent: 3, received: 4 } }),
    ];
    expect(totalsByProtocol({ groupBy: 'app', nodes: [], edges, groups: [], unplacedRows: 0, problems: [] })).toEqual([
      { protocol: 'http', edges: 2, requestsPerSecond: 400, errorRatio: 0.025, bytesPerSecond: undefined, sickEdges: 1 },
      { protocol: 'tcp', edges: 1, requestsPerSecond: 0, errorRatio: undefined, bytesPerSecond: 7, sickEdges: 0 },
    ]);
  });
});

describe('codes and flags', () => {
  it('lists every code with every flag, busiest first, with its share', () => {
    const rows = responseRows(
      new Map([
        [
          '503',
          new Map([
            ['UF', 1],
            ['UH', 2],
          ]),
        ],
        ['200', new Map([['-', 17]])],
      ]),
    );
    expect(rows.map(({ code, flags, share }) => [code, flags, share])).toEqual([
      ['200', '-', 0.85],
      ['503', 'UH', 0.1],
      ['503', 'UF', 0.05],
    ]);
  });

  it('explains each flag of a joined value and admits what it does not know', () => {
    const [first, second] = explainFlags('UF,__proto__');
    expect(first).toMatchObject({ flag: 'UF', meaning: expect.stringMatching(/could not connect/) });
    expect(second?.meaning).toMatch(/does not know/);
  });
});

describe('both reporters', () => {
  it('calls 100 against 97 rps noise and 100 against 80 a difference', () => {
    const reports = (destination: number) => [
      { reporter: 'destination' as const, requestsPerSecond: destination },
      { reporter: 'source' as const, requestsPerSecond: 100 },
    ];
    expect(compareReports(reports(97))).toMatchObject({ requestsPerSecond: 3, beyondNoise: false });
    expect(compareReports(reports(80))).toMatchObject({ requestsPerSecond: 20, share: 0.2, beyondNoise: true });
  });

  it('compares nothing when one side is missing', () => {
    expect(compareReports([{ reporter: 'source', requestsPerSecond: 1 }])).toBeUndefined();
  });
});

describe('network time', () => {
  it.each([
    [{ source: { p50: 12 }, destination: { p50: 9.5 } }, /^Network time about 2.5 ms: source p50 − destination p50/],
    [{ source: { p50: 9 }, destination: { p50: 10 } }, /comes out negative \(−1 ms\)/],
    [{ source: { p50: 9 } }, /unknown: the destination told no p50/],
    [{ waypoint: { p50: 9 }, destination: { p50: 8 } }, /unknown: the source told no p50/],
  ])('%j', (sides, sentence) => expect(networkSentence(sides)).toMatch(sentence));
});

describe('shares and classes', () => {
  it('an edge’s share is of the same kind of traffic: 30 of 120 rps, 3 of 7 bytes, whatever flows beside it', () => {
    const http = edge('a', { requestsPerSecond: 30 });
    const tcp = edge('t', { protocol: 'tcp', bytesPerSecond: { sent: 1, received: 2 } });
    const all = [
      http,
      edge('b', { protocol: 'grpc', requestsPerSecond: 90 }),
      tcp,
      edge('u', { protocol: 'tcp', bytesPerSecond: { sent: 4, received: 0 } }),
    ];
    expect(trafficShare(http, all)).toBe(0.25);
    expect(trafficShare(tcp, all)).toBe(3 / 7);
    expect(trafficShare(edge('idle', { requestsPerSecond: 0 }), [])).toBeUndefined();
  });

  it('adds codes of a class over all edges of a side', () => {
    const responses = (...codes: readonly (readonly [string, number])[]) => ({
      responses: new Map(codes.map(([code, rate]) => [code, new Map([['-', rate]])])),
    });
    const incoming = [edge('a', responses(['200', 5], ['503', 1])), edge('b', responses(['500', 2], ['-', 0.5]))];
    const outgoing = [edge('c', { protocol: 'grpc', ...responses(['0', 4], ['14', 1]) })];
    expect(
      trafficClasses(incoming, outgoing).map(({ protocol, id, inPerSecond, outPerSecond }) => [protocol, id, inPerSecond, outPerSecond]),
    ).toEqual([
      ['http', 'fine', 5, 0],
      ['http', 'server', 3, 0],
      ['http', 'none', 0.5, 0],
      ['grpc', 'fine', 0, 4],
      ['grpc', 'server', 0, 1],
    ]);
  });
});

describe('what links out are filled with', () => {
  const node = (part: Partial<MeshNode>): MeshNode => ({
    id: 'n' as NodeId,
    kind: 'app',
    group: 'g' as GroupId,
    name: 'cart',
    namespace: 'shop',
    root: false,
    incoming: { requestsPerSecond: 0, bytesPerSecond: 0 },
    outgoing: { requestsPerSecond: 0, bytesPerSecond: 0 },
    health: 'healthy',
    inherited: 'healthy',
    members: 1,
    sickMembers: 0,
    ...part,
  });
  const part = (version: string, ...workloads: string[]) => ({ version, workloads, requestsPerSecond: 1 });

  it('names a workload only where the node stands for one', () => {
    expect(nodeValues(node({ parts: [part('v1', 'cart-v1')] }))).toMatchObject({ app: 'cart', workload: 'cart-v1', version: 'v1' });
    expect(nodeValues(node({ parts: [part('v1', 'cart-v1'), part('v2', 'cart-v2')] }))).toMatchObject({ workload: undefined });
  });

  it('takes plain names of an edge from the called end, and the window as it is shown', () => {
    const values = edgeValues(edge('e', {}), node({ name: 'web' }), node({}));
    expect(values).toMatchObject({ app: 'cart', sourceApp: 'web', targetNamespace: 'shop', protocol: 'http' });
    expect(timeValues(1_773_169_200, 300)).toMatchObject({
      fromMs: '1773168900000',
      to: '1773169200',
      window: '5m',
      toIso: '2026-03-10T19:00:00.000Z',
    });
  });
});
