/** Two moments in the notation, 300 s each: rate × 300 is the count. Figures are worked out beside the case. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { GroupBy } from '../../mesh/model';
import type { Telemetry } from '../../telemetry/rows';
import { mesh } from '../../testing/mesh-notation';
import { compareMeshes, problemsOfComparing } from './compare-meshes';
import type { Difference } from './model';
import type { MomentSide, UnansweredPart } from './moment-side';
import { sideOfTelemetry } from './side-of-moment';

function sideOf(telemetry: Telemetry, unanswered: readonly UnansweredPart[] = [], groupBy: GroupBy = 'workload'): MomentSide {
  const failed = { code: 'prometheus-timeout', severity: 'error', message: 'It took too long.' } as const;
  const queries = unanswered.map((family) => ({ family, failed }));
  return sideOfTelemetry({ telemetry, queries }, { groupBy, thresholds: DEFAULT_THRESHOLDS });
}
const at = (...lines: readonly string[]) => mesh(lines.join('\n'));
const compare = (before: readonly string[], after: readonly string[]): Difference =>
  compareMeshes(sideOf(at(...before)), sideOf(at(...after)));
const short = (id: string) => id.replaceAll(/(workload|app|service)\/east\/default\//g, '');
/** "web>cart>http worse" in the order of the ranking. */
const listed = ({ ranked, edges, nodes }: Difference) => ranked.map((id) => `${short(id)} ${(edges.get(id) ?? nodes.get(id))?.class}`);
const edgeOf = ({ edges }: Difference, id: string) => [...edges.values()].find((edge) => short(edge.id) === id);

const SHOP = [
  'web -> cart 20rps mtls p:50',
  'cart -> db 40Bps mtls',
  'web -> reviews:v1 12rps mtls p:100',
  'reviews:v1 -> ratings 10rps mtls p:10',
];

