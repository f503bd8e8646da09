/** A shop with a cart of two versions, two callers in the mesh and one outside: for tests of drafts. */
import { createPolicyEngine } from '../../policy/evaluate-policies';
import type { Observation } from '../../policy/observation';
import { inventoryOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import type { WhatIfAnswer, WhatIfQuestion } from './model';
import { whatIf } from './what-if';

export const MESH = `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: "{}"}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
`;

const workload = (name: string, { namespace = 'shop', labels = '', proxy = true } = {}) => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: {app: ${name.replace(/-v\d$/, '')}${labels}${proxy ? ', security.istio.io/tlsMode: istio' : ''}}
spec:
  serviceAccountName: ${name.replace(/-v\d$/, '')}
  containers: [{name: app, ports: [{containerPort: 8080}]}${proxy ? ', {name: istio-proxy}' : ''}]
status: {phase: Running, podIP: 10.0.0.1}
`;

const service = (name: string, namespace = 'shop') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;

export const STANDING = [
  MESH,
  workload('web'),
  workload('batch'),
  workload('cart-v1', { labels: ', version: v1' }),
  workload('cart-v2', { labels: ', version: v2' }),
  workload('legacy', { proxy: false }),
  service('cart'),
];

/** 12, 3 and 1 requests per second. */
export const SEEN = observation(
  observeCall('shop/web -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 12 }, mutual: 12 }),
  observeCall('shop/batch -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 3 }, mutual: 3 }),
  observeCall('shop/legacy -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 1 }, plaintext: 1 }),
);

/** The answer to a draft over these resources and this traffic. */
export function ask(
  question: Partial<WhatIfQuestion> & { readonly draft?: string },
  standing: readonly string[] = STANDING,
  traffic: Observation = SEEN,
): WhatIfAnswer {
  const inventory = inventoryOf(...standing);
  const engine = createPolicyEngine();
  const policies = engine.evaluate(inventory, traffic);
  const { draft, ...rest } = question;
  const drafts = draft === undefined ? [] : [{ name: 'draft.yaml', text: draft }];
  return whatIf({ drafts, ...rest }, { inventory, observation: traffic, policies, imagine: engine.imagine });
}

export const authorization = (name: string, spec: string, more = '') => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: ${name}
  namespace: shop${more}
spec:
${spec.replace(/^/gm, '  ')}`;

export const onlyWeb = authorization(
  'cart',
  `selector: {matchLabels: {app: cart}}
rules:
- from:
  - source: {principals: [cluster.local/ns/shop/sa/web]}`,
);

export const outcomes = ({ diff }: WhatIfAnswer) => (diff?.calls ?? []).map(({ consequence, says }) => [consequence, says]);
