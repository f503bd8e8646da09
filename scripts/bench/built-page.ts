/** The page built into a directory of its own, so that nobody else's build is measured. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { packageFile } from '../../src/cli/serve/package-directory';

interface BuiltPage {
  readonly directory: string;
  /** File names below `assets/`. */
  readonly assets: readonly string[];
}

let built: Promise<BuiltPage> | undefined;

async function make(): Promise<BuiltPage> {
  const directory = packageFile('.tmp/bench-page');
  await build({ root: packageFile('.'), logLevel: 'error', build: { outDir: directory, emptyOutDir: true } });
  return { directory, assets: await readdir(join(directory, 'assets')) };
}

/** Built once per run. */
export function builtPage(): Promise<BuiltPage> {
  built ??= make();
  return built;
}

/** The asset with this beginning and extension. */
export function assetNamed(page: BuiltPage, start: string, extension: string): string {
  const found = page.assets.find((name) => name.startsWith(start) && name.endsWith(extension));
  if (found === undefined) throw new Error(`The build has no ${start}*${extension}: ${page.assets.join(', ')}`);
  return join(page.directory, 'assets', found);
}
