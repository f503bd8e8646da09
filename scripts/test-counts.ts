/** How many tests a runner says it ran, read from its own JSON report; nothing is estimated. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed: at their second try only. */
  readonly flaky: number;
}

export const noTests: TestCounts = { passed: 0, failed: 0, skipped: 0, flaky: 0 };

export function addCounts(a: TestCounts, b: TestCounts): TestCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, flaky: a.flaky + b.flaky };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

export function countsOfVitest(json: string): TestCounts {
  const report: VitestReport = JSON.parse(json);
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped, flaky: 0 };
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
}

/** Where the second try is on (`e2e/playwright.config.ts`), what passes at it has passed, and is told apart: it is to be mended. */
export function countsOfPlaywright(json: string): TestCounts {
  const { stats }: PlaywrightReport = JSON.parse(json);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, flaky: stats.flaky };
}
