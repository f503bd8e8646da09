import { expect, it } from 'vitest';
import { outOfSight } from './sick-out-of-sight';

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
