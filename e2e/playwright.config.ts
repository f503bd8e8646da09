/** Playwright on the system's Chromium, against what `npm start` serves. */
import { defineConfig } from '@playwright/test';
import { findBinary } from '../scripts/find-binary';

const port = Number(process.env.E2E_PORT ?? 4781);
const url = `http://127.0.0.1:${port}`;
const executablePath = findBinary('chromium');

const HEAVY = ['**/huge*.spec.ts', '**/hostile.spec.ts', '**/worst-edges.spec.ts'];

export default defineConfig({
  // Thousands of services take both cores: one such spec at a time.
  projects: [
    { name: 'thousands', testMatch: [...HEAVY], workers: 1 },
    { name: 'page', testMatch: '**/*.spec.ts', testIgnore: ['bench/**', ...HEAVY] },
  ],
  outputDir: '../test-results',
  snapshotPathTemplate: '{testDir}/gallery/baselines/{arg}{ext}',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // Two browsers on two cores: on CI a test that fails has a second try, and `npm test` says which needed it. By hand the first counts.
  retries: process.env.CI === 'true' ? 1 : 0,
  // A busy machine is slow, not wrong: only a test that fails takes this long.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: url,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    video: 'off',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'npm start',
    cwd: '..',
    url: `${url}/config.json`,
    timeout: 120_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    env: { PORT: String(port), HOST: '127.0.0.1', PROMETHEUS_URL: '', KUBERNETES_URL: '', SCENARIO: '' },
  },
});
