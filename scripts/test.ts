/** `npm test`: everything, in order, up to the first step that fails; the last line is the sum of what the runners counted. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureTools, thisMachine } from './ensure-tools';
import { findBinary } from './find-binary';
import { freePort } from './spawned-server';
import { addCounts, countsOfPlaywright, countsOfVitest, noTests, type TestCounts } from './test-counts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, '.tmp', 'reports');

interface Step {
  readonly name: string;
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Where its runner writes its counts, and how to read them. */
  readonly counts?: { readonly file: string; readonly read: (json: string) => TestCounts };
}

const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

const steps: readonly Step[] = [
  { name: 'types', commands: [['tsc', '--noEmit']] },
  { name: 'lint', commands: [['biome', 'check', '.'], ['knip']] },
  {
    name: 'architecture, unit, property and conformance tests',
    commands: [['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]],
    counts: { file: vitestReport, read: countsOfVitest },
  },
  {
    name: 'build',
    commands: [
      ['vite', 'build'],
      ['vite', 'build', '--mode', 'viewer'],
    ],
  },
  {
    name: 'browser tests',
    commands: [['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']],
    counts: { file: playwrightReport, read: countsOfPlaywright },
  },
];

interface Outcome {
  readonly name: string;
  readonly verdict: 'passed' | 'FAILED' | 'CANNOT RUN' | 'not reached';
  readonly seconds: number;
  readonly counts: TestCounts;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function runs([program, ...rest]: readonly [string, ...string[]], environment: NodeJS.ProcessEnv): boolean {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', program), rest, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

function take(step: Step, environment: NodeJS.ProcessEnv): Outcome {
  say(`\n=== ${step.name}`);
  const startedAt = performance.now();
  const passed = step.commands.every((command) => runs(command, environment));
  const counted = step.counts !== undefined && existsSync(step.counts.file);
  const counts = step.counts !== undefined && counted ? step.counts.read(readFileSync(step.counts.file, 'utf8')) : noTests;
  const honest = passed && (step.counts === undefined || counts.passed > 0);
  return { name: step.name, verdict: honest ? 'passed' : 'FAILED', seconds: (performance.now() - startedAt) / 1000, counts };
}

function takeAll(environment: NodeJS.ProcessEnv): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  let failed = false;
  for (const step of steps) {
    if (failed) outcomes.push({ name: step.name, verdict: 'not reached', seconds: 0, counts: noTests });
    else if (step.name === 'browser tests' && findBinary('chromium') === undefined)
      outcomes.push({ name: step.name, verdict: 'CANNOT RUN', seconds: 0, counts: noTests });
    else {
      const outcome = take(step, environment);
      outcomes.push(outcome);
      failed = outcome.verdict === 'FAILED';
    }
  }
  return outcomes;
}

async function main(): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const missing = ensureTools(thisMachine);
  // A port of its own, so that two runs on one machine do not meet.
  const e2ePort = process.env.E2E_PORT ?? String(await freePort());
  const outcomes = takeAll({ E2E_PORT: e2ePort, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport });
  const total = outcomes.map(({ counts }) => counts).reduce(addCounts, noTests);

  say('\n=== summary');
  for (const { name, verdict, seconds } of outcomes) say(`${verdict.padEnd(11)} ${seconds.toFixed(1).padStart(7)} s  ${name}`);
  const stoppedAt = outcomes.find(({ verdict }) => verdict === 'FAILED');
  if (stoppedAt !== undefined) say(`!!! Stopped at: ${stoppedAt.name}.`);
  for (const sentence of missing) say(`!!! ${sentence}`);
  if (total.skipped > 0) say(`!!! ${total.skipped} tests were left out; their files say why.`);
  if (total.flaky > 0) say(`!!! ${total.flaky} of the browser tests passed at their second try only: named above as flaky, to be mended.`);
  const refused = missing.length > 0 && process.env.CI === 'true';
  if (refused) say('!!! With CI=true a missing tool is a failure.');
  say(`${total.passed} passed, ${total.failed} failed`);
  return stoppedAt !== undefined || refused ? 1 : 0;
}

process.exitCode = await main();
