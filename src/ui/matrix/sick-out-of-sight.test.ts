import { expect, it } from 'vitest';
import type { Matrix, MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import { outOfSight, sickSpots } from './sick-out-of-sight';

it('sick cells out of sight are counted once, on the side they are, with the nearest', () => {
  const spots = [
    { row: 1, column: 1 },
    { row: 4, column: 20 },
    { row: 12, column: 5 },
    { row: 15, column: 90 },
    { row: 40, column: 5 },
    { row: 12, column: 1 },
  ];
  const sides = outOfSight(spots, { rows: [10, 20], columns: [3, 30] });
  expect(Object.fromEntries([...sides].map(([side, { count, nearest }]) => [side, [count, nearest.row, nearest.column]]))).toEqual({
    above: [2, 4, 20],
    right: [1, 15, 90],
    below: [1, 40, 5],
    left: [1, 12, 1],
  });
});

it('sick cells stand in reading order, without the sums of everything', () => {
  const line = (id: string) => ({ id, kind: id === 'all' ? 'all' : 'namespace' }) as MatrixLine;
  const health: Readonly<Record<string, readonly (readonly [called: string, health: string])[]>> = {
    all: [['b', 'failing']],
    a: [
      ['c', 'degraded'],
      ['b', 'failing'],
      ['all', 'failing'],
      ['gone', 'failing'],
    ],
    c: [
      ['b', 'healthy'],
      ['c', 'failing'],
    ],
  };
  const matrix: Matrix = {
    callers: ['all', 'a', 'c'].map(line),
    called: ['all', 'b', 'c'].map(line),
    calledBy: (caller) => (health[caller] ?? []).map(([called]) => called),
    cell: (caller, called) => ({ health: health[caller]?.find(([id]) => id === called)?.[1] }) as MatrixCell,
  };
  expect(sickSpots(matrix)).toEqual([
    { row: 1, column: 1 },
    { row: 1, column: 2 },
    { row: 2, column: 2 },
  ]);
});
