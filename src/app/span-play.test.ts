import { describe, expect, it } from 'vitest';
import type { RangeGrid } from '../telemetry/range-grid';
import { createSpanPlay } from './span-play';

const GRID: RangeGrid = { startSeconds: 1000, stepSeconds: 60, points: 6 };

/** A clock and frames moved by hand. */
function player(from: number) {
  const moves: number[] = [];
  const told: boolean[] = [];
  let ms = 0;
  let frame: (() => void) | undefined;
  let kept = false;
  const play = createSpanPlay({
    head: {
      moveTo: (seconds) => void moves.push(seconds),
      keepMoving: (on) => {
        kept = on;
      },
    },
    grid: () => GRID,
    at: () => from,
    nowMs: () => ms,
    nextFrame: (then) => {
      frame = then;
      return () => {
        frame = undefined;
      };
    },
    onPlaying: (playing) => void told.push(playing),
  });
  return {
    play,
    moves,
    told,
    kept: () => kept,
    pass(milliseconds: number) {
      ms += milliseconds;
      const then = frame;
      frame = undefined;
      then?.();
    },
  };
}

describe('playing a timeline', () => {
  it('shows each moment when its time has come: at 60× one of a minute a second', () => {
    const { play, moves, pass } = player(1000);
    play.play();
    for (let frame = 0; frame < 20; frame += 1) pass(100);
    // Two seconds at 60 s a second are two steps of 60 s.
    expect([...new Set(moves)]).toEqual([1000, 1060, 1120]);
  });

  it('goes as fast as was chosen, also while it plays', () => {
    const { play, moves, pass } = player(1000);
    play.setSpeed(30);
    play.play();
    for (let frame = 0; frame < 10; frame += 1) pass(100);
    expect(moves.at(-1)).toBe(1000);
    play.setSpeed(60);
    for (let frame = 0; frame < 10; frame += 1) pass(100);
    // 30 s and 60 s: one whole step.
    expect(moves.at(-1)).toBe(1060);
  });

  it('ends at the end, and says so; from there it begins at the start', () => {
    const { play, moves, told, pass, kept } = player(1300);
    play.play();
    expect(moves).toEqual([1000]);
    expect(kept()).toBe(true);
    for (let frame = 0; frame < 60; frame += 1) pass(100);
    expect(moves.at(-1)).toBe(1300);
    expect(told).toEqual([true, false]);
    expect(kept()).toBe(false);
  });

  it('makes nothing up for the time in which nobody saw frames', () => {
    const { play, moves, pass } = player(1000);
    play.play();
    pass(3_600_000);
    // At most a second and a half counts: 90 s of the span.
    expect(moves.at(-1)).toBe(1060);
  });

  it('stops where it is when it is paused', () => {
    const { play, moves, told, pass } = player(1000);
    play.play();
    pass(1000);
    play.pause();
    pass(1000);
    expect(moves.at(-1)).toBe(1060);
    expect(told).toEqual([true, false]);
  });
});
