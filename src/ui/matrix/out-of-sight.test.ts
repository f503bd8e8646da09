import { expect, it } from 'vitest';
import type { Matrix, MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import { classesOf, outOfSight, tellingSpots } from './out-of-sight';

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
    compared: false,
    callers: ['all', 'a', 'c'].map(line),
    called: ['all', 'b', 'c'].map(line),
    calledBy: (caller) => (health[caller] ?? []).map(([called]) => called),
    cell: (caller, called) => ({ health: health[caller]?.find(([id]) => id === called)?.[1] }) as MatrixCell,
  };
  expect(tellingSpots(matrix)).toEqual([
    { row: 1, column: 1 },
    { row: 1, column: 2 },
    { row: 2, column: 2 },
  ]);
});

it('in a difference cells that differ are told in place of sick ones, by class', () => {
  const marks = ['unchanged', 'added', 'unsure', 'worse', 'added'] as const;
  const line = (id: string) => ({ id, kind: 'namespace' }) as MatrixLine;
  const matrix: Matrix = {
    compared: true,
    callers: [line('a')],
    called: marks.map((_, at) => line(String(at))),
    calledBy: () => marks.map((_, at) => String(at)),
    cell: (_, called) => ({ health: 'failing', change: { mark: marks[Number(called)] } }) as unknown as MatrixCell,
  };
  const spots = tellingSpots(matrix);
  expect(spots.map(({ column, change }) => [column, change])).toEqual([
    [1, 'added'],
    [3, 'worse'],
    [4, 'added'],
  ]);
  // The order of the legend: worse first.
  expect(classesOf(spots)).toEqual([
    ['worse', 1],
    ['added', 2],
  ]);
});
