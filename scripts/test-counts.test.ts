import { expect, test } from 'vitest';
import { addCounts, countsOfPlaywright, countsOfVitest } from './test-counts';

test('counts are those of the runners, and a flaky test has failed', () => {
  const vitest = countsOfVitest('{"numTotalTests":9,"numPassedTests":5,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1}');
  const playwright = countsOfPlaywright('{"stats":{"expected":7,"unexpected":1,"flaky":1,"skipped":1}}');
  expect([vitest, playwright, addCounts(vitest, playwright)]).toEqual([
    { passed: 5, failed: 1, skipped: 3 },
    { passed: 7, failed: 2, skipped: 1 },
    { passed: 12, failed: 3, skipped: 4 },
  ]);
});
