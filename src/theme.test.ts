import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];
type Palette = ReadonlyMap<string, Rgb>;

/** Linear-light RGB 0..1 of "#rrggbb" (IEC 61966-2-1). */
function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function palettes(css: string): { readonly light: Palette; readonly dark: Palette; readonly print: Palette } {
  const declared = (block: string): [string, Rgb][] =>
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map(([, name = '', hex = '']) => [name, linear(hex)]);
  const [, light = ''] = /:root\s*\{([^}]*)\}/.exec(css) ?? [];
  const [, dark = ''] = /:root\[data-theme="dark"\]\s*\{([^}]*)\}/.exec(css) ?? [];
  const [, print = ''] = /:root\[data-theme="print"\]\s*\{([^}]*)\}/.exec(css) ?? [];
  const over = (block: string): Palette => new Map([...declared(light), ...declared(block)]);
  return { light: over(''), dark: over(dark), print: over(print) };
}

const { light, dark, print } = palettes(readFileSync(new URL('./theme.css', import.meta.url), 'utf8'));
const THEMES = [
  ['light', light],
  ['dark', dark],
  ['print', print],
] as const;

/** WCAG 2.2 relative luminance and contrast ratio. */
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

type Matrix = readonly [Rgb, Rgb, Rgb];
/** G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), table 1, severity 1.0. */
const VISION: readonly (readonly [string, Matrix])[] = [
  [
    'ordinary vision',
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'protanopia',
    [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ],
  [
    'deuteranopia',
    [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  ],
  [
    'tritanopia',
    [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  ],
];

const dot = (row: Rgb, colour: Rgb): number => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
const seen = (matrix: Matrix, colour: Rgb): Rgb => {
  const [r, g, b] = matrix.map((row) => Math.max(0, Math.min(1, dot(row, colour))));
  return [r ?? 0, g ?? 0, b ?? 0];
};

/** CIE L*a*b*, D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(luminance([r, g, b]));
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const difference = (a: Rgb, b: Rgb): number => Math.hypot(...lab(a).map((value, index) => value - (lab(b)[index] ?? 0)));

const GROUNDS = ['canvas', 'surface', 'node-fill', 'group-fill', 'label-fill'];
const CHANGES = ['tone-added', 'tone-removed', 'tone-better', 'tone-changed'];
const TEXTS = ['text', 'text-muted', 'tone-warn', 'tone-fail', 'tone-unknown', 'tone-denied', ...CHANGES];
const GRAPHICS = ['tone-ok', 'tone-idle', 'border-strong', 'focus', 'accent'];

const colourOf = (palette: Palette, name: string): Rgb => {
  const colour = palette.get(name);
  if (colour === undefined) throw new Error(`theme.css has no --${name}`);
  return colour;
};
const pairs = (names: readonly string[]): [string, string][] =>
  names.flatMap((a, index) => names.slice(index + 1).map((b): [string, string] => [a, b]));

describe.each(THEMES)('the %s theme', (_name, palette) => {
  it.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))('writes %s readably on %s (4.5:1)', (text, ground) => {
    expect(contrast(colourOf(palette, text), colourOf(palette, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(GRAPHICS.flatMap((shape) => GROUNDS.map((ground) => [shape, ground] as const)))(
    'draws %s visibly on %s (3:1)',
    (shape, ground) => {
      expect(contrast(colourOf(palette, shape), colourOf(palette, ground))).toBeGreaterThanOrEqual(3);
    },
  );

  it('writes readably on the accent (4.5:1)', () => {
    expect(contrast(colourOf(palette, 'accent-text'), colourOf(palette, 'accent'))).toBeGreaterThanOrEqual(4.5);
  });

  // A just noticeable difference is about 2.3; side by side on thin lines five times that is safe.
  it.each(
    VISION.flatMap(([vision, matrix]) =>
      pairs(['tone-ok', 'tone-warn', 'tone-fail', 'tone-unknown', 'tone-denied']).map(([a, b]) => [a, b, vision, matrix] as const),
    ),
  )('keeps %s and %s apart in %s', (a, b, _vision, matrix) => {
    expect(difference(seen(matrix, colourOf(palette, a)), seen(matrix, colourOf(palette, b)))).toBeGreaterThanOrEqual(11.5);
  });
});

describe.each(THEMES)('a difference in the %s theme', (_name, palette) => {
  // Worse is the tone of failing, what did not change is idle; what was and is degraded keeps its tone.
  const drawnTogether = [...CHANGES, 'tone-fail', 'tone-warn', 'tone-idle'];
  it.each(VISION.flatMap(([vision, matrix]) => pairs(drawnTogether).map(([a, b]) => [a, b, vision, matrix] as const)))(
    'keeps %s and %s apart in %s',
    (a, b, _vision, matrix) => {
      expect(difference(seen(matrix, colourOf(palette, a)), seen(matrix, colourOf(palette, b)))).toBeGreaterThanOrEqual(11.5);
    },
  );
});

describe('the colour arithmetic of this test', () => {
  it('agrees with known values: black on white is 21:1, #767676 on white 4.54:1, pure red is L* 53.2', () => {
    expect(contrast(linear('#000000'), linear('#ffffff'))).toBeCloseTo(21, 5);
    expect(contrast(linear('#767676'), linear('#ffffff'))).toBeCloseTo(4.54, 2);
    expect(lab(linear('#ff0000'))[0]).toBeCloseTo(53.24, 1);
  });
});
