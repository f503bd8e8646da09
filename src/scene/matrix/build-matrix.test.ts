import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMeshes } from '../../inquiry/diff/compare-meshes';
import { sideOfTelemetry } from '../../inquiry/diff/side-of-moment';
import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { mesh } from '../../testing/mesh-notation';
import { unionMesh } from '../difference';
import { buildMatrix, type MatrixInput } from './build-matrix';
import type { MatrixLine } from './matrix';

const SHOP = `
  shop/web -> pay/ledger 10rps 20%503
  shop/web -> pay/db tcp 100Bps
  shop/cart -> pay/ledger 5rps
  pay/ledger -> pay/db tcp 50Bps
  shop/web -> shop/cart 30rps`;

function input(text: string, more: Partial<MatrixInput> = {}): MatrixInput {
  const telemetry = mesh(text);
  const built = (groupBy: 'app' | 'namespace') => buildMesh(telemetry, { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  return {
    mesh: built('app'),
    namespaces: built('namespace'),
    level: 'namespace',
    opened: new Set(),
    order: 'name',
    keeps: () => true,
    ...more,
  };
}

const names = (lines: readonly MatrixLine[]) => lines.map(({ name, kind }) => name ?? kind);
const idOf = (lines: readonly MatrixLine[], name: string) => lines.find((line) => line.name === name)?.id ?? name;

describe('a matrix of namespaces', () => {
  const matrix = buildMatrix(input(SHOP));
  const cell = (caller: string, called: string) => matrix.cell(idOf(matrix.callers, caller), idOf(matrix.called, called));

  it('has a line for all and one for each namespace', () => {
    expect(names(matrix.callers)).toEqual(['all', 'pay', 'shop']);
    expect(names(matrix.called)).toEqual(['all', 'pay', 'shop']);
  });

  it('adds up what flows between two of them', () => {
    // 10 + 5 requests of which 20 % of 10 fail; 100 bytes in one direction; web → ledger alone is sick.
    expect(cell('shop', 'pay')).toMatchObject({
      requestsPerSecond: 15,
      errorRatio: 2 / 15,
      bytesPerSecond: 100,
      health: 'failing',
      edges: 3,
      sickEdges: 1,
    });
    expect(cell('pay', 'pay')).toMatchObject({
      requestsPerSecond: undefined,
      errorRatio: undefined,
      bytesPerSecond: 50,
      health: 'healthy',
    });
    expect(cell('shop', 'shop')).toMatchObject({ requestsPerSecond: 30, errorRatio: 0, edges: 1 });
    expect(cell('pay', 'shop')).toBeUndefined();
  });

  it('has totals of rows, columns and everything', () => {
    expect(cell('shop', 'all')).toMatchObject({ requestsPerSecond: 45, edges: 4 });
    expect(cell('all', 'pay')).toMatchObject({ requestsPerSecond: 15, bytesPerSecond: 150, edges: 4 });
    expect(cell('all', 'all')).toMatchObject({ requestsPerSecond: 45, bytesPerSecond: 150, edges: 5, sickEdges: 1 });
  });

  it('offers the aggregates of the mesh itself, the sick one first', () => {
    const choices = cell('shop', 'pay')?.choices ?? [];
    expect(choices.map(({ protocol, members }) => [protocol, members])).toEqual([
      ['http', 2],
      ['tcp', 1],
    ]);
  });
});

describe('an opened line', () => {
  const opened = new Set(['group/east/shop']);
  const matrix = buildMatrix(input(SHOP, { opened }));
  const cell = (caller: string, called: string) => matrix.cell(idOf(matrix.callers, caller), idOf(matrix.called, called));

  it('stays, with its members behind it', () => {
    expect(names(matrix.callers)).toEqual(['all', 'pay', 'shop', 'cart', 'web']);
    expect(matrix.callers.map(({ depth }) => depth)).toEqual([0, 0, 0, 1, 1]);
    // Nobody calls web.
    expect(names(matrix.called)).toEqual(['all', 'pay', 'shop', 'cart']);
  });

  it('has cells of its own, of its members, and between both', () => {
    expect(cell('shop', 'pay')?.requestsPerSecond).toBe(15);
    expect(cell('web', 'pay')).toMatchObject({ requestsPerSecond: 10, errorRatio: 0.2, edges: 2 });
    expect(cell('cart', 'pay')).toMatchObject({ requestsPerSecond: 5, errorRatio: 0 });
    expect(cell('shop', 'cart')?.requestsPerSecond).toBe(30);
    expect(cell('all', 'all')?.edges).toBe(5);
  });
});

describe('a matrix of a difference', () => {
  const BEFORE = `
    shop/web -> pay/ledger 10rps
    shop/cart -> pay/ledger 5rps
    shop/web -> shop/cart 30rps
    shop/old -> pay/ledger 4rps`;
  const AFTER = `
    shop/web -> pay/ledger 10rps 20%503
    shop/cart -> pay/ledger 5rps
    shop/web -> shop/cart 30rps
    shop/web -> new/api 6rps`;
  const side = (text: string) =>
    sideOfTelemetry({ telemetry: mesh(text), queries: [] }, { groupBy: 'app', thresholds: DEFAULT_THRESHOLDS });
  const difference = compareMeshes(side(BEFORE), side(AFTER));
  const given = input(AFTER, { difference, opened: new Set(['group/east/shop']) });
  const matrix = buildMatrix({ ...given, mesh: unionMesh(side(AFTER).mesh, difference.removed) });
  const cell = (caller: string, called: string) => matrix.cell(idOf(matrix.callers, caller), idOf(matrix.called, called));

  it('sums B alone, and says of the edges of either moment what became of them', () => {
    // B: 10 + 5 requests, 2 of them fail. A: 10 + 5 + 4 without errors. One got worse, one is gone, one is as it was.
    const paid = cell('shop', 'pay');
    expect(paid).toMatchObject({ requestsPerSecond: 15, errorRatio: 2 / 15, edges: 2 });
    expect(paid?.change).toMatchObject({
      mark: 'worse',
      requestsPerSecond: { before: 19, after: 15 },
      errorRatio: { before: 0, after: 2 / 15 },
      only: undefined,
    });
    expect(Object.fromEntries(paid?.change?.marks ?? [])).toEqual({ worse: 1, removed: 1, unchanged: 1 });
    expect(cell('shop', 'shop')?.change).toMatchObject({ mark: 'unchanged', requestsPerSecond: { before: 30, after: 30 } });
    expect(cell('all', 'all')?.change).toMatchObject({ mark: 'worse', requestsPerSecond: { before: 49, after: 51 } });
  });

  it('offers the single edges, whose change matters most first', () => {
    // 10 × 0.2 points of errors; a tenth of 4 for what is gone; nothing for what is as it was.
    expect(cell('shop', 'pay')?.choices.map(({ source }) => source.split('/').at(-1))).toEqual(['web', 'old', 'cart']);
  });

  it('has lines for what only one side has, and calls them so', () => {
    const changed = (lines: readonly MatrixLine[]) =>
      lines.flatMap(({ name, change }) => (change === undefined ? [] : [`${name} ${change}`]));
    expect(changed(matrix.callers)).toEqual(['old removed']);
    expect(changed(matrix.called)).toEqual(['new added']);
    expect(cell('old', 'pay')).toMatchObject({
      edges: 0,
      requestsPerSecond: undefined,
      change: { mark: 'removed', only: { class: 'removed' } },
    });
    expect(cell('web', 'new')?.change?.mark).toBe('added');
  });
});

describe('other levels', () => {
  it('nodes stand alone', () => {
    expect(names(buildMatrix(input(SHOP, { level: 'node' })).callers)).toEqual(['all', 'cart', 'ledger', 'web']);
  });

  it('clusters hold namespaces, and one of them can be opened', () => {
    const two = 'west|shop/web -> east|pay/ledger 3rps\nwest|shop/web -> west|shop/cart 4rps';
    const closed = buildMatrix(input(two, { level: 'cluster' }));
    expect(names(closed.called)).toEqual(['all', 'east', 'west']);
    expect(closed.cell('cluster/west', 'cluster/east')?.requestsPerSecond).toBe(3);
    expect(closed.cell('cluster/west', 'cluster/west')?.requestsPerSecond).toBe(4);
    const open = buildMatrix(input(two, { level: 'cluster', opened: new Set(['cluster/west']) }));
    expect(names(open.callers)).toEqual(['all', 'west', 'shop']);
  });
});

describe('the order of the lines', () => {
  it('by traffic puts the busiest first', () => {
    expect(names(buildMatrix(input(SHOP, { level: 'node', order: 'traffic' })).called)).toEqual(['all', 'cart', 'ledger', 'db']);
  });

  it('by blocks puts those beside each other that talk', () => {
    const pairs = 'a -> y 5rps\nb -> x 5rps\nc -> w 5rps\nd -> v 5rps';
    const { callers, called } = buildMatrix(input(pairs, { level: 'node', order: 'blocks' }));
    expect(names(callers)).toEqual(['all', 'a', 'b', 'c', 'd']);
    expect(names(called)).toEqual(['all', 'y', 'x', 'w', 'v']);
  });

  it('is the same whatever the order of the calls', () => {
    const calls = ['a -> b 1rps', 'b -> c 2rps', 'c -> a 3rps', 'd -> e 9rps', 'e -> f 1rps', 'a -> f 1rps'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(calls, { minLength: calls.length }),
        fc.constantFrom('name', 'traffic', 'blocks'),
        (shuffled, order) => {
          const given = (text: readonly string[]) => names(buildMatrix(input(text.join('\n'), { level: 'node', order })).callers);
          expect(given(shuffled)).toEqual(given(calls));
        },
      ),
    );
  });
});

describe('cells of two namespaces', () => {
  const end = fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.constantFrom('a', 'b', 'c', 'd')).map((parts) => parts.join('/'));
  const call = fc
    .record({ from: end, to: end, rate: fc.integer({ min: 1, max: 90 }), failed: fc.constantFrom('', '50%503', '5%500') })
    .map(({ from, to, rate, failed }) => `${from} -> ${to} ${rate}rps ${failed}`);

  it('are what the mesh itself adds up, in requests and in errors', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(call, { minLength: 1, maxLength: 12, selector: (line) => line.split(' ').slice(0, 3).join(' ') }),
        (calls) => {
          const given = input(calls.join('\n'));
          const matrix = buildMatrix(given);
          const groups = new Map(given.namespaces.nodes.map(({ id, group }) => [id, group]));
          for (const edge of given.namespaces.edges) {
            const cell = matrix.cell(groups.get(edge.source) ?? '', groups.get(edge.target) ?? '');
            expect(cell?.requestsPerSecond).toBeCloseTo(edge.requestsPerSecond ?? 0, 9);
            expect(cell?.errorRatio).toBeCloseTo(edge.errorRatio ?? 0, 9);
            expect(cell?.health).toBe(edge.health);
          }
        },
      ),
    );
  });
});
