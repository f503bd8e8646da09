/** `npx tsx scripts/measure-inter.ts` writes src/picture/inter-widths.ts: the advance widths of the bundled Inter, as Chromium measures them without kerning. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { requireBinary } from './find-binary';

/** Weights that pictures are written in. */
const WEIGHTS = [400, 500, 600, 650, 700];
/** Units of an em, as in the font. */
const EM = 2048;
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x2c6, 0x2c7],
  [0x2d8, 0x2dd],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2199],
  [0x2212, 0x2215],
  [0xfffd, 0xfffd],
] as const;

export interface InterMeasures {
  readonly characters: string;
  /** By weight: one width a character, units of EM. */
  readonly widths: Readonly<Record<string, readonly number[]>>;
  /** From the middle of a line to its baseline, units of EM. */
  readonly middle: number;
}

/** Throws without a Chromium. */
export async function measureInter(): Promise<InterMeasures> {
  const require = createRequire(import.meta.url);
  const fonts = ['latin', 'latin-ext'].map((subset) =>
    readFileSync(require.resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`)).toString('base64'),
  );
  const browser = await chromium.launch({
    executablePath: requireBinary('chromium'),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run'],
  });
  try {
    const page = await browser.newPage();
    // tsx keeps the names of functions by a call that a page does not know.
    await page.evaluate('globalThis.__name = (named) => named');
    return await page.evaluate(measureInPage, { fonts, weights: WEIGHTS, em: EM, ranges: RANGES.map(([from, to]) => [from, to]) });
  } finally {
    await browser.close();
  }
}

/** Runs in the page. A character is the font's own when no fallback changes its width. */
async function measureInPage(given: {
  readonly fonts: readonly string[];
  readonly weights: readonly number[];
  readonly em: number;
  readonly ranges: readonly (readonly number[])[];
}): Promise<InterMeasures> {
  for (const [index, font] of given.fonts.entries()) {
    const face = new FontFace(`Inter ${index}`, `url(data:font/woff2;base64,${font})`, { weight: '100 900' });
    document.fonts.add(await face.load());
  }
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fontKerning = 'none';
  const widthOf = (letter: string, weight: number, fallback: string): number => {
    context.font = `${weight} ${given.em}px "Inter 0", "Inter 1", ${fallback}`;
    return Math.round(context.measureText(letter).width);
  };
  const letters = given.ranges
    .flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)))
    .filter((letter) => widthOf(letter, 400, 'serif') === widthOf(letter, 400, 'monospace'));
  const widths = Object.fromEntries(
    given.weights.map((weight) => [weight, letters.map((letter) => widthOf(letter, weight, 'monospace'))] as const),
  );
  context.font = `400 ${given.em}px "Inter 0"`;
  context.textBaseline = 'middle';
  const middle = Math.round(-context.measureText('x').alphabeticBaseline);
  return { characters: letters.join(''), widths, middle };
}

/** The file as it is kept in the repository. */
function sourceOf({ characters, widths, middle }: InterMeasures): string {
  return `/** Advance widths of the bundled Inter, made by scripts/measure-inter.ts and held true by its test. */

/** Units of an em. */
export const INTER_EM = ${EM};

/** From the middle of a line to its baseline, units of an em. */
export const INTER_MIDDLE = ${middle};

export const INTER_CHARACTERS = ${JSON.stringify(characters).replaceAll('\u00ad', '\\u00ad').replaceAll('\u00a0', '\\u00a0')};

/** By weight: one width a character. */
export const INTER_WIDTHS: Readonly<Record<string, string>> = {
${Object.entries(widths)
  .map(([weight, list]) => `  ${weight}: '${list.join(' ')}',`)
  .join('\n')}
};
`;
}

const WIDTHS_FILE = fileURLToPath(new URL('../src/picture/inter-widths.ts', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(WIDTHS_FILE, sourceOf(await measureInter()));
