import fc from 'fast-check';
import type { Focus, FocusDirection, FocusHops } from '../../mesh/focus';
import type { GroupBy, ThresholdRule } from '../../mesh/model';
import { roundViewport } from '../round-place';
import {
  type Compare,
  type Compared,
  DEFAULT_VIEW,
  type EndTime,
  type Form,
  type HideMode,
  type Span,
  type ViewState,
} from '../view-state';

const anyText = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
const texts = (most: number) => fc.uniqueArray(anyText, { maxLength: most, size: 'max' });
const name = fc.stringMatching(/^[\w-]{1,20}$/);
const percent = fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value + 0);
const limits = {
  degradedPercent: percent,
  failingPercent: percent,
  count4xx: fc.boolean(),
  floorPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0),
};
const rule: fc.Arbitrary<ThresholdRule> = fc.record({
  ...limits,
  namespace: fc.oneof(fc.constant('*'), fc.stringMatching(/^[a-z0-9-]{1,20}\*?$/)),
  protocol: fc.constantFrom<ThresholdRule['protocol']>('any', 'http', 'grpc', 'tcp'),
});
const coordinate = fc.integer({ min: -1_000_000, max: 1_000_000 });
const place = fc.record({ x: coordinate, y: coordinate });
const viewport = fc.record({
  x: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  y: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  zoom: fc.double({ min: 0.005, max: 3, noNaN: true }),
});
const end: fc.Arbitrary<EndTime> = fc.oneof(
  fc.constant<EndTime>({ kind: 'now' }),
  fc.integer({ min: 0, max: 4e12 }).map((milliseconds): EndTime => ({ kind: 'at', seconds: milliseconds / 1000 })),
);

const seconds = fc.integer({ min: 0, max: 4e12 }).map((milliseconds) => milliseconds / 1000);
const span = fc
  .tuple(seconds, seconds)
  .filter(([from, to]) => from !== to)
  .map(([one, other]): Span => ({ fromSeconds: Math.min(one, other), toSeconds: Math.max(one, other) }));
const compare: fc.Arbitrary<Compare> = fc.oneof(
  fc.integer({ min: 1, max: 31 * 86_400 }).map((ago): Compare => ({ kind: 'ago', seconds: ago })),
  seconds.map((at): Compare => ({ kind: 'at', seconds: at })),
);
const nodeId = anyText.filter((one) => !one.includes('>'));
const focus: fc.Arbitrary<Focus> = fc.oneof(
  fc.constant<Focus>({ kind: 'problems' }),
  fc.record({ kind: fc.constant('path' as const), from: nodeId, to: nodeId }),
  fc.record({
    kind: fc.constant('around' as const),
    id: anyText,
    hops: fc.constantFrom<FocusHops>(1, 2, 3, 4),
    direction: fc.constantFrom<FocusDirection>('up', 'down', 'both'),
  }),
);

/** Any view a person can reach, and many nobody will: names of every script, lists of any length. */
export const arbitraryView: fc.Arbitrary<ViewState> = fc.record({
  source: fc.oneof(fc.constant(''), name),
  windowSeconds: fc.integer({ min: 1, max: 604_800 }),
  end,
  span: fc.option(span, { nil: undefined }),
  compare: fc.option(compare, { nil: undefined }),
  compared: fc.constantFrom<Compared>('difference', 'before', 'after'),
  refreshSeconds: fc.option(fc.integer({ min: 1, max: 86_400 }), { nil: undefined }),
  namespaces: texts(40),
  groupBy: fc.option(fc.constantFrom<GroupBy>('workload', 'app', 'versionedApp', 'service', 'namespace'), { nil: undefined }),
  opened: texts(12),
  closed: texts(12),
  selected: fc.option(anyText, { nil: undefined }),
  labels: fc.array(fc.stringMatching(/^[\w-]{1,12}$/), { maxLength: 6 }),
  nodeLabels: fc.array(fc.stringMatching(/^[\w-]{1,12}$/), { maxLength: 6 }),
  mode: fc.constantFrom('page', 'wall', 'embed', 'present'),
  masked: fc.boolean(),
  overlay: fc.option(name, { nil: undefined }),
  form: fc.constantFrom<Form>('map', 'table', 'matrix'),
  showFolded: fc.boolean(),
  showIdle: fc.boolean(),
  showServices: fc.boolean(),
  showConfigured: fc.boolean(),
  thresholds: fc.record({ ...limits, rules: fc.array(rule, { maxLength: 4 }) }),
  find: fc.oneof(fc.constant(''), anyText),
  hide: fc.oneof(fc.constant(''), anyText),
  hideMode: fc.constantFrom<HideMode>('dim', 'remove'),
  focus: fc.option(focus, { nil: undefined }),
  details: fc.option(name, { nil: undefined }),
  detailsOf: fc.option(anyText, { nil: undefined }),
  pins: fc.array(fc.tuple(anyText, place), { maxLength: 12 }).map((pins) => new Map(pins)),
  viewport: fc.option(viewport.map(roundViewport), { nil: undefined }),
  scenario: fc.option(
    fc.oneof(
      name,
      fc.tuple(name, fc.integer({ min: 1, max: 999 })).map(([world, step]) => `${world}:${step}`),
    ),
    {
      nil: undefined,
    },
  ),
});

export const view = (part: Partial<ViewState>): ViewState => ({ ...DEFAULT_VIEW, ...part });
