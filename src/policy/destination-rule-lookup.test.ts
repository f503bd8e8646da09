import { describe, expect, it } from 'vitest';
import { createInventory } from '../istio/inventory';
import { readDocuments } from '../istio/read-documents';
import { createDestinationRuleLookup, type RuleClient } from './destination-rule-lookup';
import { trafficSettings } from './traffic-settings';

const MESH = { rootNamespace: 'istio-system', defaultDestinationRuleExportTo: ['*'] };
const REVIEWS = 'reviews.shop.svc.cluster.local';

function rule(namespace: string, name: string, spec: string, created?: number): string {
  const age = created === undefined ? '' : `, creationTimestamp: '2024-01-01T00:00:0${created}Z'`;
  return `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: ${name}, namespace: ${namespace}${age}}\nspec: ${spec}\n`;
}

function lookup(rules: readonly string[], mesh = MESH) {
  const read = readDocuments('a.yaml', rules.join('---\n')).flatMap((each) => (each.outcome === 'read' ? [each.resource] : []));
  expect(read.filter(({ rejected }) => rejected)).toEqual([]);
  return createDestinationRuleLookup(createInventory(read), mesh);
}

const client = (namespace: string, labels: Record<string, string> = {}): RuleClient => ({
  namespace,
  labels: new Map(Object.entries(labels)),
});
const mode = (name: string): string => `{trafficPolicy: {tls: {mode: ${name}}}, host: ${REVIEWS}}`;
const found = (rules: readonly string[], from = client('web'), host = REVIEWS, mesh = MESH) => lookup(rules, mesh).find(from, host, 'shop');

describe('the DestinationRule of a client', () => {
  const everywhere = ['web', 'shop', 'istio-system'].map((namespace) => rule(namespace, 'r', mode('SIMPLE'), 1));

  it.each([
    ['its own namespace before the others', everywhere, 'web'],
    ['then the namespace of the service', everywhere.slice(1), 'shop'],
    ['then the root namespace', everywhere.slice(2), 'istio-system'],
    ['no other namespace', [rule('other', 'r', mode('SIMPLE'))], undefined],
  ])('comes from %s', (_, rules, namespace) => {
    expect(found(rules).rule?.namespace).toBe(namespace);
  });

  it('is the most specific of one namespace, and a namespace with any match wins over a better match further on', () => {
    const wide = rule('web', 'wide', "{host: '*.svc.cluster.local'}");
    const odd = rule('web', 'odd', "{host: '*s.shop.svc.cluster.local'}");
    const all = rule('web', 'all', "{host: '*'}");
    expect(found([all, wide, odd, ...everywhere.slice(1)]).rule?.refs[0]?.name).toBe('odd');
    expect(found([all, wide, ...everywhere.slice(1)]).rule?.refs[0]?.name).toBe('wide');
    expect(found([all, ...everywhere.slice(1)]).rule?.refs[0]?.name).toBe('all');
  });

  it('takes a short host for one of the namespace of the rule', () => {
    expect(found([rule('shop', 'r', '{host: reviews}')]).rule?.host).toBe(REVIEWS);
    expect(found([rule('web', 'r', '{host: reviews}')]).rule).toBeUndefined();
  });

  it('must be exported to the client, by itself or by default', () => {
    const exported = (exportTo: string) => rule('shop', 'r', `{host: reviews, exportTo: [${exportTo}]}`);
    expect(found([exported('"."')]).rule).toBeUndefined();
    expect(found([exported('"."')], client('shop')).rule?.refs).toHaveLength(1);
    expect(found([exported('other')]).rule).toBeUndefined();
    expect(found([exported('web')]).rule?.refs).toHaveLength(1);
    const closed = { ...MESH, defaultDestinationRuleExportTo: ['.'] };
    expect(found([rule('shop', 'r', '{host: reviews}')], client('web'), REVIEWS, closed).rule).toBeUndefined();
  });

  it('is, for a client in the root namespace, only one kept there, before those of the service', () => {
    const own = rule('istio-system', 'own', `{host: ${REVIEWS}, exportTo: ["."]}`);
    const shared = rule('istio-system', 'shared', `{host: ${REVIEWS}}`);
    const service = rule('shop', 'service', '{host: reviews}');
    const gateway = client('istio-system');
    expect(found([own, shared, service], gateway).rule?.refs[0]?.name).toBe('own');
    expect(found([shared, service], gateway).rule?.refs[0]?.name).toBe('service');
    expect(found([shared], gateway).rule?.refs[0]?.name).toBe('shared');
  });
});

