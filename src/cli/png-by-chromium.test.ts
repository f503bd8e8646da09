import { describe, expect, it } from 'vitest';
import { pngByChromium } from './png-by-chromium';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>';
const size = { width: 640, height: 480 };

describe('a PNG of the command line', () => {
  it('is drawn by Chromium in the size times the scale', async () => {
    const made = await pngByChromium({ svg, size, scale: 2 });
    if (!made.ok) throw new Error(made.error.message);
    const bytes = Buffer.from(made.value);
    expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
    // 2 × 640 and 2 × 480, from the header chunk.
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1280, 960]);
  });

  it.each([
    ['one that is not there', { CHROMIUM_BIN: '/nowhere/chromium' }, '/nowhere/chromium is not an executable file'],
    ['one that draws nothing', { CHROMIUM_BIN: '/bin/true' }, '/bin/true'],
  ])('says what is wrong with %s, and that an SVG needs none', async (_, environment, words) => {
    const made = await pngByChromium({ svg, size, scale: 1 }, environment);
    if (made.ok) throw new Error('there was a picture');
    expect(made.error.message).toContain(words);
    expect(made.error.hint).toContain('.svg');
  });

  it('too large for a browser is refused before one is started', async () => {
    const made = await pngByChromium({ svg, size: { width: 9000, height: 9000 }, scale: 4 }, { CHROMIUM_BIN: '/nowhere/chromium' });
    expect(made).toMatchObject({ ok: false, error: { code: 'png-too-large' } });
  });
});
