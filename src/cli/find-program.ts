/** Where another program lives: what an environment variable names, PATH, then the usual places. */
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Program {
  /** Environment variable that names it. */
  readonly variable: string;
  /** Names it goes by, most wanted first. */
  readonly fileNames: readonly string[];
}

export const CHROMIUM: Program = {
  variable: 'CHROMIUM_BIN',
  fileNames: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
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

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Absolute path; undefined when there is none. Throws when the variable names something that cannot be run: a wrong setting should not be papered over. */
export function findProgram({ variable, fileNames }: Program, environment: NodeJS.ProcessEnv = process.env): string | undefined {
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
  return undefined;
}
