import { describe, expect, it } from 'vitest';
import { headMovedTo } from './head-keys';
import { timelineMarks } from './timeline-marks';

const GRID = { startSeconds: 1000, stepSeconds: 60, points: 31 };
const MARKS = timelineMarks([{ kind: 'policy', atSeconds: 1300, subject: 'p', says: 'p.' }], []);
const pressed = (key: string, shiftKey = false) => ({ key, shiftKey });

describe('a key on the play head', () => {
  it.each([
    ['one step back', pressed('ArrowLeft'), 1240, 1180],
    ['one step on', pressed('ArrowRight'), 1240, 1300],
    ['ten with Shift', pressed('ArrowRight', true), 1240, 1840],
    ['not beyond the start', pressed('ArrowLeft', true), 1240, 1000],
    ['not beyond the end, 30 steps after the start', pressed('ArrowRight', true), 2740, 2800],
    ['to the start', pressed('Home'), 1240, 1000],
    ['to the end', pressed('End'), 1240, 2800],
    ['to the next change', pressed('PageUp'), 1240, 1300],
    ['past the last change to the end', pressed('PageUp'), 1300, 2800],
    ['to the change before', pressed('PageDown'), 1360, 1300],
    ['between two moments to the one before', pressed('ArrowLeft'), 1250, 1240],
    ['between two moments to the one after', pressed('ArrowRight'), 1250, 1300],
    ['from after the end to the last moment', pressed('ArrowLeft'), 9000, 2800],
  ])('goes %s', (_, key, from, to) => {
    expect(headMovedTo(key, from, GRID, MARKS)).toBe(to);
  });

  it('leaves other keys alone', () => {
    expect(headMovedTo(pressed('k'), 1240, GRID, MARKS)).toBeUndefined();
  });
});
