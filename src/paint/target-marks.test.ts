import { describe, expect, it } from 'vitest';
import type { SceneBadge, SceneEdge } from '../scene/scene';
import { BADGE_SIZE, type Mark, markBoxes, placeBadges } from './target-marks';
import type { View } from './view';

const VIEW: View = { zoom: 1, panX: 0, panY: 0, width: 1000, height: 1000 };
const Z: SceneBadge = { letter: 'Z', outline: 'solid' };
const W: SceneBadge = { letter: 'W', outline: 'solid' };

const edge = (part: Partial<SceneEdge> = {}): SceneEdge => ({
  id: 'e',
  source: 'a',
  target: 'b',
  tone: 'ok',
  line: 'solid',
  width: 1,
  badges: [W, Z],
  labels: [],
  priority: 0,
  selected: false,
  faded: false,
  ...part,
});

/** An arrow that ends at (500, 500) and comes from the left, or along another unit vector. */
const mark = (part: Partial<SceneEdge> = {}, along = { x: 1, y: 0 }, length = 300): Mark => ({
  edge: edge(part),
  tip: { x: 500, y: 500 },
  along,
  length,
});
const slanted = { x: Math.SQRT1_2, y: Math.SQRT1_2 };

function overlaps(marks: readonly Mark[]): boolean {
  const boxes = markBoxes(marks, placeBadges(marks, VIEW), VIEW);
  return boxes.some((a, index) => boxes.slice(index + 1).some((b) => Math.abs(a.x - b.x) < BADGE_SIZE && Math.abs(a.y - b.y) < BADGE_SIZE));
}

describe('tags at the target end', () => {
  it('stand in path order, the last one nearest to the target', () => {
    const placed = placeBadges([mark()], VIEW);
    expect(placed.map(({ badge }) => badge.letter)).toEqual(['Z', 'W']);
    expect(placed[0]!.at.x).toBeGreaterThan(placed[1]!.at.x);
    expect(placed[0]!.at.x).toBeLessThan(500);
  });

  it('make room for the glyph', () => {
    const [plain] = placeBadges([mark()], VIEW);
    const [marked] = placeBadges([mark({ glyph: 'refused' })], VIEW);
    expect(plain!.at.x - marked!.at.x).toBeGreaterThanOrEqual(12);
  });

  it('never cover each other on a slanted line', () => {
    expect(overlaps([mark({}, slanted)])).toBe(false);
  });

  it('keep off those of another line that ends at the same place', () => {
    expect(overlaps([mark({ id: 'a', badges: [Z] }), mark({ id: 'b', badges: [Z] }), mark({ id: 'c', badges: [Z] }, slanted)])).toBe(false);
  });

  it('give way on a short line, the one nearest to the target last', () => {
    expect(placeBadges([mark({}, { x: 1, y: 0 }, 60)], VIEW).map(({ badge }) => badge.letter)).toEqual(['Z']);
    expect(placeBadges([mark({}, { x: 1, y: 0 }, 30)], VIEW)).toEqual([]);
  });

  it('of quiet edges are left out where the picture is too small for them', () => {
    const far = { ...VIEW, zoom: 0.2 };
    expect(placeBadges([mark()], far)).toEqual([]);
    expect(placeBadges([mark({ tone: 'denied' })], far)).toHaveLength(2);
  });

  it('are not drawn on edges that stepped back', () => {
    expect(placeBadges([mark({ faded: true })], VIEW)).toEqual([]);
  });
});
