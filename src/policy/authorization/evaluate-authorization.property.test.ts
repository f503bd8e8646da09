/** What holds for any policies and any call. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { parseResource } from '../../istio/parse-resource';
import { questionOf } from '../../testing/authorization-question';
import type { AuthorizationVerdict, Verdict } from '../model';
import { evaluateAuthorization, evaluateDryRun } from './evaluate-authorization';

type Changes = NonNullable<Parameters<typeof questionOf>[1]>;

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 2 });
const field = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(some(arbitrary), { nil: undefined });
const people = fc.constantFrom('cluster.local/ns/shop/sa/client', 'cluster.local/ns/apps/sa/wp', '*', 'cluster.local/*', 'x');
const words = {
  namespaces: fc.constantFrom('shop', 'apps', 's*', '*'),
  ports: fc.constantFrom('80', '8080', '1'),
  methods: fc.constantFrom('GET', 'POST', '*', 'P*'),
  paths: fc.constantFrom('/a', '/a*', '/{*}/b', '*'),
  hosts: fc.constantFrom('web', 'web:*', '*'),
  ipBlocks: fc.constantFrom('10.0.0.0/8', '10.0.0.1'),
  requestPrincipals: fc.constantFrom('*', 'iss/sub'),
};
const source = fc.record({
  principals: field(people),
  notPrincipals: field(people),
  namespaces: field(words.namespaces),
  notNamespaces: field(words.namespaces),
  ipBlocks: field(words.ipBlocks),
  notIpBlocks: field(words.ipBlocks),
  requestPrincipals: field(words.requestPrincipals),
  notRequestPrincipals: field(words.requestPrincipals),
});
const operation = fc.record({
  ports: field(words.ports),
  notPorts: field(words.ports),
  methods: field(words.methods),
  notMethods: field(words.methods),
  paths: field(words.paths),
  notPaths: field(words.paths),
  hosts: field(words.hosts),
});
const condition = fc.oneof(
  fc.record({ key: fc.constant('source.namespace'), values: some(words.namespaces) }),
  fc.record({ key: fc.constant('request.headers[x-a]'), notValues: some(fc.constantFrom('b', '*')) }),
  fc.record({ key: fc.constant('destination.port'), values: some(words.ports) }),
);
const rule = fc.record({
  from: fc.option(some(fc.record({ source })), { nil: undefined }),
  to: fc.option(some(fc.record({ operation })), { nil: undefined }),
  when: fc.option(some(condition), { nil: undefined }),
});
const target = fc.constantFrom(
  {},
  { selector: { matchLabels: { app: 'web' } } },
  { selector: { matchLabels: { version: 'v1' } } },
  { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'wp' }] },
);

type Action = 'ALLOW' | 'DENY' | 'CUSTOM' | 'AUDIT';

const specOf = (...actions: readonly Action[]) =>
  fc
    .tuple(target, fc.constantFrom(...actions), fc.array(rule, { maxLength: 2 }))
    .map(([where, action, rules]) => ({ ...where, action, rules, ...(action === 'CUSTOM' ? { provider: { name: 'p' } } : {}) }));

/** Through JSON, as resources come: a field that is undefined is absent. */
function policyOf(name: string, spec: unknown, namespace = 'apps') {
  const value: unknown = JSON.parse(
    JSON.stringify({ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name, namespace }, spec }),
  );
  const parsed = parseResource(value, { source: { file: 'a', document: 1, firstLine: 1, text: '' }, path: '' });
  return parsed.outcome === 'read' ? [parsed.resource] : [];
}
const specs = fc.array(specOf('ALLOW', 'DENY', 'CUSTOM', 'AUDIT'), { maxLength: 4 });
const resourcesOf = (given: readonly unknown[]) => given.flatMap((spec, index) => policyOf(`p${index}`, spec));

