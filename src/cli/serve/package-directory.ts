import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of this package, wherever this code runs from: the sources, or the bundle in `dist/cli`. */
export function packageFile(relativePath: string): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error('Seamark does not run from inside its package');
    directory = parent;
  }
  return join(directory, relativePath);
}
