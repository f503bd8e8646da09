import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the shared conformance cases, or undefined (said once on the console) where it is not. */
export function conformanceDir(suite: string): string | undefined {
  const folder = join(process.env.CONFORMANCE_DIR ?? '../shared/conformance', suite);
  if (existsSync(folder)) return folder;
  console.warn(`LEFT OUT: the conformance cases of "${suite}" (no folder ${folder}; set CONFORMANCE_DIR).`);
  return undefined;
}

/** A case file as parsed JSON; the caller names its shape. */
export function readCase<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
}
