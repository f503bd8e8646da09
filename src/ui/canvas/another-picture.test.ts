import { describe, expect, it } from 'vitest';
import type { Scene, SceneNode } from '../../scene/scene';
import { sceneNode } from '../../testing/scene-parts';
import { anotherPicture } from './another-picture';

const node = (id: string, x: number) => sceneNode(id, x, 0, { width: 10, height: 10 });
const box = (id: string, x: number) => ({ id, label: id, depth: 0, x, y: 0, width: 50, height: 50 });
const scene = (nodes: readonly SceneNode[], groups: Scene['groups'] = []): Scene => ({ nodes, groups, edges: [] });

describe('another picture', () => {
  it('is not a refresh in which a service came and another went', () => {
    expect(anotherPicture(scene([node('a', 0), node('b', 9)]), scene([node('b', 9), node('c', 20)]))).toBe(false);
  });

  it('is not the closing of every namespace: the footprints stay', () => {
    expect(anotherPicture(scene([node('a', 5)], [box('g', 0)]), scene([node('closed-g', 25)], [box('g', 0)]))).toBe(false);
  });

  it('is one that shares nothing, or shares names in other places', () => {
    expect(anotherPicture(scene([node('a', 0)]), scene([node('x', 0)]))).toBe(true);
    expect(anotherPicture(scene([node('a', 0), node('b', 9), node('c', 20)]), scene([node('a', 0), node('b', 50), node('c', 70)]))).toBe(
      true,
    );
  });

  it('is the first one after an empty one', () => {
    expect(anotherPicture(scene([]), scene([node('a', 0)]))).toBe(true);
    expect(anotherPicture(scene([]), scene([]))).toBe(false);
  });
});
