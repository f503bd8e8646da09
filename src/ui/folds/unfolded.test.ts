import { expect, test } from 'vitest';
import { type Foldable, type Opened, unfoldedAfter } from './unfolded';

const opened = (...parts: readonly Foldable[]): Opened => ({
  story: parts.includes('story'),
  panel: parts.includes('panel'),
  timeline: parts.includes('timeline'),
  comparison: parts.includes('comparison'),
});

test.each<[string, Foldable | undefined, Opened, Opened, Foldable | undefined]>([
  ['a link opens everything: what is selected stands open', undefined, opened(), opened('panel', 'timeline', 'comparison'), 'panel'],
  ['a link opens timeline and comparison: the timeline does', undefined, opened(), opened('timeline', 'comparison'), 'timeline'],
  ['what comes last folds what stood open', 'panel', opened('panel'), opened('panel', 'timeline'), 'timeline'],
  ['a story folds everything else', 'timeline', opened('panel', 'timeline'), opened('panel', 'timeline', 'story'), 'story'],
  ['what goes leaves the room to the map', 'timeline', opened('panel', 'timeline'), opened('panel'), undefined],
  ['what was folded goes unnoticed', 'panel', opened('panel', 'timeline'), opened('panel'), 'panel'],
  ['all folded by hand stays so', undefined, opened('panel', 'timeline'), opened('panel', 'timeline'), undefined],
])('%s', (_, unfolded, before, now, expected) => {
  expect(unfoldedAfter(unfolded, before, now)).toBe(expected);
});
