import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformanceDir, readCase } from '../../src/testing/conformance-dir';
import { answerMtls } from './mtls';

interface Case {
  readonly id: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

const folder = conformanceDir('mtls');
const cases = folder === undefined ? [] : readCase<{ readonly cases: readonly Case[] }>(folder, 'cases.json').cases;
const firstWord = (result: unknown): unknown => (typeof result === 'string' ? result.split(/\W/)[0] : result);

/** `reason` is free text, and of `result` only the first word counts. */
function comparable({ reason: _, ...answer }: Readonly<Record<string, unknown>>) {
  return 'result' in answer ? { ...answer, result: firstWord(answer.result) } : answer;
}

describe.skipIf(folder === undefined)('the answer to each conformance case', () => {
  test('of which there are some', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases.map(({ id, expected, ...given }) => [id, expected, given] as const))('%s', (_, expected, given) => {
    const actual = answerMtls(given, (path) => readFileSync(join(folder ?? '', path), 'utf8'));
    expect(comparable(actual as Case['expected'])).toEqual(comparable(expected));
  });
});
