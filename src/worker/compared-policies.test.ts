/** The resources of both moments beside the traffic of a picture: who is denied since, on the lines as they are drawn. */
import { expect, test } from 'vitest';
import { authorization, MESH, onlyWeb } from '../inquiry/what-if/ask-what-if.testing';
import type { Inventory } from '../istio/inventory';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import { inventoryOf } from '../testing/inventory-of';
import { mesh } from '../testing/mesh-notation';
import { podYaml, serviceYaml } from '../testing/policy-yaml';
import type { ShowOptions } from './messages';
import { createPictureMaker } from './picture-maker';

const SHOW: ShowOptions = { groupBy: 'app', opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
const [B, A] = [1_700_000_000, 1_699_996_400];
const takenAt = (atSeconds: number): TelemetryTaken => ({
  telemetry: mesh('shop/web -> shop/cart 12rps mtls\nshop/batch -> shop/cart 3rps mtls', { atSeconds }),
  queries: [],
  problems: [],
  stage: 'complete',
  answered: true,
});
const standing = (...more: readonly string[]) =>
  inventoryOf(
    MESH,
    ...['web', 'batch', 'cart'].map((name) => podYaml(name)),
    serviceYaml('cart'),
    authorization('audit', 'action: AUDIT'),
    ...more,
  );

function pictures(then: Inventory | undefined) {
  const maker = createPictureMaker();
  const measured = {
    key: 'a',
    request: undefined,
    sourceId: 'a',
    taken: takenAt(B),
    latencyAtSeconds: undefined,
    before: { taken: takenAt(A), wanted: true, inventory: then },
  };
  const now = standing(onlyWeb);
  return { now, make: (compared: ShowOptions['compared']) => maker.make(measured, { ...SHOW, ...(compared && { compared }) }, now) };
}

test('a policy that is new denies a caller since', () => {
  const { make } = pictures(standing());
  const { difference, policies } = make('difference');
  expect(difference?.ranked).toEqual([]);
  expect(difference?.policies).toEqual({
    known: 'both',
    resources: [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'cart', class: 'added', paths: [] }],
    verdicts: [
      {
        edge: 'app/east/shop/batch>app/east/shop/cart>http',
        about: 'authorization',
        before: 'allowed',
        after: 'denied by AuthorizationPolicy shop/cart',
      },
    ],
  });
  expect(policies?.edges.get('app/east/shop/batch>app/east/shop/cart>http' as never)).toMatchObject({ verdict: 'denied' });
});

test('the moment before is shown with its own resources, and without any where nobody knows them', () => {
  const known = pictures(standing()).make('before');
  expect([known.atSeconds, known.policies?.edges.get('app/east/shop/batch>app/east/shop/cart>http' as never)]).toEqual([
    A,
    expect.objectContaining({ verdict: 'allowed' }),
  ]);
  expect(known.difference?.policies?.verdicts).toHaveLength(1);
  const unknown = pictures(undefined).make('before');
  expect([unknown.policies, unknown.difference?.policies?.known]).toEqual([undefined, 'times']);
});
