/** Where the programs live that the tests run beside ours: a browser, a Prometheus, a VictoriaMetrics. */
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type BinaryName = 'prometheus' | 'promtool' | 'victoria-metrics' | 'chromium';

interface Binary {
  readonly variable: string;
  /** Names it goes by, most wanted first. */
  readonly fileNames: readonly string[];
}

const binaries: Readonly<Record<BinaryName, Binary>> = {
  prometheus: { variable: 'PROMETHEUS_BIN', fileNames: ['prometheus'] },
  promtool: { variable: 'PROMTOOL_BIN', fileNames: ['promtool'] },
  'victoria-metrics': { variable: 'VICTORIA_METRICS_BIN', fileNames: ['victoria-metrics', 'victoria-metrics-prod'] },
  chromium: { variable: 'CHROMIUM_BIN', fileNames: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'] },
};

/** Looked at after PATH: package managers, archives unpacked by hand. */
const usualDirectories = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/snap/bin',
  '/opt/prometheus',
  '/opt/victoria-metrics',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS',
  join(homedir(), '.local/bin'),
  join(homedir(), 'bin'),
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

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
  const { variable, fileNames } = binaries[name];
  const configured = environment[variable];
  if (configured) {
    if (isExecutable(configured)) return configured;
    throw new Error(`${variable}=${configured} is not an executable file`);
  }
  const onPath = (environment.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  for (const directory of [...onPath, ...usualDirectories]) {
    for (const fileName of fileNames) {
      const candidate = join(directory, fileName);
      if (isExecutable(candidate)) return candidate;
    }
  }
  if (name !== 'chromium') return undefined;
  const own = playwrightChromium();
  return isExecutable(own) ? own : undefined;
}

/** The same, for callers that cannot go on without it. */
export function requireBinary(name: BinaryName): string {
  const path = findBinary(name);
  if (path === undefined) throw new Error(`${name} was not found: install it, put it on PATH, or set ${binaries[name].variable}`);
  return path;
}
