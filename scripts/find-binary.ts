/** Where the programs live that the tests run beside ours: a browser, a Prometheus, a VictoriaMetrics. */
import { createRequire } from 'node:module';
import { CHROMIUM, findProgram, isExecutable, type Program } from '../src/cli/find-program';

export type BinaryName = 'prometheus' | 'promtool' | 'victoria-metrics' | 'chromium';

const binaries: Readonly<Record<BinaryName, Program>> = {
  prometheus: { variable: 'PROMETHEUS_BIN', fileNames: ['prometheus'] },
  promtool: { variable: 'PROMTOOL_BIN', fileNames: ['promtool'] },
  'victoria-metrics': { variable: 'VICTORIA_METRICS_BIN', fileNames: ['victoria-metrics', 'victoria-metrics-prod'] },
  chromium: CHROMIUM,
};

/** The Chromium that `npx playwright install chromium` puts into Playwright's cache; loaded only when nothing else was found. */
function playwrightChromium(): string {
  const playwright: { readonly chromium: { executablePath(): string } } = createRequire(import.meta.url)('@playwright/test');
  return playwright.chromium.executablePath();
}

/**
 * Absolute path of a program: its environment variable, PATH, the usual places, for Chromium also Playwright's own copy.
 * Undefined when there is none. Throws when the environment variable names something that cannot be run: a wrong setting should not be papered over.
 */
export function findBinary(name: BinaryName, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const found = findProgram(binaries[name], environment);
  if (found !== undefined || name !== 'chromium') return found;
  const own = playwrightChromium();
  return isExecutable(own) ? own : undefined;
}

/** The same, for callers that cannot go on without it. */
export function requireBinary(name: BinaryName): string {
  const path = findBinary(name);
  if (path === undefined) throw new Error(`${name} was not found: install it, put it on PATH, or set ${binaries[name].variable}`);
  return path;
}
