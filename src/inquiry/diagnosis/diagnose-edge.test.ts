import { describe, expect, it } from 'vitest';
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

  it('knows a situation for every cause, but for one that only follows others', () => {
    const told = new Set(SITUATIONS.map(({ cause }) => cause));
    expect(CAUSES.map(({ code }) => code).filter((code) => !told.has(code))).toEqual(['not-in-sync']);
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
