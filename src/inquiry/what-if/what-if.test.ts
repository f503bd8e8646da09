import { describe, expect, test } from 'vitest';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import type { Observation } from '../../policy/observation';
import { inventoryOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import type { WhatIfAnswer, WhatIfQuestion } from './model';
import { whatIf } from './what-if';

const MESH = `
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

const STANDING = [
  MESH,
  workload('web'),
  workload('batch'),
  workload('cart-v1', { labels: ', version: v1' }),
  workload('cart-v2', { labels: ', version: v2' }),
  workload('legacy', { proxy: false }),
  service('cart'),
];

const seen = observation(
  observeCall('shop/web -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 12 }, mutual: 12 }),
  observeCall('shop/batch -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 3 }, mutual: 3 }),
  observeCall('shop/legacy -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 1 }, plaintext: 1 }),
);

function ask(
  question: Partial<WhatIfQuestion> & { readonly draft?: string },
  standing: readonly string[] = STANDING,
  traffic: Observation = seen,
): WhatIfAnswer {
  const inventory = inventoryOf(...standing);
  const engine = createPolicyEngine();
  const policies = engine.evaluate(inventory, traffic);
  const { draft, ...rest } = question;
  const drafts = draft === undefined ? [] : [{ name: 'draft.yaml', text: draft }];
  return whatIf({ drafts, ...rest }, { inventory, observation: traffic, policies, imagine: engine.imagine });
}

const authorization = (name: string, spec: string, more = '') => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: ${name}
  namespace: shop${more}
spec:
${spec.replace(/^/gm, '  ')}`;

const onlyWeb = authorization(
  'cart',
  `selector: {matchLabels: {app: cart}}
rules:
- from:
  - source: {principals: [cluster.local/ns/shop/sa/web]}`,
);

const outcomes = ({ diff }: WhatIfAnswer) => (diff?.calls ?? []).map(({ consequence, says }) => [consequence, says]);

describe('a draft against traffic', () => {
  test('an ALLOW for one caller denies the others, the busiest first, with the deciding policy and its line', () => {
    const { diff, changes } = ask({ draft: onlyWeb });
    expect(diff?.calls.map(({ consequence, says, traffic }) => [consequence, says, traffic.requestsPerSecond])).toEqual([
      ['denied', 'shop/batch → shop/cart-v1 would be denied.', 3],
      ['denied', 'shop/legacy → shop/cart-v1 would be denied.', 1],
    ]);
    const [first] = diff?.calls ?? [];
    expect(first?.access?.before.verdict).toBe('allowed');
    expect(first?.access?.after.verdict).toBe('denied');
    expect(first?.access?.after.decidedBy).toMatchObject([
      {
        ref: { name: 'cart' },
        action: 'ALLOW',
        effect: 'no-match',
        position: { file: 'draft.yaml', line: 8 },
        ofDraft: true,
      },
    ]);
    // 3 + 1 requests per second.
    expect(diff?.totals.denied).toMatchObject({ calls: 2, requestsPerSecond: 4 });
    expect(diff?.cuts).toBe(true);
    expect(diff?.workloads.map(({ workload, posture, gains }) => [workload, posture?.after, gains.length])).toEqual([
      ['shop/cart-v1', 'default-deny', 1],
      ['shop/cart-v2', 'default-deny', 1],
    ]);
    expect(changes).toMatchObject([{ does: 'adds', says: 'Adds AuthorizationPolicy shop/cart.', line: 1 }]);
    expect(changes[0]?.changesNothing).toBeUndefined();
    expect(changes[0]?.rules).toEqual([{ path: 'spec.rules[0]', line: 9, calls: 1, requestsPerSecond: 12 }]);
    expect(diff?.edges.map(({ consequence }) => consequence)).toEqual(['denied', 'denied']);
  });

  test('a path that metrics cannot tell makes it depend, never denied', () => {
    const answer = ask({ draft: authorization('no-admin', 'action: DENY\nrules:\n- to:\n  - operation: {paths: [/admin]}') });
    expect(outcomes(answer)).toEqual(
      ['web', 'batch', 'legacy'].map((name) => [
        'may-be-denied',
        `shop/${name} → shop/cart-v1 is allowed now, and would depend on request.path.`,
      ]),
    );
    expect(answer.diff?.cuts).toBe(false);
  });

  test('removing a policy opens what it denied', () => {
    const answer = ask({ remove: [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'cart' }] }, [...STANDING, onlyWeb]);
    expect(outcomes(answer)).toEqual([
      ['opens', 'shop/batch → shop/cart-v1 is denied now, and would be allowed.'],
      ['opens', 'shop/legacy → shop/cart-v1 is denied now, and would be allowed.'],
    ]);
    expect(answer.changes).toMatchObject([{ does: 'removes', says: 'Removes AuthorizationPolicy shop/cart.' }]);
    expect(answer.diff?.cuts).toBe(false);
  });

  const strict = `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: STRICT}}`;

  test('STRICT breaks the caller without a proxy and nobody else', () => {
    const answer = ask({ draft: strict });
    expect(outcomes(answer)).toEqual([
      ['breaks', 'shop/legacy → shop/cart-v1 would break: the client sends plaintext, which the server refuses.'],
    ]);
    expect(answer.diff?.cuts).toBe(true);
    expect(answer.diff?.workloads.find(({ workload }) => workload === 'shop/cart-v1')?.serverMtls).toMatchObject({
      before: { mode: 'PERMISSIVE' },
      after: { mode: 'STRICT' },
    });
  });

  test('STRICT breaks a caller nobody knows whose traffic is plaintext', () => {
    const unknown = observation(
      observeCall('? -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 4 }, plaintext: 3, mutual: 1 }),
    );
    // 3 of 4 requests are plaintext.
    expect(outcomes(ask({ draft: strict }, STANDING, unknown))).toEqual([
      ['breaks', 'an unknown workload → shop/cart-v1 would break: 75 % of it is plaintext, which the server would refuse.'],
    ]);
  });

  test('DISABLE loses mutual TLS, also where only telemetry had told that it is used', () => {
    const disable = strict.replace('STRICT', 'DISABLE');
    const withoutMeshConfig = STANDING.filter((text) => text !== MESH);
    for (const standing of [STANDING, withoutMeshConfig])
      expect(outcomes(ask({ draft: disable }, standing))).toEqual([
        ['loses-mtls', 'shop/web → shop/cart-v1 would be sent without mutual TLS.'],
        ['loses-mtls', 'shop/batch → shop/cart-v1 would be sent without mutual TLS.'],
      ]);
  });

  const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: cart, namespace: shop}
spec:
  host: cart
  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]`;
  const split = (v1: number, v2: number, second = 'v2') => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop}
spec:
  hosts: [cart]
  http:
  - route:
    - {destination: {host: cart, subset: v1}, weight: ${v1}}
    - {destination: {host: cart, subset: ${second}}, weight: ${v2}}`;

  test('other weights move shares, the same for all callers', () => {
    const { diff } = ask({ draft: split(75, 25) }, [...STANDING, rule, split(90, 10)]);
    expect(diff?.moves).toMatchObject([
      {
        host: 'cart.shop.svc.cluster.local',
        callers: ['shop/batch', 'shop/web'],
        shares: [
          { subset: 'v1', before: { min: 0.9, max: 0.9 }, after: { min: 0.75, max: 0.75 } },
          { subset: 'v2', before: { min: 0.1, max: 0.1 }, after: { min: 0.25, max: 0.25 } },
        ],
        traffic: { requestsPerSecond: 15 },
      },
    ]);
    expect(diff?.cuts).toBe(false);
  });

  test('a subset that nobody defines breaks the calls that are routed there', () => {
    const { diff } = ask({ draft: split(75, 25, 'v3') }, [...STANDING, rule, split(90, 10)]);
    expect(diff?.calls.map(({ consequence }) => consequence)).toEqual(['breaks', 'breaks']);
    expect(diff?.findings.appear.map(({ code }) => code)).toContain('route-to-missing-subset');
    expect(diff?.cuts).toBe(true);
  });
});

