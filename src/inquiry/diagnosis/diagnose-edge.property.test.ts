import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RESPONSE_FLAGS } from '../../mesh/response-flags';
import type { Telemetry } from '../../telemetry/rows';
import { mesh } from '../../testing/mesh-notation';
import { diagnosed } from './diagnosed.testing';
import { SITUATIONS, telemetryOf } from './situations.testing';

const FLAGS = ['-', ...RESPONSE_FLAGS.keys(), 'XYZ'];
const CODES = ['0', '200', '302', '400', '401', '403', '404', '426', '429', '500', '502', '503', '504', 'unknown', ''];

const row = fc.record({
  reporter: fc.constantFrom('source' as const, 'waypoint' as const, 'destination' as const),
  protocol: fc.constantFrom('http' as const, 'grpc' as const),
  responseCode: fc.constantFrom(...CODES),
  grpcStatus: fc.constantFrom(undefined, ...Array.from({ length: 18 }, (_, status) => String(status))),
  flags: fc.oneof(
    fc.constantFrom(...FLAGS),
    fc.tuple(fc.constantFrom(...FLAGS), fc.constantFrom(...FLAGS)).map((two) => two.join(',')),
  ),
  requestsPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
  lost: fc.boolean(),
});
const connection = fc.record({
  reporter: fc.constantFrom('source' as const, 'destination' as const),
  outcome: fc.constantFrom('closed' as const, 'failed' as const),
  flags: fc.constantFrom(...FLAGS),
  connectionsPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
});

const [ends] = mesh('shop/web -> shop/cart').requests;

const traffic = fc.tuple(fc.array(row, { maxLength: 8 }), fc.array(connection, { maxLength: 4 })).map(([rows, connections]): Telemetry => {
  if (ends === undefined) throw new Error('no ends');
  const { source, destination } = ends;
  const { workload: _, app: __, namespace: ___, ...service } = destination;
  return {
    ...mesh(''),
    requests: rows.map(({ lost, grpcStatus, ...each }) => ({
      ...each,
      ...(grpcStatus !== undefined && { grpcStatus }),
      source,
      destination: lost ? service : destination,
      securityPolicy: 'absent' as const,
    })),
    connections: connections.map((each) => ({ ...each, source, destination })),
  };
});
const resources = fc.constantFrom(
  undefined,
  ...SITUATIONS.flatMap((situation) => (situation.resources === undefined ? [] : [situation.resources])),
);

it('is total: whatever codes and flags are counted, shares are shares, the order is by what they explain, and nothing is left out', () => {
  fc.assert(
    fc.property(traffic, resources, (telemetry, given) => {
      const found = diagnosed(telemetry, given);
      if (found === undefined) return;
      expect(found.failingPerSecond).toBeGreaterThan(0);
      expect(found.causes.length).toBeGreaterThan(0);
      for (const { share, evidence, look, name } of found.causes) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(evidence.length).toBeGreaterThan(0);
        expect(`${look}${name}${evidence.map(({ sentence }) => sentence).join()}`).not.toMatch(/undefined|NaN|Infinity/);
      }
      expect(new Set(found.causes.map(({ code }) => code)).size).toBe(found.causes.length);
      expect(found.unexplained).toBeGreaterThanOrEqual(0);
      expect(found.unexplained).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

it('does not depend on the order in which rows arrive', () => {
  fc.assert(
    fc.property(traffic, (telemetry) => {
      const turned = {
        ...telemetry,
        requests: [...telemetry.requests].reverse(),
        connections: [...(telemetry.connections ?? [])].reverse(),
      };
      expect(diagnosed(turned)?.causes.map(({ code, sure }) => [code, sure])).toEqual(
        diagnosed(telemetry)?.causes.map(({ code, sure }) => [code, sure]),
      );
    }),
    { numRuns: 60 },
  );
});

it('tells what it tells of a situation alone when the mesh around it is well', () => {
  const well = mesh('shop/web -> shop/stock 100rps\nshop/admin -> shop/web 50rps').requests;
  for (const situation of SITUATIONS) {
    const alone = telemetryOf(situation);
    const first = (telemetry: Telemetry) => diagnosed(telemetry, situation.resources)?.causes[0]?.code;
    expect(first({ ...alone, requests: [...alone.requests, ...well] }), situation.what).toBe(first(alone));
  }
});
