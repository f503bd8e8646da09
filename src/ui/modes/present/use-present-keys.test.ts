import { expect, it } from 'vitest';
import { presentAction } from './use-present-keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const USUAL = { singleKeys: true, onButton: false };

it.each([
  ['PageDown', 'next'],
  ['ArrowRight', 'next'],
  [' ', 'next'],
  ['PageUp', 'previous'],
  ['ArrowLeft', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  ['.', 'blank'],
  ['b', 'blank'],
  ['B', 'blank'],
  ['P', 'play'],
  ['m', 'mask'],
  ['q', undefined],
  ['Escape', undefined],
  ['constructor', undefined],
] as const)('%s is %s', (key, action) => expect(presentAction(press(key), USUAL)).toBe(action));

it('leaves a button its Space and Enter, and the browser what is held with Ctrl, Alt or ⌘', () => {
  expect(presentAction(press(' '), { ...USUAL, onButton: true })).toBeUndefined();
  expect(presentAction(press('Enter'), { ...USUAL, onButton: true })).toBeUndefined();
  expect(presentAction(press('PageDown'), { ...USUAL, onButton: true })).toBe('next');
  expect(presentAction(press('p', { ctrlKey: true }), USUAL)).toBeUndefined();
  expect(presentAction(press('ArrowLeft', { altKey: true }), USUAL)).toBeUndefined();
});

it('takes no single letters where those are switched off (WCAG 2.1.4), but what remote controls send', () => {
  const off = { singleKeys: false, onButton: false };
  expect(['b', '.', 'p', 'm'].map((key) => presentAction(press(key), off))).toEqual([undefined, undefined, undefined, undefined]);
  expect(['PageDown', 'PageUp', ' '].map((key) => presentAction(press(key), off))).toEqual(['next', 'previous', 'next']);
});
