import { describe, expect, it } from 'vitest';
import { namespaceChoices, scopeText } from './namespace-choices';

describe('namespaces to choose from', () => {
  it('keeps a checked namespace that the narrowed picture no longer shows, first', () => {
    expect(namespaceChoices(['b', 'a'], ['z'], '')).toEqual(['z', 'a', 'b']);
  });

  it('searches without regard to case or surrounding blanks', () => {
    expect(namespaceChoices(['shop', 'Shopping', 'edge'], [], ' SHOP ')).toEqual(['Shopping', 'shop']);
  });

  it.each([
    [[], 'all'],
    [['shop'], 'shop'],
    [['a', 'b'], 'a, b'],
    [['a', 'b', 'c'], '3 chosen'],
  ])('writes the scope %j as %s', (namespaces, text) => {
    expect(scopeText(namespaces)).toBe(text);
  });
});