describe('what a document does', () => {
  const inert: readonly (readonly [string, string, string])[] = [
    [
      'no selector matches',
      authorization('x', 'selector: {matchLabels: {app: nobody}}'),
      'Its selector matches no workload that is known.',
    ],
    [
      'the namespace is empty',
      authorization('x', '{}').replace('namespace: shop', 'namespace: empty'),
      'No workload is known in namespace empty.',
    ],
    [
      'targetRefs mean nobody',
      authorization('x', 'targetRefs: [{kind: Service, group: "", name: cart}]'),
      'Its targetRefs name nothing behind a gateway or waypoint that is known.',
    ],
    [
      'others allow the same already',
      authorization(
        'more',
        'selector: {matchLabels: {app: cart}}\nrules:\n- from:\n  - source: {principals: [cluster.local/ns/shop/sa/web]}',
      ),
      'It reaches 2 workloads, and none of the 3 observed calls to them comes out differently.',
    ],
    [
      'another mode of the same stands',
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: p, namespace: shop}\nspec: {mtls: {mode: PERMISSIVE}}',
      'It decides the mode of 5 workloads, which is the one in force already.',
    ],
  ];

  test.each(inert)('says why it changes nothing: %s', (_, draft, why) => {
    const { changes, diff } = ask({ draft }, [...STANDING, onlyWeb]);
    expect(changes[0]?.changesNothing?.map(({ sentence }) => sentence)).toEqual([why]);
    expect(diff?.calls).toEqual([]);
  });

  test('of two documents the one that does nothing is told from the other', () => {
    const idle = authorization('idle', 'selector: {matchLabels: {app: nobody}}');
    const { changes } = ask({ draft: `${onlyWeb}\n---\n${idle}` });
    expect(changes.map(({ changesNothing }) => changesNothing?.[0]?.sentence)).toEqual([
      undefined,
      'Its selector matches no workload that is known.',
    ]);
  });

  test('a rule that no observed call can match is marked', () => {
    const draft = `${onlyWeb}\n  - from:\n    - source: {principals: [cluster.local/ns/shop/sa/nobody]}`;
    expect(ask({ draft }).changes[0]?.rules).toMatchObject([
      { path: 'spec.rules[0]', calls: 1, requestsPerSecond: 12 },
      { path: 'spec.rules[1]', calls: 0, changesNothing: 'None of the observed calls to its workloads can match it.' },
    ]);
  });

  test('in dry-run it denies nobody, and says whom it would', () => {
    const draft = onlyWeb.replace('namespace: shop', 'namespace: shop\n  annotations: {istio.io/dry-run: "true"}');
    const { diff } = ask({ draft });
    expect(diff?.calls.map(({ consequence, dryRun }) => [consequence, dryRun?.after])).toEqual([
      ['dry-run', 'allowed'],
      ['dry-run', 'denied'],
      ['dry-run', 'denied'],
    ]);
    expect(diff?.cuts).toBe(false);
  });

  test('the same as what stands changes nothing, whatever its age and status', () => {
    const standing = onlyWeb.replace('namespace: shop', 'namespace: shop\n  creationTimestamp: 2023-01-01T00:00:00Z');
    expect(ask({ draft: onlyWeb }, [...STANDING, standing]).changes).toMatchObject([{ does: 'same' }]);
  });

  test('an update keeps the age of what it replaces; what is new is the youngest', () => {
    const named = (name: string, mode: string, created = '') => `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: ${name}, namespace: shop${created}}
spec: {mtls: {mode: ${mode}}}`;
    const older = ', creationTimestamp: 2023-01-01T00:00:00Z';
    const younger = ', creationTimestamp: 2023-06-01T00:00:00Z';
    const standing = [...STANDING, named('b', 'PERMISSIVE', older), named('c', 'PERMISSIVE', younger)];
    // "a" comes first by name, but it is the youngest: the oldest decides.
    expect(ask({ draft: named('a', 'STRICT') }, standing).diff?.calls).toEqual([]);
    expect(ask({ draft: named('c', 'STRICT') }, standing).diff?.calls).toEqual([]);
    expect(outcomes(ask({ draft: named('b', 'STRICT') }, standing)).map(([consequence]) => consequence)).toEqual(['breaks']);
  });
});

