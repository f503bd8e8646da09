import { describe, expect, it } from 'vitest';
import { stepTime } from './step-time';
import { DEFAULT_VIEW, type EndTime } from './view-state';

const NOW = 1_700_000_000;
const at = (seconds: number): EndTime => ({ kind: 'at', seconds });

describe('a step in time is one window long', () => {
  it.each<[string, EndTime, number | undefined, 'earlier' | 'later', EndTime]>([
    ['back from now counts from the picture', { kind: 'now' }, NOW - 7.4, 'earlier', at(NOW - 8 - 300)],
    ['back from now without a picture counts from the clock', { kind: 'now' }, undefined, 'earlier', at(NOW - 300)],
    ['back from an instant', at(NOW - 1000), NOW - 1000, 'earlier', at(NOW - 1300)],
    ['forward from an instant', at(NOW - 1000), NOW - 1000, 'later', at(NOW - 700)],
    ['forward past the present is now', at(NOW - 299), NOW - 299, 'later', { kind: 'now' }],
    ['forward from now stays now', { kind: 'now' }, NOW, 'later', { kind: 'now' }],
  ])('%s', (_, end, atSeconds, direction, expected) => {
    const picture = atSeconds === undefined ? undefined : { atSeconds };
    expect(stepTime({ view: { ...DEFAULT_VIEW, end, windowSeconds: 300 }, picture, clockMs: NOW * 1000 }, direction)).toEqual(expected);
  });
});