describe('two moments', () => {
  it('that are the same have no changes', () => {
    const difference = compare(SHOP, SHOP);
    expect(difference.ranked).toEqual([]);
    expect(difference.counts).toEqual({ added: 0, removed: 0, worse: 0, better: 0, changed: 0, unchanged: 4 });
    expect(
      [...difference.edges.values(), ...difference.nodes.values()].every(
        ({ class: is, doubt }) => is === 'unchanged' && doubt === undefined,
      ),
    ).toBe(true);
    expect(difference.removed).toEqual({ nodes: [], edges: [] });
  });

  it('with exactly three changes have exactly these: one that fails, one that is new, one that is gone', () => {
    const after = [
      'web -> cart 20rps 5%5xx mtls p:50',
      'cart -> db 40Bps mtls',
      'web -> reviews:v1 12rps mtls p:100',
      'web -> ratings 10rps mtls p:10',
    ];
    const difference = compare(SHOP, after);
    // Impact: 20/s × 5 % = 1; what comes and goes is a tenth of 10/s = 1. Equal ones go by id.
    expect(listed(difference).toSorted()).toEqual(['reviews-v1>ratings>http removed', 'web>cart>http worse', 'web>ratings>http added']);
    expect(difference.counts).toEqual({ added: 1, removed: 1, worse: 1, better: 0, changed: 0, unchanged: 2 });
    expect(difference.removed.edges.map(({ id }) => short(id))).toEqual(['reviews-v1>ratings>http']);
    expect(edgeOf(difference, 'web>cart>http')).toMatchObject({
      errorRatio: { before: 0, after: 0.05, significant: true },
      rate: { significant: false },
    });
  });

  // Ends of the noise floor and of what counts tell; 12/s of 300 s are 3,600 requests.
  it.each([
    ['fails more', 'web -> cart 12rps', 'web -> cart 12rps 2%5xx', 'worse'],
    ['fails less', 'web -> cart 12rps 2%5xx', 'web -> cart 12rps', 'better'],
    ['fails 0.1 points more: below the floor of 0.2', 'web -> cart 1200rps 1%5xx', 'web -> cart 1200rps 1.1%5xx', 'unchanged'],
    ['fails 5.5 % after 5 %: less than a fifth more', 'web -> cart 1200rps 5%5xx', 'web -> cart 1200rps 5.5%5xx', 'unchanged'],
    ['is called a tenth more', 'web -> cart 12rps', 'web -> cart 13.2rps', 'unchanged'],
    ['is called half as much again', 'web -> cart 12rps', 'web -> cart 18rps', 'changed'],
    ['is called half as often', 'web -> cart 12rps', 'web -> cart 6rps', 'changed'],
    ['has all requests in (100, 250] ms after (25, 50]', 'web -> cart 12rps p:50', 'web -> cart 12rps p:250', 'worse'],
    ['is as fast again', 'web -> cart 12rps p:250', 'web -> cart 12rps p:50', 'better'],
    ['answers in 1 ms after 5: less than 5 ms', 'web -> cart 12rps p:5', 'web -> cart 12rps p:1', 'unchanged'],
    ['loses mutual TLS', 'web -> cart 12rps mtls', 'web -> cart 12rps plaintext', 'worse'],
    ['gains mutual TLS', 'web -> cart 12rps plaintext', 'web -> cart 12rps mtls', 'better'],
    ['loses mutual TLS of bytes', 'web -> db 90Bps mtls', 'web -> db 90Bps plaintext', 'worse'],
    ['tells of mutual TLS what it did not tell', 'web -> cart 12rps', 'web -> cart 12rps plaintext', 'unchanged'],
    ['fails, and faster', 'web -> cart 12rps p:250', 'web -> cart 12rps 50%5xx p:10', 'worse'],
    ['carries three times the bytes', 'web -> db 90Bps', 'web -> db 270Bps', 'changed'],
    ['carries a third more bytes', 'web -> db 90Bps', 'web -> db 120Bps', 'unchanged'],
  ])('where one %s', (_, before, after, expected) => {
    const difference = compare([before], [after]);
    expect([...difference.edges.values()].map((edge) => [edge.class, edge.doubt])).toEqual([[expected, undefined]]);
  });

  it('say what of plaintext is new', () => {
    const flags = (before: readonly string[], after: readonly string[]) =>
      [...compare(before, after).edges.values()].map((edge) => edge.plaintextAppeared);
    expect(flags(['web -> cart 12rps mtls'], ['web -> cart 12rps plaintext'])).toEqual([true]);
    expect(flags(['web -> cart 12rps plaintext'], ['web -> cart 12rps plaintext'])).toEqual([undefined]);
    expect(flags(['web -> cart 12rps mtls'], ['web -> cart 12rps mtls', 'web -> db 12rps plaintext'])).toEqual([undefined, true]);
  });

  // 0.02/s of 300 s are 6 requests: by chance alone all of them in one of two windows has 2 × 0.5^3 = 0.25.
  it.each([
    ['a rare call is not there', ['web -> cart 12rps', 'web -> rare 0.02rps'], ['web -> cart 12rps'], 'web>rare>http'],
    ['a rare call is there', ['web -> cart 12rps'], ['web -> cart 12rps', 'web -> rare 0.02rps'], 'web>rare>http'],
    ['three of 30 fail', ['web -> cart 0.1rps'], ['web -> cart 0.1rps 10%5xx'], 'web>cart>http'],
    ['six requests are all there is', ['web -> cart 0.02rps'], ['web -> cart 0.02rps'], 'web>cart>http'],
  ])('with too little to tell say so: %s', (_, before, after, id) => {
    const difference = compare(before, after);
    expect(edgeOf(difference, id)).toMatchObject({ class: 'unchanged', doubt: 'too-few', impact: 0 });
    expect(difference.ranked).toEqual([]);
  });

  it('count an app’s new version, which no edge tells', () => {
    const before = sideOf(at('web -> reviews:v1 10rps'), [], 'app');
    const after = sideOf(at('web -> reviews:v1 9rps', 'web -> reviews:v2 1rps'), [], 'app');
    const difference = compareMeshes(before, after);
    expect(listed(difference)).toEqual(['reviews changed']);
    expect(difference.nodes.get(difference.ranked[0] ?? '')?.versions).toEqual({ added: ['v2'], removed: [] });
  });
});

