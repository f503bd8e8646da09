import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../../telemetry/rows';
import { mesh } from '../../testing/mesh-notation';
import { CAUSES } from './causes/index';
import { diagnosed } from './diagnosed.testing';
import { SITUATIONS, telemetryOf } from './situations.testing';

describe('a situation and its cause', () => {
  it.each(SITUATIONS.map((situation) => [situation.cause, situation.what, situation] as const))(
    'tells %s first: %s',
    (cause, _, situation) => {
      const found = diagnosed(telemetryOf(situation), situation.resources);
      expect(found?.causes.map(({ code, sure, share }) => [code, sure, Number(share.toFixed(2))])[0]).toEqual([
        cause,
        situation.sure,
        situation.share ?? 1,
      ]);
    },
  );

  it('knows a situation for every cause', () => {
    const told = new Set(SITUATIONS.map(({ cause }) => cause));
    expect(CAUSES.map(({ code }) => code).filter((code) => !told.has(code))).toEqual([]);
  });
});

/** codes of causes in order. */
const codes = (traffic: string, resources?: readonly string[]): readonly string[] | undefined =>
  diagnosed(mesh(traffic), resources)?.causes.map(({ code }) => code);

describe('the order of causes', () => {
  it('goes by the share of what fails', () => {
    // 2 rps UO, 3 rps UT: both certain.
    expect(codes('shop/web -> shop/cart 10rps 20%503/UO 30%504/UT by:source')).toEqual(['route-timeout', 'circuit-open']);
  });

  it('goes by how sure it is, too: less of a certain cause comes before more of a likely one', () => {
    // 4 rps of UF, likely: 4 × 0.6 = 2.4; 3 rps of UO, certain: 3 × 1.
    expect(codes('shop/web -> shop/cart 10rps 40%503/UF 30%503/UO by:source')?.[0]).toBe('circuit-open');
  });

  it('blames an answer on the proxy nearest to the server that counted it, once', () => {
    const found = diagnosed(mesh('shop/web -> shop/cart 10rps 30%503'));
    expect(found?.failingPerSecond).toBeCloseTo(3, 9);
    expect(found?.causes[0]?.evidence[0]?.sentence).toBe(
      'shop/web → shop/cart: 503 without a flag, 3 rps (100 % of what fails), at the destination, and as such at the source.',
    );
  });

  it('says that what only the source counted never arrived', () => {
    const lost = telemetryOf({ traffic: 'shop/web -> shop/cart 10rps 30%503/UH by:source', lost: ['503/UH'] });
    expect(diagnosed(lost)?.causes[0]?.evidence[0]?.sentence).toBe(
      'shop/web → shop/cart: 503 UH, 3 rps (100 % of what fails), at the source only; they reached no workload.',
    );
    const both = 'shop/web -> shop/cart 7rps\nshop/other -> shop/cart 1rps\nshop/web -> shop/cart 3rps 100%503/UO by:source';
    expect(diagnosed(mesh(both))?.causes[0]?.evidence[0]?.sentence).toMatch(
      /at the source only; the destination's proxy counts none of them\.$/,
    );
  });

  it('tells the hang-up that a timeout makes once, as the timeout', () => {
    const traffic = 'shop/web -> shop/cart 10rps 20%504/UT by:source\nshop/web -> shop/cart 10rps 20%0/DC by:destination';
    const found = diagnosed(mesh(traffic));
    expect(found?.causes.map(({ code }) => code)).toEqual(['route-timeout']);
    expect(found?.failingPerSecond).toBeCloseTo(2, 9);
  });

  it('names with used up retries what the attempts met', () => {
    // Three attempts a request: 1 rps fails at the caller, 3 rps at the server.
    const traffic = 'shop/web -> shop/cart 10rps 10%503/URX by:source\nshop/web -> shop/cart 12rps 25%503 by:destination';
    const found = diagnosed(mesh(traffic));
    expect(found?.causes.map(({ code, share }) => [code, share])).toEqual([
      ['retries-exhausted', 1],
      ['application-fails', 1],
    ]);
    expect(found?.causes[0]?.evidence.map(({ sentence }) => sentence)).toContain(
      'The attempts ended as 503 without a flag: 3 rps at the destination.',
    );
  });

  it('counts a second explanation less beside a certain one, with what speaks against it', () => {
    const refused = SITUATIONS.find(({ what }) => what === 'a DestinationRule sends plaintext to STRICT');
    const found = refused && diagnosed(telemetryOf(refused), refused.resources);
    expect(found?.causes.map(({ code, sure }) => [code, sure])).toEqual([
      ['tls-mismatch', 'certain'],
      ['connection-refused', 'possible'],
    ]);
    expect(found?.causes[1]?.against).toHaveLength(1);
    expect(found?.causes[0]?.place).toMatchObject({ ref: { kind: 'DestinationRule', name: 'cart' }, path: 'spec.trafficPolicy.tls.mode' });
  });
});

describe('commands', () => {
  const hostile = ['x;reboot', '$(reboot)', '`reboot`', "a'b", 'a b', '-n', '--all', 'a|b', 'a\nb', '../etc', ''];

  it('have the names filled in', () => {
    expect(diagnosed(mesh('shop/web -> shop/cart 10rps 30%404/NR by:source'))?.causes[0]?.commands).toContain(
      'istioctl proxy-config route deploy/web -n shop -o yaml',
    );
  });

  it.each(SITUATIONS.map((situation) => [situation.what, situation] as const))('only read: %s', (_, situation) => {
    const found = diagnosed(telemetryOf(situation), situation.resources);
    const commands =
      found?.causes.flatMap((cause) => [...cause.commands, ...cause.questions.flatMap(({ command }) => command ?? [])]) ?? [];
    const reading =
      /^(?:kubectl (?:get|describe|logs|top) |istioctl (?:analyze|proxy-status|proxy-config|ztunnel-config|waypoint status|x (?:describe|authz check|check-inject)))/;
    expect(commands.filter((command) => !reading.test(command))).toEqual([]);
    expect(commands.join()).not.toMatch(/undefined|--level/);
  });

  it.each(hostile)('hold no name such as %j', (name) => {
    const rename = (telemetry: Telemetry): Telemetry => ({
      ...telemetry,
      requests: telemetry.requests.map((row) => ({
        ...row,
        source: { ...row.source, namespace: name, workload: name },
        destination: { ...row.destination, namespace: name, workload: name, service: name, serviceName: name, serviceNamespace: name },
      })),
    });
    for (const flag of ['503/UF', '503/UH', '404/NR', '503/NC', '403', '401', '500', '503/UO', '504/UT', '0/DC', '502/UPE', '503/DF']) {
      const telemetry = rename(mesh(`shop/web -> shop/cart 10rps 30%${flag} by:source`));
      const commands = diagnosed(telemetry, undefined, name)?.causes.flatMap((cause) => cause.commands) ?? [];
      expect(commands.filter((command) => /reboot|'b|a b|\.\.| -n -n|--all|\n/.test(command))).toEqual([]);
    }
  });
});

describe('a healthy edge', () => {
  it.each([
    ['answers of 200 and 304', 'shop/web -> shop/cart 10rps 20%304'],
    ['answers from a cache filter', 'shop/web -> shop/cart 10rps 20%200/RFCF'],
    ['gRPC that is well', 'shop/web -> shop/cart grpc 10rps'],
    ['bytes', 'shop/web -> shop/db tcp 100Bps'],
    ['no traffic', ''],
  ])('has nothing to tell: %s', (_, traffic) => {
    expect(diagnosed(mesh(traffic))).toBeUndefined();
  });
});
