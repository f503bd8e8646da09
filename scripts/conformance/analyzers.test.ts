import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ANALYZERS } from '../../src/policy/analyzers/index';
import { conformanceDir, readCase } from '../../src/testing/conformance-dir';
import { answerAnalyzers } from './analyzers';

interface Case {
  readonly id: string;
  readonly name: string;
  readonly analyzer: string;
  readonly topologyRelevant: boolean;
  readonly expected: readonly unknown[];
}

const folder = conformanceDir('analyzers');
const cases = folder === undefined ? [] : readCase<{ readonly cases: readonly Case[] }>(folder, 'cases.json').cases;
const implemented = new Set(ANALYZERS.map(({ id }) => id));

describe.skipIf(folder === undefined)('the messages of each conformance case', () => {
  test('of which there are some, and all that matter on a graph have their analyzer', () => {
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.filter(({ topologyRelevant, analyzer }) => topologyRelevant && !implemented.has(analyzer))).toEqual([]);
  });

  const answered = cases.filter(({ analyzer }) => implemented.has(analyzer));
  test.each(answered.map(({ expected, ...given }) => [given.id, given.name, expected, given] as const))(
    '%s: %s',
    (_, __, expected, given) => {
      const actual = answerAnalyzers({ ...given }, (path) => readFileSync(join(folder ?? '', path), 'utf8'));
      const sorted = (list: unknown) => (Array.isArray(list) ? list.map((each) => JSON.stringify(canonical(each))).sort() : list);
      expect(sorted(actual)).toEqual(sorted(expected));
    },
  );
});

function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, canonical(each)]),
  );
}
