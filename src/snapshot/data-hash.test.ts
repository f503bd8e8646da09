import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../telemetry/rows';
import { arbitrarySnapshot } from '../testing/arbitrary-snapshot';
import { mesh } from '../testing/mesh-notation';
import { dataHash } from './data-hash';
import { readSnapshot } from './read-snapshot';
import { writeSnapshot } from './write-snapshot';

const SHOP = 'shop/web -> shop/cart:v1 12rps 3%503 p:25 mtls\nshop/cart:v1 -> shop/db tcp 100Bps';
const given = mesh(SHOP);
const first = <T>(list: readonly T[] = []): T => list[0]!;

describe('the fingerprint of data', () => {
  it('is written on the picture: twelve digits that never change', () => {
    // The value itself is ours; that it stays the same on every machine and in every version is what this holds.
    expect(dataHash(given)).toMatch(/^[0-9a-f]{12}$/);
    expect(dataHash(given)).toBe('1bd270524814');
  });
  it('does not depend on the order of rows or fields, nor on what shares an object', () => {
    const { requests, tcp, ...rest } = structuredClone(given);
    const turned = requests.toReversed().map((row) => Object.fromEntries(Object.entries(row).reverse()) as unknown as typeof row);
    expect(dataHash({ ...rest, tcp, requests: turned })).toBe(dataHash(given));
  });
  it.each<[string, Telemetry]>([
    [
      'a rate by its last bit',
      {
        ...given,
        requests: given.requests.map((row, at) => (at > 0 ? row : { ...row, requestsPerSecond: row.requestsPerSecond * (1 + 2 ** -52) })),
      },
    ],
    ['a name', mesh(SHOP.replaceAll('cart', 'cars'))],
    [
      'two ends that change sides',
      { ...given, tcp: given.tcp.map((row) => ({ ...row, source: row.destination, destination: row.source })) },
    ],
    [
      'a bucket',
      {
        ...given,
        latency: [{ ...first(given.latency), buckets: first(given.latency).buckets.slice(1) }, ...(given.latency ?? []).slice(1)],
      },
    ],
    ['the moment', { ...given, atSeconds: given.atSeconds + 1 }],
    ['the window', { ...given, windowSeconds: 60 }],
    ['a row less', { ...given, tcp: given.tcp.slice(1) }],
    ['a row twice', { ...given, tcp: [...given.tcp, first(given.tcp)] }],
    ['connections', { ...given, connections: [{ ...first(given.tcp), outcome: 'failed', flags: '-', connectionsPerSecond: 1 }] }],
  ])('tells apart %s', (_, other) => {
    expect(dataHash(other)).not.toBe(dataHash(given));
  });
  it('is that of the snapshot when it is opened again', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const opened = readSnapshot(writeSnapshot(snapshot));
        expect(opened.ok && dataHash(opened.value.moment.telemetry)).toBe(dataHash(snapshot.moment.telemetry));
      }),
      { numRuns: 30 },
    );
  });
});
