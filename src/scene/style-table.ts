/** The one table of what a look means: the drawing and the legend both read it. Tones only, no colours. */
import type { BadgeLetter, ChangeMark, Glyph, Line, Lock, NodeShape, Tone } from './scene';

export interface ToneStyle {
  readonly line: Line;
  /** Thinnest width class this tone is drawn in. */
  readonly leastWidth: number;
  /** Marks the target end of an edge and the corner of a node. */
  readonly glyph?: Glyph;
  readonly means: string;
}

export const TONE_STYLES: Readonly<Record<Tone, ToneStyle>> = {
  ok: { line: 'solid', leastWidth: 1, means: 'healthy' },
  warn: { line: 'solid', leastWidth: 2, glyph: 'degraded', means: 'degraded' },
  fail: { line: 'solid', leastWidth: 3, glyph: 'failing', means: 'failing' },
  idle: { line: 'dotted', leastWidth: 1, means: 'idle: known, but nothing flowed in the window' },
  denied: { line: 'long-dash', leastWidth: 2, glyph: 'failing', means: 'denied by policy' },
  unknown: { line: 'long-dash', leastWidth: 1, glyph: 'unknown', means: 'unknown: nobody reported enough to tell' },
  added: { line: 'double', leastWidth: 2, glyph: 'change-added', means: 'added' },
  removed: { line: 'short-dash', leastWidth: 1, glyph: 'change-removed', means: 'removed' },
  better: { line: 'dash-dot', leastWidth: 2, glyph: 'change-better', means: 'better' },
  changed: { line: 'solid', leastWidth: 2, glyph: 'change-other', means: 'changed' },
};

export interface LineStyle {
  /** On and off lengths in scene pixels; empty = unbroken. */
  readonly dash: readonly number[];
  /** Two thin strokes with the ground between them: each so wide, this far apart, CSS pixels at zoom 1; the width class does not count. */
  readonly double?: { readonly strokePixels: number; readonly gapPixels: number };
  readonly means: string;
}

export const LINE_STYLES: Readonly<Record<Line, LineStyle>> = {
  solid: { dash: [], means: 'traffic' },
  dotted: { dash: [2, 4], means: 'no traffic' },
  'long-dash': { dash: [10, 6], means: 'cannot tell, or denied' },
  'short-dash': { dash: [4, 4], means: 'gone' },
  'dash-dot': { dash: [12, 4, 2, 4], means: 'better than before' },
  double: { dash: [], double: { strokePixels: 1.75, gapPixels: 2.5 }, means: 'not there before' },
};

export interface ChangeStyle {
  readonly tone: Tone;
  readonly line: Line;
  /** Thinnest width class of an edge. */
  readonly leastWidth: number;
  readonly glyph?: Glyph;
  /** Around a node. */
  readonly border: { readonly line: 'solid' | 'dashed' | 'double'; readonly pixels: number };
  /** One word for lists. */
  readonly word: string;
  readonly means: string;
}

/** The classes of a difference, in the order of legends and lists: each has a sign, a line and a tone of its own. */
export const CHANGE_STYLES: Readonly<Record<ChangeMark, ChangeStyle>> = {
  worse: {
    tone: 'fail',
    line: 'solid',
    leastWidth: 4,
    glyph: 'change-worse',
    border: { line: 'solid', pixels: 3.5 },
    word: 'worse',
    means: 'worse: more errors, slower or less encrypted at B',
  },
  removed: {
    tone: 'removed',
    ...TONE_STYLES.removed,
    border: { line: 'dashed', pixels: 1.5 },
    word: 'removed',
    means: 'removed: at A, no more at B',
  },
  added: {
    tone: 'added',
    ...TONE_STYLES.added,
    border: { line: 'double', pixels: 5 },
    word: 'added',
    means: 'added: at B, not yet at A',
  },
  better: {
    tone: 'better',
    ...TONE_STYLES.better,
    border: { line: 'solid', pixels: 2 },
    word: 'better',
    means: 'better: fewer errors, faster or more encrypted at B',
  },
  changed: {
    tone: 'changed',
    ...TONE_STYLES.changed,
    border: { line: 'solid', pixels: 2 },
    word: 'changed',
    means: 'changed: neither worse nor better, such as more traffic',
  },
  unchanged: {
    tone: 'idle',
    line: 'solid',
    leastWidth: 1,
    border: { line: 'solid', pixels: 1.25 },
    word: 'unchanged',
    means: 'unchanged: no difference beyond noise; thin, whatever it carries',
  },
  unsure: {
    ...TONE_STYLES.unknown,
    tone: 'unknown',
    border: { line: 'dashed', pixels: 1.5 },
    word: 'cannot tell',
    means: 'cannot tell: one of the two moments was not answered',
  },
};

