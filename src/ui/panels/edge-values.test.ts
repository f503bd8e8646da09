import { describe, expect, it } from 'vitest';
import type { EdgeId, MeshEdge, NodeId } from '../../mesh/model';
import { PER_SECOND } from '../../scene/traffic-units';
import { flowText, quantileOf } from './edge-values';

const edge: MeshEdge = {
  id: 'e' as EdgeId,
  source: 'a' as NodeId,
  target: 'b' as NodeId,
  protocol: 'http',
  requestsPerSecond: 12.34,
  mtls: { mutual: 0, plaintext: 0, ratio: undefined },
  reporter: 'source',
  reports: [],
  health: 'healthy',
  members: 1,
  sickMembers: 0,
};

describe('numbers of an edge', () => {
  it('shows what flows in its own unit', () => {
    expect(flowText(edge, PER_SECOND)).toBe('12.3 rps');
    expect(flowText({ bytesPerSecond: { sent: 1500, received: 500 } }, PER_SECOND)).toBe('2 kB/s');
    expect(flowText({}, PER_SECOND)).toBe('–');
  });

  it('tells latency still under way from latency nobody measured', () => {
    expect(quantileOf(edge, 'p99', 'rates')).toBe('…');
    expect(quantileOf(edge, 'p99', 'complete')).toBe('–');
    expect(quantileOf({ ...edge, protocol: 'tcp' }, 'p99', 'rates')).toBe('–');
  });

  it('says at least where the last bucket ends', () => {
    const latency = { p50: undefined, p95: undefined, p99: { milliseconds: 10_000, atLeast: true } };
    expect(quantileOf({ ...edge, latency }, 'p99', 'complete')).toBe('≥ 10 s');
  });
});
