import { describe, expect, it } from 'vitest';
import { commands } from './index';

describe('the command list', () => {
  it('gives every command its own id and its own key', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    const keys = commands.flatMap(({ key }) => (key === undefined ? [] : [key]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('titles every command as a sentence a palette can show', () => {
    for (const { title } of commands) expect(title).toMatch(/^[A-Z].+[^.]$/);
  });
});
