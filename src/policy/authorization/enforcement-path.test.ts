/** docs/policies.md §2.2: who enforces, and whom they see. */
import { describe, expect, test } from 'vitest';
import { policyYaml, questionOf, withFlags } from '../../testing/authorization-question';
import { enforcementPath } from './enforcement-path';
import { evaluateAuthorization } from './evaluate-authorization';
import type { CallWaypoint } from './question';

const verdictOf = (...[policies, changes]: Parameters<typeof questionOf>) => {
  const { verdict, undecided } = evaluateAuthorization(questionOf(policies, changes));
  return [verdict, ...undecided.toSorted()].join(' ');
};
const toClient = '{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/client]}}]}]}';
const nobody = { principal: null, dataplane: 'none' } as const;

describe('the way of a call (§2.2)', () => {
  const waypoint: CallWaypoint = { namespace: 'apps', name: 'wp', takes: 'service' };
  const atWaypoint = policyYaml(
    'w',
    '{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: wp}], action: DENY, rules: [{}]}',
  );
  const atService = policyYaml('s', '{targetRefs: [{kind: Service, group: "", name: web}], rules: [{to: [{operation: {ports: ["80"]}}]}]}');
  const way = (policies: readonly string[], changes: Parameters<typeof questionOf>[1] = {}, own: Partial<CallWaypoint> = {}) => {
    const { destination, source, ...rest } = changes;
    const answer = evaluateAuthorization(
      questionOf(policies, {
        ...rest,
        source: { dataplane: 'ambient', ...source },
        destination: { dataplane: 'ambient', waypoint: { ...waypoint, ...own }, ...destination },
      }),
    );
    return `${answer.verdict} ${answer.enforcedBy.join()}`;
  };
  test.each([
    ['an ambient caller passes it', {}, {}, 'denied waypoint,ztunnel'],
    ['a sidecar does not', { source: { dataplane: 'sidecar' } }, {}, 'allowed ztunnel'],
    ['an uncaptured caller does not', { source: nobody }, {}, 'allowed ztunnel'],
    ['a gateway does not', { source: { dataplane: 'gateway' } }, {}, 'allowed ztunnel'],
    [
      'a gateway does where the service says so',
      { source: { dataplane: 'gateway' }, destination: { ingressUsesWaypoint: 'T' } },
      {},
      'denied waypoint,ztunnel',
    ],
    ['calls by pod address do not', { destination: { addressedBy: 'workload' } }, {}, 'allowed ztunnel'],
    ['unless it takes them', { destination: { addressedBy: 'workload' } }, { takes: 'all' }, 'denied waypoint,ztunnel'],
    ['nobody does while it is not ready', {}, { usable: 'F' }, 'allowed ztunnel'],
    ['whether it is ready may not be known', {}, { usable: 'U' }, 'unknown ztunnel'],
    ['whether there is one may not be known', { destination: { waypoint: undefined } }, {}, 'unknown ztunnel'],
    ['a destination sidecar stands behind it', { destination: { dataplane: 'sidecar' } }, {}, 'denied waypoint,sidecar'],
    ['the data plane of the caller may not be known', { source: { dataplane: 'unknown' } }, {}, 'unknown ztunnel'],
  ] as const)('%s', (_, changes, own, expected) => {
    expect(way([atWaypoint], changes, own)).toBe(expected);
  });
  test('a bypass of a waypoint is told', () => {
    const { because } = evaluateAuthorization(questionOf([atWaypoint], { destination: { dataplane: 'ambient', waypoint } }));
    expect(because.map(({ sentence }) => sentence).join(' ')).toContain('does not pass the waypoint apps/wp');
  });
  test('ports at a waypoint are the service port, by pod address the workload port', () => {
    expect(way([atService])).toBe('allowed waypoint,ztunnel');
    expect(way([atService], { connection: { servicePort: 81 } })).toBe('denied waypoint,ztunnel');
  });
  test('a policy of a service does not concern calls by pod address', () => {
    expect(way([atService], { destination: { addressedBy: 'workload' }, connection: { workloadPort: 1 } }, { takes: 'all' })).toBe(
      'allowed waypoint,ztunnel',
    );
  });
  test('the ztunnel behind it sees the waypoint, so a selector policy that names the caller denies', () => {
    expect(way([policyYaml('a', toClient)])).toBe('denied waypoint,ztunnel');
    expect(way([policyYaml('a', '{rules: [{from: [{source: {principals: [cluster.local/ns/apps/sa/wp]}}]}]}')])).toBe(
      'allowed waypoint,ztunnel',
    );
  });
  test('istiod may allow the waypoint by itself, and then nobody else', () => {
    const mesh = withFlags({ PILOT_AUTO_ALLOW_WAYPOINT_POLICY: true });
    expect(way([policyYaml('a', toClient)], { mesh })).toBe('allowed waypoint,ztunnel');
    expect(way([], { mesh, source: { dataplane: 'sidecar' } })).toBe('denied ztunnel');
  });
  test('nobody enforces before an uncaptured workload', () => {
    expect(evaluateAuthorization(questionOf([policyYaml('a', '{}')], { destination: { dataplane: 'none' } }))).toMatchObject({
      verdict: 'allowed',
      enforcedBy: [],
    });
  });
  test('an unknown data plane decides only where every one of them says the same', () => {
    expect(verdictOf([], { destination: { dataplane: 'unknown' } })).toBe('allowed');
    expect(verdictOf([policyYaml('a', '{}')], { destination: { dataplane: 'unknown' } })).toBe('unknown path');
  });
  test('plaintext has no identity, whoever calls', () => {
    expect(verdictOf([policyYaml('a', toClient)], { connection: { mtls: false } })).toBe('denied');
  });
  test('carries the identity, the port and the source address that each point sees', () => {
    const { ways } = enforcementPath(
      questionOf([], { source: { dataplane: 'ambient', ip: '10.0.0.1' }, destination: { dataplane: 'ambient', waypoint } }),
    );
    expect(ways.map((points) => points.map(({ at, identitySeen, port, sourceIp }) => [at, identitySeen, port, sourceIp]))).toEqual([
      [
        ['apps/wp', 'cluster.local/ns/shop/sa/client', 80, '10.0.0.1'],
        ['apps/web', 'cluster.local/ns/apps/sa/wp', 8080, undefined],
      ],
    ]);
  });
});
