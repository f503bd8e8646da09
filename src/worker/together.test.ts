import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMeshBuilder } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { GroupBy } from '../mesh/model';
import type { RequestRow } from '../telemetry/rows';
import type { SpanSeries, TelemetrySpan } from '../telemetry/span/span';
import { greatestOf, telemetryAt } from '../telemetry/span/telemetry-at';
import type { ShowOptions } from './messages';
import { createPictureMaker } from './picture-maker';
import { ghostsAmong, livesOf } from './together';

const START = 1_700_000_000;
const STEP = 60;

/** One character a moment: a digit is so many requests a second, a space no sample. */
function call(from: string, to: string, digits: string): SpanSeries<RequestRow> {
  const end = (name: string) => ({ namespace: name.length > 4 ? 'far' : 'near', workload: name, app: name });
  const row: RequestRow = {
    reporter: 'source',
    source: end(from),
    destination: { ...end(to), service: to, serviceName: to, serviceNamespace: 'near' },
    protocol: 'http',
    responseCode: '200',
    flags: '-',
    securityPolicy: 'unknown',
    requestsPerSecond: 0,
  };
  return { row, values: Float64Array.from(digits, (digit) => (digit === ' ' ? Number.NaN : Number(digit))) };
}

const spanOf = (...requests: readonly SpanSeries<RequestRow>[]): TelemetrySpan => ({
  grid: { startSeconds: START, stepSeconds: STEP, points: requests[0]?.values.length ?? 0 },
  windowSeconds: 300,
  requests,
  tcp: [],
});
const builder = (telemetry: ReturnType<typeof greatestOf>, groupBy: GroupBy = 'app') =>
  createMeshBuilder(telemetry, { groupBy, thresholds: DEFAULT_THRESHOLDS });
const ghostsAt = (span: TelemetrySpan, index: number, groupBy: GroupBy = 'app') => {
  const all = builder(greatestOf(span), groupBy);
  const { open } = builder(telemetryAt(span, index), groupBy);
  return ghostsAmong({ open: all.open, lives: livesOf(span, all) }, open, START + index * STEP);
};

describe('what other moments have', () => {
  const span = spanOf(
    call('web', 'cart', '1111111'),
    call('web', 'old', '22     '),
    call('web', 'new', '    333'),
    call('web', 'odd', '1  1  1'),
  );

  it.each([
    // old was last there at 1, so 2 is the first moment without it; new is first there at 4; odd is away at 1–2 and at 4–5
    [0, { new: [4, true] }],
    [1, { new: [4, true], odd: [1, undefined] }],
    [3, { old: [2, undefined], new: [4, true] }],
    [5, { old: [2, undefined], odd: [4, undefined] }],
  ])('is gone or yet to come at moment %d', (index, expected) => {
    const { nodes } = ghostsAt(span, index);
    const told = Object.fromEntries(
      nodes.map(({ node, sinceSeconds, yetToCome }) => [node.name, [(sinceSeconds - START) / STEP, yetToCome]]),
    );
    expect(told).toEqual(expected);
  });

  it('has its edges too, and groups that nobody else needs', () => {
    const far = spanOf(call('web', 'cart', '11'), call('cart', 'ledger', '1 '));
    const { edges, groups } = ghostsAt(far, 1);
    expect(edges.map(({ sinceSeconds, yetToCome }) => [sinceSeconds, yetToCome])).toEqual([[START + STEP, undefined]]);
    expect(groups.map(({ namespace, members }) => [namespace, members])).toContainEqual(['far', []]);
  });

  it('is a namespace where namespaces are drawn', () => {
    const far = spanOf(call('web', 'cart', '11'), call('cart', 'ledger', ' 1'));
    const { nodes } = ghostsAt(far, 0, 'namespace');
    expect(nodes.map(({ node, yetToCome }) => [node.name, yetToCome])).toEqual([['far', true]]);
  });
});

const NAMES = ['web', 'cart', 'pay', 'db', 'ledger', 'orders', 'search'] as const;
const digits = fc.string({ unit: fc.constantFrom(' ', '1', '5'), minLength: 6, maxLength: 6 });
const spans = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES), digits), {
    minLength: 1,
    maxLength: 12,
    selector: ([from, to]) => `${from} ${to}`,
  })
  .map((calls) => spanOf(...calls.map(([from, to, text]) => call(from, to, text))));

describe('all moments of a span in one arrangement', () => {
  it.each(['app', 'workload', 'namespace'] as const)('have every node in the same place, drawn or a ghost (%s)', (groupBy) => {
    const show: ShowOptions = { groupBy, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
    fc.assert(
      fc.property(spans, (span) => {
        const pictures = createPictureMaker();
        const together = { telemetry: greatestOf(span), span };
        const places = new Map<string, unknown>();
        const known = new Set<string>();
        const make = (index: number, more = {}) =>
          pictures.make(
            {
              key: 'k',
              request: undefined,
              sourceId: 's',
              taken: { telemetry: telemetryAt(span, index), queries: [], problems: [], stage: 'complete', answered: true },
              latencyAtSeconds: undefined,
              ...more,
            },
            show,
            undefined,
          );
        const before = make(2);
        for (const index of [0, 5, 1, 3, 2, 4]) {
          const picture = make(index, { together });
          const alone = builder(telemetryAt(span, index), groupBy)(new Set());
          expect(picture.mesh.nodes).toEqual(alone.nodes);
          expect(picture.mesh.edges).toEqual(alone.edges);
          for (const [id, place] of picture.layout.nodes) {
            expect(places.get(id) ?? place).toEqual(place);
            places.set(id, place);
          }
          const shown = new Set([...picture.mesh.nodes, ...(picture.ghosts?.nodes ?? [])].map(({ id }) => id));
          if (known.size === 0) for (const id of shown) known.add(id);
          expect(shown).toEqual(known);
        }
        // Whoever stood there before the span was opened stays.
        for (const [id, place] of before.layout.nodes) expect(places.get(id)).toEqual(place);
      }),
      { numRuns: 25 },
    );
  });
});
