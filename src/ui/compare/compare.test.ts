import { describe, expect, it } from 'vitest';
import { comparedShown, differenceShown } from '../../app/difference-shown';
import { swapped } from '../../app/swapped';
import { DEFAULT_VIEW } from '../../app/view-state';
import { momentText, utcOffset } from '../../lib/range-text';
import { edgeId, nodeId } from '../../mesh/ids';
import type { MeshEdge } from '../../mesh/model';
import { PER_SECOND } from '../../scene/traffic-units';
import { changeOf, differenceOf } from '../../testing/difference-of';
import type { Picture } from '../../worker/messages';
import { around } from './around';
import { changeSentence, edgeDeltas, noChangeSentence, nodeDeltas } from './change-words';
import { comparedMoments, distanceText } from './compared-moments';
import { pointsText } from './points-text';

const WEB = nodeId('app', { namespace: 'shop', name: 'web' });
const CART = nodeId('app', { namespace: 'shop', name: 'cart' });
const edge = { id: edgeId(WEB, CART, 'http'), source: WEB, target: CART, protocol: 'http' } as MeshEdge;
const difference = differenceOf({ edges: [changeOf(edge, 'worse', { errorRatio: [0.002, 0.084] })] });
const compare = { kind: 'ago', seconds: 3600 } as const;
const picture = { atSeconds: 1_700_000_000, difference } as unknown as Picture;

describe('which of two moments is shown', () => {
  it('is what the picture says, so that nothing is drawn as the one while it is the other', () => {
    const view = { ...DEFAULT_VIEW, compare, compared: 'before' } as const;
    expect(comparedShown({ view, picture: { ...picture, compared: 'difference' } })).toBe('difference');
    expect(differenceShown({ view, picture: { ...picture, compared: 'before' } })).toBeUndefined();
    expect(differenceShown({ view: { ...view, compared: 'difference' }, picture })).toBe(difference);
  });

  it('is none as soon as nothing is compared, and none before the answer is there', () => {
    expect(comparedShown({ view: DEFAULT_VIEW, picture })).toBeUndefined();
    expect(comparedShown({ view: { ...DEFAULT_VIEW, compare }, picture: { ...picture, difference: undefined } as never })).toBeUndefined();
  });
});

describe('the two moments', () => {
  it('are said with date, time, offset and distance', () => {
    const moments = comparedMoments(compare, picture);
    expect(moments).toEqual({ beforeSeconds: 1_699_996_400, afterSeconds: 1_700_000_000 });
    // 1 700 000 000 s = 2023-11-14 22:13:20 UTC.
    expect(momentText(moments?.afterSeconds ?? 0, utcOffset)).toBe('2023-11-14 22:13:20 UTC');
    expect(distanceText({ beforeSeconds: 0, afterSeconds: 3600 })).toBe('1h before B');
    expect(distanceText({ beforeSeconds: 3600, afterSeconds: 0 })).toBe('1h after B');
    expect(distanceText({ beforeSeconds: 5, afterSeconds: 5 })).toBe('the same moment as B');
  });

  it('are known as asked while the answer is under way', () => {
    const asked = comparedMoments({ kind: 'at', seconds: 1_699_000_000 }, { atSeconds: 1_700_000_000 });
    expect(asked).toEqual({ beforeSeconds: 1_699_000_000, afterSeconds: 1_700_000_000 });
  });

  it('change places as fixed moments', () => {
    expect(swapped({ view: { ...DEFAULT_VIEW, compare }, picture })).toEqual({
      compare: { kind: 'at', seconds: 1_700_000_000 },
      end: { kind: 'at', seconds: 1_699_996_400 },
    });
    expect(swapped({ view: DEFAULT_VIEW, picture })).toBeUndefined();
  });

  it('around a mark are the window that ends there and the window that begins there', () => {
    expect(around(1000, 300, 5000)).toEqual({ compare: { kind: 'at', seconds: 1000 }, end: { kind: 'at', seconds: 1300 } });
    // The window after it is not over yet: B follows now.
    expect(around(1000, 300, 1200).end).toEqual({ kind: 'now' });
  });
});

describe('what became of something, in words', () => {
  it('names what differs beyond noise, with units', () => {
    const change = changeOf(edge, 'worse', { rate: [120, 480], errorRatio: [0.002, 0.084], p99: [190, 500], mtls: [1, 0] });
    expect(edgeDeltas(change, PER_SECOND)).toEqual(['0.2 → 8.4 % err', 'p99 +310 ms', 'mTLS → plaintext', '120 → 480 rps']);
    expect(changeSentence(changeOf(edge, 'removed', { rate: [30, 0] }), PER_SECOND)).toBe('removed: was 30 rps');
    expect(changeSentence(changeOf(edge, 'added', { rate: [0, 12] }), PER_SECOND)).toBe('added: new 12 rps');
    expect(changeSentence(changeOf(edge, 'unchanged', {}), PER_SECOND)).toBe('unchanged');
  });

  it('never calls unchanged what one of the moments did not answer', () => {
    expect(changeSentence({ ...changeOf(edge, 'unchanged', {}), doubt: 'before-unknown' }, PER_SECOND)).toBe('cannot tell');
  });

  it.each([
    { unknown: 0, all: 9, said: 'Nothing changed beyond noise.' },
    { unknown: 0, all: 0, said: 'Nothing changed beyond noise.' },
    { unknown: 2, all: 9, said: 'Nothing else changed beyond noise.' },
    { unknown: 9, all: 9, said: 'What changed cannot be told.' },
  ])('says of $all edges of which $unknown are unknown: $said', ({ unknown, all, said }) => {
    expect(noChangeSentence(unknown, all)).toBe(said);
  });

  it('names versions that came and went', () => {
    const [node] = differenceOf({ nodes: [{ id: CART, class: 'changed', versions: { added: ['v2'], removed: ['v1'] } }] }).nodes.values();
    expect(node === undefined ? [] : nodeDeltas(node, PER_SECOND)).toEqual(['version v1 → v2']);
  });

  it('tells shares apart in percentage points', () => {
    expect(pointsText({ before: 0.002, after: 0.084, significant: true })).toBe('+8.2 pp');
    expect(pointsText({ before: 1, after: 0, significant: true })).toBe('−100 pp');
    expect(pointsText({ before: undefined, after: 0, significant: false })).toBeUndefined();
  });
});
