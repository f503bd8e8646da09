/** How wide a text is in the bundled Inter: the same on every machine, whatever fonts it has. */
import { INTER_CHARACTERS, INTER_EM, INTER_WIDTHS } from './inter-widths';

const LETTERS: ReadonlyMap<string, number> = new Map([...INTER_CHARACTERS].map((letter, index) => [letter, index]));

const WEIGHTS: readonly { readonly weight: number; readonly widths: readonly number[] }[] = Object.entries(INTER_WIDTHS).map(
  ([weight, widths]) => ({ weight: Number(weight), widths: widths.split(' ').map(Number) }),
);

/** Letters that Inter does not have are the system's: arrows, East Asian ones and pictographs are as wide as high, marks have no width of their own. */
const WIDE =
  /[\u2190-\u21FF\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}]/u;
const MARK = /\p{M}/u;
const USUAL = 0.62;

function foreignWidth(letter: string): number {
  if (MARK.test(letter)) return 0;
  return WIDE.test(letter) ? 1 : USUAL;
}

export interface FontSize {
  readonly weight: number;
  readonly pixels: number;
}

/** Of a font as the pen has it: "500 11px Inter, sans-serif". */
export function fontSizeOf(font: string): FontSize {
  const [, weight = '400', pixels = '12'] = /^(\d+) ([\d.]+)px/.exec(font) ?? [];
  return { weight: Number(weight), pixels: Number(pixels) };
}

/** Pixels, without kerning. */
export function textWidth(font: string, text: string): number {
  const { weight, pixels } = fontSizeOf(font);
  const nearest = WEIGHTS.reduce((best, one) => (Math.abs(one.weight - weight) < Math.abs(best.weight - weight) ? one : best));
  let units = 0;
  for (const letter of text) {
    const index = LETTERS.get(letter);
    units += index === undefined ? foreignWidth(letter) * INTER_EM : (nearest.widths[index] ?? 0);
  }
  return (units / INTER_EM) * pixels;
}
