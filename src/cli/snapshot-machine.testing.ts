/** `seamark snapshot` on a machine whose files are in memory, for tests. */
import { ok } from '../lib/result';
import { readSnapshot } from '../snapshot/read-snapshot';
import { runCommand } from '../testing/run-command';
import type { CommandContext } from './command';

/** An answer of Prometheus. */
export const vector = (result: readonly object[]) => Response.json({ status: 'success', data: { resultType: 'vector', result } });

export const VIEWER = '<!doctype html><title>Seamark</title><script type="text/plain" id="seamark-snapshot"></script>';

/** A machine that keeps what is written. */
export function machine(more: Partial<CommandContext>) {
  const files = new Map<string, Uint8Array>();
  const context: Partial<CommandContext> = {
    readText: async (path) => {
      if (path.endsWith('viewer.html')) return VIEWER;
      throw Object.assign(new Error('no'), { code: 'ENOENT' });
    },
    writeFile: async (path, bytes) => {
      files.set(path, bytes);
      return ok(undefined);
    },
    readPaths: async ([path = '']) => {
      const bytes = files.get(path);
      return bytes === undefined ? { ok: false, error: `There is no file ${path}.` } : ok([{ name: path, bytes }]);
    },
    paintPng: async ({ svg, scale }) => ok(new TextEncoder().encode(`PNG of ${svg.length} at ${scale}`)),
    ...more,
  };
  return {
    files,
    run: (...args: readonly string[]) => runCommand(['snapshot', ...args], context),
    text: (path: string) => new TextDecoder().decode(files.get(path)),
    snapshot(path: string) {
      const read = readSnapshot(files.get(path) ?? new Uint8Array(0));
      if (!read.ok) throw new Error(read.error.message);
      return read.value;
    },
  };
}

export const ASK = ['--prometheus', 'http://prom.corp.example:9090', '--at', '1700000000'];