describe('DestinationRules of one host', () => {
  const older = rule('shop', 'older', '{host: reviews, subsets: [{name: v1, labels: {version: v1}}]}', 1);
  const newer = rule(
    'shop',
    'newer',
    `{host: ${REVIEWS}, trafficPolicy: {tls: {mode: DISABLE}}, subsets: [{name: v1, labels: {version: x}}, {name: v2, labels: {version: v2}}]}`,
    2,
  );

  it('unite subsets, the first of a name counts, and the oldest policy counts', () => {
    const { rule: merged, alternatives } = found([newer, older]);
    expect(alternatives).toEqual([]);
    expect(merged?.refs.map(({ name }) => name)).toEqual(['older', 'newer']);
    expect(merged?.trafficPolicy).toMatchObject({
      ref: { name: 'newer' },
      path: 'spec.trafficPolicy',
      value: { tls: { mode: 'DISABLE' } },
    });
    expect(merged?.subsets.get('v1')).toMatchObject({ ref: { name: 'older' }, path: 'spec.subsets[0]' });
    expect(merged?.subsets.get('v2')).toMatchObject({ ref: { name: 'newer' }, path: 'spec.subsets[1]' });
  });

  it('are ambiguous without ages where the order shows, and decided where it does not', () => {
    const [a, b] = [rule('shop', 'a', mode('SIMPLE')), rule('shop', 'b', mode('DISABLE'))];
    const { rule: merged, alternatives } = found([b, a]);
    expect(merged?.trafficPolicy?.ref.name).toBe('a');
    expect(alternatives.map((each) => each?.trafficPolicy?.ref.name)).toEqual(['b']);
    expect(found([a, rule('shop', 'c', '{host: reviews, subsets: [{name: v1, labels: {version: v1}}]}')]).alternatives).toEqual([]);
  });

  it('with a workloadSelector are for those Pods of their own namespace, and go first', () => {
    const selecting = rule('web', 'canary', `{host: ${REVIEWS}, workloadSelector: {matchLabels: {track: canary}}}`, 2);
    const all = rule('web', 'all', mode('SIMPLE'), 1);
    expect(found([all, selecting], client('web', { track: 'canary' })).rule?.refs.map(({ name }) => name)).toEqual(['canary']);
    expect(found([all, selecting], client('web')).rule?.refs.map(({ name }) => name)).toEqual(['all']);
    expect(found([selecting], client('web')).rule).toBeUndefined();
    const partly = found([all, selecting], { ...client('web'), labelsComplete: false });
    expect(partly.alternatives.map((each) => each?.refs[0]?.name)).toEqual(['canary']);
    expect(found([selecting.replace('namespace: web', 'namespace: shop')], client('web', { track: 'canary' })).rule).toBeUndefined();
  });

  it('that are exported to different namespaces stand for themselves', () => {
    const toWeb = rule('shop', 'a', `{host: ${REVIEWS}, exportTo: [web], trafficPolicy: {tls: {mode: DISABLE}}}`, 1);
    const toOther = rule('shop', 'b', `{host: ${REVIEWS}, exportTo: [other], trafficPolicy: {tls: {mode: SIMPLE}}}`, 2);
    expect(found([toWeb, toOther]).rule?.refs.map(({ name }) => name)).toEqual(['a']);
    expect(found([toWeb, toOther], client('other')).rule?.refs.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('the settings for a subset and a port', () => {
  const [applied] = [
    found([
      rule(
        'shop',
        'r',
        `
  host: reviews
  trafficPolicy:
    tls: {mode: SIMPLE}
    connectionPool: {tcp: {maxConnections: 1}}
    portLevelSettings: [{port: {number: 81}, connectionPool: {tcp: {maxConnections: 2}}}]
  subsets:
    - {name: v1, labels: {version: v1}, trafficPolicy: {outlierDetection: {consecutive5xxErrors: 3}}}
    - name: v2
      labels: {version: v2}
      trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}
`,
      ),
    ]).rule,
  ];
  const paths = (subset?: string, port?: number) =>
    applied === undefined ? [] : Object.values(trafficSettings(applied, subset, port)).map(({ path }) => path);

  it.each([
    ['the whole host', undefined, 80, ['spec.trafficPolicy.connectionPool', 'spec.trafficPolicy.tls']],
    ['a port with an entry, which inherits nothing', undefined, 81, ['spec.trafficPolicy.portLevelSettings[0].connectionPool']],
    [
      'a subset, field by field',
      'v1',
      80,
      ['spec.trafficPolicy.connectionPool', 'spec.trafficPolicy.tls', 'spec.subsets[0].trafficPolicy.outlierDetection'],
    ],
    ["a subset's port, which inherits nothing", 'v2', 80, ['spec.subsets[1].trafficPolicy.portLevelSettings[0].tls']],
    ['a subset nobody defines', 'v9', 80, ['spec.trafficPolicy.connectionPool', 'spec.trafficPolicy.tls']],
  ])('of %s', (_, subset, port, expected) => {
    expect(paths(subset, port).sort()).toEqual([...expected].sort());
  });
});
