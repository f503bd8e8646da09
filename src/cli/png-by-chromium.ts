/** An SVG of ours as PNG, drawn by a Chromium of this machine with the bundled Inter: the page of its own runs no script and asks nobody. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { pixelsOf, type Scale, tooLarge } from '../picture/png-size';
import type { StillSize } from '../picture/still';
import { CHROMIUM, findProgram } from './find-program';

const MOST_MS = 120_000;
const run = promisify(execFile);

export interface SvgPicture {
  readonly svg: string;
  /** At scale 1. */
  readonly size: StillSize;
  readonly scale: Scale;
}

/** PNG bytes, or why there are none and what works instead. */
export async function pngByChromium({ svg, size, scale }: SvgPicture, environment = process.env): Promise<Result<Uint8Array, Problem>> {
  const sentence = tooLarge(size, scale);
  if (sentence !== undefined) return err(problem('png-too-large', sentence, 'Write an .svg, or choose a smaller scale.'));
  const chromium = foundChromium(environment);
  if (!chromium.ok) return chromium;
  const directory = await mkdtemp(join(tmpdir(), 'seamark-png-'));
  try {
    return await drawn(chromium.value, directory, { svg, size, scale });
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    return err(
      problem('chromium-failed', `Chromium (${chromium.value}) could not draw the PNG: ${why}`, 'Write an .svg, which needs no browser.'),
    );
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

const problem = (code: string, message: string, hint: string): Problem => ({ code, severity: 'error', message, hint });

function foundChromium(environment: NodeJS.ProcessEnv): Result<string, Problem> {
  const hint = `Install Chromium or Chrome, or set ${CHROMIUM.variable} to it; an .svg needs no browser.`;
  try {
    const path = findProgram(CHROMIUM, environment);
    return path === undefined
      ? err(problem('no-chromium', 'A PNG is drawn by Chromium, and none was found on this machine.', hint))
      : ok(path);
  } catch (thrown) {
    return err(problem('no-chromium', thrown instanceof Error ? thrown.message : String(thrown), hint));
  }
}

async function drawn(chromium: string, directory: string, { svg, size, scale }: SvgPicture): Promise<Result<Uint8Array, Problem>> {
  const page = join(directory, 'picture.html');
  const picture = join(directory, 'picture.png');
  await writeFile(page, await pageOf(svg, size));
  const flags = [
    '--headless=new',
    // Chromium refuses to sandbox itself for root; the page is ours and runs nothing.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--hide-scrollbars',
    `--user-data-dir=${join(directory, 'profile')}`,
    `--force-device-scale-factor=${scale}`,
    `--window-size=${size.width},${size.height}`,
    `--screenshot=${picture}`,
    pathToFileURL(page).href,
  ];
  await run(chromium, flags, { timeout: MOST_MS, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 * 1024 });
  const png = await readFile(picture);
  const made = sizeOf(png);
  const wanted = pixelsOf(size, scale);
  if (made?.width === wanted.width && made.height === wanted.height) return ok(new Uint8Array(png));
  const got = made === undefined ? 'no PNG' : `${made.width} × ${made.height} pixels`;
  return err(
    problem(
      'chromium-failed',
      `Chromium (${chromium}) made ${got} of ${wanted.width} × ${wanted.height}.`,
      'Choose a smaller scale, or write an .svg.',
    ),
  );
}

/** Width and height stand at the beginning of a PNG, in its header chunk (PNG specification, 11.2.2). */
function sizeOf(png: Buffer): StillSize | undefined {
  if (png.length < 24 || png.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

async function pageOf(svg: string, { width, height }: StillSize): Promise<string> {
  const faces = await Promise.all(['latin-ext', 'latin'].map(fontFace));
  return `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<style>
${faces.join('\n')}
html, body { margin: 0; overflow: hidden; }
svg { display: block; width: ${width}px; height: ${height}px; }
</style>
${svg}`;
}

const RANGES: Readonly<Record<string, string>> = {
  'latin-ext': 'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0',
  latin: 'U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FFFD',
};

async function fontFace(subset: string): Promise<string> {
  const path = createRequire(import.meta.url).resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`);
  const data = (await readFile(path)).toString('base64');
  return `@font-face { font-family: "Inter Variable"; font-weight: 100 900; unicode-range: ${RANGES[subset] ?? ''}; src: url(data:font/woff2;base64,${data}) format("woff2"); }`;
}
