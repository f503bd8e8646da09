/** Vite plugins of the viewer: everything becomes one HTML file that allows nothing but itself (docs/adr/, docs/snapshot.md). */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';
import { toBase64 } from '../../src/lib/base64';
import { pack } from '../../src/lib/packing';
import { SNAPSHOT_ELEMENT, VIEWER_FILE } from '../../src/snapshot/html-form';

/** A file below `standIns` takes the place of the one with the same path below `sources`. */
export function standIns(sources: string, standIns: string): Plugin {
  const paths = readdirSync(standIns, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(standIns, join(entry.parentPath, entry.name)));
  const missing = paths.filter((path) => !existsSync(join(sources, path)));
  if (missing.length > 0) throw new Error(`Stand-ins for nothing: ${missing.join(', ')}`);
  const instead = new Map(paths.map((path) => [join(sources, path), join(standIns, path)]));
  return {
    name: 'seamark-stand-ins',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (importer === undefined || importer.startsWith(standIns)) return null;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      return resolved === null ? null : (instead.get(resolved.id) ?? resolved);
    },
  };
}

/** The program and its style, and the page around them. */
export function oneFile(root: string): Plugin {
  return {
    name: 'seamark-one-file',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const outputs = Object.values(bundle);
      const chunks = outputs.filter((output) => output.type === 'chunk');
      const [chunk] = chunks;
      if (chunk === undefined || chunks.length > 1) throw new Error(`The viewer is ${chunks.length} scripts instead of one`);
      const styles = outputs.flatMap((output) => (output.type === 'asset' && output.fileName.endsWith('.css') ? [textOf(output)] : []));
      for (const name of Object.keys(bundle)) delete bundle[name];
      const icon = readFileSync(join(root, 'public/seamark.svg'), 'utf8');
      const style = styles.join('\n').replace(FONT_ELSEWHERE, '').trim();
      const source = pageOf({ app: chunk.code.trim(), loader: await loaderOf(root), style, icon });
      this.emitFile({ type: 'asset', fileName: VIEWER_FILE, source });
      const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
      this.info(`${VIEWER_FILE}: ${kilobytes(Buffer.byteLength(source))}, gzip ${kilobytes(gzipSync(source, { level: 9 }).length)}`);
    },
  };
}

/** The font is as large as the policy engine, and compresses no further: letters are the system's, unless Inter is installed. */
const FONT_ELSEWHERE = /@font-face\s*\{[^}]*\}/g;

const textOf = ({ source }: Rolldown.OutputAsset): string => (typeof source === 'string' ? source : Buffer.from(source).toString('utf8'));

/** Bundled for itself: it runs before the program is there. */
async function loaderOf(root: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: join(root, 'src/viewer/unpack-app.ts'), output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('The loader of the viewer was not built');
  return chunk.code.trim();
}

interface Parts {
  readonly app: string;
  readonly loader: string;
  readonly style: string;
  readonly icon: string;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** `style-src`: components set the sizes of what they float in style elements. Nothing can be loaded, and nothing can be sent. */
function pageOf({ app, loader, style, icon }: Parts): string {
  for (const text of [loader, style])
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error('A part of the viewer would close its element');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(loader)} ${hashOf(app)}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Seamark">
<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,${encodeURIComponent(icon)}">
<title>Seamark</title>
<style>${style}</style>
</head>
<body>
<div id="root"><p>Unpacking the snapshot…</p></div>
<noscript>Seamark draws this snapshot with JavaScript; it is switched off here.</noscript>
<script type="text/plain" id="seamark-viewer">${toBase64(pack(Buffer.from(app)))}</script>
<script type="text/plain" id="${SNAPSHOT_ELEMENT}"></script>
<script>${loader}</script>
</body>
</html>
`;
}
