/** docs/policies.md §2.2–2.8, one table a rule. */
import { describe, expect, test } from 'vitest';
import { inventoryOf, plainMesh, policyYaml, questionOf, withFlags } from '../../testing/authorization-question';
import { evaluateAuthorization, evaluateDryRun } from './evaluate-authorization';

const verdictOf = (...[policies, changes]: Parameters<typeof questionOf>) => {
  const { verdict, undecided } = evaluateAuthorization(questionOf(policies, changes));
  return undecided.length === 0 ? verdict : `${verdict} ${undecided.toSorted().join(' ')}`;
};

const toClient = '{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/client]}}]}]}';
const denyDelete = '{action: DENY, rules: [{to: [{operation: {methods: [DELETE]}}]}]}';
const nobody = { principal: null, dataplane: 'none' } as const;
const ambient = { destination: { dataplane: 'ambient' } } as const;
const tcp = { connection: { protocol: 'tcp' } } as const;

describe('the order at one point (§2.3)', () => {
  test.each([
    ['no policy', [], 'allowed'],
    ['ALLOW of everybody', [policyYaml('a', '{rules: [{}]}')], 'allowed'],
    ['ALLOW of nothing', [policyYaml('a', '{}')], 'denied'],
    ['ALLOW with an empty list', [policyYaml('a', '{rules: []}')], 'denied'],
    ['DENY beats ALLOW', [policyYaml('a', '{rules: [{}]}'), policyYaml('b', '{action: DENY, rules: [{}]}')], 'denied'],
    ['policies of all scopes are pooled', [policyYaml('a', '{}', { namespace: 'istio-system' }), policyYaml('b', toClient)], 'allowed'],
    ['AUDIT changes nothing', [policyYaml('a', '{action: AUDIT, rules: [{}]}')], 'allowed'],
    ['CUSTOM asks its provider', [policyYaml('a', '{action: CUSTOM, provider: {name: p}, rules: [{}]}')], 'depends ext_authz'],
    [
      'DENY beats CUSTOM',
      [policyYaml('a', '{action: CUSTOM, provider: {name: p}, rules: [{}]}'), policyYaml('b', '{action: DENY, rules: [{}]}')],
      'denied',
    ],
    [
      'two providers deny what they match',
      [
        policyYaml('a', '{action: CUSTOM, provider: {name: p}, rules: [{}]}'),
        policyYaml('b', '{action: CUSTOM, provider: {name: q}, rules: [{}]}'),
      ],
      'denied',
    ],
    ['a policy of another namespace', [policyYaml('a', '{}', { namespace: 'other' })], 'allowed'],
    ['a rejected policy is left out', [policyYaml('a', '{action: DENY}')], 'allowed'],
  ])('%s', (_, policies, expected) => {
    expect(verdictOf(policies)).toBe(expected);
  });
  test('a provider that the mesh does not have denies, one it has is asked', () => {
    const policies = [policyYaml('a', '{action: CUSTOM, provider: {name: p}, rules: [{}]}')];
    expect(verdictOf(policies, { mesh: { ...plainMesh, extensionProviders: [] } })).toBe('denied');
    const http = { ...plainMesh, extensionProviders: [{ name: 'p', type: 'envoyExtAuthzHttp' }] };
    expect(verdictOf(policies, { mesh: http })).toBe('depends ext_authz');
    expect(verdictOf(policies, { mesh: http, ...tcp })).toBe('allowed');
  });
  test('several providers are asked where istiod allows it', () => {
    const policies = ['p', 'q'].map((name) => policyYaml(name, `{action: CUSTOM, provider: {name: ${name}}, rules: [{}]}`));
    expect(verdictOf(policies, { mesh: withFlags({ PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS: true }) })).toBe('depends ext_authz');
  });
});

