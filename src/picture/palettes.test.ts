import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PALETTES } from './palettes';

const css = readFileSync(new URL('../theme.css', import.meta.url), 'utf8');

function declared(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const BESIDES = ['tones', 'closedFill', 'fontFamily', 'textScale'];

it.each([
  ['light', ':root'],
  ['dark', ':root[data-theme="dark"]'],
  ['print', ':root[data-theme="print"]'],
] as const)('stills in %s have the colours of theme.css', (theme, selector) => {
  const wanted = new Map([...declared(':root'), ...declared(selector)]);
  const { tones, ...palette } = PALETTES[theme];
  const colours = Object.entries(palette).filter(([name]) => !BESIDES.includes(name));
  expect(colours.map(([name, hex]) => [name, hex])).toEqual(colours.map(([name]) => [name, wanted.get(kebab(name))]));
  expect(palette.closedFill).toBe(wanted.get('surface'));
  const declaredTones = [...wanted].filter(([name]) => name.startsWith('tone-')).map(([name, hex]) => [name.slice('tone-'.length), hex]);
  expect(Object.entries(tones).sort()).toEqual(declaredTones.sort());
});
