import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformanceDir, readCase } from '../../src/testing/conformance-dir';
import { answerAttachment } from './attachment';

interface Case {
  readonly id: string;
  readonly expected: { readonly attaches: boolean };
}

const folder = conformanceDir('attachment');
const cases = folder === undefined ? [] : readCase<{ readonly cases: readonly Case[] }>(folder, 'cases.json').cases;

describe.skipIf(folder === undefined)('the attachment of each conformance case', () => {
  test('of which there are some', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases.map(({ id, expected, ...given }) => [id, expected, given] as const))('%s', (_, expected, given) => {
    const actual = answerAttachment(given, (path) => readFileSync(join(folder ?? '', path), 'utf8'));
    expect(actual).toMatchObject({ attaches: expected.attaches });
  });
});
