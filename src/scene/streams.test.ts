import { describe, expect, it } from 'vitest';
import type { EdgeId, NodeId } from '../mesh/model';
import type { DrawnStream, DrawnStreamPart } from '../policy/drawn';
import { split } from './labels/split';
import { splitsByEdge } from './streams';

const CALLER = 'web' as NodeId;
const part = (version: string, perSecond: number, configured: DrawnStreamPart['configured'], target = version): DrawnStreamPart => ({
  version,
  ...(configured && { configured }),
  perSecond,
  ends: [{ edge: `web>${target}` as EdgeId, target: target as NodeId, perSecond }],
});
const fixed = (share: number) => ({ least: share, most: share });
const stream = (...parts: readonly DrawnStreamPart[]): DrawnStream => ({
  ...{ id: 's', source: CALLER, host: 'cart', conditional: false, counted: 'requests', parts },
  perSecond: parts.reduce((sum, { perSecond }) => sum + perSecond, 0),
});
const workloads = new Map([CALLER, 'v1', 'v2', 'v3'].map((id) => [id as NodeId, { kind: 'workload' as const }]));

function textsOn(edge: string, drawn: DrawnStream, nodes: Parameters<typeof splitsByEdge>[1] = workloads): readonly string[] {
  const found = splitsByEdge([drawn], nodes).get(edge as EdgeId);
  const texts = split.of({} as never, { units: {} as never, split: found });
  return [texts ?? []].flat().map(({ text }) => text);
}

describe('the label of a split', () => {
  // 118 of 1,000 requests are 11.8 %
  it.each([
    ['observed of configured', part('v2', 118, fixed(0.1)), 882, '11.8 % of 10 %'],
    ['bounds where the request decides', part('v2', 118, { least: 0, most: 0.25 }), 882, '11.8 % of 0–25 %'],
    ['what nobody configured', part('v2', 118, undefined), 882, '11.8 %'],
    ['a version without traffic', part('v2', 0, fixed(0.05)), 100, '0 % of 5 %'],
    ['a stream without traffic', part('v2', 0, fixed(0.05)), 0, 'no traffic of 5 %'],
  ])('says %s', (_, canary, stable, text) => {
    expect(textsOn('web>v2', stream(part('v1', stable, fixed(0.9)), canary))).toEqual([text]);
  });

  it('names the candidate where one edge carries several: the largest has the rest', () => {
    const app = new Map([
      [CALLER, { kind: 'app' as const }],
      [
        'cart' as NodeId,
        { kind: 'app' as const, parts: ['v1', 'v2'].map((version) => ({ version, workloads: [], requestsPerSecond: 1 })) },
      ],
    ]);
    const both = stream(part('v1', 882, fixed(0.9), 'cart'), part('v2', 118, fixed(0.1), 'cart'));
    expect(textsOn('web>cart', both, app)).toEqual(['v2 11.8 % of 10 %']);
  });

  it('is not there where versions cannot be told apart: inside a closed group, or as one service', () => {
    const closed = new Map([
      [CALLER, { kind: 'app' as const }],
      ['shop' as NodeId, { kind: 'namespace' as const }],
    ]);
    expect(textsOn('web>shop', stream(part('v1', 9, fixed(0.9), 'shop'), part('v2', 1, fixed(0.1), 'shop')), closed)).toEqual([]);
  });
});
