import { expect, test } from 'vitest';
import { addCounts, countsOfPlaywright, countsOfVitest } from './test-counts';

test('counts are those of the runners, and what passed at its second try only is told apart', () => {
  const vitest = countsOfVitest('{"numTotalTests":9,"numPassedTests":5,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1}');
  const playwright = countsOfPlaywright('{"stats":{"expected":7,"unexpected":1,"flaky":1,"skipped":1}}');
  expect([vitest, playwright, addCounts(vitest, playwright)]).toEqual([
    { passed: 5, failed: 1, skipped: 3, flaky: 0 },
    { passed: 8, failed: 1, skipped: 1, flaky: 1 },
    { passed: 13, failed: 2, skipped: 4, flaky: 1 },
  ]);
});
