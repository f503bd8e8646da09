import { describe, expect, it } from 'vitest';
import type { EdgeId, Health, MeshEdge, NodeId } from '../../mesh/model';
import { PER_SECOND } from '../../scene/traffic-units';
import { telling } from '../text/sentences';
import { failingOf, healthChanges } from './health-changes';

const NAMES = telling(new Map(), { units: PER_SECOND });

function edge(name: string, health: Health, part: Partial<MeshEdge> = {}): MeshEdge {
  return {
    id: name as EdgeId,
    source: name as NodeId,
    target: 'db' as NodeId,
    protocol: 'http',
    mtls: { mutual: 0, plaintext: 0, ratio: undefined },
    reporter: 'source',
    reports: [],
    health,
    members: 1,
    sickMembers: 0,
    ...part,
  };
}

describe('only what begins or stops failing is said', () => {
  it.each<[string, readonly MeshEdge[], readonly MeshEdge[], string]>([
    ['nothing changed', [edge('a', 'failing')], [edge('a', 'failing')], ''],
    ['degraded is not worth a word', [edge('a', 'healthy')], [edge('a', 'degraded')], ''],
    [
      'a call began to fail',
      [edge('a', 'healthy')],
      [edge('a', 'failing', { reason: '12 % 503' })],
      'Now failing: a to db, 12 percent 503.',
    ],
    ['a call that appears failing', [], [edge('a', 'failing')], 'Now failing: a to db.'],
    ['a call recovered', [edge('a', 'failing')], [edge('a', 'healthy')], 'No longer failing: a to db.'],
    ['a call that went silent did not recover', [edge('a', 'failing')], [edge('a', 'idle')], ''],
    ['a call that is gone did not recover', [edge('a', 'failing')], [], ''],
    [
      'both at once',
      [edge('a', 'failing'), edge('b', 'healthy')],
      [edge('a', 'healthy'), edge('b', 'failing')],
      'Now failing: b to db. No longer failing: a to db.',
    ],
    [
      'many are counted',
      [],
      ['a', 'b', 'c', 'd', 'e'].map((name) => edge(name, 'failing')),
      'Now failing: a to db; b to db; c to db; and 2 more.',
    ],
    [
      'a folded leg is its hop a second time',
      [],
      [edge('a', 'failing', { foldedInto: { source: 'x' as NodeId, target: 'y' as NodeId } })],
      '',
    ],
  ])('%s', (_, before, after, said) => {
    expect(healthChanges(failingOf(before), after, NAMES)).toBe(said);
  });
});
