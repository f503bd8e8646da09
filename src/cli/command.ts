import type { InputFile } from '../istio/sources/bundle';
import type { Problem } from '../lib/problem';
import type { Result } from '../lib/result';
import type { SvgPicture } from './png-by-chromium';

/** What a subcommand may touch of the machine; passed in, so that commands run in tests without a process. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** One line (or a text of lines) to standard output. */
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** Unix ms. */
  readonly now: () => number;
  /** A file's text, `-` is standard input; rejects when it cannot be read. */
  readonly readText: (path: string) => Promise<string>;
  /** Files and everything in folders; the sentence says which path is wrong. */
  readonly readPaths: (paths: readonly string[]) => Promise<Result<readonly InputFile[], string>>;
  /** Writes a whole file, in place of the one before; the sentence says why it cannot be written. */
  readonly writeFile: (path: string, bytes: Uint8Array) => Promise<Result<void, string>>;
  /** By a Chromium of this machine; the problem says why it cannot. */
  readonly paintPng: (picture: SvgPicture) => Promise<Result<Uint8Array, Problem>>;
  /** Resolves after the time, or at once when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A subcommand of `seamark`. */
export interface Command {
  readonly name: string;
  /** Half a line for `seamark --help`. */
  readonly summary: string;
  /** Resolves to the exit code: 0, 1 when the sources did not answer or what they say is wrong, 2 on wrong usage. Handles its own `--help`. */
  readonly run: (args: readonly string[], context: CommandContext) => Promise<number>;
}