describe('a moment that was not answered', () => {
  const full = at('web -> cart 12rps', 'cart -> db 900Bps');
  const half: Telemetry = { ...full, requests: [] };

  it('misses nothing: what it could not show is neither added nor removed', () => {
    const gone = compareMeshes(sideOf(full), sideOf(half, ['requests']));
    expect(gone.ranked).toEqual([]);
    expect(edgeOf(gone, 'web>cart>http')).toMatchObject({
      class: 'unchanged',
      doubt: 'after-unknown',
      rate: { before: 12, after: undefined },
    });
    expect(edgeOf(gone, 'cart>db>tcp')).toMatchObject({ class: 'unchanged' });
    const come = compareMeshes(sideOf(half, ['requests']), sideOf(full));
    expect(edgeOf(come, 'web>cart>http')).toMatchObject({ class: 'unchanged', doubt: 'before-unknown' });
    expect(come.nodes.get('workload/east/default/web')).toMatchObject({ class: 'unchanged', doubt: 'before-unknown' });
  });

  it('is said where its queries were answered with nothing at all, too', () => {
    const empty = compareMeshes(sideOf(at()), sideOf(full));
    expect(problemsOfComparing(sideOf(at()), sideOf(full))).toMatchObject([
      { message: expect.stringMatching(/^Nothing is known of A.*2023-11-14T22:13:20Z/) },
    ]);
    expect([sideOf(full), sideOf(at())].map((side) => problemsOfComparing(side, side))).toEqual([[], []]);
    expect(empty.ranked).toEqual([]);
    expect([...empty.edges.values()].map(({ doubt }) => doubt)).toEqual(['before-unknown', 'before-unknown']);
  });

  it('is no doubt where it was answered: the same is removed then', () => {
    expect(listed(compareMeshes(sideOf(full), sideOf({ ...full, requests: [] })))).toEqual(['web>cart>http removed']);
  });

  it('with quantiles of the server on one side only makes no claim of latency', () => {
    const buckets = at('web -> cart 12rps p:50');
    const [row] = at('web -> cart 12rps p:5000').latency ?? [];
    if (row === undefined) throw new Error('no latency');
    const quantiles = [0.5, 0.95, 0.99].map((quantile) => ({ ...row, quantile, milliseconds: 4000 }));
    const { latency: _, ...rates } = buckets;
    const served: Telemetry = { ...rates, quantiles, quantileGrouping: 'workload' };
    expect(edgeOf(compareMeshes(sideOf(buckets), sideOf(served)), 'web>cart>http')).toMatchObject({
      class: 'unchanged',
      p99: { after: 4000, significant: false },
    });
    const slow: Telemetry = { ...served, quantiles: quantiles.map((each) => ({ ...each, milliseconds: 9000 })) };
    expect(edgeOf(compareMeshes(sideOf(served), sideOf(slow)), 'web>cart>http')).toMatchObject({
      class: 'worse',
      p99: { before: 4000, after: 9000, significant: true },
    });
  });
});

describe('the ranking', () => {
  it('puts the culprit before its callers, however they count', () => {
    // db fails 30 % of 10/s; api hands on 3.1/s, web 3.2/s: each more than what it calls.
    const before = ['ingress -> web 10rps', 'web -> api 10rps', 'api -> db 10rps', 'ingress -> blog 100rps'];
    const after = ['ingress -> web 10rps 32%5xx', 'web -> api 10rps 31%5xx', 'api -> db 10rps 30%5xx', 'ingress -> blog 100rps 1%5xx'];
    expect(listed(compare(before, after))).toEqual([
      'api>db>http worse',
      'web>api>http worse',
      'ingress>web>http worse',
      // 100/s × 1 % = 1.
      'ingress>blog>http worse',
    ]);
  });

  it('does not lead to what explains next to nothing', () => {
    // web fails 5/s; what it calls fails 0.1/s more, a fiftieth.
    const difference = compare(['in -> web 10rps', 'web -> log 10rps'], ['in -> web 10rps 50%5xx', 'web -> log 10rps 1%5xx']);
    expect(listed(difference)).toEqual(['in>web>http worse', 'web>log>http worse']);
  });

  it('weighs a node of bytes as its edges: 1,000 of them per second as one request', () => {
    const edges = (bytes: number) => ['a', 'b', 'c', 'd', 'e'].map((from) => `${from} -> db tcp ${bytes}Bps`);
    // Each edge carries 300 s × 30/s = 9,000 bytes more, below its floor of 10,000; the node 45,000.
    const difference = compare(edges(10), edges(40));
    expect(listed(difference)).toEqual(['db changed']);
    // 200/s, a tenth of (200 − 50) / 200.
    expect(difference.nodes.get(difference.ranked[0] ?? '')?.impact).toBeCloseTo(0.2 * 0.1 * 0.75);
  });

  it('ends where calls go in circles', () => {
    const difference = compare(['a -> b 10rps', 'b -> a 10rps'], ['a -> b 10rps 9%5xx', 'b -> a 10rps 9%5xx']);
    expect(listed(difference).toSorted()).toEqual(['a>b>http worse', 'b>a>http worse']);
  });
});

it('what is gone keeps the groups that B has not', () => {
  const { removed } = compareMeshes(
    sideOf(at('shop/web -> shop/cart 9rps', 'shop/web -> pay/old 9rps')),
    sideOf(at('shop/web -> shop/cart 9rps')),
  );
  expect(removed.nodes.map(({ name }) => name)).toEqual(['old']);
  expect(removed.groups?.map(({ level, name, members }) => [level, name, members])).toEqual([['namespace', 'pay', []]]);
});
