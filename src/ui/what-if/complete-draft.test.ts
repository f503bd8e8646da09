import { describe, expect, it } from 'vitest';
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import { completeDraft } from './complete-draft';
import { yamlPlace } from './yaml-place';

const WORDS: DraftWords = {
  workloads: [],
  services: [],
  namespaces: ['shop', 'store'],
  principals: ['cluster.local/ns/shop/sa/web'],
  hosts: ['cart.shop.svc.cluster.local'],
  serviceAccounts: ['shop/web'],
  labels: new Map([
    ['app', ['cart', 'web']],
    ['version', ['v1']],
  ]),
};

/** What is offered where `|` stands. */
function offered(text: string) {
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.includes('|'));
  const place = yamlPlace(
    lines.map((line) => line.replace('|', '')),
    row,
    (lines[row] ?? '').indexOf('|'),
  );
  return place === undefined ? [] : completeDraft(place, WORDS);
}
const texts = (text: string) => offered(text).map((offer) => offer.text);

const POLICY = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n';

describe('completion of a draft', () => {
  it('offers kinds with the apiVersion that belongs to them, policies first', () => {
    const kinds = offered('kind: |');
    expect(kinds.slice(0, 3).map(({ text }) => text)).toEqual(['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication']);
    expect(kinds[0]).toMatchObject({ apiVersion: 'security.istio.io/v1' });
    expect(kinds.map(({ text }) => text)).toEqual(expect.arrayContaining(['VirtualService', 'DestinationRule', 'HTTPRoute', 'Service']));
  });

  it('offers only kinds of an apiVersion that is written already, and tells the two Gateways apart', () => {
    expect(texts('apiVersion: gateway.networking.k8s.io/v1\nkind: |')).toContain('Gateway');
    expect(texts('apiVersion: gateway.networking.k8s.io/v1\nkind: |')).not.toContain('VirtualService');
    expect(texts('apiVersion: networking.istio.io/v1\nkind: Gateway\nspec:\n  |')).toEqual(['servers', 'selector']);
    expect(texts('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nspec:\n  |')).toContain('listeners');
  });

  it('says what a field opens below it', () => {
    const opens = (text: string) => Object.fromEntries(offered(text).map((offer) => [offer.text, offer.opens]));
    expect(opens(`${POLICY}|`)).toEqual({ metadata: 'fields', spec: 'fields' });
    expect(opens(`${POLICY}spec:\n  |`)).toMatchObject({ selector: 'fields', rules: 'list', action: undefined });
  });

  it.each([
    // Fields of istio.io/latest/docs/reference/config/security/authorization-policy
    ['fields of a kind', `${POLICY}spec:\n  |`, ['selector', 'targetRef', 'targetRefs', 'rules', 'action', 'provider']],
    ['fields of a rule', `${POLICY}spec:\n  rules:\n    - |`, ['from', 'to', 'when']],
    ['fields that are not there yet', `${POLICY}spec:\n  rules:\n    - from: []\n      |`, ['to', 'when']],
    ['words of an enum', `${POLICY}spec:\n  action: |`, ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM']],
    [
      'modes',
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nspec:\n  mtls:\n    mode: S|',
      ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'],
    ],
    [
      'modes of a port',
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nspec:\n  portLevelMtls:\n    8080:\n      mode: |',
      ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'],
    ],
    ['namespaces', `${POLICY}metadata:\n  namespace: |`, ['shop', 'store']],
    [
      'namespaces in a list',
      `${POLICY}spec:\n  rules:\n    - from:\n        - source:\n            namespaces:\n              - |`,
      ['shop', 'store'],
    ],
    [
      'principals',
      `${POLICY}spec:\n  rules:\n    - from:\n        - source:\n            principals:\n              - clu|`,
      ['cluster.local/ns/shop/sa/web'],
    ],
    ['labels', `${POLICY}spec:\n  selector:\n    matchLabels:\n      |`, ['app', 'version']],
    ['values of a label', `${POLICY}spec:\n  selector:\n    matchLabels:\n      app: |`, ['cart', 'web']],
    ['hosts', 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nspec:\n  host: |', ['cart.shop.svc.cluster.local']],
    ['what metadata holds', 'metadata:\n  |', ['name', 'namespace', 'labels', 'annotations']],
    ['the head of an unknown kind', 'kind: Rollout\n|', ['apiVersion', 'metadata']],
    ['nothing below a field nobody knows', `${POLICY}spec:\n  nobody:\n    |`, []],
  ] as const)('offers %s', (_, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});