export interface WidthClass {
  /** Stroke in CSS pixels at zoom 1. */
  readonly pixels: number;
  /** The class holds rates below these. */
  readonly belowRequestsPerSecond: number;
  readonly belowBytesPerSecond: number;
}

/** Width classes 1..6: one step is a tenfold rate. */
export const WIDTH_CLASSES: readonly WidthClass[] = [
  { pixels: 1.25, belowRequestsPerSecond: 0.1, belowBytesPerSecond: 1e2 },
  { pixels: 1.6, belowRequestsPerSecond: 1, belowBytesPerSecond: 1e3 },
  { pixels: 2.1, belowRequestsPerSecond: 10, belowBytesPerSecond: 1e4 },
  { pixels: 2.8, belowRequestsPerSecond: 100, belowBytesPerSecond: 1e5 },
  { pixels: 3.7, belowRequestsPerSecond: 1000, belowBytesPerSecond: 1e6 },
  { pixels: 4.8, belowRequestsPerSecond: Number.POSITIVE_INFINITY, belowBytesPerSecond: Number.POSITIVE_INFINITY },
];

/** A stream that a route splits: `pixels` of its width class times this, plus this many, so that its parts can be told apart. */
export const STREAM_STYLE = {
  times: 2,
  plus: 6,
  means: 'one stream that a route splits: as wide as the observed shares, the bar across as wide as the configured one',
  brief: 'split',
} as const;

/** Class 1..6 of a rate; an unknown rate is drawn like the smallest. */
export function widthClass(rate: { readonly requestsPerSecond?: number; readonly bytesPerSecond?: number }): number {
  const byRequests = WIDTH_CLASSES.findIndex((one) => (rate.requestsPerSecond ?? 0) < one.belowRequestsPerSecond);
  const byBytes = WIDTH_CLASSES.findIndex((one) => (rate.bytesPerSecond ?? 0) < one.belowBytesPerSecond);
  return Math.max(byRequests, byBytes, 0) + 1;
}

export const GLYPHS: Readonly<Record<Glyph, { readonly sign: string; readonly means: string }>> = {
  degraded: { sign: '▲', means: 'degraded' },
  failing: { sign: '✕', means: 'failing' },
  unknown: { sign: '?', means: 'unknown' },
  refused: { sign: '⊘', means: 'denied' },
  depends: { sign: '◆', means: 'depends on the request' },
  ambiguous: { sign: '≠', means: 'ambiguous' },
  routed: { sign: '■', means: 'a route decides' },
  plaintext: { sign: 'open lock', means: 'plaintext' },
  'partial-mtls': { sign: 'half lock', means: 'partly mTLS' },
  'mutual-tls': { sign: 'closed lock', means: 'mTLS' },
  'change-added': { sign: '+', means: 'added' },
  'change-removed': { sign: '−', means: 'removed' },
  'change-worse': { sign: '!', means: 'worse' },
  'change-better': { sign: '✓', means: 'better' },
  'change-other': { sign: '~', means: 'changed' },
};

export const LOCKS: Readonly<Record<Lock, { readonly tone: Tone; readonly means: string }>> = {
  closed: { tone: 'ok', means: 'mTLS' },
  half: { tone: 'warn', means: 'partly mTLS: the share is in the label' },
  open: { tone: 'warn', means: 'plaintext' },
  unknown: { tone: 'unknown', means: 'nobody could tell' },
};

export const SHAPES: Readonly<Record<NodeShape, string>> = {
  rounded: 'workload or app',
  service: 'service',
  external: 'outside the mesh',
  passthrough: 'passthrough: the proxy did not know the destination',
  blackhole: 'black hole: the proxy refused to pass it on',
  unknown: 'a caller or callee nobody named',
  group: 'closed group: double click opens it',
};

/** Letters of enforcement points and data planes. */
export const BADGES: Readonly<Record<BadgeLetter, { readonly brief: string; readonly decides: string; readonly runs: string }>> = {
  Z: { brief: 'ztunnel', decides: 'the destination’s ztunnel decides', runs: 'ambient: a ztunnel' },
  W: { brief: 'waypoint', decides: 'a waypoint decides', runs: 'a waypoint' },
  S: { brief: 'sidecar', decides: 'the destination’s sidecar decides', runs: 'a sidecar' },
  G: { brief: 'gateway', decides: 'a gateway decides', runs: 'a gateway' },
  '–': { brief: 'nobody', decides: 'nobody decides: no proxy on the way enforces', runs: 'no proxy' },
  '?': { brief: 'unknown', decides: 'nobody knows who decides', runs: 'data plane unknown, or several' },
};
