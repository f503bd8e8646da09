/** What width, tone, dash, glyph, lock and label mean now: generated from the tables the drawing uses, so it cannot go stale. */
import { formatByteRate, formatRequestRate } from '../lib/format-number';
import { flowMeans } from './flow-scale';
import { EDGE_LABELS } from './labels/index';
import { rate } from './labels/rate';
import { split } from './labels/split';
import { NOISE } from './noise-text';
import { OVERLAYS, policyOverlay } from './overlays/index';
import { lookOfState, type PolicyOverlay } from './overlays/policy-overlay';
import type { BadgeLetter, ChangeMark, Glyph, Line, Lock, NodeShape, Scene, SceneBadge, Tone } from './scene';
import { BADGES, CHANGE_STYLES, LOCKS, SHAPES, STREAM_STYLE, TONE_STYLES, WIDTH_CLASSES } from './style-table';

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
  | { readonly kind: 'configured' }
  | { readonly kind: 'ring'; readonly tone: Tone }
  | { readonly kind: 'badge'; readonly badge: SceneBadge }
  | { readonly kind: 'glyph'; readonly glyph: Glyph; readonly tone: Tone }
  | { readonly kind: 'stream' }
  | { readonly kind: 'found' }
  | { readonly kind: 'flow' }
  | { readonly kind: 'text'; readonly text: string };

/** `policy` and `badges` stand for `health` while a policy overlay is chosen; `change` stands before it while a difference is drawn. */
export type LegendSection = 'find' | 'change' | 'health' | 'policy' | 'badges' | 'width' | 'split' | 'flow' | 'mtls' | 'labels' | 'shapes';

export interface LegendEntry {
  readonly id: string;
  readonly section: LegendSection;
  readonly sample: LegendSample;
  readonly text: string;
  /** In a word or two; set where `text` is long. */
  readonly brief?: string;
}

export interface LegendView {
  readonly labels: readonly string[];
  /** Id of the policy overlay that is drawn, or of the draft (`policyOverlay`); unknown ones are ignored. */
  readonly overlay?: string | undefined;
  /** What a travelling dot stands for; undefined = none travel. */
  readonly requestsPerDot?: number | undefined;
  /** A difference is drawn; a scene says so itself. */
  readonly compared?: boolean | undefined;
  /** When given, only what this scene really shows is listed under health, mTLS and shapes. */
  readonly scene?: Scene | undefined;
}

const pixelsOf = (width: number): number => WIDTH_CLASSES[width - 1]?.pixels ?? 1;

function toneEntries({ scene, compared }: LegendView): readonly LegendEntry[] {
  const drawn = scene === undefined ? undefined : [...scene.edges, ...scene.nodes].filter(({ ghost }) => ghost !== true);
  // In a difference only what is as sick as before has the tone of its health.
  if (compared === true) return stillEntries(drawn);
  const present = drawn;
  const shown = present === undefined ? undefined : new Set(present.map((one) => one.tone));
  const tones = OVERLAYS.flatMap((overlay) => overlay.legend.tones).filter((tone) => shown === undefined || shown.has(tone));
  return tones.map((tone) => {
    const { line, leastWidth, glyph, means } = TONE_STYLES[tone];
    const sample = { kind: 'edge', tone, line, width: leastWidth, pixels: pixelsOf(leastWidth), ...(glyph ? { glyph } : {}) } as const;
    return { id: `tone-${tone}`, section: 'health', sample, text: means };
  });
}

type Marked = Pick<Scene['edges'][number], 'tone' | 'change'>;

const CHANGES: readonly ChangeMark[] = ['worse', 'removed', 'added', 'better', 'changed', 'unsure', 'unchanged'];

/** The classes of a difference that are drawn, and what is taken for noise. */
function changeEntries({ scene, compared }: LegendView): readonly LegendEntry[] {
  if (compared !== true) return [];
  const shown = scene === undefined ? undefined : new Set([...scene.edges, ...scene.nodes].map(({ change }) => change));
  const classes = CHANGES.filter((change) => shown === undefined || shown.has(change)).map((change): LegendEntry => {
    const { tone, line, leastWidth, glyph, word, means } = CHANGE_STYLES[change];
    const width = change === 'unchanged' ? 1 : leastWidth;
    const sample = { kind: 'edge', tone, line, width, pixels: pixelsOf(width), ...(glyph === undefined ? {} : { glyph }) } as const;
    return { id: `change-${change}`, section: 'change', sample, text: means, brief: word };
  });
  return [...classes, { id: 'change-noise', section: 'change', sample: { kind: 'text', text: 'noise' }, text: NOISE }];
}

