import { describe, expect, it } from 'vitest';
import type { Theme } from '../paint/theme';
import { strokeScale } from '../paint/view';
import type { NodeShape, SceneEdge, SceneNode, Tone } from '../scene/scene';
import { LINE_STYLES, SHAPES, TONE_STYLES, WIDTH_CLASSES } from '../scene/style-table';
import { edgeClasses, nodeClasses } from './element-classes';
import { stylesheet } from './stylesheet';

const TONES = Object.keys(TONE_STYLES) as Tone[];
const theme: Theme = {
  canvas: '#000',
  text: '#000',
  textMuted: '#000',
  nodeFill: '#000',
  groupFill: '#000',
  groupBorder: '#000',
  closedFill: '#000',
  labelFill: '#000',
  focus: '#000',
  tones: {
    ok: '#001',
    warn: '#002',
    fail: '#003',
    idle: '#004',
    denied: '#005',
    unknown: '#006',
    added: '#007',
    removed: '#008',
    better: '#009',
    changed: '#00a',
  },
  fontFamily: 'sans-serif',
  textScale: 1,
};
const selectors = stylesheet(theme, 1, false).map((rule) => rule.selector);

const nodes = (Object.keys(SHAPES) as NodeShape[]).flatMap((shape) =>
  TONES.map(
    (tone): SceneNode => ({
      id: 'n',
      shape,
      label: 'n',
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      tone,
      ring: tone,
      parts: [],
      selected: true,
      faded: true,
    }),
  ),
);
const edges = TONES.flatMap((tone) =>
  (Object.keys(LINE_STYLES) as (keyof typeof LINE_STYLES)[]).flatMap((line) =>
    WIDTH_CLASSES.map(
      (_, index): SceneEdge => ({
        id: 'e',
        source: 'a',
        target: 'b',
        tone,
        line,
        width: index + 1,
        labels: [],
        priority: 0,
        selected: true,
        faded: true,
      }),
    ),
  ),
);
const classLists = [...nodes.map(nodeClasses), ...edges.map(edgeClasses)].map((classes) => classes.split(' '));

describe('state classes', () => {
  it('are six at most on any element', () => {
    expect(Math.max(...classLists.map((classes) => classes.length))).toBeLessThanOrEqual(6);
  });
  it('all have a rule in the stylesheet', () => {
    for (const name of new Set(classLists.flat())) expect(selectors.some((selector) => selector.split('.').includes(name))).toBe(true);
  });
  it('never map a live value: only places and sizes come from data', () => {
    const mapped = JSON.stringify(stylesheet(theme, 1, true)).match(/"[^"]*[dD]ata\([^"]*"/g);
    expect(new Set(mapped)).toEqual(new Set(['"data(w)"', '"data(h)"', '"data(s)"', '"data(t)"']));
  });
});

describe('strokes when zoomed out', () => {
  it('keep at least half of their width on the screen and never get thicker than at zoom 1', () => {
    for (let zoom = 1; zoom > 0.006; zoom *= 0.97) {
      expect(strokeScale(zoom) * zoom).toBeGreaterThanOrEqual(0.5);
      expect(strokeScale(zoom) * zoom).toBeLessThanOrEqual(1.2);
    }
  });
  it('need only a few stylesheets between the closest and the farthest view', () => {
    const zooms = Array.from({ length: 400 }, (_, index) => 3 * 0.984 ** index);
    expect(new Set(zooms.map(strokeScale)).size).toBeLessThanOrEqual(16);
  });
});
