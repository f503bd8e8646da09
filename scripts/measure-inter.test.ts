import { expect, it } from 'vitest';
import { INTER_CHARACTERS, INTER_MIDDLE, INTER_WIDTHS } from '../src/picture/inter-widths';
import { textWidth } from '../src/picture/text-width';
import { measureInter } from './measure-inter';

it('the widths that stills count with are those of the bundled font, as Chromium draws it', async () => {
  const { characters, widths, middle } = await measureInter();
  expect(INTER_CHARACTERS).toBe(characters);
  expect(INTER_MIDDLE).toBe(middle);
  expect(INTER_WIDTHS).toEqual(Object.fromEntries(Object.entries(widths).map(([weight, list]) => [weight, list.join(' ')])));
  // 12 px "rps": the widths of r, p and s in units of 2,048 an em, added up.
  const units = [...'rps'].reduce((sum, letter) => sum + (widths['500']?.[[...characters].indexOf(letter)] ?? 0), 0);
  expect(textWidth('500 12px Inter', 'rps')).toBeCloseTo((units * 12) / 2048, 6);
});
