import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import '../testing/seeded-properties';
import { yamlText } from './yaml-text';

it.each([
  ['shop', 'shop'],
  ['app.kubernetes.io/name', 'app.kubernetes.io/name'],
  ['true', '"true"'],
  ['NO', '"NO"'],
  ['1.20', '"1.20"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['a\nb', '"a\\nb"'],
])('%j is written %s', (text, written) => expect(yamlText(text)).toBe(written));

it('reads back as the same text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parse(`key: ${yamlText(text)}\n`)).toEqual({ key: text });
    }),
  );
});
