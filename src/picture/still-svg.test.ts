import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../scene/scene';
import { SAMPLE_SCENE, sampleStill } from '../testing/sample-still';
import { stillSize } from './paint-still';
import type { Still } from './still';
import { stillSvg } from './still-svg';

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Names of the elements in the order they are opened; throws where they are not closed in turn. */
function elementsOf(svg: string): readonly string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, closing, name = '', , selfClosing] of svg.matchAll(/<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
      continue;
    }
    seen.push(name);
    if (selfClosing !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`${open.join()} never closed`);
  // What is between the elements has no sign that could open one.
  if (/[<>]/.test(svg.replace(/<\/?[A-Za-z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '')))
    throw new Error('there is something that is no element');
  return seen;
}

const withoutFrame = ({ frame: _, ...still }: Still): Still => still;

const reversed = (scene: Scene): Scene => ({
  ...scene,
  groups: [...scene.groups].reverse(),
  nodes: [...scene.nodes].reverse(),
  edges: [...scene.edges].reverse(),
});

describe('an SVG of a still', () => {
  it('has the same bytes in processes with other clocks and languages and without locale data, and those that were looked at', () => {
    const script = fileURLToPath(new URL('./print-still.testing.ts', import.meta.url));
    const print = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
      sha256(execFileSync(process.execPath, ['--import', 'tsx', script, ...args], { env: { ...process.env, ...env } }));
    const one = print({ TZ: 'UTC', LANG: 'C', LC_ALL: 'C' });
    const other = { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'ar_EG.UTF-8', LANGUAGE: 'ar' };
    expect(print(other)).toBe(one);
    // Without any locale data: whatever would read some throws.
    expect(print(other, 'without-locale')).toBe(one);
    // Changed on purpose? Look at the picture (npx tsx src/picture/print-still.testing.ts > still.svg), then write its hash here.
    expect(one).toBe('ef0136331bfa9625ee56ae4c8fc15374f1335e7c4c90582c6b76432535992ca6');
  });

  it('has the same bytes whatever the order of nodes, edges and boxes', () => {
    expect(stillSvg(sampleStill({}, reversed(SAMPLE_SCENE)))).toBe(stillSvg(sampleStill()));
  });

  it('is one tree of known elements without script, style sheet or anything from elsewhere', () => {
    const svg = stillSvg(sampleStill());
    expect([...new Set(elementsOf(svg))].sort()).toEqual(['a', 'clipPath', 'desc', 'g', 'path', 'rect', 'svg', 'text', 'title']);
    expect(svg).not.toMatch(/\son\w+=|javascript:|<!|<\?/);
  });

  it('says every node and edge as a title, with a link that selects it in the live view', () => {
    const svg = stillSvg(sampleStill());
    for (const { id } of [...SAMPLE_SCENE.nodes, ...SAMPLE_SCENE.edges]) {
      expect(svg).toContain(`href="https://mesh.example/map/?end=2026-03-10T18%3A45%3A00Z&amp;select=${id}"`);
    }
    expect(svg).toContain('<title>name-0 in checkout: v0</title>');
    expect(svg).toContain('<title>name-0 in checkout to name-1 in inner: 020 rps, 0.5 % err, p99 240 ms, mTLS, failing</title>');
    expect(svg).toContain('<title>Checkout outage</title>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'nowhere', ''])('links nowhere for %j', (link) => {
    expect(stillSvg(sampleStill({ link }))).not.toContain('<a ');
  });

  it('has ids of its own for each of two scenes', () => {
    const svg = stillSvg(
      sampleStill({
        scenes: [
          { scene: SAMPLE_SCENE, caption: 'A' },
          { scene: SAMPLE_SCENE, caption: 'B' },
        ],
      }),
    );
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['a-node-0', 'b-node-0', 'a-edge-9', 'b-edge-9']));
  });

  // A picture of twice the size (the dialog's own choice) that is shown at half of it has the pixels of scale 1.
  it.each(['light', 'dark', 'print'] as const)(
    'writes nothing smaller than 10 px, so that %s can be read at half of twice the size',
    (theme) => {
      const svg = stillSvg(sampleStill({ theme }));
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
      expect(sizes.length).toBeGreaterThan(60);
      expect((Math.min(...sizes) * 2) / 2).toBeGreaterThanOrEqual(10);
      for (const [, scale] of svg.matchAll(/scale\(([\d.]+)/g)) expect(Number(scale)).toBeGreaterThanOrEqual(1);
    },
  );
});

describe('a still of a viewport', () => {
  const view = { zoom: 1, panX: 0, panY: 0, width: 600, height: 200 };

  it('says that it is one, and how much of the graph it shows', () => {
    // Of the first row those around x = 120 and 420; of the second, around y = 240, the closed group, which begins at 720 − 130 = 590, 240 − 48 = 192.
    expect(stillSvg(sampleStill({ area: view }))).toContain('>viewport at 100 %: 3 of 9 nodes</text>');
    expect(stillSvg(sampleStill())).not.toContain('viewport');
  });

  it('is as wide as it is, or as the words need', () => {
    expect(stillSize({ ...withoutFrame(sampleStill()), area: view })).toEqual({ width: 600, height: 200 });
    expect(stillSize(sampleStill({ area: view })).width).toBe(960);
  });
});

describe('names that want to be more than names', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"/><image href="https://evil.example/x.png"/>',
    "' onload='alert(1)",
    ']]>&lt;b&gt;<!--',
    'bell\u0007 null\u0000 escape\u001b[31m',
    'user\u202egnp.exe\u2066',
    '\ud800 lone surrogate',
    'x'.repeat(10_000),
    '',
  ];
  const scene: Scene = {
    ...SAMPLE_SCENE,
    groups: HOSTILE.map((label, depth) => ({ id: `g${label}`, label, depth, x: 0, y: depth * 60, width: 1200, height: 500 })),
    nodes: SAMPLE_SCENE.nodes.map((node, index) => ({
      ...node,
      label: HOSTILE[index] ?? '',
      detail: HOSTILE[(index + 1) % HOSTILE.length] ?? '',
    })),
    edges: SAMPLE_SCENE.edges.map((edge, index) => ({ ...edge, labels: [{ text: HOSTILE[index % HOSTILE.length] ?? '', tone: 'ok' }] })),
    notes: HOSTILE.map((text, index) => ({ id: text, number: index + 1, lines: [text], text })),
  };
  const frame = {
    title: HOSTILE.join(' '),
    facts: HOSTILE.map((text) => ({ name: text, text })),
    legend: [],
    notes: HOSTILE.map((text, number) => ({ number, text, about: text })),
    imprint: HOSTILE[0] ?? '',
  };

  it('stay text', () => {
    const svg = stillSvg(sampleStill({ frame }, scene));
    expect([...new Set(elementsOf(svg))]).not.toContain('script');
    expect(elementsOf(svg)).not.toContain('image');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/);
    expect(Buffer.from(svg).toString()).toBe(svg);
  });

  it('of ten thousand letters do not make the picture wider', () => {
    expect(stillSize(sampleStill({ frame }, scene)).width).toBeLessThan(3000);
  });

  it('that differ in one sign have different ids', () => {
    const two: Scene = {
      ...SAMPLE_SCENE,
      nodes: ['a b', 'a_b', 'a_20_b'].map((id) => ({ ...SAMPLE_SCENE.nodes[0]!, id })),
      edges: [],
      notes: [],
    };
    const ids = [...stillSvg(sampleStill({}, two)).matchAll(/<g id="(a-[^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(3);
  });
});
