#!/usr/bin/env node
/** The command line's entry: gives the commands this process' streams, clock, files and fetch. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { err, ok } from '../lib/result';
import type { CommandContext } from './command';
import { configFiles } from './config-paths';
import { pngByChromium } from './png-by-chromium';
import { runSeamark } from './run-seamark';

/** Whoever reads us may stop early (`| head`): that is no error. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);

/** `npm run seamark` works in the package's directory; file names are meant from where it was called. */
function callersDirectory(): string {
  const { npm_lifecycle_event: script, INIT_CWD: called } = process.env;
  return script === 'seamark' && called !== undefined ? called : process.cwd();
}

function shownName(directory: string, name: string): string {
  const shown = relative(directory, name);
  return !isAbsolute(name) || shown.startsWith('..') ? name : shown;
}

/** Whoever reads the file meanwhile sees the whole one before or the whole one after. */
const replaceFile: CommandContext['writeFile'] = async (path, bytes) => {
  const target = resolve(callersDirectory(), path);
  const beside = `${target}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, target);
    return ok(undefined);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return err(`${JSON.stringify(path)} cannot be written${code}.`);
  }
};

const context: CommandContext = {
  environment: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  fetch: (input, init) => fetch(input, init),
  now: Date.now,
  readPaths: async (paths) => {
    const directory = callersDirectory();
    const given = paths.map((path) => (path === '-' || path === '' ? path : resolve(directory, path)));
    const files = await configFiles(given, { standardInput: () => Readable.toWeb(process.stdin) as ReadableStream<Uint8Array> });
    // Names as they were written, not as this process sees them.
    return files.ok ? ok(files.value.map(({ name, bytes }) => ({ name: shownName(directory, name), bytes }))) : files;
  },
  writeFile: replaceFile,
  paintPng: pngByChromium,
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
  readText: (path) => (path === '-' ? text(process.stdin) : readFile(resolve(callersDirectory(), path), 'utf8')),
};

process.exitCode = await runSeamark(process.argv.slice(2), context);
