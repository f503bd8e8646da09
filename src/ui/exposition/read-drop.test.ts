import { describe, expect, it } from 'vitest';
import { type DroppedFile, looksBinary, orderDrops, readDrop } from './read-drop';

function file(name: string, content: string | Uint8Array<ArrayBuffer>, part: Partial<DroppedFile> = {}): DroppedFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, lastModified: 0, arrayBuffer: async () => bytes.buffer, ...part };
}
const refusal = async (dropped: DroppedFile) => {
  const result = await readDrop(dropped);
  return result.ok ? undefined : result.error;
};

describe('reading a dropped file', () => {
  it('reads UTF-8 text as it stands', async () => {
    expect(await readDrop(file('stats.txt', 'a{b="ü"} 1\n', { lastModified: 7 }))).toEqual({
      ok: true,
      value: { name: 'stats.txt', text: 'a{b="ü"} 1\n', modifiedMs: 7 },
    });
  });

  it('refuses a picture, an archive and UTF-16 as not text', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    const gzip = new Uint8Array([0x1f, 0x8b, 0x08, 0x08, 0x01, 0x02, 0x03]);
    const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0x00]);
    for (const bytes of [png, gzip, utf16]) expect(await refusal(file('x', bytes))).toMatch(/not text/);
  });

  it('refuses more than 64 MB before reading it', async () => {
    const unread = { arrayBuffer: () => Promise.reject(new Error('must not be read')) };
    expect(await refusal(file('big', 'a', { size: 64 * 1024 * 1024 + 1, ...unread }))).toMatch(/larger than 64 MB/);
  });

  it('says what an empty or vanished file may be', async () => {
    expect(await refusal(file('folder', ''))).toMatch(/empty/);
    expect(await refusal(file('gone', 'a', { arrayBuffer: () => Promise.reject(new Error('gone')) }))).toMatch(/could not be read/);
  });

  it('takes escapes of a terminal recording in small numbers as text', () => {
    expect(looksBinary(new TextEncoder().encode(`\u001b[0m${'istio_requests_total 1\n'.repeat(50)}`))).toBe(false);
  });
});

describe('two drops', () => {
  const drop = (name: string, modifiedMs: number | undefined) => ({ name, text: '', modifiedMs });

  it('puts the older file first and reads the seconds between them from their dates', () => {
    const { drops, secondsApart } = orderDrops([drop('late', 61_500), drop('early', 1500)]);
    expect(drops.map(({ name }) => name)).toEqual(['early', 'late']);
    expect(secondsApart).toBe(60);
  });

  it('does not guess when the dates are equal or unknown', () => {
    expect(orderDrops([drop('a', 5), drop('b', 5)]).secondsApart).toBeUndefined();
    expect(orderDrops([drop('a', undefined), drop('b', 5)]).secondsApart).toBeUndefined();
    expect(orderDrops([drop('a', 5)]).secondsApart).toBeUndefined();
  });
});
