/** Resources and traffic as what a canary is found in, for tests. */
import { meshCalls } from '../../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { observedCall } from '../../policy/observe';
import type { Telemetry } from '../../telemetry/rows';
import { inventoryOf } from '../../testing/inventory-of';
import { mesh } from '../../testing/mesh-notation';
import { podYaml, policyYaml, serviceYaml } from '../../testing/policy-yaml';
import type { CanaryEvidence } from './split';

const pod = (app: string, version: string) =>
  podYaml(`${app}-${version}`, { namespace: 'shop', labels: `version: ${version}` }).replace(`app: ${app}-${version}`, `app: ${app}`);
/** web calls cart; its versions run. */
export const BASE = [podYaml('web'), serviceYaml('cart'), pod('cart', 'v1'), pod('cart', 'v2')].join('---');
export const SUBSETS = policyYaml(
  'DestinationRule',
  'cart',
  '{ host: cart, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }',
);
/** Weights of v1 and v2; `more` = further fields of the rule. */
export const route = (v1: number, v2: number, more = '') =>
  policyYaml(
    'VirtualService',
    'cart',
    `{ hosts: [cart], http: [{ route: [{ destination: { host: cart, subset: v1 }, weight: ${v1} }, { destination: { host: cart, subset: v2 }, weight: ${v2} }]${more} }] }`,
  );
/** 2,700 and 300 requests in five minutes. */
export const TRAFFIC = mesh('shop/web -> shop/cart:v1 9rps\nshop/web -> shop/cart:v2 1rps');

export function evidenceOf(telemetry: Telemetry, ...texts: readonly string[]): CanaryEvidence {
  const inventory = inventoryOf(texts.join('\n---\n'));
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS).map(observedCall);
  const observation = { atSeconds: telemetry.atSeconds, windowSeconds: telemetry.windowSeconds, calls };
  return { telemetry, inventory, observation, policies: createPolicyEngine().evaluate(inventory, observation) };
}