const request = fc.record(
  {
    method: fc.constantFrom('GET', 'POST'),
    path: fc.constantFrom('/a', '/x/b'),
    host: fc.constantFrom('web', 'web:80'),
    headers: fc.constantFrom(new Map<string, string>(), new Map([['x-a', 'b']])),
    jwt: fc.constantFrom({}, { iss: 'iss', sub: 'sub' }),
  },
  { requiredKeys: [] },
);
const waypoint = fc.constantFrom(null, { namespace: 'apps', name: 'wp', takes: 'service' } as const);
const changes: fc.Arbitrary<Changes> = fc
  .record({
    caller: fc.constantFrom('sidecar', 'ambient', 'gateway', 'none', 'unknown'),
    principal: fc.constantFrom('cluster.local/ns/shop/sa/client', null, undefined),
    called: fc.constantFrom('sidecar', 'ambient', 'gateway', 'none', 'unknown'),
    waypoint,
    protocol: fc.constantFrom('http', 'grpc', 'tcp', 'auto'),
    ip: fc.constantFrom('10.0.0.1', undefined),
    request,
  } as const)
  .map(({ caller, principal, called, waypoint: before, protocol, ip, request: known }) => ({
    source: { dataplane: caller, principal, ...(ip === undefined ? {} : { ip }) },
    destination: { dataplane: called, waypoint: before },
    connection: { protocol },
    request: known,
  }));

const ask = (resources: Parameters<typeof createInventory>[0], given: Changes): AuthorizationVerdict =>
  evaluateAuthorization(questionOf([], { ...given, inventory: createInventory(resources) }));

const permissiveness: Readonly<Record<Verdict, number>> = { denied: 0, depends: 1, unknown: 1, ambiguous: 1, allowed: 2 };
const runs = { numRuns: 400 };

describe('the verdict of any call', () => {
  test('is no more permissive with another DENY policy', () => {
    fc.assert(
      fc.property(specs, specOf('DENY'), changes, (given, added, call) => {
        const before = ask(resourcesOf(given), call);
        const after = ask([...resourcesOf(given), ...policyOf('added', added)], call);
        expect(permissiveness[after.verdict]).toBeLessThanOrEqual(permissiveness[before.verdict]);
      }),
      runs,
    );
  });
  test('is the same in any order of the policies', () => {
    fc.assert(
      fc.property(specs, changes, (given, call) => {
        const resources = resourcesOf(given);
        expect(ask(resources.toReversed(), call)).toEqual(ask(resources, call));
      }),
      runs,
    );
  });
  test('does not care for a policy of an unrelated namespace', () => {
    fc.assert(
      fc.property(specs, specOf('ALLOW', 'DENY', 'CUSTOM'), changes, (given, other, call) => {
        expect(ask([...resourcesOf(given), ...policyOf('other', other, 'unrelated')], call)).toEqual(ask(resourcesOf(given), call));
      }),
      runs,
    );
  });
  test('stays, or becomes undecided, when less is known of the request', () => {
    const attribute = fc.constantFrom('method', 'path', 'host', 'headers', 'jwt', 'ip');
    fc.assert(
      fc.property(specs, changes, attribute, (given, call, forgotten) => {
        const { [forgotten as 'method']: _, ...less } = call.request ?? {};
        const { ip: __, ...source } = call.source ?? {};
        const before = ask(resourcesOf(given), call);
        const after = ask(resourcesOf(given), { ...call, request: less, ...(forgotten === 'ip' ? { source } : {}) });
        expect([before.verdict, 'depends', 'unknown']).toContain(after.verdict);
      }),
      runs,
    );
  });
  test('comes for any text in the place of a policy, without a throw', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('*', '**', '{*}', '{**}{*}', '__proto__', 'constructor', '/', '1/2/3/4/5', '::'),
      fc.integer(),
      fc.constant(null),
    );
    const anyList = fc.array(hostile, { maxLength: 3 });
    const anyFields = fc.dictionary(
      fc.constantFrom('principals', 'namespaces', 'ipBlocks', 'serviceAccounts', 'ports', 'paths', 'hosts', 'notPaths'),
      anyList,
    );
    const anyRule = fc.record({
      from: fc.array(fc.record({ source: anyFields })),
      to: fc.array(fc.record({ operation: anyFields })),
      when: fc.array(
        fc.record({
          key: fc.oneof(fc.string(), fc.constantFrom('request.headers[]', 'request.auth.claims[a', 'source.ip')),
          values: anyList,
        }),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyRule, fc.anything()), { maxLength: 3 }),
        fc.constantFrom('ALLOW', 'DENY', 'CUSTOM', 4),
        changes,
        (rules, action, call) => {
          // As if validation had not refused it: what evaluation gets must not depend on that.
          const resources = policyOf('a', { action, rules }).map(({ rejected: _, ...resource }) => resource);
          const question = questionOf([], { ...call, inventory: createInventory(resources) });
          expect(evaluateAuthorization(question).verdict).toBeTypeOf('string');
          evaluateDryRun(question);
        },
      ),
      runs,
    );
  });
});
