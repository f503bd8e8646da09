import { describe, expect, test } from 'vitest';
import { ask, authorization, onlyWeb, outcomes, STANDING } from './ask-what-if.testing';

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
