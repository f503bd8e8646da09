/** A still that has one of everything that is drawn, written by hand so that it changes only with how things look. */
import type { Frame, Still } from '../picture/still';
import type { LegendEntry, LegendSample } from '../scene/legend';
import type { Line, NodeShape, Scene, SceneEdge, SceneNode, Tone } from '../scene/scene';

const SHAPES: readonly NodeShape[] = ['rounded', 'service', 'external', 'passthrough', 'blackhole', 'unknown', 'group'];
const TONES: readonly Tone[] = ['ok', 'warn', 'fail', 'idle', 'denied', 'unknown'];
const LINES: readonly Line[] = ['solid', 'solid', 'solid', 'dotted', 'long-dash', 'short-dash', 'dash-dot', 'double'];

function node(index: number, changes: Partial<SceneNode> = {}): SceneNode {
  const shape = SHAPES[index % SHAPES.length] ?? 'rounded';
  return {
    id: `node-${index}`,
    shape,
    label: `name-${index}`,
    detail: `v${index}`,
    x: 120 + (index % 4) * 300,
    y: 100 + Math.floor(index / 4) * 140,
    width: 128,
    height: 44,
    tone: TONES[index % TONES.length] ?? 'ok',
    parts: [],
    selected: false,
    faded: false,
    ...changes,
  };
}

function edge(index: number, from: number, to: number, changes: Partial<SceneEdge> = {}): SceneEdge {
  const tone = TONES[index % TONES.length] ?? 'ok';
  return {
    id: `edge-${index}`,
    source: `node-${from}`,
    target: `node-${to}`,
    tone,
    line: LINES[index % LINES.length] ?? 'solid',
    width: 1 + (index % 6),
    labels: [
      { text: `${index}20 rps`, tone: 'ok' },
      { text: `${index}.5 % err`, tone },
      { text: 'p99 240 ms', tone: 'ok' },
      { text: 'mTLS', tone: 'ok' },
    ],
    priority: 10 + index,
    selected: false,
    faded: false,
    ...changes,
  };
}

export const SAMPLE_SCENE: Scene = {
  groups: [
    {
      id: 'box-a',
      label: 'checkout',
      depth: 0,
      x: 20,
      y: 30,
      width: 800,
      height: 260,
      unseenSick: { count: 2, tone: 'fail', glyph: 'failing' },
    },
    { id: 'box-b', label: 'inner', depth: 1, x: 340, y: 60, width: 220, height: 90 },
  ],
  nodes: [
    node(0, { ring: 'fail', glyph: 'degraded', badge: { letter: 'S', outline: 'solid' } }),
    node(1, { selected: true, pinned: true }),
    node(2, { found: true, configured: true }),
    node(3, { ghost: true, tone: 'idle' }),
    node(4, { faded: true }),
    node(5, {
      height: 80,
      parts: [
        { label: 'v1', share: 0.9, tone: 'ok' },
        { label: 'v2', share: 0.1, tone: 'fail' },
      ],
      shape: 'rounded',
    }),
    node(6, { width: 260, height: 96, group: 'box-c', sickCount: 3 }),
    node(7, { change: 'added', tone: 'added' }),
    node(8, { change: 'removed', tone: 'removed', tie: { x: 60, y: 300 } }),
  ],
  edges: [
    edge(0, 0, 1, { lock: 'closed', rank: 1, tone: 'fail', glyph: 'failing' }),
    edge(1, 1, 2, { lock: 'half', glyph: 'degraded' }),
    edge(2, 2, 3, { selected: true }),
    edge(3, 0, 4),
    edge(4, 4, 6, {
      badges: [
        { letter: 'W', outline: 'dotted', struck: true },
        { letter: 'Z', outline: 'solid' },
      ],
      glyph: 'refused',
      state: 'denied',
    }),
    edge(5, 6, 3, { ghost: true }),
    edge(6, 1, 5, {
      stream: {
        id: 'stream',
        width: 4,
        bands: [
          { share: 0.9, least: 0.8, most: 0.9, row: 0 },
          { share: 0.1, least: 0.1, most: 0.1, row: 1 },
        ],
      },
    }),
    edge(7, 7, 8, { change: 'added', tone: 'added' }),
    edge(8, 5, 5),
    edge(9, 6, 7, { faded: true, found: true }),
  ],
  notes: [
    {
      id: 'note-1',
      number: 1,
      lines: ['it began here,', 'at 18:41'],
      text: 'it began here, at 18:41',
      about: { kind: 'node', id: 'node-0' },
    },
    {
      id: 'note-2',
      number: 2,
      lines: ['retries'],
      text: 'retries',
      about: { kind: 'edge', id: 'edge-3' },
      offset: { x: 30, y: 90 },
      told: true,
    },
    { id: 'note-3', number: 3, lines: ['paged'], text: 'paged' },
    { id: 'note-4', number: 4, lines: ['before'], text: 'before', about: { kind: 'group', id: 'box-b' }, aside: true },
  ],
  hiddenEdges: 4,
  removed: { nodes: 2, edges: 3, failing: 1, degraded: 0 },
};

