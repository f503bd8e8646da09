import { describe, expect, it } from 'vitest';
import type { Scene, SceneNote } from '../scene/scene';
import { sceneNode } from '../testing/scene-parts';
import { overlaps } from './place-labels';
import { planNotes } from './plan-notes';
import { sceneGeometry } from './scene-geometry';
import { TextFit } from './text-fit';
import type { Theme } from './theme';
import { screenBox, type View } from './view';

const VIEW: View = { zoom: 1, panX: 0, panY: 0, width: 900, height: 600 };
// Every letter is 6 px wide.
const fit = new TextFit({ font: '', measureText: () => ({ width: 0 }) }, (_, text) => text.length * 6);
const theme = { fontFamily: 'Inter' } as Theme;

const note = (number: number, changes: Partial<SceneNote> = {}): SceneNote => ({
  id: `note-${number}`,
  number,
  lines: ['ten letter'],
  text: 'ten letter',
  ...changes,
});
const about = (id: string) => ({ about: { kind: 'node' as const, id } });

function planned(notes: readonly SceneNote[], view: View = VIEW) {
  const nodes = [sceneNode('web', 300, 200), sceneNode('cart', 560, 200), sceneNode('orders', 430, 300)];
  const scene: Scene = { groups: [], nodes, edges: [], notes };
  const obstacles = nodes.map((one) => screenBox(view, one));
  return { placed: planNotes(fit, { scene, geometry: sceneGeometry(scene), view, theme }, obstacles), obstacles };
}

describe('notes on the map', () => {
  it('cover no node and no other note while there is room', () => {
    const { placed, obstacles } = planned([1, 2, 3, 4].map((number) => note(number, about('web'))));
    const boxes = placed.flatMap(({ box }) => box ?? []);
    expect(boxes).toHaveLength(4);
    for (const [index, box] of boxes.entries())
      for (const other of [...obstacles, ...boxes.slice(index + 1)]) expect(overlaps(box, other)).toBe(false);
  });

  it('have markers of their own at one thing', () => {
    const { placed } = planned([1, 2, 3].map((number) => note(number, about('web'))));
    expect(new Set(placed.map(({ marker }) => `${marker?.x} ${marker?.y}`)).size).toBe(3);
  });

  it('stand where they were put: the offset goes from middle to middle, in scene pixels', () => {
    const [first] = planned([note(1, { ...about('web'), offset: { x: 100, y: -60 } })], { ...VIEW, zoom: 2 }).placed;
    // web at (300, 200), twice as large: 600 + 200 and 400 − 120.
    const box = first?.box;
    expect((box?.x ?? 0) + (box?.width ?? 0) / 2).toBe(800);
    expect((box?.y ?? 0) + (box?.height ?? 0) / 2).toBe(280);
  });

  it('of another moment show their number alone', () => {
    expect(planned([note(1, { ...about('web'), aside: true })]).placed).toMatchObject([{ box: undefined, marker: expect.anything() }]);
  });

  it('on the whole picture stand in its corner, one below the other, without a marker', () => {
    const { placed } = planned([note(1), note(2)]);
    expect(placed.map(({ marker }) => marker)).toEqual([undefined, undefined]);
    const [one, other] = placed.map(({ box }) => box);
    expect(one).toMatchObject({ x: 8, y: 8 });
    expect(other?.y).toBeGreaterThanOrEqual(8 + (one?.height ?? 0));
  });

  it('are left out where what they are about is not on the canvas', () => {
    expect(planned([note(1, about('web'))], { ...VIEW, panX: -5000 }).placed).toEqual([]);
  });
});
