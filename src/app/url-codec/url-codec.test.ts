import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { DEFAULT_VIEW, type ViewState } from '../view-state';
import { arbitraryView } from './arbitrary-view.testing';
import { decodeView, linkTo, searchOf } from './url-codec';

const cases: readonly { readonly search: string; readonly part: Partial<ViewState> }[] = [
  { search: '', part: {} },
  { search: 'window=15m', part: { windowSeconds: 900 } },
  { search: 'end=2026-11-21T14%3A32%3A00Z', part: { end: { kind: 'at', seconds: 1_795_271_520 } } },
  { search: 'refresh=off', part: { refreshSeconds: undefined } },
  { search: 'ns=shop&ns=a%2Cb', part: { namespaces: ['shop', 'a,b'] } },
  { search: 'group=versionedApp', part: { groupBy: 'versionedApp' } },
  { search: 'open=c%2Fshop&close=c%2Fpay', part: { opened: ['c/shop'], closed: ['c/pay'] } },
  { search: 'labels=rate', part: { labels: ['rate'] } },
  { search: 'labels=', part: { labels: [] } },
  { search: 'folded=1&idle=1', part: { showFolded: true, showIdle: true } },
  {
    search: 'degraded=1.5&failing=20&4xx=1',
    part: { thresholds: { ...DEFAULT_THRESHOLDS, degradedPercent: 1.5, failingPercent: 20, count4xx: true } },
  },
  { search: 'find=namespace%3Dshop+AND+NOT+healthy', part: { find: 'namespace=shop AND NOT healthy' } },
  { search: 'hide=idle&hideMode=dim', part: { hide: 'idle', hideMode: 'dim' } },
  {
    search: 'focus=2both%3Aapp%2Feast%2Fshop%2Fcart',
    part: { focus: { kind: 'around', id: 'app/east/shop/cart', hops: 2, direction: 'both' } },
  },
  { search: 'focus=path%3Aapp%2Fa%3Eapp%2Fb', part: { focus: { kind: 'path', from: 'app/a', to: 'app/b' } } },
  { search: 'focus=problems', part: { focus: { kind: 'problems' } } },
  { search: 'nodeLabels=namespace.version', part: { nodeLabels: ['namespace', 'version'] } },
  { search: 'mode=wall', part: { mode: 'wall' } },
  { search: 'floor=0.5', part: { thresholds: { ...DEFAULT_THRESHOLDS, floorPerSecond: 0.5 } } },
  {
    search: 'rule=pay*%3Agrpc%3A1%3A5%3A4xx%3A0.1&rule=shop%3Aany%3A0%3A50%3A-%3A0',
    part: {
      thresholds: {
        ...DEFAULT_THRESHOLDS,
        rules: [
          { namespace: 'pay*', protocol: 'grpc', degradedPercent: 1, failingPercent: 5, count4xx: true, floorPerSecond: 0.1 },
          { namespace: 'shop', protocol: 'any', degradedPercent: 0, failingPercent: 50, count4xx: false, floorPerSecond: 0 },
        ],
      },
    },
  },
  { search: 'scenario=outage', part: { scenario: 'outage' } },
  {
    search: 'pin=-20_7_a%2F_b&pin=3_0_a%2Fc',
    part: {
      pins: new Map([
        ['a/_b', { x: -20, y: 7 }],
        ['a/c', { x: 3, y: 0 }],
      ]),
    },
  },
  { search: 'viewport=-12.5_300_0.4567', part: { viewport: { x: -12.5, y: 300, zoom: 0.4567 } } },
];

const keysOf = <T extends object>(whole: T) => Object.keys(whole) as (keyof T & string)[];

describe('the link', () => {
  it.each(cases)('"$search" reads as the view it says and prints the same again', ({ search, part }) => {
    const view = { ...DEFAULT_VIEW, ...part };
    expect(decodeView(search)).toEqual({ view, problems: [] });
    expect(linkTo(view)).toEqual({ search, leftOut: [], tooLong: false });
  });

  it.each([
    ['window=soon', 'window'],
    ['window=400d', 'window'],
    ['end=yesterday', 'end'],
    ['refresh=-5s', 'refresh'],
    ['group=planet', 'group'],
    ['degraded=101', 'degraded'],
    ['degraded=', 'degraded'],
    ['rule=pay:udp:1:5:-:0', 'rule'],
    ['rule=pay:http:1:5:-:0&rule=Pay!:http:1:5:-:0', 'rule'],
    ['rule=pay:http:1:500:-:0', 'rule'],
    ['floor=-1', 'floor'],
    ['folded=yes', 'folded'],
    ['scenario=../../etc', 'scenario'],
    ['hideMode=burn', 'hideMode'],
    ['focus=5both:a', 'focus'],
    ['focus=2sideways:a', 'focus'],
    ['focus=path:a', 'focus'],
    ['focus=2up:', 'focus'],
    ['pin=1_2_', 'pin'],
    ['pin=1_2_a&pin=NaN_2_a', 'pin'],
    ['pin=1e9_2_a', 'pin'],
    ['viewport=1_2_0', 'viewport'],
    ['viewport=1_2_-1', 'viewport'],
    ['viewport=Infinity_2_1', 'viewport'],
  ])('"%s" is named in a problem and its default stays', (search, name) => {
    const { view, problems } = decodeView(search);
    expect(view).toEqual(DEFAULT_VIEW);
    expect(problems.map(({ code }) => code)).toEqual([`link-part-ignored-${name}`]);
  });

  it('reads embed=1 as the mode of a frame', () => {
    expect(decodeView('embed=1').view.mode).toBe('embed');
    expect(decodeView('embed=0').view.mode).toBe('page');
    expect(decodeView('embed=please').problems).toHaveLength(1);
  });

  it('accepts Unix seconds for the end, as the command line does', () => {
    expect(decodeView('end=1700000000.5').view.end).toEqual({ kind: 'at', seconds: 1_700_000_000.5 });
  });

  // Taste that a link must not carry belongs to the preferences, not to the view: so there are no exceptions.
  it('carries each field of the view and each threshold by itself; a new one without a parameter fails here', () => {
    const carried = new Set<string>();
    const carry = (field: string, view: ViewState) => {
      const search = searchOf(view);
      if (search !== '') carried.add(field);
      expect(decodeView(search), field).toEqual({ view, problems: [] });
    };
    const fields = keysOf(DEFAULT_VIEW);
    const thresholds = keysOf(DEFAULT_THRESHOLDS);
    fc.assert(
      fc.property(arbitraryView, (given) => {
        for (const key of fields) carry(key, { ...DEFAULT_VIEW, [key]: given[key] });
        for (const key of thresholds) {
          carry(`thresholds.${key}`, { ...DEFAULT_VIEW, thresholds: { ...DEFAULT_THRESHOLDS, [key]: given.thresholds[key] } });
        }
      }),
    );
    expect([...carried].sort()).toEqual([...fields, ...thresholds.map((key) => `thresholds.${key}`)].sort());
  });

  it('never throws, whatever the link says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (search) => {
        expect(decodeView(search).view).toBeDefined();
      }),
    );
  });
});
