import { describe, expect, it } from 'vitest';
import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { mesh } from '../../testing/mesh-notation';
import { edgeCsv } from './edge-csv';
import { flagsOf } from './flags-of';
import { nodeCsv } from './node-csv';

const built = (text: string) => buildMesh(mesh(text), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const tableOf = ([header = [], ...rows]: readonly (readonly unknown[])[]) =>
  rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index], cell])));

describe('edges as rows', () => {
  const drawn = built('shop/web -> pay/ledger:v1 10rps 20%503/UF mtls p:50\nshop/web -> pay/db tcp 100Bps plaintext');
  const given = { edges: drawn.edges, nodes: new Map(drawn.nodes.map((node) => [node.id, node])), totals: false };
  const rows = tableOf(edgeCsv(given));

  it('carry ends, units and unrounded numbers', () => {
    expect(rows.find(({ protocol }) => protocol === 'http')).toMatchObject({
      source_cluster: 'east',
      source_namespace: 'shop',
      source_name: 'web',
      target_namespace: 'pay',
      target_name: 'ledger',
      requests_per_second: 10,
      error_ratio: 0.2,
      mtls_ratio: 1,
      // All requests in the bucket from 25 to 50 ms: the median is half way.
      p50_ms: 37.5,
      health: 'failing',
      flags: 'UF',
      edges: 1,
      sick_edges: 1,
    });
  });

  it('leave empty what does not apply', () => {
    expect(rows.find(({ protocol }) => protocol === 'tcp')).toMatchObject({
      requests_per_second: undefined,
      error_ratio: undefined,
      p99_ms: undefined,
      sent_bytes_per_second: 100,
      mtls_ratio: 0,
    });
  });

  it('name totals as totals, and a verdict only where there is configuration', () => {
    const [header] = edgeCsv({ ...given, totals: true });
    expect(header).toContain('requests');
    expect(header).not.toContain('requests_per_second');
    expect(header).not.toContain('verdict');
    expect(edgeCsv({ ...given, policies: new Map() })[0]).toContain('verdict');
  });
});

describe('nodes as rows', () => {
  it('carry what flows in and out, their versions and members', () => {
    const { nodes } = built('web -> cart:v1 6rps\nweb -> cart:v2 4rps 50%503\ncart:v1 -> db 1rps');
    const cart = tableOf(nodeCsv({ nodes, totals: false })).find(({ name }) => name === 'cart');
    // Half of 4 of 10 fail.
    expect(cart).toMatchObject({
      versions: 'v1 v2',
      incoming_requests_per_second: 10,
      incoming_error_ratio: 0.2,
      outgoing_requests_per_second: 1,
      outgoing_error_ratio: 0,
      health: 'failing',
      members: 1,
    });
  });
});

describe('flags of an edge', () => {
  it('are listed by how often they were seen, and "none" is none', () => {
    const responses = new Map([
      ['200', new Map([['-', 50]])],
      [
        '503',
        new Map([
          ['UF', 1],
          ['UH', 2],
        ]),
      ],
      ['504', new Map([['UF', 4]])],
    ]);
    expect(flagsOf({ responses })).toEqual(['UF', 'UH']);
    expect(flagsOf({})).toEqual([]);
  });
});
