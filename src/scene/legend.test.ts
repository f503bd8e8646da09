import { describe, expect, it } from 'vitest';
import { EDGE_LABELS } from './labels/index';
import { legend } from './legend';
import { OVERLAYS, POLICY_OVERLAYS } from './overlays/index';
import type { Scene, SceneEdge } from './scene';
import { LINE_STYLES, LOCKS, TONE_STYLES, WIDTH_CLASSES, widthClass } from './style-table';

const ALL = EDGE_LABELS.map((label) => label.id);
const edge: SceneEdge = {
  id: 'e',
  source: 'a',
  target: 'b',
  tone: 'fail',
  line: 'solid',
  width: 3,
  lock: 'open',
  labels: [],
  priority: 0,
  selected: false,
  faded: false,
};

describe('the legend says what the drawing means', () => {
  it('explains every tone, width class, lock and label that can be drawn', () => {
    const ids = legend({ labels: ALL }).map((entry) => entry.id);
    for (const tone of OVERLAYS.flatMap((overlay) => overlay.legend.tones)) expect(ids).toContain(`tone-${tone}`);
    for (const index of WIDTH_CLASSES.keys()) expect(ids).toContain(`width-${index + 1}`);
    for (const lock of Object.keys(LOCKS)) expect(ids).toContain(`lock-${lock}`);
    for (const label of ALL) expect(ids).toContain(`label-${label}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('draws its samples with the dash, glyph and width of the style table', () => {
    for (const { sample } of legend({ labels: ALL }).filter((entry) => entry.section === 'health')) {
      if (sample.kind !== 'edge') continue;
      expect(sample.line).toBe(TONE_STYLES[sample.tone].line);
      expect(sample.glyph).toBe(TONE_STYLES[sample.tone].glyph);
      expect(LINE_STYLES[sample.line]).toBeDefined();
      expect(sample.pixels).toBe(WIDTH_CLASSES[sample.width - 1]!.pixels);
    }
  });

  it('lists only the tones and locks that the scene shows, and only the labels that are on', () => {
    const scene: Scene = { groups: [], nodes: [], edges: [edge] };
    const ids = legend({ labels: ['rate'], scene }).map((entry) => entry.id);
    expect(ids.filter((id) => id.startsWith('tone-'))).toEqual(['tone-fail']);
    expect(ids.filter((id) => id.startsWith('lock-'))).toEqual(['lock-open']);
    expect(ids.filter((id) => id.startsWith('label-'))).toEqual(['label-rate']);
  });

  it('says widths in words that end where the next class begins', () => {
    const texts = legend({ labels: [] })
      .filter((entry) => entry.section === 'width')
      .map((entry) => entry.text);
    expect(texts[0]).toBe('below 0.1 rps or 100 B/s');
    expect(texts[3]).toBe('below 100 rps or 100 kB/s');
    expect(texts[5]).toBe('1k rps or 1 MB/s and more');
  });
});

describe('the width of an edge', () => {
  it.each([
    [{}, 1],
    [{ requestsPerSecond: 0.05 }, 1],
    [{ requestsPerSecond: 0.1 }, 2],
    [{ requestsPerSecond: 9.9 }, 3],
    [{ requestsPerSecond: 10 }, 4],
    [{ requestsPerSecond: 1e6 }, 6],
    [{ bytesPerSecond: 5e4 }, 4],
  ])('of %o is class %d', (rate, expected) => {
    expect(widthClass(rate)).toBe(expected);
  });
});

describe.each(POLICY_OVERLAYS.map((overlay) => [overlay.id, overlay] as const))('the legend of the policy overlay %s', (id, overlay) => {
  it('explains every state and text instead of health', () => {
    const entries = legend({ labels: ALL, overlay: id });
    const ids = entries.map((entry) => entry.id);
    for (const state of Object.keys(overlay.states)) expect(ids).toContain(`state-${state}`);
    for (const { example } of overlay.legend.labels)
      expect(entries.map(({ sample }) => sample)).toContainEqual({ kind: 'text', text: example });
    expect(entries.some(({ section }) => section === 'health')).toBe(false);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists only the states and tags that are drawn', () => {
    const one: SceneEdge = { ...edge, state: Object.keys(overlay.states)[0]!, badges: [{ letter: 'Z', outline: 'dotted' }] };
    const ids = legend({ labels: [], overlay: id, scene: { groups: [], nodes: [], edges: [one] } }).map((entry) => entry.id);
    expect(ids.filter((name) => name.startsWith('state-'))).toEqual([`state-${one.state}`]);
    expect(ids.filter((name) => name.startsWith('badge-')).sort()).toEqual(
      overlay.legend.badges ? ['badge-Z', 'badge-assumed'] : ['badge-assumed'],
    );
  });
});
