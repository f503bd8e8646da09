import fc from 'fast-check';
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../lib/sha256';
import { arbitrarySnapshot, SMALL_SNAPSHOT } from '../testing/arbitrary-snapshot';
import { readSnapshot } from './read-snapshot';
import type { Snapshot } from './snapshot';
import { writeSnapshot } from './write-snapshot';

const textOf = (snapshot: Snapshot) => strFromU8(gunzipSync(writeSnapshot(snapshot)));
const read = (text: string) => readSnapshot(gzipSync(strToU8(text)));
const codeOf = (result: ReturnType<typeof readSnapshot>) => (result.ok ? 'ok' : result.error.code);

/** As somebody would write it who knows how: with the right checksum. */
function forged(content: string): string {
  return `{"schema":"seamark.snapshot/1","sha256":"${sha256(strToU8(content))}","content":${content}}`;
}
const contentOf = (snapshot: Snapshot) =>
  textOf(snapshot)
    .replace(/^.*?"content":/, '')
    .slice(0, -1);

describe('a snapshot', () => {
  it('comes back from its file as it was, every number exactly', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const opened = readSnapshot(writeSnapshot(snapshot));
        expect(opened).toEqual({ ok: true, value: snapshot });
      }),
    );
  });
  it('opened and saved again is the same file, byte for byte', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const bytes = writeSnapshot(snapshot);
        const opened = readSnapshot(bytes);
        expect(opened.ok && writeSnapshot(opened.value)).toEqual(bytes);
      }),
    );
  });
  it('keeps what JSON has no number for', () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2];
    const [row] = SMALL_SNAPSHOT.moment.telemetry.requests;
    const requests = odd.map((requestsPerSecond) => ({ ...row!, requestsPerSecond }));
    const { moment } = SMALL_SNAPSHOT;
    const opened = readSnapshot(writeSnapshot({ ...SMALL_SNAPSHOT, moment: { ...moment, telemetry: { ...moment.telemetry, requests } } }));
    const back = opened.ok ? opened.value.moment.telemetry.requests.map(({ requestsPerSecond }) => requestsPerSecond) : [];
    expect(back.map((each, index) => Object.is(each, odd[index]))).toEqual(odd.map(() => true));
  });
  it('is read unpacked too, as some downloads leave it', () => {
    expect(readSnapshot(strToU8(textOf(SMALL_SNAPSHOT)))).toEqual({ ok: true, value: SMALL_SNAPSHOT });
  });
  it('opens whether or not it holds a script: texts stay texts', () => {
    const script = '</script><img src=x onerror=alert(1)>';
    const opened = readSnapshot(writeSnapshot({ ...SMALL_SNAPSHOT, source: { label: script } }));
    expect(opened.ok && opened.value.source.label).toBe(script);
  });
});

describe('a file that is no snapshot of this version', () => {
  const small = textOf(SMALL_SNAPSHOT);
  it.each([
    ['empty', new Uint8Array(0), 'snapshot-empty', /empty/],
    ['an empty archive', gzipSync(new Uint8Array(0)), 'snapshot-empty', /empty/],
    ['some text', strToU8('hello'), 'snapshot-foreign', /not a snapshot/],
    ['binary', Uint8Array.of(0x89, 0x50, 0xff, 0xfe, 0), 'snapshot-foreign', /not a snapshot/],
    ['a list', strToU8('[1]'), 'snapshot-foreign', /not a snapshot/],
    ['Kubernetes’ JSON', strToU8('{"kind":"List","items":[]}'), 'snapshot-foreign', /not a snapshot/],
    ['saved views', strToU8('{"schema":"seamark.views/1","views":[]}'), 'snapshot-foreign', /seamark\.views\/1/],
    ['a page', strToU8('<!doctype html><p>hello'), 'snapshot-page', /browser/],
    ['of a newer version', strToU8('{"schema":"seamark.snapshot/2","body":{}}'), 'snapshot-newer', /newer Seamark/],
    ['cut off', writeSnapshot(SMALL_SNAPSHOT).subarray(0, 300), 'snapshot-broken', /damaged/],
    ['cut off, unpacked', strToU8(small.slice(0, 300)), 'snapshot-broken', /damaged/],
    ['changed', strToU8(small.replace('Production', 'Prodoction')), 'snapshot-altered', /changed or damaged/],
    ['written prettily', strToU8(JSON.stringify(JSON.parse(small), undefined, 2)), 'snapshot-altered', /changed or damaged/],
    ['without a content', strToU8('{"schema":"seamark.snapshot/1"}'), 'snapshot-altered', /changed or damaged/],
  ])('(%s) says what it is and what to do', (_, bytes, code, sentence) => {
    const result = readSnapshot(bytes);
    expect(result).toMatchObject({ ok: false, error: { code, severity: 'error', hint: expect.stringMatching(/\.$/) } });
    expect(result.ok ? '' : `${result.error.message} ${result.error.hint}`).toMatch(sentence);
  });
});

