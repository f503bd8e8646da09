import { describe, expect, it } from 'vitest';
import { commandOf } from './use-keys';

const press = (key: string, held: { readonly ctrlKey?: boolean; readonly metaKey?: boolean; readonly altKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('which command a key runs', () => {
  it.each<[string, Parameters<typeof press>, { singleKeys: boolean; typing: boolean }, string | undefined]>([
    ['a letter', ['r'], { singleKeys: true, typing: false }, 'refresh-now'],
    ['a letter being typed', ['r'], { singleKeys: true, typing: true }, undefined],
    ['a letter while letters are switched off', ['r'], { singleKeys: false, typing: false }, undefined],
    ['Escape while letters are switched off', ['Escape'], { singleKeys: false, typing: false }, 'clear-selection'],
    ['Escape in a field', ['Escape'], { singleKeys: true, typing: true }, undefined],
    ['a letter of the browser', ['r', { ctrlKey: true }], { singleKeys: true, typing: false }, undefined],
    ['Ctrl+K', ['k', { ctrlKey: true }], { singleKeys: true, typing: false }, 'palette'],
    ['Cmd+K in a field while letters are switched off', ['k', { metaKey: true }], { singleKeys: false, typing: true }, 'palette'],
    ['a key that means nothing', ['F9'], { singleKeys: true, typing: false }, undefined],
  ])('%s', (_, pressed, where, id) => {
    expect(commandOf(press(...pressed), where)?.id).toBe(id);
  });
});

describe('a key that is held', () => {
  it.each(['b', 'B'])('%s shows one moment for as long as it is down: its command has something to do when it is let go', (key) => {
    expect(commandOf(press(key), { singleKeys: true, typing: false })?.release).toBeDefined();
  });
  it('is pressed otherwise', () => {
    expect(commandOf(press('r'), { singleKeys: true, typing: false })?.release).toBeUndefined();
  });
});
