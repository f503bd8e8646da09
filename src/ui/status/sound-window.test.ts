import { expect, it } from 'vitest';
import { soundWindow } from './sound-window';

it.each([
  [60, 15, undefined],
  [30, 15, 60],
  [60, 30, 300],
  [300, 10_000, 43_200],
])('for a window of %d s at a scrape interval of %d s offers %s', (window, interval, offered) => {
  expect(soundWindow(window, interval)).toBe(offered);
});