/** 2026-03-10 18:45:00 UTC (date -u -d 2026-03-10T18:45:00Z +%s). */
export const SAMPLE_END = 1_773_168_300;

/** One sign of each kind; the words of a legend are its own matter. */
export const SAMPLE_FRAME: Frame = {
  title: 'Checkout outage',
  facts: [
    { name: 'Time', text: '2026-03-10 18:40:00–18:45:00 UTC' },
    { name: 'Source', text: 'production' },
    {
      name: 'Thresholds',
      text: 'calls are degraded when any fails, failing from 10 %; rule for TCP into bank: degraded from 1 %, failing from 5 %',
    },
  ],
  legend: [
    {
      title: 'Lines',
      entries: [
        entry({ kind: 'edge', tone: 'fail', line: 'solid', width: 3, pixels: 2.1, glyph: 'failing' }, 'failing'),
        entry({ kind: 'edge', tone: 'added', line: 'double', width: 2, pixels: 1.6 }, 'added'),
        entry({ kind: 'edge', tone: 'idle', line: 'dotted', width: 1, pixels: 1.25 }, 'idle: known, but nothing flowed in the window'),
        entry({ kind: 'stream' }, 'one stream that a route splits'),
        entry({ kind: 'text', text: '120 rps' }, 'requests per second'),
      ],
    },
    {
      title: 'Signs',
      entries: [
        entry({ kind: 'lock', lock: 'half', tone: 'warn' }, 'partly mTLS'),
        entry({ kind: 'ring', tone: 'fail' }, 'something it calls is sick'),
        entry({ kind: 'badge', badge: { letter: 'W', outline: 'dotted', struck: true } }, 'a waypoint that the call goes past'),
        entry({ kind: 'glyph', glyph: 'degraded', tone: 'warn' }, 'a finding'),
        entry({ kind: 'found' }, 'found'),
        entry({ kind: 'configured' }, 'from configuration'),
        ...SHAPES.map((shape) => entry({ kind: 'shape', shape }, shape)),
      ],
    },
  ],
  notes: [{ number: 1, text: 'it began here, at 18:41', about: 'name-0' }],
  imprint: 'Seamark 1.2.3 · data 8c1f20ab33de',
};

function entry(sample: LegendSample, text: string): LegendEntry {
  return { id: text, section: 'shapes', sample, text };
}

export function sampleStill(changes: Partial<Still> = {}, scene: Scene = SAMPLE_SCENE): Still {
  return {
    scenes: [{ scene }],
    area: 'all',
    theme: 'light',
    link: 'https://mesh.example/map/?end=2026-03-10T18:45:00Z',
    frame: SAMPLE_FRAME,
    ...changes,
  };
}
