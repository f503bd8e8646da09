/** What holds of any two moments, written in the mesh notation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { GroupBy } from '../../mesh/model';
import { mesh } from '../../testing/mesh-notation';
import { compareMeshes } from './compare-meshes';
import type { ChangeClass, Difference } from './model';
import { sideOfTelemetry } from './side-of-moment';

const name = fc.constantFrom('a', 'b', 'c:v1', 'c:v2', 'x/d', 'x/e', '@api.example.com');
const call = fc
  .record({
    source: name.filter((each) => !each.startsWith('@')),
    target: name,
    traffic: fc.oneof(
      fc
        .tuple(
          fc.constantFrom(0.01, 0.1, 1, 7, 40),
          fc.constantFrom('', '2%5xx', '60%503/UF', '100%14'),
          fc.constantFrom('', 'p:10', 'p:500', 'p:5000'),
        )
        .map(([rate, errors, latency]) => `${rate}rps ${errors} ${latency}`),
      fc.constantFrom(3, 900, 90_000).map((rate) => `${rate}Bps`),
    ),
    security: fc.constantFrom('', 'mtls', 'plaintext'),
  })
  .map(({ source, target, traffic, security }) => `${source} -> ${target} ${traffic} ${security}`);
const moment = fc.uniqueArray(call, { maxLength: 9, selector: (line) => line.split(' ').slice(0, 3).join(' ') + line.includes('Bps') });
const grouping = fc.constantFrom<GroupBy>('workload', 'app', 'service', 'namespace');

const sideOf = (lines: readonly string[], groupBy: GroupBy) =>
  sideOfTelemetry({ telemetry: mesh(lines.join('\n')), queries: [] }, { groupBy, thresholds: DEFAULT_THRESHOLDS });
const MIRRORED: Partial<Record<ChangeClass, ChangeClass>> = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  unchanged: 'unchanged',
};
const significant = ({ edges }: Difference, id: string) => {
  const edge = edges.get(id);
  return [edge?.rate, edge?.errorRatio, edge?.p99, edge?.mtls].map((delta) => delta?.significant);
};

describe('any two moments', () => {
  it('differ the other way round in the same numbers; what is new is gone', () => {
    fc.assert(
      fc.property(moment, moment, grouping, (before, after, groupBy) => {
        const [a, b] = [sideOf(before, groupBy), sideOf(after, groupBy)];
        const [there, back] = [compareMeshes(a, b), compareMeshes(b, a)];
        expect([...there.edges.keys()].toSorted()).toEqual([...back.edges.keys()].toSorted());
        for (const [id, edge] of there.edges) {
          expect(significant(back, id)).toEqual(significant(there, id));
          const mirrored = MIRRORED[edge.class];
          if (mirrored !== undefined) expect(back.edges.get(id)?.class).toBe(mirrored);
          else expect(['worse', 'better']).toContain(back.edges.get(id)?.class);
        }
      }),
    );
  });

  it('list every changed edge once, count what is listed, and give no class of which a moment was not seen', () => {
    fc.assert(
      fc.property(moment, moment, grouping, (before, after, groupBy) => {
        const difference = compareMeshes(sideOf(before, groupBy), sideOf(after, groupBy));
        const { ranked, edges, nodes, counts, removed } = difference;
        expect(new Set(ranked).size).toBe(ranked.length);
        const changed = [...edges.values()].filter((edge) => edge.class !== 'unchanged').map(({ id }) => id as string);
        expect(ranked.filter((id) => edges.has(id)).toSorted()).toEqual(changed.toSorted());
        expect(ranked.every((id) => edges.has(id) || nodes.get(id)?.class !== 'unchanged')).toBe(true);
        const { unchanged, ...told } = counts;
        expect(Object.values(told).reduce((sum, count) => sum + count, 0)).toBe(ranked.length);
        expect(unchanged).toBe(edges.size - changed.length);
        for (const edge of edges.values()) {
          expect(edge.doubt === undefined || edge.class === 'unchanged').toBe(true);
          expect(edge.impact > 0).toBe(edge.class !== 'unchanged');
        }
        expect(removed.edges.every(({ id }) => ['removed', 'unchanged'].includes(edges.get(id)?.class ?? ''))).toBe(true);
        if (before.length === 0 || after.length === 0) expect(ranked).toEqual([]);
      }),
    );
  });

  it('that are one have no changes', () => {
    fc.assert(
      fc.property(moment, grouping, (lines, groupBy) => {
        const side = sideOf(lines, groupBy);
        expect(compareMeshes(side, sideOf(lines, groupBy)).ranked).toEqual([]);
      }),
    );
  });
});
