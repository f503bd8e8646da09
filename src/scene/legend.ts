/** What width, tone, dash, glyph, lock and label mean now: generated from the tables the drawing uses, so it cannot go stale. */
import { formatByteRate, formatRequestRate } from '../lib/format-number';
import { EDGE_LABELS } from './labels/index';
import { OVERLAYS } from './overlays/index';
import type { Glyph, Line, Lock, NodeShape, Scene, Tone } from './scene';
import { LOCKS, SHAPES, TONE_STYLES, WIDTH_CLASSES } from './style-table';

/** What to paint beside the words. Widths are classes 1..6 with their pixels. */
export type LegendSample =
  | {
      readonly kind: 'edge';
      readonly tone: Tone;
      readonly line: Line;
      readonly width: number;
      readonly pixels: number;
      readonly glyph?: Glyph;
    }
  | { readonly kind: 'lock'; readonly lock: Lock; readonly tone: Tone }
  | { readonly kind: 'shape'; readonly shape: NodeShape }
  | { readonly kind: 'ring'; readonly tone: Tone }
  | { readonly kind: 'text'; readonly text: string };

export type LegendSection = 'health' | 'width' | 'mtls' | 'labels' | 'shapes';

export interface LegendEntry {
  readonly id: string;
  readonly section: LegendSection;
  readonly sample: LegendSample;
  readonly text: string;
}

export interface LegendView {
  readonly labels: readonly string[];
  /** When given, only what this scene really shows is listed under health, mTLS and shapes. */
  readonly scene?: Scene | undefined;
}

const pixelsOf = (width: number): number => WIDTH_CLASSES[width - 1]?.pixels ?? 1;

function toneEntries(scene: Scene | undefined): readonly LegendEntry[] {
  const shown = scene === undefined ? undefined : new Set([...scene.edges, ...scene.nodes].map((one) => one.tone));
  const tones = OVERLAYS.flatMap((overlay) => overlay.legend.tones).filter((tone) => shown === undefined || shown.has(tone));
  return tones.map((tone) => {
    const { line, leastWidth, glyph, means } = TONE_STYLES[tone];
    const sample = { kind: 'edge', tone, line, width: leastWidth, pixels: pixelsOf(leastWidth), ...(glyph ? { glyph } : {}) } as const;
    return { id: `tone-${tone}`, section: 'health', sample, text: means };
  });
}

function ringEntries(scene: Scene | undefined): readonly LegendEntry[] {
  const used = scene === undefined || scene.nodes.some((node) => node.ring !== undefined);
  if (!used || !OVERLAYS.some((overlay) => overlay.legend.ring)) return [];
  return [{ id: 'ring', section: 'health', sample: { kind: 'ring', tone: 'fail' }, text: 'outer ring: something it calls is sick' }];
}

function widthEntries(): readonly LegendEntry[] {
  return WIDTH_CLASSES.map(({ pixels, belowRequestsPerSecond, belowBytesPerSecond }, index) => {
    const width = index + 1;
    const before = WIDTH_CLASSES[index - 1];
    const text = Number.isFinite(belowRequestsPerSecond)
      ? `below ${formatRequestRate(belowRequestsPerSecond)} or ${formatByteRate(belowBytesPerSecond)}`
      : `${formatRequestRate(before?.belowRequestsPerSecond ?? 0)} or ${formatByteRate(before?.belowBytesPerSecond ?? 0)} and more`;
    return { id: `width-${width}`, section: 'width', sample: { kind: 'edge', tone: 'ok', line: 'solid', width, pixels }, text };
  });
}

function lockEntries(scene: Scene | undefined): readonly LegendEntry[] {
  const shown = scene === undefined ? undefined : new Set(scene.edges.map((edge) => edge.lock));
  const locks = OVERLAYS.flatMap((overlay) => overlay.legend.locks).filter((lock) => shown === undefined || shown.has(lock));
  return locks.map((lock) => ({
    id: `lock-${lock}`,
    section: 'mtls',
    sample: { kind: 'lock', lock, tone: LOCKS[lock].tone },
    text: LOCKS[lock].means,
  }));
}

function labelEntries(labels: readonly string[]): readonly LegendEntry[] {
  return EDGE_LABELS.filter((label) => labels.includes(label.id)).map(({ id, example, means }) => ({
    id: `label-${id}`,
    section: 'labels',
    sample: { kind: 'text', text: example },
    text: means,
  }));
}

const SHAPE_ORDER: readonly NodeShape[] = ['rounded', 'service', 'external', 'passthrough', 'blackhole', 'unknown', 'group'];

function shapeEntries(scene: Scene | undefined): readonly LegendEntry[] {
  const shown = scene === undefined ? undefined : new Set(scene.nodes.map((node) => node.shape));
  return SHAPE_ORDER.filter((shape) => shown === undefined || shown.has(shape)).map((shape) => ({
    id: `shape-${shape}`,
    section: 'shapes',
    sample: { kind: 'shape', shape },
    text: SHAPES[shape],
  }));
}

/** In reading order: health, width, mTLS, labels, shapes. */
export function legend({ labels, scene }: LegendView): readonly LegendEntry[] {
  return [
    ...toneEntries(scene),
    ...ringEntries(scene),
    ...widthEntries(),
    ...lockEntries(scene),
    ...labelEntries(labels),
    ...shapeEntries(scene),
  ];
}
