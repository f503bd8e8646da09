import { describe, expect, it } from 'vitest';
import type { EdgeId, GroupId, MeshEdge, MeshGroup, MeshNode, NodeId } from '../../mesh/model';
import type { DrawnPolicies } from '../../policy/drawn';
import { PER_SECOND } from '../../scene/traffic-units';
import { describeEdge, describeGroup, describeNode, telling } from './sentences';

const NOTHING = { requestsPerSecond: 0, bytesPerSecond: 0 };

function node(id: string, part: Partial<MeshNode> = {}): MeshNode {
  return {
    id: id as NodeId,
    kind: 'app',
    group: 'g' as GroupId,
    namespace: 'shop',
    name: id,
    root: false,
    incoming: NOTHING,
    outgoing: NOTHING,
    health: 'healthy',
    inherited: 'healthy',
    members: 1,
    sickMembers: 0,
    ...part,
  };
}

function edge(part: Partial<MeshEdge>): MeshEdge {
  return {
    id: 'e' as EdgeId,
    source: 'checkout' as NodeId,
    target: 'payment' as NodeId,
    protocol: 'http',
    mtls: { mutual: 1, plaintext: 0, ratio: 1 },
    reporter: 'source',
    reports: [],
    health: 'healthy',
    members: 1,
    sickMembers: 0,
    ...part,
  };
}

const byId = (nodes: readonly MeshNode[]) => new Map(nodes.map((one) => [one.id, one]));
const quantiles = (milliseconds: number, atLeast = false) => ({ p50: undefined, p95: undefined, p99: { milliseconds, atLeast } });
const NAMES = telling(byId([node('checkout'), node('payment'), node('ledger', { namespace: 'bank' })]), { units: PER_SECOND });

describe('an edge is one sentence', () => {
  it.each<[string, Partial<MeshEdge>]>([
    ['checkout to payment, 120 requests per second, 3.1 percent errors, mutual TLS', { requestsPerSecond: 120, errorRatio: 0.031 }],
    [
      'checkout to payment, failing: 12 percent 503 UF, 1 request per second, 12 percent errors, p99 at least 10 seconds, plaintext',
      {
        requestsPerSecond: 1,
        errorRatio: 0.12,
        health: 'failing',
        reason: '12 % 503 UF',
        latency: quantiles(10_000, true),
        mtls: { mutual: 0, plaintext: 1, ratio: 0 },
      },
    ],
    [
      'checkout to ledger in bank, gRPC, 2.5 requests per second, no errors, p99 240 milliseconds, 42 percent mutual TLS',
      {
        target: 'ledger' as NodeId,
        protocol: 'grpc',
        requestsPerSecond: 2.5,
        errorRatio: 0,
        latency: quantiles(240),
        mtls: { mutual: 42, plaintext: 58, ratio: 0.42 },
      },
    ],
    [
      'checkout to payment, TCP, 1.5 megabytes per second, encryption unknown',
      { protocol: 'tcp', bytesPerSecond: { sent: 1e6, received: 5e5 }, mtls: { mutual: 0, plaintext: 0, ratio: undefined } },
    ],
    ['checkout to payment, idle', { requestsPerSecond: 0, health: 'idle' }],
    [
      'checkout to payment, degraded: 2 percent 500, 4 edges added up, 1 sick, 40 requests per second, 2 percent errors, mutual TLS',
      { requestsPerSecond: 40, errorRatio: 0.02, health: 'degraded', reason: '2 % 500', members: 4, sickMembers: 1 },
    ],
  ])('%s', (said, part) => {
    expect(describeEdge(edge(part), NAMES)).toBe(said);
  });

  it('says the verdict of configuration and a finding', () => {
    const policies = { edges: new Map([['e', { verdict: 'denied', worstFinding: 'error' }]]), nodes: new Map(), findings: [] };
    const said = describeEdge(edge({ requestsPerSecond: 5, errorRatio: 0 }), {
      ...NAMES,
      policies: policies as unknown as DrawnPolicies,
    });
    expect(said).toBe('checkout to payment, 5 requests per second, no errors, mutual TLS, denied by configuration, has a finding: error');
  });

  it('names the cluster where the mesh has several', () => {
    const nodes = byId([node('checkout', { cluster: 'east' }), node('payment', { cluster: 'west' })]);
    expect(describeEdge(edge({ health: 'idle' }), telling(nodes, { units: PER_SECOND }))).toBe(
      'checkout to payment in shop of cluster west, idle',
    );
  });
});

describe('a node is one sentence', () => {
  it.each<[string, MeshNode]>([
    ['checkout in shop, app', node('checkout')],
    [
      'checkout in shop, app, failing: 12 percent 503, calls something degraded, 2 versions, receives 120 requests per second, 3 percent errors, sends 2 kilobytes per second over TCP',
      node('checkout', {
        health: 'failing',
        reason: '12 % 503',
        inherited: 'degraded',
        parts: [
          { version: 'v1', workloads: [], requestsPerSecond: 1 },
          { version: 'v2', workloads: [], requestsPerSecond: 1 },
        ],
        incoming: { requestsPerSecond: 120, errorRatio: 0.03, bytesPerSecond: 0 },
        outgoing: { requestsPerSecond: 0, bytesPerSecond: 2000 },
      }),
    ],
    ['shop in shop, namespace, closed, 8 inside, 2 sick', node('shop', { kind: 'namespace', members: 8, sickMembers: 2 })],
    ['old in shop, app, idle, from configuration', node('old', { configured: true, health: 'idle' })],
    ['way in shop, waypoint, idle', node('way', { waypoint: true, health: 'idle' })],
  ])('%s', (said, one) => {
    expect(describeNode(one, NAMES)).toBe(said);
  });
});

it('a group is one sentence', () => {
  const group: MeshGroup = { id: 'g' as GroupId, level: 'namespace', name: 'shop', members: ['a', 'b'] as NodeId[], sickMembers: 0 };
  expect(describeGroup(group, true)).toBe('shop, namespace, 2 inside, none sick, open');
});
