import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { fromBase64 } from '../../src/lib/base64';
import { unpack } from '../../src/lib/packing';
import { htmlForm } from '../../src/snapshot/html-form';
import { viewerConfig } from './viewer-config';

let page = '';

beforeAll(async () => {
  // As `npm run build` has it: libraries leave out what helps developers.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    ...viewerConfig,
    configFile: false,
    mode: 'viewer',
    logLevel: 'error',
    build: { ...viewerConfig.build, write: false },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const asset = output !== undefined && 'output' in output ? output.output.find(({ fileName }) => fileName === 'viewer.html') : undefined;
  page = asset?.type === 'asset' ? String(asset.source) : '';
}, 180_000);

/** Bytes that no compression makes smaller, as those of a packed snapshot. */
function dataOf(length: number): Uint8Array {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 64 < length; block += 1) blocks.push(createHash('sha512').update(String(block)).digest());
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
}

describe('the page that a saved snapshot carries', () => {
  // Issue 6. 300 services with a timeline of an hour are 1.9 MB (snapshot-size.test.ts); base64 adds a third of that.
  test('adds at most 1.3 MB to the data of 300 services, and 450 kB gzipped', () => {
    const data = dataOf(1_900_000);
    const made = htmlForm(page, data, 'Demo mesh');
    const html = made.ok ? made.value : '';
    expect(html).not.toBe('');
    expect(Buffer.byteLength(html) - data.length).toBeLessThanOrEqual(1_300_000);
    expect(gzipSync(html, { level: 9 }).length - gzipSync(data, { level: 9 }).length).toBeLessThanOrEqual(450_000);
  });

  test('allows two scripts by their hashes, and nothing from anywhere', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hashOf = (text: string | Uint8Array) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const app = unpack(fromBase64(/id="seamark-viewer">([^<]*)</.exec(page)?.[1] ?? '') ?? new Uint8Array());
    const loader = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(loader)} ${hashOf(app)}`,
      "style-src 'unsafe-inline'",
      'img-src data: blob:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('names nothing that would have to be fetched', () => {
    expect([...page.matchAll(/(?:src|href)="([^"]{0,40})/g)].map(([, url = '']) => url.slice(0, 5))).toEqual(['data:']);
    expect(page).not.toMatch(/url\((?!data:|#)/);
    expect(page).not.toMatch(/@import/);
  });
});