describe('fields of a rule (§2.4)', () => {
  const allow = (rule: string) => [policyYaml('a', `{rules: [${rule}]}`)];
  const from = (source: string) => allow(`{from: [{source: {${source}}}]}`);
  const to = (operation: string) => allow(`{to: [{operation: {${operation}}}]}`);
  const when = (condition: string) => allow(`{when: [{${condition}}]}`);
  test.each([
    ['namespace', from('namespaces: [shop]'), {}, 'allowed'],
    ['other namespace', from('namespaces: [sho]'), {}, 'denied'],
    ['notNamespaces of a plaintext caller', from('notNamespaces: [shop]'), { source: nobody }, 'allowed'],
    ['serviceAccounts', from('serviceAccounts: [shop/client]'), {}, 'allowed'],
    ['trustDomains', from('trustDomains: [cluster.local]'), {}, 'allowed'],
    ['principal not known', from('principals: ["*"]'), { source: { principal: undefined } }, 'unknown source.principal'],
    ['no principal', from('principals: ["*"]'), { source: nobody }, 'denied'],
    ['AND in a source', from('namespaces: [shop], ipBlocks: [10.0.0.0/8]'), { source: { ip: '10.1.1.1' } }, 'allowed'],
    ['address not known', from('ipBlocks: [10.0.0.0/8]'), {}, 'depends source.ip'],
    ['address of the other block', from('notIpBlocks: [10.0.0.0/8]'), { source: { ip: '10.1.1.1' } }, 'denied'],
    ['remote address', from('remoteIpBlocks: [10.0.0.0/8]'), {}, 'depends remote.ip'],
    ['workload port at a sidecar', to('ports: ["8080"]'), {}, 'allowed'],
    ['service port at a sidecar', to('ports: ["80"]'), {}, 'denied'],
    ['port not known', to('ports: ["80"]'), { connection: { workloadPort: undefined } as never }, 'unknown destination.port'],
    ['host without its port', to('hosts: [web]'), { request: { host: 'web:8080' } }, 'denied'],
    ['host with any port', to('hosts: ["web:*"]'), { request: { host: 'WEB:8080' } }, 'allowed'],
    ['path without its query', to('paths: [/a]'), { request: { path: '/a?b' } }, 'allowed'],
    ['a path that may not', to('paths: [/a], methods: [GET]'), { request: { method: 'POST' } }, 'denied'],
    ['a rule that cannot match leaves nothing open', to('paths: [/a], ports: ["1"]'), {}, 'denied'],
    ['gRPC is a POST', to('methods: [POST]'), { connection: { protocol: 'grpc' } }, 'allowed'],
    ['header not known', when('key: "request.headers[X-A]", values: [b]'), {}, 'depends request.headers[X-A]'],
    ['header', when('key: "request.headers[X-A]", values: [b]'), { request: { headers: new Map([['x-a', 'b']]) } }, 'allowed'],
    ['header that is not sent', when('key: "request.headers[X-A]", notValues: [b]'), { request: { headers: new Map() } }, 'allowed'],
    ['SNI', when('key: connection.sni, values: ["*.b"]'), { connection: { sni: 'a.b' } }, 'allowed'],
    ['no SNI', when('key: connection.sni, values: ["*"]'), { connection: { sni: null } }, 'denied'],
    ['claim', when('key: "request.auth.claims[g]", values: [x]'), { request: { jwt: { g: ['x', 'y'] } } }, 'allowed'],
    ['no token', when('key: "request.auth.claims[g]", notValues: [x]'), { request: { jwt: {} } }, 'allowed'],
    ['metadata of a filter', when('key: "experimental.envoy.filters.a[b]", values: [x]'), {}, 'depends experimental.envoy.filters.a[b]'],
  ] as const)('%s', (_, policies, changes, expected) => {
    expect(verdictOf(policies, changes)).toBe(expected);
  });
  test('a token is read only where a RequestAuthentication asks for it', () => {
    const authentication = (namespace: string) =>
      `apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: {name: r, namespace: ${namespace}}\nspec: {jwtRules: [{issuer: i}]}\n`;
    const [policy = ''] = from('requestPrincipals: ["*"]');
    const asked = (namespace: string) => verdictOf([], { inventory: inventoryOf(policy, authentication(namespace)) });
    expect(asked('apps')).toBe('depends request.auth.principal');
    expect(asked('elsewhere')).toBe('denied');
    expect(verdictOf([policy])).toBe('depends request.auth.principal');
  });
});

describe('HTTP fields on a connection (§2.5)', () => {
  const allowGet = '{rules: [{to: [{operation: {methods: [GET]}}]}]}';
  const mixed = '{action: DENY, rules: [{from: [{source: {principals: ["*"]}}], to: [{operation: {methods: [DELETE]}}]}]}';
  const sameOperation = '{action: DENY, rules: [{to: [{operation: {methods: [DELETE], ports: ["8080"]}}]}]}';
  test.each([
    ['Envoy TCP drops an ALLOW rule', allowGet, tcp, 'denied'],
    ['Envoy TCP ignores the field of a DENY rule', denyDelete, tcp, 'denied'],
    [
      'Envoy TCP drops the rule of ALLOW even if one operation has ports only',
      '{rules: [{to: [{operation: {ports: ["8080"]}}, {operation: {methods: [GET]}}]}]}',
      tcp,
      'denied',
    ],
    [
      'a port whose protocol is detected has both chains',
      allowGet,
      { connection: { protocol: 'auto' } },
      'depends request.method request.protocol',
    ],
    ['and denies where both do', '{}', { connection: { protocol: 'auto' } }, 'denied'],
    ['a request tells that it is HTTP', allowGet, { connection: { protocol: 'auto' }, request: { method: 'GET' } }, 'allowed'],
    ['ztunnel omits an ALLOW rule', allowGet, ambient, 'denied'],
    ['ztunnel: DENY of a method does nothing', denyDelete, ambient, 'allowed'],
    ['ztunnel: DENY with a caller and a method does nothing either', mixed, ambient, 'allowed'],
    ['ztunnel: a port in the same operation stays and denies more', sameOperation, ambient, 'denied'],
    ['ztunnel: an empty rule denies everything', '{action: DENY, rules: [{}]}', ambient, 'denied'],
    ['ztunnel: CUSTOM is not sent', '{action: CUSTOM, provider: {name: p}, rules: [{}]}', ambient, 'allowed'],
    [
      'ztunnel: a condition on serviceAccount is none of its own',
      '{rules: [{when: [{key: source.serviceAccount, values: [shop/client]}]}]}',
      ambient,
      'denied',
    ],
    ['ztunnel: serviceAccounts in a source is', '{rules: [{from: [{source: {serviceAccounts: [shop/client]}}]}]}', ambient, 'allowed'],
    [
      'ztunnel: trust domains alone never match',
      '{action: DENY, rules: [{from: [{source: {trustDomains: [cluster.local]}}]}]}',
      ambient,
      'allowed',
    ],
  ] as const)('%s', (_, spec, changes, expected) => {
    expect(verdictOf([policyYaml('a', spec)], changes)).toBe(expected);
  });
  test('a DENY without effect at ztunnel says so', () => {
    const { because } = evaluateAuthorization(questionOf([policyYaml('a', denyDelete)], ambient));
    expect(because.map(({ sentence }) => sentence)).toContain(
      'AuthorizationPolicy apps/a (DENY) has no effect at the ztunnel of apps/web: ztunnel reads none of methods, and without them no rule can match: nothing is denied.',
    );
  });
  test('ztunnel knows no aliases of the trust domain', () => {
    const mesh = { ...plainMesh, trustDomain: 'td1', trustDomainAliases: ['cluster.local'] };
    const source = { principal: 'td1/ns/shop/sa/client' };
    expect(verdictOf([policyYaml('a', toClient)], { mesh, source })).toBe('allowed');
    expect(verdictOf([policyYaml('a', toClient)], { mesh, source: { ...source, dataplane: 'ambient' }, ...ambient })).toBe('denied');
  });
});

