import { describe, expect, it } from 'vitest';
import { DOT_SPEED, FlowDots, type FlowingEdge } from './flow-dots';

const edge = (dotsPerSecond: number, length = 450): FlowingEdge => ({ id: 'a', dotsPerSecond, length });

/** How many dots pass the target while `seconds` go by, 30 frames a second. */
function passing(flowing: FlowingEdge, seconds: number): number {
  const dots = new FlowDots();
  dots.step([flowing], 0);
  let passed = 0;
  for (let frame = 0; frame < seconds * 30; frame += 1) {
    const before = dots.of('a').length;
    dots.step([flowing], 1 / 30);
    const entered = dots.of('a').filter((place) => place < DOT_SPEED / flowing.length / 30).length;
    passed += before + entered - dots.of('a').length;
  }
  return passed;
}

describe('dots on an edge', () => {
  it.each([
    [8, 60],
    [1, 60],
    [0.25, 200],
  ])('at %d a second: as many arrive in %d s as that gives', (dotsPerSecond, seconds) => {
    expect(Math.abs(passing(edge(dotsPerSecond), seconds) - dotsPerSecond * seconds)).toBeLessThanOrEqual(1);
  });

  it('fill the edge at once: 450 px at 90 px/s are 5 s, so 4 a second are 20 dots', () => {
    const dots = new FlowDots();
    dots.step([edge(4)], 0);
    expect(Math.abs(dots.of('a').length - 20)).toBeLessThanOrEqual(1);
  });

  it('stay where they are when the rate changes', () => {
    const dots = new FlowDots();
    dots.step([edge(4)], 0);
    const before = dots.of('a');
    dots.step([edge(1)], 0);
    expect(dots.of('a')).toEqual(before);
  });

  it('do not catch up after a hidden tab', () => {
    const dots = new FlowDots();
    dots.step([edge(4)], 0);
    const before = dots.of('a').length;
    dots.step([edge(4)], 3600);
    expect(Math.abs(dots.of('a').length - before)).toBeLessThanOrEqual(1);
  });

  it('of an edge that left are forgotten, and edges do not march in step', () => {
    const dots = new FlowDots();
    dots.step([edge(4), { ...edge(4), id: 'b' }], 0);
    expect(dots.of('a')).not.toEqual(dots.of('b'));
    dots.step([], 0);
    expect(dots.of('a')).toEqual([]);
  });
});
