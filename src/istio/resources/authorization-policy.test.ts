/** What Istio's validation refuses (istio pkg/config/validation/validation.go, pkg/config/security/security.go; docs/policies.md §2.3, §2.4). */
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../read-documents';

function issuesOf(kind: string, apiVersion: string, spec: string): readonly string[] {
  const [parsed] = readDocuments('a.yaml', `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: b}\nspec: ${spec}\n`);
  return parsed?.outcome === 'read' ? parsed.issues.map(({ severity, path }) => `${severity} ${path}`) : ['not read'];
}
const authorization = (spec: string) => issuesOf('AuthorizationPolicy', 'security.istio.io/v1', spec);
const source = (fields: string) => authorization(`{rules: [{from: [{source: {${fields}}}]}]}`);
const operation = (fields: string) => authorization(`{rules: [{to: [{operation: {${fields}}}]}]}`);
const when = (fields: string) => authorization(`{rules: [{when: [{${fields}}]}]}`);

describe('an AuthorizationPolicy', () => {
  test.each([
    '{}',
    '{rules: []}',
    '{action: DENY, rules: [{}]}',
    '{action: CUSTOM, provider: {name: p}, rules: [{to: [{operation: {paths: [/a]}}]}]}',
    '{selector: {matchLabels: {app: a}}, rules: [{}]}',
    '{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: g}]}',
    '{rules: [{from: [{source: {serviceAccounts: [a, b/c]}}], when: [{key: source.serviceAccount, values: [a]}]}]}',
    '{rules: [{to: [{operation: {paths: ["/a/{*}/b/{**}", "/x*", "*"]}}]}]}',
    '{rules: [{when: [{key: "request.headers[a]", values: [b]}, {key: "request.auth.claims[a][b]", notValues: [c]}]}]}',
    '{rules: [{when: [{key: "experimental.envoy.filters.x[y]", values: ["[z]"]}, {key: destination.ip, values: ["::1", 10.0.0.0/8]}]}]}',
  ])('%s is accepted', (spec) => {
    expect(authorization(spec)).toEqual([]);
  });
  test.each([
    [authorization('{action: DENY}'), 'spec.rules'],
    [authorization('{action: CUSTOM, provider: {name: p}}'), 'spec.rules'],
    [authorization('{action: CUSTOM, rules: [{}]}'), 'spec.provider.name'],
    [authorization('{provider: {name: p}, rules: [{}]}'), 'spec.provider'],
    [authorization('{action: BLOCK}'), 'spec.action'],
    [authorization('{selector: {matchLabels: {app: a}}, targetRefs: [{kind: Service, group: "", name: a}]}'), 'spec.selector'],
    [authorization('{selector: {matchLabels: {app: "a*"}}}'), 'spec.selector.matchLabels'],
    [authorization('{targetRefs: [{kind: Deployment, group: apps, name: a}]}'), 'spec.targetRefs[0].kind'],
    [authorization('{targetRefs: [{kind: Service, group: "", name: a, namespace: c}]}'), 'spec.targetRefs[0].namespace'],
    [authorization('{rules: [{from: []}]}'), 'spec.rules[0].from'],
    [authorization('{rules: [{to: [{}]}]}'), 'spec.rules[0].to[0].operation'],
    [source(''), 'spec.rules[0].from[0].source'],
    [source('principals: [""]'), 'spec.rules[0].from[0].source.principals[0]'],
    [source('ipBlocks: [10.0.0.0/40]'), 'spec.rules[0].from[0].source.ipBlocks[0]'],
    [source('serviceAccounts: [a], namespaces: [b]'), 'spec.rules[0].from[0].source.serviceAccounts'],
    [
      source(`serviceAccounts: [${Array.from({ length: 17 }, (_, index) => `a${index}`).join()}]`),
      'spec.rules[0].from[0].source.serviceAccounts',
    ],
    [source('serviceAccounts: [a/b/c]'), 'spec.rules[0].from[0].source.serviceAccounts[0]'],
    [operation('ports: [80]'), 'spec.rules[0].to[0].operation.ports[0]'],
    [operation('ports: [http]'), 'spec.rules[0].to[0].operation.ports[0]'],
    [operation('ports: ["65536"]'), 'spec.rules[0].to[0].operation.ports[0]'],
    [operation('paths: ["/{*}/{name}"]'), 'spec.rules[0].to[0].operation.paths[0]'],
    [operation('paths: ["/{**}/*"]'), 'spec.rules[0].to[0].operation.paths[0]'],
    [when('key: source.ip'), 'spec.rules[0].when[0]'],
    [when('key: source.ip, values: [here]'), 'spec.rules[0].when[0].values[0]'],
    [when('key: destination.port, values: [http]'), 'spec.rules[0].when[0].values[0]'],
    [when('key: destination.namespace, values: [a]'), 'spec.rules[0].when[0].key'],
    [when('key: "request.headers[]", values: [a]'), 'spec.rules[0].when[0].key'],
    [when('values: [a]'), 'spec.rules[0].when[0].key'],
    [
      authorization('{action: CUSTOM, provider: {name: p}, rules: [{from: [{source: {principals: [a]}}]}]}'),
      'spec.rules[0].from[0].source.principals',
    ],
    [
      authorization('{action: CUSTOM, provider: {name: p}, rules: [{when: [{key: request.auth.principal, values: [a]}]}]}'),
      'spec.rules[0].when[0].key',
    ],
  ])('%j is refused at %s', (issues, path) => {
    expect(issues).toContain(`rejected ${path}`);
  });
  test.each([
    ['{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}', 'warning spec.rules[0]'],
    ['{selector: {}}', 'warning spec.selector'],
    ['{rule: []}', 'warning spec.rule'],
  ])('%s is read with a warning', (spec, warning) => {
    expect(authorization(spec)).toEqual([warning]);
  });
});