describe('a hostile file', () => {
  const content = contentOf(SMALL_SNAPSHOT);
  it('with a checksum of its own is read like any other', () => {
    expect(codeOf(read(forged(content)))).toBe('ok');
  });
  it.each([
    ['a field nobody knows', content.replace('"view":', '"__proto__":{"polluted":1},"view":'), 'snapshot-misshapen'],
    ['a key twice', content.replace('"view":"window=5m"', '"view":"","view":"window=5m"'), 'snapshot-altered'],
    ['a number beyond all', content.replace('"savedAtSeconds":1700000100', '"savedAtSeconds":1e400'), 'snapshot-altered'],
    ['a moment without a date', content.replace('"savedAtSeconds":1700000100', '"savedAtSeconds":1e+300'), 'snapshot-misshapen'],
    ['a text for a number', content.replace('"savedAtSeconds":1700000100', '"savedAtSeconds":"now"'), 'snapshot-misshapen'],
    ['a place that is not there', content.replace('"source":[1', '"source":[999999'), 'snapshot-misshapen'],
    [
      'constructor for a text',
      content.replace('"view":"window=5m"', '"view":{"constructor":{"prototype":{"polluted":1}}}'),
      'snapshot-misshapen',
    ],
    ['a missing part', content.replace(',"pseudonyms":false', ''), 'snapshot-misshapen'],
    ['another tool', content.replace('"name":"seamark"', '"name":"other"'), 'snapshot-misshapen'],
    ['null', 'null', 'snapshot-misshapen'],
  ])('with %s is refused', (_, hostile, code) => {
    expect(hostile).not.toBe(content);
    expect(codeOf(read(forged(hostile)))).toBe(code);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it('nested 10,000 deep is refused before anything walks into it', () => {
    expect(codeOf(read('['.repeat(10_000) + ']'.repeat(10_000)))).toBe('snapshot-too-deep');
    expect(codeOf(read(forged(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)))).toBe('snapshot-too-deep');
  });
  it('that unpacks to more than 256 MB is stopped while it is unpacked', () => {
    // 1 GB of zeros: a gzip member of 16 MB, 64 times over (RFC 1952 §2.2: members follow each other).
    const member = gzipSync(new Uint8Array(16_000_000), { level: 1 });
    const bomb = new Uint8Array(member.length * 64);
    for (let at = 0; at < 64; at++) bomb.set(member, at * member.length);
    expect(codeOf(readSnapshot(bomb))).toBe('snapshot-too-large');
  });
  it('of ten million rows and more is refused with its limit', () => {
    const rows = 12_000_001;
    const places = `{"rows":${rows},"id":[${'1,'.repeat(rows - 1)}1],"x":[],"y":[]}`;
    const result = read(forged(content.replace(/"pins":\{[^}]*\}/, `"pins":${places}`)));
    expect(result).toMatchObject({ ok: false, error: { code: 'snapshot-too-large', message: expect.stringMatching(/12 million values/) } });
  });
  it('leaves no key behind that means something to JavaScript', () => {
    const objects = [JSON.parse('{"kind":"Service","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')];
    const opened = readSnapshot(writeSnapshot({ ...SMALL_SNAPSHOT, resources: { objects, coverage: {} } }));
    const [object] = opened.ok ? (opened.value.resources?.objects ?? []) : [];
    expect(Object.keys(object as object)).toEqual(['kind', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it('of random bytes never makes it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom<readonly number[]>([], [0x1f, 0x8b, 8, 0], [0x7b]), (bytes, head) => {
        expect(readSnapshot(Uint8Array.from([...head, ...bytes])).ok).toBe(false);
      }),
    );
  });
  it('that was changed anywhere is refused, packed or unpacked, and never makes it throw', () => {
    const packed = writeSnapshot(SMALL_SNAPSHOT);
    const plain = gunzipSync(packed);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (place, change, isPacked) => {
        const bytes = (isPacked ? packed : plain).slice();
        // The header of the archive (10 bytes) and its own checksum (8) are not ours.
        const at = isPacked ? 10 + (place % (bytes.length - 18)) : place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const result = readSnapshot(bytes);
        expect(result.ok && JSON.stringify(result.value) !== JSON.stringify(SMALL_SNAPSHOT)).toBe(false);
        if (!isPacked) expect(result.ok).toBe(false);
      }),
    );
  });
  it('with any part of its content changed, and a right checksum, never makes it throw', () => {
    const paths = Array.from(content.matchAll(/[[{,:]/g), ({ index }) => index);
    fc.assert(
      fc.property(fc.nat(paths.length - 1), fc.jsonValue(), (place, value) => {
        const at = (paths[place] ?? 0) + 1;
        const mutated = `${content.slice(0, at)}${JSON.stringify(value)}${content.slice(at).replace(/^("[^"]*"|[\w.+-]+)/, '')}`;
        expect(() => read(forged(mutated))).not.toThrow();
      }),
    );
  });
});
