/** The split cases of the conformance set: every key of the expected answer, numbers within 0.000001; texts of reasons are free. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformanceDir, readCase } from '../../src/testing/conformance-dir';
import { answerSplits } from './splits';

interface Case extends Record<string, unknown> {
  readonly id: string;
  readonly expected: unknown;
}

const folder = conformanceDir('splits');
const cases = folder === undefined ? [] : readCase<Case[] | { cases: Case[] }>(folder, 'cases.json');
const listed = Array.isArray(cases) ? cases : cases.cases;

/** What of `expected` the answer lacks or says otherwise, as paths. */
function differences(actual: unknown, expected: unknown, path = ''): readonly string[] {
  if (path.endsWith('.reason')) return [];
  if (typeof expected === 'number')
    return typeof actual === 'number' && Math.abs(actual - expected) <= 1e-6
      ? []
      : [`${path}: ${JSON.stringify(actual)} instead of ${expected}`];
  if (Array.isArray(expected)) {
    const given: readonly unknown[] = Array.isArray(actual) ? actual : [];
    if (given.length !== expected.length)
      return [`${path}: ${given.length} entries instead of ${expected.length}: ${JSON.stringify(actual)}`];
    return expected.flatMap((each, index) => differences(given[index], each, `${path}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    const given = typeof actual === 'object' && actual !== null ? (actual as Record<string, unknown>) : {};
    return Object.entries(expected).flatMap(([name, each]) => differences(given[name], each, `${path}.${name}`));
  }
  return (actual ?? null) === expected ? [] : [`${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}

describe.skipIf(folder === undefined)('the split of each conformance case', () => {
  test('of which there are some', () => {
    expect(listed.length).toBeGreaterThan(0);
  });
  test.each(listed.map((each) => [each.id, each] as const))('%s', (_, { expected, ...given }) => {
    const actual = answerSplits(given, (path) => readFileSync(join(folder ?? '', path), 'utf8'));
    expect(differences(actual, expected)).toEqual([]);
  });
});
