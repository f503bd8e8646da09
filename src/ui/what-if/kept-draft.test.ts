import { describe, expect, it } from 'vitest';
import { keepDraft, readDraft } from './kept-draft';

function storage(refuses = false) {
  const kept = new Map<string, string>();
  const refuse = () => {
    if (refuses) throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  return {
    kept,
    getItem: (key: string) => {
      refuse();
      return kept.get(key) ?? null;
    },
    setItem: (key: string, value: string) => {
      refuse();
      kept.set(key, value);
    },
    removeItem: (key: string) => {
      kept.delete(key);
    },
  };
}

describe('the draft of a tab', () => {
  it('comes back as it was, with what it is about', () => {
    const tab = storage();
    keepDraft(tab, { text: 'kind: Service\n', of: 'change/Service/shop/cart' });
    expect(readDraft(tab)).toEqual({ text: 'kind: Service\n', of: 'change/Service/shop/cart' });
  });

  it.each([
    ['a Secret', 'apiVersion: v1\nkind: Secret\ndata: {}\n'],
    ['a Secret among others', 'kind: Service\n---\nkind: "Secret"\n'],
    ['a Secret as JSON', '{\n "kind": "Secret"\n}'],
    ['a very long text', 'x'.repeat(1_000_001)],
  ])('is not kept with %s in it, and the one before it is not either', (_, text) => {
    const tab = storage();
    keepDraft(tab, { text: 'kind: Service\n' });
    keepDraft(tab, { text });
    expect(tab.kept.size).toBe(0);
  });

  it('is empty where storage is refused or holds something else', () => {
    const refusing = storage(true);
    keepDraft(refusing, { text: 'a: b' });
    expect(readDraft(refusing)).toEqual({ text: '' });
    const foreign = storage();
    foreign.setItem('seamark.what-if', '[1');
    expect(readDraft(foreign)).toEqual({ text: '' });
  });
});
