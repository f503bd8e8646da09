import { describe, expect, it } from 'vitest';
import { gridMove } from './grid-move';

const size = { rows: 100, columns: 5, page: 20 };

describe('the keys of a grid', () => {
  it.each([
    ['ArrowDown', false, [3, 2], [4, 2]],
    ['ArrowUp', false, [0, 2], [-1, 2]],
    ['ArrowUp', false, [-1, 2], [-1, 2]],
    ['ArrowLeft', false, [3, 0], [3, 0]],
    ['ArrowRight', false, [3, 4], [3, 4]],
    ['ArrowDown', false, [99, 0], [99, 0]],
    ['PageDown', false, [90, 1], [99, 1]],
    ['PageUp', false, [5, 1], [0, 1]],
    ['Home', false, [5, 3], [5, 0]],
    ['End', false, [5, 1], [5, 4]],
    ['Home', true, [5, 3], [0, 0]],
    ['End', true, [5, 3], [99, 4]],
  ])('%s (with Ctrl: %s) leads from %j to %j', (key, ctrl, [row = 0, column = 0], [toRow, toColumn]) => {
    expect(gridMove(key, ctrl, { row, column }, size)).toEqual({ row: toRow, column: toColumn });
  });

  it('other keys lead nowhere, and a grid without rows has its head', () => {
    expect(gridMove('a', false, { row: 1, column: 1 }, size)).toBeUndefined();
    expect(gridMove('ArrowUp', true, { row: 1, column: 1 }, size)).toBeUndefined();
    expect(gridMove('ArrowDown', false, { row: -1, column: 0 }, { ...size, rows: 0 })).toEqual({ row: -1, column: 0 });
  });
});
