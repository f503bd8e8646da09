import { describe, expect, it } from 'vitest';
import { focusWords } from '../../app/focus-words';
import { type Completion, completeExpression } from '../../expression/complete-expression';
import { parseExpression } from '../../expression/parse-expression';
import type { Focus } from '../../mesh/focus';
import { countText } from '../text/count-text';
import { foundText } from './found-text';
import { HIDE_OFTEN } from './hide-often';
import { sickText } from './removed-text';
import { thingName } from './thing-name';

describe('words', () => {
  const none = { nodes: new Set<never>(), edges: new Set<never>() };
  it.each([
    ['nothing was asked', undefined, undefined],
    ['nothing was found', { ok: true, part: none, unjudged: [] } as const, 'nothing found'],
    [
      'one of each',
      { ok: true, part: { nodes: new Set(['a' as never]), edges: new Set(['e' as never]) }, unjudged: [] } as const,
      '1 node, 1 edge',
    ],
    ['an error', { ok: false, error: { message: '', hint: '', from: 0, to: 0 } } as const, undefined],
  ])('%s', (_, answer, text) => {
    expect(foundText(answer)).toBe(text);
  });

  it('count what is left out, and the sick by themselves', () => {
    expect(countText({ nodes: 12, edges: 1 })).toBe('12 nodes, 1 edge');
    expect(countText({ nodes: 0, edges: 30 })).toBe('30 edges');
    expect(sickText({ nodes: 12, edges: 30, failing: 2, degraded: 1 })).toBe('2 failing and 1 degraded');
    expect(sickText({ nodes: 12, edges: 30, failing: 0, degraded: 0 })).toBeUndefined();
  });

  it.each<readonly [Focus, string]>([
    [{ kind: 'problems' }, 'problems ±1 hop'],
    [{ kind: 'around', id: 'app/east/shop/cart', hops: 2, direction: 'both' }, 'cart ±2 hops'],
    [{ kind: 'around', id: 'app/east/shop/cart', hops: 1, direction: 'up' }, 'cart, callers 1 hop'],
    [{ kind: 'around', id: 'app/east/shop/cart', hops: 3, direction: 'down' }, 'cart, calls 3 hops'],
    [{ kind: 'path', from: 'app/east/shop/web', to: 'app/east/pay/ledger' }, 'web → ledger, all paths'],
  ])('a focus before its picture is named by its ids: %j', (focus, words) => {
    expect(focusWords(focus, (id) => thingName(id, undefined))).toBe(words);
  });
});

it.each(HIDE_OFTEN)('%s, offered beside the hide field, can be read', (expression) => {
  expect(parseExpression(expression).ok).toBe(true);
});

it('what is completed is put where it belongs, without the rest being touched', () => {
  const mesh = { groupBy: 'app', nodes: [], edges: [], groups: [], unplacedRows: 0, problems: [] } as const;
  const text = 'prot AND healthy';
  const [first] = completeExpression(text, 4, { mesh, policies: undefined }) as readonly [Completion];
  expect(`${text.slice(0, first.from)}${first.insert}${text.slice(first.to)}`).toBe('protocol AND healthy');
});