describe('what comes before policies', () => {
  test('a refused connection is denied for that reason', () => {
    const because = { sentence: 'mTLS is refused.', certainty: 'computed' } as const;
    expect(evaluateAuthorization(questionOf([], { refusedByMtls: because }))).toMatchObject({ verdict: 'denied', because: [because] });
  });
  test.each([
    ['T', nobody, 'denied'],
    ['T', {}, 'allowed'],
    ['F', nobody, 'allowed'],
    ['U', nobody, 'unknown mtls.mode'],
    ['T', { principal: undefined }, 'unknown source.principal'],
  ] as const)('STRICT %s at ztunnel with a caller %j: %s', (value, source, expected) => {
    expect(verdictOf([], { ...ambient, source, strict: { value } })).toBe(expected);
  });
});

describe('labels that are not all known', () => {
  const destination = {
    subject: { namespace: 'apps', labels: new Map([['app', 'web']]), labelsComplete: false, role: 'workload' as const, services: [] },
  };
  const selecting = (spec: string) => policyYaml('a', `{selector: {matchLabels: {version: v1}}, ${spec}}`);
  test('leave a DENY that may attach open', () => {
    expect(verdictOf([selecting('action: DENY, rules: [{}]')], { destination })).toBe('unknown destination.labels');
  });
  test('leave an ALLOW that does not match open, and one that does match allows', () => {
    expect(verdictOf([selecting('rules: []')], { destination })).toBe('unknown destination.labels');
    expect(verdictOf([selecting('rules: [{}]')], { destination })).toBe('allowed');
  });
});

describe('dry-run (§2.7)', () => {
  const watching = policyYaml('a', '{action: DENY, rules: [{}]}', { dryRun: true });
  test('changes nothing, and says what it would', () => {
    expect(verdictOf([watching])).toBe('allowed');
    expect(evaluateDryRun(questionOf([watching]))?.verdict).toBe('denied');
    expect(evaluateDryRun(questionOf([policyYaml('a', '{}')]))).toBeUndefined();
  });
  test('is not sent to ztunnel unless istiod is told to', () => {
    expect(evaluateDryRun(questionOf([watching], ambient))).toBeUndefined();
    const mesh = withFlags({ AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY: true });
    expect(evaluateDryRun(questionOf([watching], { ...ambient, mesh }))?.verdict).toBe('denied');
  });
  test('does not count as an ALLOW policy', () => {
    expect(verdictOf([policyYaml('a', '{}', { dryRun: true })])).toBe('allowed');
  });
});

describe('a verdict', () => {
  test('names the deciding policy and rule, and says why in a sentence', () => {
    const answer = evaluateAuthorization(
      questionOf([
        policyYaml('a', `{action: DENY, rules: [{from: [{source: {namespaces: [x]}}]}, {from: [{source: {namespaces: [shop]}}]}]}`),
      ]),
    );
    const ref = { kind: 'AuthorizationPolicy', namespace: 'apps', name: 'a' };
    expect(answer.decidedBy).toEqual([{ ref, action: 'DENY', effect: 'match', path: 'spec.rules[1]', enforcer: 'sidecar' }]);
    expect(answer.because).toEqual([
      {
        sentence: 'AuthorizationPolicy apps/a (DENY) denies this call at the sidecar of apps/web: rule 2 matches.',
        certainty: 'computed',
        ref,
        path: 'spec.rules[1]',
      },
    ]);
  });
});