function stillEntries(drawn: readonly Marked[] | undefined): readonly LegendEntry[] {
  const still = new Set((drawn ?? []).filter(({ change }) => change === 'unchanged').map(({ tone }) => tone));
  return (['warn', 'fail'] as const)
    .filter((tone) => drawn === undefined || still.has(tone))
    .map((tone) => {
      const { glyph, means } = TONE_STYLES[tone];
      const sample = { kind: 'edge', tone, line: 'solid', width: 1, pixels: pixelsOf(1), ...(glyph ? { glyph } : {}) } as const;
      return { id: `still-${tone}`, section: 'change', sample, text: `as ${means} as before`, brief: `still ${means}` };
    });
}

function ringEntries(scene: Scene | undefined): readonly LegendEntry[] {
  const used = scene === undefined || scene.nodes.some((node) => node.ring !== undefined);
  if (!used || !OVERLAYS.some((overlay) => overlay.legend.ring)) return [];
  return [{ id: 'ring', section: 'health', sample: { kind: 'ring', tone: 'fail' }, text: 'outer ring: something it calls is sick' }];
}

function ghostEntries(scene: Scene | undefined): readonly LegendEntry[] {
  if (scene !== undefined && ![...scene.nodes, ...scene.edges].some(({ ghost }) => ghost === true)) return [];
  const sample = { kind: 'edge', tone: 'idle', line: 'short-dash', width: 1, pixels: pixelsOf(1) } as const;
  return [
    {
      id: 'gone',
      section: 'shapes',
      sample,
      text: 'not there at this moment: gone, not yet there, or only at the other moment',
      brief: 'not there at this moment',
    },
  ];
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

/** Only while something is split. */
function streamEntries(scene: Scene | undefined): readonly LegendEntry[] {
  if (scene?.edges.some(({ stream }) => stream !== undefined) === false) return [];
  return [{ id: 'stream', section: 'split', sample: { kind: 'stream' }, text: STREAM_STYLE.means, brief: STREAM_STYLE.brief }];
}

/** Only while dots travel. */
function flowEntries(requestsPerDot: number | undefined): readonly LegendEntry[] {
  if (requestsPerDot === undefined) return [];
  return [{ id: 'flow', section: 'flow', sample: { kind: 'flow' }, ...flowMeans(requestsPerDot) }];
}

/** Only while something is found: the mark means nothing otherwise. */
function foundEntries(scene: Scene | undefined): readonly LegendEntry[] {
  const shown = scene === undefined || [...scene.nodes, ...scene.edges].some(({ found }) => found === true);
  return shown
    ? [
        {
          id: 'found',
          section: 'find',
          sample: { kind: 'found' },
          text: 'corners around a node, a line on either side of an edge: found',
          brief: 'found',
        },
      ]
    : [];
}

function lockEntries(scene: Scene | undefined, overlay: PolicyOverlay | undefined): readonly LegendEntry[] {
  const shown = scene === undefined ? undefined : new Set(scene.edges.map((edge) => edge.lock));
  const drawn = overlay === undefined ? OVERLAYS.flatMap(({ legend: { locks } }) => locks) : overlay.legend.locks;
  const locks = drawn.filter((lock) => shown === undefined || shown.has(lock));
  return locks.map((lock) => ({
    id: `lock-${lock}`,
    section: 'mtls',
    sample: { kind: 'lock', lock, tone: LOCKS[lock].tone },
    text: LOCKS[lock].means,
  }));
}

function stateEntries({ states }: PolicyOverlay, scene: Scene | undefined): readonly LegendEntry[] {
  const shown = scene === undefined ? undefined : new Set(scene.edges.map(({ state }) => state));
  return Object.entries(states)
    .filter(([id]) => shown === undefined || shown.has(id))
    .map(([id, state]) => {
      const { tone, line = 'solid', leastWidth: width = 1, glyph } = lookOfState(state);
      const sample = { kind: 'edge', tone, line, width, pixels: pixelsOf(width), ...(glyph === undefined ? {} : { glyph }) } as const;
      return { id: `state-${id}`, section: 'policy', sample, text: state.means, brief: state.brief };
    });
}

const LETTERS: readonly BadgeLetter[] = ['Z', 'W', 'S', 'G', '–', '?'];

const ASSUMED: SceneBadge = { letter: 'Z', outline: 'dotted' };
const BYPASSED: SceneBadge = { letter: 'W', outline: 'dotted', struck: true };
const FINDINGS = [
  { glyph: 'failing', tone: 'fail', text: 'on a node: a finding, error' },
  { glyph: 'degraded', tone: 'warn', text: 'on a node: a finding, warning' },
] as const;

/** Letters, then what is special about a tag, then what marks a node with a finding. */
function badgeEntries({ legend: { badges, healthOfNodes } }: PolicyOverlay, scene: Scene | undefined): readonly LegendEntry[] {
  const onEdges = scene?.edges.flatMap((edge) => edge.badges ?? []) ?? [];
  const onNodes = scene?.nodes.flatMap((node) => node.badge ?? []) ?? [];
  const shown = (test: (badge: SceneBadge) => boolean): boolean => scene === undefined || [...onEdges, ...onNodes].some(test);
  const entry = (id: string, badge: SceneBadge, text: string, brief: string): readonly LegendEntry[] => [
    { id: `badge-${id}`, section: 'badges', sample: { kind: 'badge', badge }, text, brief },
  ];
  const letters = LETTERS.flatMap((letter) => {
    const decides = badges && (scene === undefined || onEdges.some((badge) => badge.letter === letter));
    const runs = scene === undefined || onNodes.some((badge) => badge.letter === letter);
    const { brief, decides: edgeText, runs: nodeText } = BADGES[letter];
    const texts = [...(decides ? [edgeText] : []), ...(runs ? [`on a node: ${nodeText}`] : [])];
    return texts.length === 0 ? [] : entry(letter, { letter, outline: 'solid' }, texts.join('; '), brief);
  });
  const findings = FINDINGS.filter(
    ({ glyph }) => healthOfNodes !== true && (scene === undefined || scene.nodes.some((node) => node.glyph === glyph)),
  ).map(
    ({ glyph, tone, text }): LegendEntry => ({ id: `finding-${glyph}`, section: 'badges', sample: { kind: 'glyph', glyph, tone }, text }),
  );
  const assumed = shown(({ outline, struck }) => outline === 'dotted' && struck !== true);
  const bypassed = (scene !== undefined || badges) && shown(({ struck }) => struck === true);
  return [
    ...letters,
    ...(assumed ? entry('assumed', ASSUMED, 'dotted: assumed, a default stands for a missing input', 'assumed') : []),
    ...(bypassed ? entry('bypassed', BYPASSED, 'struck through: a waypoint that the call goes past', 'bypassed') : []),
    ...findings,
  ];
}

function labelEntries({ labels, scene, compared }: LegendView, overlay: PolicyOverlay | undefined): readonly LegendEntry[] {
  if (compared === true)
    return EDGE_LABELS.flatMap(({ id, change }) =>
      change === undefined || !labels.includes(id)
        ? []
        : [{ id: `label-${id}`, section: 'labels', sample: { kind: 'text', text: change.example }, text: change.means } as const],
    );
  const own = EDGE_LABELS.filter(
    (label) =>
      labels.includes(label.id) &&
      (overlay === undefined || label === rate || (label === split && overlay.withSplit === true)) &&
      (scene === undefined || label.shownIn?.(scene) !== false),
  );
  const texts = [
    ...own.map(({ id, example, means }) => ({ id, example, means })),
    ...(overlay?.legend.labels ?? []).map((label, index) => ({ id: `${overlay?.id}-${index}`, ...label })),
  ];
  return texts.map(({ id, example, means }) => ({
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

function configuredEntries(scene: Scene | undefined): readonly LegendEntry[] {
  if (scene?.nodes.some(({ configured }) => configured === true) === false) return [];
  return [
    {
      id: 'configured',
      section: 'shapes',
      sample: { kind: 'configured' },
      text: 'dotted: no traffic in this window; from configuration',
      brief: 'from configuration',
    },
  ];
}

const isDifference = ({ nodes, edges }: Scene): boolean => [...nodes, ...edges].some(({ change }) => change !== undefined);

/** In reading order: what was found, classes of a difference, health or the chosen policy overlay, width, mTLS, labels, shapes. */
export function legend(given: LegendView): readonly LegendEntry[] {
  const { overlay: id, scene, requestsPerDot } = given;
  const compared = given.compared === true || (scene !== undefined && isDifference(scene));
  const view = { ...given, compared };
  const overlay = compared ? undefined : policyOverlay(id);
  const meanings =
    overlay === undefined
      ? [...changeEntries(view), ...toneEntries(view), ...ringEntries(scene)]
      : [...stateEntries(overlay, scene), ...badgeEntries(overlay, scene)];
  return [
    ...foundEntries(scene),
    ...meanings,
    ...widthEntries(),
    ...streamEntries(scene),
    ...flowEntries(requestsPerDot),
    ...lockEntries(scene, overlay),
    ...labelEntries(view, overlay),
    ...shapeEntries(scene),
    ...ghostEntries(scene),
    ...configuredEntries(scene),
  ];
}
