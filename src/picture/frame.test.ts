import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { SAMPLE_END, SAMPLE_SCENE } from '../testing/sample-still';
import { captionOf, type FrameInput, frameOf } from './frame';

const INPUT: FrameInput = {
  scenes: [{ groups: [], nodes: [], edges: [] }],
  endSeconds: SAMPLE_END,
  windowSeconds: 300,
  offset: () => 60,
  source: 'production',
  namespaces: [],
  groupBy: 'app',
  legend: { labels: [] },
  thresholds: DEFAULT_THRESHOLDS,
  version: '1.2.3',
};

const factsOf = (input: Partial<FrameInput>): Readonly<Record<string, string>> =>
  Object.fromEntries(frameOf({ ...INPUT, ...input }).facts.map(({ name, text }) => [name, text]));

describe('the words around a still', () => {
  it('say range with offset, window, source, scope and thresholds, and nothing that is not there', () => {
    // 18:45 UTC is 19:45 an hour east of it.
    expect(factsOf({})).toEqual({
      Time: '2026-03-10 19:40:00–19:45:00 UTC+01:00',
      Window: 'rates over 5m',
      Source: 'production',
      Scope: 'all namespaces, by app',
      Shown: '0 nodes, 0 edges',
      Thresholds: 'calls are degraded when any fails, failing from 10 %',
    });
  });

  it.each<[string, Partial<FrameInput>, string, string]>([
    ['both moments', { beforeSeconds: SAMPLE_END - 3600 }, 'A, before', '2026-03-10 18:40:00–18:45:00 UTC+01:00'],
    ['both moments', { beforeSeconds: SAMPLE_END - 3600 }, 'B, after', '2026-03-10 19:40:00–19:45:00 UTC+01:00'],
    ['the scope, sorted', { namespaces: ['shop', 'bank'] }, 'Scope', 'bank, shop, by app'],
    ['what is looked for', { find: 'name:web' }, 'Found', 'name:web'],
    ['what is dimmed', { hide: 'idle', hideMode: 'dim' }, 'Dimmed', 'idle'],
    ['what is hidden', { hide: 'idle', hideMode: 'remove' }, 'Hidden by', 'idle'],
    [
      'what is left out, and how much of it is sick',
      { scenes: [SAMPLE_SCENE] },
      'Left out',
      '2 nodes and 3 edges by hide or focus, 1 of them sick; 4 edges between closed groups that carry least',
    ],
    ['that names are not the real ones', { pseudonyms: true }, 'Names', 'pseudonyms in place of the real ones'],
    ['what is doubtful', { remarks: ['Latency is missing.'] }, 'Note that', 'Latency is missing.'],
  ])('say %s', (_, input, name, text) => {
    expect(factsOf(input)[name]).toBe(text);
  });

  it.each([
    ['', 'Service mesh of production'],
    ['  ', 'Service mesh of production'],
    ['Checkout outage', 'Checkout outage'],
  ])('are titled %j as %s', (title, expected) => {
    expect(frameOf({ ...INPUT, title }).title).toBe(expected);
  });

  it('end with tool, version and the beginning of the hash', () => {
    expect(frameOf({ ...INPUT, dataHash: '8c1f20ab33de99127788' }).imprint).toBe('Seamark 1.2.3 · data 8c1f20ab33de');
    expect(frameOf(INPUT).imprint).toBe('Seamark 1.2.3');
  });

  it('explain each sign that occurs once, and none that does not', () => {
    const alike = <Thing extends { readonly change?: unknown }>(things: readonly Thing[]) =>
      things.filter(({ change }) => change === undefined);
    const scene = { ...SAMPLE_SCENE, nodes: alike(SAMPLE_SCENE.nodes), edges: alike(SAMPLE_SCENE.edges) };
    const legend = frameOf({ ...INPUT, scenes: [scene, scene] }).legend.flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(new Set(legend).size).toBe(legend.length);
    expect(legend).toEqual(expect.arrayContaining(['tone-fail', 'width-1', 'width-6', 'lock-closed', 'lock-half', 'shape-group', 'found']));
    expect(legend).not.toContain('lock-open');
    expect(frameOf(INPUT).legend).toEqual([]);
  });

  it('caption a map with its moment', () => {
    expect(captionOf('A before', SAMPLE_END, () => -210)).toBe('A before: 2026-03-10 15:15:00 UTC−03:30');
  });
});
