import { describe, expect, it } from 'vitest';
import type { SceneGroup } from '../scene/scene';
import { diffById } from './scene-diff';

const group = (id: string, x = 0): SceneGroup => ({ id, label: id, depth: 0, x, y: 0, width: 1, height: 1 });

describe('the difference of two lists', () => {
  it('names what came, went and changed, and nothing that is the same object', () => {
    const [a, b, c] = [group('a'), group('b'), group('c')];
    const moved = group('b', 5);
    const created = group('__proto__');
    expect(diffById([a, b, c], [created, moved, a])).toEqual({ added: [created], changed: [{ before: b, after: moved }], removed: [c] });
  });
  it('is empty for the same list', () => {
    const list = [group('a')];
    expect(diffById(list, list)).toEqual({ added: [], changed: [], removed: [] });
  });
});
