import { describe, expect, it } from 'vitest';
import type { EdgeId, Health, MeshEdge, NodeId } from '../mesh/model';
import { chooseEdges } from './choose-edges';

function edge(id: string, requestsPerSecond: number, health: Health = 'healthy'): MeshEdge {
  return {
    id: id as EdgeId,
    source: 'a' as NodeId,
    target: 'b' as NodeId,
    protocol: 'http',
    requestsPerSecond,
    mtls: { mutual: 0, plaintext: 0, ratio: undefined },
    reporter: 'source',
    reports: [],
    health,
    members: 1,
    sickMembers: 0,
  };
}

const always = () => true;
const never = () => false;
/** 600 pairs: the first ten carry 1,000 each, the others 1. */
const PAIRS = Array.from({ length: 600 }, (_, index) => edge(`e${String(index).padStart(3, '0')}`, index < 10 ? 1000 : 1));

describe('edges between closed groups', () => {
  it('are all drawn while there are few', () => {
    expect(chooseEdges(PAIRS.slice(0, 120), always, never)).toEqual({ drawn: PAIRS.slice(0, 120), hidden: 0 });
  });
  it('are thinned to those that carry four fifths of the traffic, and the rest is counted', () => {
    // 10,590 in all, four fifths are 8,472: nine times 1,000.
    const { drawn, hidden } = chooseEdges(PAIRS, always, never);
    expect(drawn.map((one) => one.id)).toEqual(PAIRS.slice(0, 9).map((one) => one.id));
    expect(hidden).toBe(591);
  });
  it('keep the worst: failing before degraded, sixty at most', () => {
    const sick = PAIRS.map((one, index) =>
      index >= 500 ? { ...one, health: index % 2 === 0 ? ('failing' as const) : ('degraded' as const) } : one,
    );
    const { drawn } = chooseEdges(sick, always, never);
    expect(drawn.filter((one) => one.health === 'failing')).toHaveLength(50);
    expect(drawn.filter((one) => one.health === 'degraded')).toHaveLength(10);
  });
  it('keep what is asked for and everything that is not between closed groups', () => {
    const { drawn } = chooseEdges(
      PAIRS,
      (one) => one.id !== 'e300',
      (one) => one.id === 'e400',
    );
    expect(drawn.map((one) => one.id)).toEqual(expect.arrayContaining(['e300', 'e400']));
  });
  it('are chosen alike whatever order they come in', () => {
    const backwards = chooseEdges([...PAIRS].reverse(), always, never);
    expect(new Set(backwards.drawn.map((one) => one.id))).toEqual(new Set(chooseEdges(PAIRS, always, never).drawn.map((one) => one.id)));
  });
});
