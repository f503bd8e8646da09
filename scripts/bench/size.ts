/** What a browser must load before the page stands, compressed as a server would. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BenchFamily, type BenchLine, valueAtMost } from './bench-line';
import { assetNamed, builtPage } from './built-page';

const KILOBYTE = 1000;
const INITIAL_KILOBYTES = 250;

async function gzipKilobytes(file: string): Promise<number> {
  return gzipSync(await readFile(file), { level: 9 }).byteLength / KILOBYTE;
}

/** Scripts that index.html names, preloads included: everything before the first lazy import. */
function scriptsOf(html: string): readonly string[] {
  const script = /<script\b[^>]*\bsrc="([^"]+)"/g;
  const preload = /<link\b[^>]*\brel="modulepreload"[^>]*\bhref="([^"]+)"/g;
  return [...html.matchAll(script), ...html.matchAll(preload)].flatMap(([, path]) => (path === undefined ? [] : [path]));
}

/** Initial JavaScript, and what comes after it: the worker in its own thread, the graph chunk when there is something to draw. */
export const sizeFamily: BenchFamily = {
  name: 'size',
  about: 'JavaScript before the graph chunk, compressed',
  run: async () => {
    const page = await builtPage();
    const scripts = scriptsOf(await readFile(join(page.directory, 'index.html'), 'utf8'));
    const sizes = await Promise.all(scripts.map((path) => gzipKilobytes(join(page.directory, path))));
    const line = (measure: string, value: number): BenchLine => ({ measure, size: 'gzip -9', value, floor: 0, unit: 'kB' });
    const initial = sizes.reduce((sum, size) => sum + size, 0);
    return [
      { ...line(`initial JavaScript (${scripts.length} file)`, initial), target: valueAtMost(INITIAL_KILOBYTES) },
      line('data worker', await gzipKilobytes(assetNamed(page, 'data-worker', '.js'))),
      line('graph chunk', await gzipKilobytes(assetNamed(page, 'cytoscape-renderer', '.js'))),
    ];
  },
};
