import { expect, it } from 'vitest';
import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { GroupId } from '../../mesh/model';
import { mesh } from '../../testing/mesh-notation';
import { rowEmphasis } from './row-emphasis';

const TELEMETRY = mesh('shop/web -> pay/ledger 1rps\nshop/web -> shop/cart 1rps\npay/ledger -> pay/db 1rps\nshop/cart -> ops/log 1rps');
const built = (closed: readonly string[]) =>
  buildMesh(TELEMETRY, { groupBy: 'app', closed: new Set(closed as readonly GroupId[]), thresholds: DEFAULT_THRESHOLDS });
const name = (id: string) => id.split('/').at(-1);

it('what stands inside a closed group leaves with it, and so does every edge at it', () => {
  const drawn = built(['group/east/pay']);
  const whole = built([]);
  const pay = drawn.nodes.find(({ kind }) => kind === 'namespace');
  const removed = { nodes: new Set(pay === undefined ? [] : [pay.id]), edges: new Set<never>() };
  const emphasis = rowEmphasis(drawn, whole, { removed });
  expect(whole.nodes.filter((node) => emphasis.nodeRemoved(node)).map(({ id }) => name(id))).toEqual(['db', 'ledger']);
  expect(whole.edges.filter((edge) => !emphasis.edgeRemoved(edge)).map(({ source, target }) => [name(source), name(target)])).toEqual([
    ['cart', 'log'],
    ['web', 'cart'],
  ]);
  expect(drawn.nodes.filter((node) => emphasis.nodeRemoved(node)).map(({ kind }) => kind)).toEqual(['namespace']);
});
