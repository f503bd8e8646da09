import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { groupId } from '../mesh/ids';
import { mesh as rows } from '../testing/mesh-notation';
import type { Picture, WholeMesh } from '../worker/messages';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { hasClosed, insideClosed } from './inside-closed';

const TEXT = 'shop/web -> shop/cart 10rps\nshop/cart -> pay/ledger 10rps 20%503\npay/ledger -> pay/disk 5rps\npay/disk -> far/away 5rps';
const meshWith = (closed: readonly string[]) =>
  buildMesh(rows(TEXT), { groupBy: 'app', closed: new Set(closed.map((name) => groupId('east', name))), thresholds: DEFAULT_THRESHOLDS });
const whole: WholeMesh = { mesh: meshWith([]), namespaces: meshWith(['shop', 'pay', 'far']) };
const picture = (...closed: readonly string[]): Picture => ({
  ...EMPTY_PICTURE,
  mesh: meshWith(closed),
  openGroups: ['shop', 'pay', 'far'].filter((name) => !closed.includes(name)).map((name) => groupId('east', name)),
  totals: { nodes: 5, edges: 4, groups: 3 },
});
const found = (find: string, ...closed: readonly string[]) => insideClosed(picture(...closed), whole, { find, namespaces: [] });
const group = (name: string) => groupId('east', name);

describe('what is found inside closed groups', () => {
  it.each([
    ['name=ledger', ['pay'], { nodes: 1, edges: 0, groups: [group('pay')] }],
    // The failing call leads into the closed group; its caller is drawn.
    ['%err>5', ['pay'], { nodes: 0, edges: 1, groups: [group('pay')] }],
    ['name=web OR name=ledger', ['pay', 'shop'], { nodes: 2, edges: 0, groups: [group('pay'), group('shop')] }],
    ['rps>1 AND source.name=disk', ['pay', 'far'], { nodes: 0, edges: 1, groups: [group('far'), group('pay')] }],
  ] as const)('%s with %j closed', (find, closed, inside) => {
    expect(found(find, ...closed)).toEqual(inside);
  });

  it.each([
    ['all of it is drawn', 'name=cart', ['pay']],
    ['nothing is there', 'name=nobody', ['pay']],
    ['nothing is looked for', '', ['pay']],
    ['it cannot be read', 'name=', ['pay']],
  ] as const)('is nothing when %s', (_, find, closed) => {
    expect(found(find, ...closed)).toBeUndefined();
  });

  it('is worth asking for only where something is closed', () => {
    expect(hasClosed(picture('pay'))).toBe(true);
    expect(hasClosed(picture())).toBe(false);
  });
});