describe('a DENY rule of HTTP fields', () => {
  const notes = (rule: string) => {
    const spec = `{action: DENY, rules: [${rule}]}`;
    const text = `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: b}\nspec: ${spec}\n`;
    const [parsed] = readDocuments('a.yaml', text);
    return parsed?.outcome === 'read' ? parsed.issues : [];
  };
  const get = 'to: [{operation: {methods: [GET]}}]';

  test('and nothing else denies all of TCP; the hint names ports', () => {
    expect(notes(`{${get}}`)).toMatchObject([
      {
        message: expect.stringMatching(/^holds HTTP fields only: on TCP ports it denies everything$/),
        hint: expect.stringContaining('ports'),
      },
    ]);
  });
  test.each(['from: [{source: {principals: [a]}}]', 'when: [{key: source.namespace, values: [a]}]'])(
    'beside %s denies what is left',
    (more) => {
      expect(notes(`{${more}, ${get}}`)).toMatchObject([
        { message: 'has HTTP fields, which do not count on TCP ports: there it denies every connection that the rest of it matches' },
      ]);
    },
  );
  test.each([
    'when: [{key: "request.headers[a]", values: [b]}]',
    'when: [{key: remote.ip, values: [10.0.0.1]}]',
    'from: [{source: {remoteIpBlocks: [10.0.0.1]}}]',
  ])('beside %s holds HTTP fields only', (more) => {
    expect(notes(`{${more}, ${get}}`)[0]?.message).toMatch(/HTTP fields only/);
  });
});

describe('other policies', () => {
  test.each([
    [
      'RequestAuthentication',
      'security.istio.io/v1',
      '{jwtRules: [{issuer: i, jwksUri: "https://i/jwks", fromHeaders: [{name: a, prefix: b}], forwardOriginalToken: true}]}',
    ],
    [
      'Telemetry',
      'telemetry.istio.io/v1alpha1',
      '{metrics: [{providers: [{name: prometheus}], overrides: [{match: {metric: ALL_METRICS}}]}], tracing: [{randomSamplingPercentage: 1.5}]}',
    ],
    [
      'EnvoyFilter',
      'networking.istio.io/v1alpha3',
      '{workloadSelector: {labels: {a: b}}, configPatches: [{applyTo: CLUSTER, patch: {operation: MERGE, value: {}}}], priority: -1}',
    ],
    ['WasmPlugin', 'extensions.istio.io/v1alpha1', '{selector: {matchLabels: {a: b}}, url: "oci://a", phase: AUTHN, pluginConfig: {a: 1}}'],
  ])('%s is read without a word', (kind, apiVersion, spec) => {
    expect(issuesOf(kind, apiVersion, spec)).toEqual([]);
  });
  test.each([
    ['RequestAuthentication', 'security.istio.io/v1', '{jwtRules: [{audiences: [a]}]}', 'spec.jwtRules[0].issuer'],
    ['RequestAuthentication', 'security.istio.io/v1', '{jwtRules: [{issuer: a, jwksUri: "ftp://a"}]}', 'spec.jwtRules[0].jwksUri'],
    [
      'RequestAuthentication',
      'security.istio.io/v1',
      '{jwtRules: [{issuer: a, outputClaimToHeaders: [{claim: x, header: ":authority"}]}]}',
      'spec.jwtRules[0].outputClaimToHeaders[0].header',
    ],
    [
      'Telemetry',
      'telemetry.istio.io/v1',
      '{selector: {matchLabels: {a: b}}, targetRefs: [{kind: Service, group: "", name: a}]}',
      'spec.selector',
    ],
    [
      'EnvoyFilter',
      'networking.istio.io/v1alpha3',
      '{workloadSelector: {labels: {}}, targetRefs: [{kind: Service, group: "", name: a}]}',
      'spec.workloadSelector',
    ],
    ['WasmPlugin', 'extensions.istio.io/v1alpha1', '{phase: LATE, url: a}', 'spec.phase'],
  ])('%s %s %s is refused at %s', (kind, apiVersion, spec, path) => {
    expect(issuesOf(kind, apiVersion, spec)).toContain(`rejected ${path}`);
  });
});
