import { describe, expect, it } from 'vitest';
import type { SplitVerdict } from '../../inquiry/canary/model';
import { isAbout } from './choose-report';
import { historyLines } from './history-lines';
import { report, version } from './report.testing';
import { boundsText, placeOnScale, scaleTop } from './share-scale';
import { worstFirst } from './verdicts';

const split = (says: SplitVerdict['says'], confirmed = true): SplitVerdict => {
  if (says === 'deviates') return { says, because: '', confirmed };
  return says === 'not-comparable' ? { says, because: '', reason: 'conditional' } : { says, because: '' };
};

it('lists what is worse, then what deviates, confirmed before not, and what matches last', () => {
  const reports = [
    report({ id: 'fine', split: split('matches') }),
    report({ id: 'unsure', split: split('inconclusive') }),
    report({ id: 'perhaps', split: split('deviates', false) }),
    report({ id: 'off', split: split('deviates') }),
    report({ id: 'bad', split: split('matches'), quality: { says: 'worse', because: '' } }),
  ];
  expect(worstFirst(reports).map(({ id }) => id)).toEqual(['bad', 'off', 'perhaps', 'unsure', 'fine']);
});

describe('the scale of the bars', () => {
  it.each([
    ['a whole', [version('v1', { share: 0.9 })], 1],
    ['small shares', [version('v2', { share: 0.012 }), version('v3', { configured: { min: 0.01, max: 0.02 } })], 0.02],
    ['what an interval reaches', [version('v2', { share: 0.2, interval: { low: 0.1, high: 0.31 } })], 0.5],
  ])('holds %s', (_, versions, top) => {
    expect(scaleTop(versions)).toBe(top);
  });

  it('puts a share at its place: 0.1 of 0.25 is 40 %', () => {
    expect(placeOnScale(0.1, 0.25)).toBeCloseTo(40);
    expect(boundsText({ min: 0, max: 0.25 })).toBe('0–25 %');
    expect(boundsText({ min: 0.118, max: 0.118 })).toBe('11.8 %');
  });
});

it.each([
  ['shop/checkout', true],
  ['checkout.shop.svc.cluster.local', true],
  ['checkout.shop', true],
  ['checkout', true],
  ['checkout-v2.shop.svc.cluster.local', true],
  ['check', false],
])('a link that names %s is about the host: %s', (of, about) => {
  const one = report({ versions: [version('v2', { host: 'checkout-v2.shop.svc.cluster.local' })] });
  expect(isAbout(one, of)).toBe(about);
});

describe('the history of shares', () => {
  const grid = { startSeconds: 0, stepSeconds: 100, points: 4 };
  const answer = (key: string, values: readonly number[]) => ({
    key,
    lines: [{ labels: {}, values: Float64Array.from(values) }],
    problems: [],
  });

  it('has measured lines, the configured share since it was set, and Flagger’s weight as a share', () => {
    const given = report({
      comparable: { ...report().comparable, changed: { atSeconds: 200, ref: report().route.ref } },
      history: { ...report().history, flagger: { key: 'flagger', title: 'weight', promql: 'flagger_canary_weight' } },
    });
    const lines = historyLines(
      given,
      [answer('v1', [1, 1, 0.9, 0.9]), answer('v2', [0, 0, 0.1, 0.1]), answer('flagger', [0, 0, 5, 10])],
      grid,
    );
    expect(lines.map(({ title, values }) => [title, [...values]])).toEqual([
      ['v1', [1, 1, 0.9, 0.9]],
      ['v2', [0, 0, 0.1, 0.1]],
      ['v1 configured', [Number.NaN, Number.NaN, 0.95, 0.95]],
      ['v2 configured', [Number.NaN, Number.NaN, 0.05, 0.05]],
      ['Flagger’s weight', [0, 0, 0.05, 0.1]],
    ]);
  });

  it('is empty where nothing was measured', () => {
    expect(historyLines(report(), [], grid)).toEqual([]);
  });
});
