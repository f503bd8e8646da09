/** The words after `--config` → files to read: folders all the way down, `-` is standard input. */
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { err, ok, type Result } from '../lib/result';

/** A file that is opened when its bytes are asked for: one of thousands at a time. */
export interface ConfigFile {
  readonly name: string;
  readonly bytes: ReadableStream<Uint8Array>;
}

const READ = /\.(ya?ml|json)(\.gz)?$|\.gz$/i;
const MOST_FILES = 100_000;

export interface ConfigPathsOptions {
  readonly standardInput: () => ReadableStream<Uint8Array>;
}

/**
 * All files below the paths, in the order of the paths and by name within a folder. In folders only .yaml, .yml, .json and .gz count, and
 * hidden ones are left out; a file that is named is read whatever its name. The error is one sentence.
 */
export async function configFiles(
  paths: readonly string[],
  { standardInput }: ConfigPathsOptions,
): Promise<Result<readonly ConfigFile[], string>> {
  const files: ConfigFile[] = [];
  const seen = new Set<string>();
  if (paths.filter((path) => path === '-').length > 1) return err('Standard input (-) can be read only once.');
  for (const path of paths) {
    if (path === '') return err('A path after --config is empty.');
    if (path === '-') {
      files.push({ name: 'standard input', bytes: standardInput() });
      continue;
    }
    const found = await filesAt(path, seen);
    if (!found.ok) return found;
    files.push(...found.value.map(lazily));
  }
  return ok(files);
}

/** Opened by the first read, so that thousands of files do not take a descriptor each. */
function lazily(name: string): ConfigFile {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const bytes = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        reader ??= (Readable.toWeb(createReadStream(name)) as ReadableStream<Uint8Array>).getReader();
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => reader?.cancel(),
    },
    { highWaterMark: 0 },
  );
  return { name, bytes };
}

async function filesAt(path: string, seen: Set<string>): Promise<Result<readonly string[], string>> {
  try {
    const about = await stat(path);
    if (!about.isDirectory()) return ok([path]);
    const files: string[] = [];
    await collect(path, files, seen);
    if (files.length === 0) return err(`${path} has no file that ends in .yaml, .yml, .json or .gz.`);
    return ok(files);
  } catch (error) {
    return err(whyNot(path, error));
  }
}

/** Links to a folder that was visited lead no further. */
async function collect(folder: string, files: string[], seen: Set<string>): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
  for (const name of names) {
    if (files.length >= MOST_FILES) return;
    const path = join(folder, name);
    const about = await stat(path).catch(() => undefined);
    if (about?.isDirectory()) await collect(path, files, seen);
    else if (about?.isFile() && READ.test(name)) files.push(path);
  }
}

function whyNot(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no file or folder ${JSON.stringify(path)}.`;
  if (code === 'EACCES' || code === 'EPERM') return `${JSON.stringify(path)} may not be read by this user.`;
  return `${JSON.stringify(path)} cannot be read${typeof code === 'string' ? ` (${code})` : ''}.`;
}
