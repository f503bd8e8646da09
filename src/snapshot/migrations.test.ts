import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SMALL_SNAPSHOT } from '../testing/arbitrary-snapshot';
import { readSnapshot } from './read-snapshot';
import { writeSnapshot } from './write-snapshot';

/** As the first Seamark that saved anything wrote it. */
const zero = readFileSync(new URL('fixtures/schema-0.json', import.meta.url));

describe('a snapshot of schema 0', () => {
  const opened = readSnapshot(new Uint8Array(zero));
  it('opens as one of today', () => {
    expect(opened).toEqual({
      ok: true,
      value: {
        ...SMALL_SNAPSHOT,
        tool: { name: 'seamark', version: '0.0.9' },
        // 2023-11-14T22:15:00Z.
        savedAtSeconds: 1_700_000_100,
        resources: {
          objects: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } }],
          coverage: { Service: 'given' },
        },
        retro: {
          title: '',
          notes: [
            {
              id: 'n1',
              text: 'It begins here.',
              about: { kind: 'node', id: 'app/~/shop/cart' },
              atSeconds: 1_700_000_000,
              windowSeconds: 300,
            },
          ],
          marks: [{ id: 'm1', atSeconds: 1_699_999_000, text: 'deploy' }],
        },
      },
    });
  });
  it('is saved as one of today', () => {
    expect(opened.ok && readSnapshot(writeSnapshot(opened.value))).toEqual(opened);
  });
  it.each([
    ['no body', '{"schema":"seamark.snapshot/0"}', 'snapshot-foreign'],
    ['a moment that is none', zero.toString().replace('2023-11-14T22:15:00.000Z', 'soon'), 'snapshot-misshapen'],
    ['notes that are none', zero.toString().replace('"notes": [', '"notes": [1,'), 'snapshot-misshapen'],
  ])('with %s is refused', (_, text, code) => {
    expect(readSnapshot(new TextEncoder().encode(text))).toMatchObject({ ok: false, error: { code } });
  });
});
