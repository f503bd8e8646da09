/** A server program of somebody else, run for the length of a test: on a free port, in a directory of its own, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface SpawnedServer {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string;
  /** Temporary; removed by `stop`. */
  readonly dataDirectory: string;
  /** Idempotent. */
  stop(): Promise<void>;
}

interface ServerProgram {
  readonly name: string;
  readonly binary: string;
  readonly directory: string;
  readonly argumentsFor: (port: number) => readonly string[];
  /** Answers 200 once the server can be used. */
  readonly readyPath: string;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port');
  return address.port;
}

export function temporaryDirectory(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `seamark-${name}-`));
}

const running = new Map<ChildProcess, string>();
const fatalSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function endAll(): void {
  for (const [child, directory] of running) {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
  running.clear();
}

function endAllAndDie(signal: NodeJS.Signals): void {
  endAll();
  for (const each of fatalSignals) process.removeListener(each, endAllAndDie);
  process.kill(process.pid, signal);
}

/** However this process ends (but by SIGKILL), its servers end with it. */
function remember(child: ChildProcess, directory: string): void {
  if (running.size === 0) {
    process.on('exit', endAll);
    for (const signal of fatalSignals) process.on(signal, endAllAndDie);
  }
  running.set(child, directory);
}

function forget(child: ChildProcess): void {
  running.delete(child);
  if (running.size > 0) return;
  process.removeListener('exit', endAll);
  for (const signal of fatalSignals) process.removeListener(signal, endAllAndDie);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

const readinessPolls = 1200;
const readinessPollMilliseconds = 50;

interface Attempt {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  readonly log: () => string;
}

function launch(program: ServerProgram, port: number): Attempt {
  const child = spawn(program.binary, program.argumentsFor(port), { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      log += error.message;
      resolve();
    });
  });
  return { child, exited, log: () => log };
}

async function waitUntilReady(attempt: Attempt, url: string): Promise<boolean> {
  for (let poll = 0; poll < readinessPolls; poll += 1) {
    if (attempt.child.exitCode !== null || attempt.child.signalCode !== null || attempt.child.pid === undefined) return false;
    if (await isReady(url)) return true;
    await Promise.race([delay(readinessPollMilliseconds), attempt.exited]);
  }
  return false;
}

/** Starts it, resolves when it is ready. Another process may take the free port first, so a start that ends early is tried again. */
export async function startServer(program: ServerProgram): Promise<SpawnedServer> {
  let lastLog = '';
  for (let attemptNumber = 0; attemptNumber < 3; attemptNumber += 1) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const attempt = launch(program, port);
    remember(attempt.child, program.directory);
    const stop = async (): Promise<void> => {
      attempt.child.kill('SIGKILL');
      if (attempt.child.pid !== undefined) await attempt.exited;
      forget(attempt.child);
      await rm(program.directory, { recursive: true, force: true });
    };
    if (await waitUntilReady(attempt, url + program.readyPath)) return { url, dataDirectory: program.directory, stop };
    attempt.child.kill('SIGKILL');
    forget(attempt.child);
    lastLog = attempt.log();
    if (!/address already in use/i.test(lastLog)) break;
  }
  await rm(program.directory, { recursive: true, force: true });
  throw new Error(`${program.name} did not become ready:\n${lastLog}`);
}
