import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneNode } from '../scene/scene';
import { sceneNode } from '../testing/scene-parts';
import { nodeSigns, signBoxes } from './node-signs';
import { nameBox } from './node-texts';
import { type Box, overlaps } from './place-labels';
import { TextFit } from './text-fit';
import type { Theme } from './theme';
import type { View } from './view';

// Every letter is 6 px wide.
const fit = new TextFit({ font: '', measureText: () => ({ width: 0 }) }, (_, text) => text.length * 6);
const at = (zoom: number): View => ({ zoom, panX: 0, panY: 0, width: 1200, height: 800 });
const room = (zoom: number) => ({ fit, theme: { fontFamily: 'Inter' } as Theme, view: at(zoom) });
const worse = (label: string, part: Partial<SceneNode> = {}): SceneNode =>
  sceneNode('n', 300, 300, { label, glyph: 'change-worse', change: 'worse', tone: 'fail', ...part });

/** With the ground that a chip is drawn on: 2 px around it. */
const drawn = ({ x, y, radius }: { x: number; y: number; radius: number }): Box => ({
  x: x - radius - 2,
  y: y - radius - 2,
  width: 2 * radius + 4,
  height: 2 * radius + 4,
});

describe('the sign of a change', () => {
  it('stands on the corner of a box with room beside the name', () => {
    // At zoom 1 the box reaches from 236 to 364 and from 278 to 322; "web" ends at 300 + 9, far from 364 - 4 - 9.
    expect(nodeSigns(room(1), worse('web')).glyph).toEqual({ x: 360, y: 282, radius: 7 });
  });

  it('stands beside a short name in a small box', () => {
    // At a third of the size the box is 42.67 wide and 14.67 high around (100, 100): "web" ends at 109, half way down, and the sign on
    // the corner, 6 + 2 px to each side of 100 + 21.33 - 4, would begin at 109.33, less than 1 px beside it.
    const { glyph } = nodeSigns(room(1 / 3), worse('web'));
    expect(glyph?.x).toBeCloseTo(109 + 1 + 8, 6);
    expect(glyph?.y).toBeCloseTo(100 - 44 / 6 + 4, 6);
  });

  it('steps out of a box that is full of name', () => {
    // At half the size the box is 64 wide: "catalog-d" is 54 wide and ends at 150 + 27.
    expect(nodeSigns(room(0.5), worse('catalog-d')).glyph).toEqual({ x: 177 + 1 + 8, y: 150 - 11 + 4, radius: 6 });
  });

  it('keeps its corner where the name stands outside the box', () => {
    // "checkout" does not fit into 42.67 px.
    expect(nodeSigns(room(1 / 3), worse('checkout')).glyph?.x).toBeCloseTo(100 + 64 / 3 - 4, 6);
  });

  const node = fc.record({
    label: fc.string({ minLength: 1, maxLength: 40 }),
    shape: fc.constantFrom('rounded' as const, 'group' as const),
    detail: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
    width: fc.integer({ min: 128, max: 240 }),
    height: fc.integer({ min: 44, max: 116 }),
    parts: fc.integer({ min: 0, max: 4 }),
  });

  it('and the tag of the data plane never cover the name, at any zoom, and stay at the box', () => {
    fc.assert(
      fc.property(node, fc.double({ min: 0.02, max: 4, noNaN: true }), ({ label, shape, detail, width, height, parts }, zoom) => {
        const given = worse(label, {
          shape,
          width,
          height: height + 18 * parts,
          parts: Array.from({ length: parts }, () => ({ label: 'v1', tone: 'ok' as const })),
          badge: { letter: 'S', outline: 'solid' },
          ...(detail !== undefined && { detail }),
        });
        const name = nameBox(room(zoom), given);
        const { glyph, badge } = nodeSigns(room(zoom), given);
        const right = (300 + width / 2) * zoom;
        // A name is cut 4 px before the side of its box.
        expect(Math.abs(glyph!.x - right)).toBeLessThanOrEqual(2 + 9);
        if (name === undefined) return;
        expect(overlaps(drawn(glyph!), name)).toBe(false);
        // A tag is 15 px high and wide.
        if (badge !== undefined) expect(overlaps({ x: badge.x - 7.5, y: badge.y - 7.5, width: 15, height: 15 }, name)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is kept free of labels', () => {
    expect(signBoxes(room(1), [worse('web'), sceneNode('quiet', 0, 0)])).toEqual([{ x: 353, y: 275, width: 14, height: 14 }]);
  });
});