describe('what is wrong with a draft', () => {
  test('a broken line is told with its place, and the other documents count', () => {
    const { issues, changes, diff } = ask({ draft: `${onlyWeb}\n---\nkind: [` });
    expect(issues).toMatchObject([{ code: 'yaml-syntax', severity: 'error', file: 'draft.yaml', document: 2 }]);
    expect(issues[0]?.line).toBe(12);
    expect(changes.map(({ does }) => does)).toEqual(['adds', 'unreadable']);
    expect(diff?.calls).toHaveLength(2);
  });

  test('what validation refuses counts for nothing: what stands there stays', () => {
    const refused = onlyWeb.replace('rules:', 'action: MAYBE\n  rules:');
    const { issues, changes, diff } = ask({ draft: refused }, [...STANDING, onlyWeb]);
    expect(issues).toMatchObject([{ code: 'resource-rejected', severity: 'error', line: 8, column: 3, path: 'spec.action' }]);
    expect(changes).toMatchObject([{ does: 'refused' }]);
    expect(diff?.calls).toEqual([]);
  });

  const slips: readonly (readonly [string, string, string, string])[] = [
    [
      'another version',
      onlyWeb.replace('security.istio.io/v1', 'security.istio.io/v2'),
      'kind-misspelt',
      'AuthorizationPolicy is not served as security.istio.io/v2.',
    ],
    [
      'another case',
      onlyWeb.replace('AuthorizationPolicy', 'Authorizationpolicy'),
      'kind-misspelt',
      'No kind is called Authorizationpolicy.',
    ],
    [
      'a foreign kind',
      'apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}',
      'kind-not-read',
      'Widget (example.org/v1) says nothing about traffic that can be worked out here.',
    ],
    [
      'no namespace',
      onlyWeb.replace('  namespace: shop\n', ''),
      'namespace-missing',
      'AuthorizationPolicy default/cart: metadata names no namespace, so default is taken.',
    ],
    ['no kind', 'metadata: {name: x}', 'not-kubernetes', 'The document has no apiVersion and kind, so it is no Kubernetes object.'],
  ];

  test.each(slips)('says what it takes %s for', (_, draft, code, message) => {
    expect(ask({ draft }).issues).toMatchObject([{ code, message, line: expect.any(Number) }]);
  });

  test('a namespace that is asked for is no slip', () => {
    const answer = ask({ draft: onlyWeb.replace('  namespace: shop\n', ''), defaultNamespace: 'shop' });
    expect(answer.issues).toEqual([]);
    expect(answer.diff?.calls).toHaveLength(2);
  });

  test('nothing of a Secret is kept', () => {
    const answer = ask({ draft: 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}' });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(answer.changes).toMatchObject([{ does: 'unread', says: 'A Secret is not read, and nothing of it is kept.' }]);
  });

  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(',')}]`)
    .join('\n')}`;
  const hostile: readonly (readonly [string, string])[] = [
    ['5 MB of YAML', `a: ${'x'.repeat(5_000_000)}`],
    ['10,000 documents', 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\n---\n'.repeat(10_000)],
    ['an empty text', ''],
    ['a comment', '# nothing'],
  ];

  test.each(hostile)('%s is answered with one sentence', (_, text) => {
    const { problems, changes, diff } = ask({ draft: text });
    expect(problems).toHaveLength(1);
    expect(changes).toEqual([]);
    expect(diff).toBeUndefined();
  });

  test('anchors that multiply are one issue', () => {
    expect(ask({ draft: bomb }).issues).toMatchObject([{ code: 'yaml-aliases', severity: 'error' }]);
  });

  test('keys of prototypes are only keys', () => {
    const draft = onlyWeb.replace('spec:', '__proto__: {rejected: true}\nconstructor: {}\nspec:');
    expect(ask({ draft }).changes).toMatchObject([{ does: 'adds' }]);
    expect({}).not.toHaveProperty('rejected');
  });

  test('a later document of the same resource counts, a removal most', () => {
    const { changes } = ask({
      draft: `${onlyWeb}\n---\n${onlyWeb}`,
      remove: [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'other' }],
    });
    expect(changes.map(({ does, says }) => [does, says])).toEqual([
      ['superseded', 'A later document or a removal is about AuthorizationPolicy shop/cart as well, so this one does not count.'],
      ['adds', 'Adds AuthorizationPolicy shop/cart.'],
      ['absent', 'There is no AuthorizationPolicy shop/other to remove.'],
    ]);
  });
});
