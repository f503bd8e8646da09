/** `seamark` as a test runs it: nothing of the machine but what the test hands over. */
import type { CommandContext } from '../cli/command';
import { runSeamark } from '../cli/run-seamark';

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** A machine without files, on which nothing is printed. */
export const bareMachine: CommandContext = {
  environment: {},
  print: () => {},
  printError: () => {},
  fetch,
  now: () => 1_700_000_000_000,
  readText: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOENT' })),
  readPaths: () => Promise.resolve({ ok: false, error: 'no' }),
  writeFile: () => Promise.resolve({ ok: false, error: 'no' }),
  paintPng: () => Promise.resolve({ ok: false, error: { code: 'no', severity: 'error', message: 'There is no Chromium here.' } }),
  wait: () => Promise.resolve(),
};

/** Runs the command line to its end; files are missing unless `more` brings them. */
export async function runCommand(args: readonly string[], more: Partial<CommandContext> = {}): Promise<CommandRun> {
  let out = '';
  let errors = '';
  const code = await runSeamark(args, {
    ...bareMachine,
    print: (line) => {
      out += `${line}\n`;
    },
    printError: (line) => {
      errors += `${line}\n`;
    },
    ...more,
  });
  return { code, out, errors };
}
