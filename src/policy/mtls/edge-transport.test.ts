import { describe, expect, it } from 'vitest';
import { flagsOf } from '../../istio/istiod-flags';
import { answersFor, destinationRule, peerAuthentication, resourcesOf } from '../../testing/mtls-answers';
import type { Dataplane } from '../model';
import type { TransportQuestion, TransportServer, TransportService } from './transport-question';

const HOST = 'b.shop.svc.cluster.local';
const NO_RULE: readonly string[] = [];
const rule = (tls: string) => [destinationRule('shop', 'b', `{host: b, trafficPolicy: {tls: ${tls}}}`)];
const DISABLE = rule('{mode: DISABLE}');
const ISTIO_MUTUAL = rule('{mode: ISTIO_MUTUAL}');
const SIMPLE = rule('{mode: SIMPLE}');
const mode = (word: string) => [peerAuthentication('shop', 'b', `{selector: {matchLabels: {app: b}}, mtls: {mode: ${word}}}`)];

interface Asked {
  readonly from?: Dataplane;
  readonly to?: Dataplane;
  readonly server?: Partial<TransportServer>;
  readonly service?: Partial<TransportService>;
  readonly subset?: string;
  readonly mesh?: Parameters<typeof answersFor>[1];
}

function edge(documents: readonly string[], { from = 'sidecar', to = 'sidecar', server, service, subset, mesh }: Asked = {}) {
  const answers = answersFor(resourcesOf(documents), mesh);
  const labels = new Map([['app', 'b']]);
  const question: TransportQuestion = {
    client: { dataplane: from, namespace: 'web', labels: new Map([['app', 'a']]) },
    server: { dataplane: to, mtls: answers.modes.serverMtls({ namespace: 'shop', labels, dataplane: to }), port: 8080, ...server },
    service: { host: HOST, namespace: 'shop', port: 80, protocol: 'http', ...service },
    ...(subset === undefined ? {} : { subset }),
  };
  return answers.edgeTransport(question);
}

/** "plaintext F": what is sent and whether it works. */
const summary = (documents: readonly string[], asked?: Asked): string => {
  const { sends, works } = edge(documents, asked);
  return `${sends} ${works}`;
};

describe('client and DestinationRule against server', () => {
  const OFF = { mesh: { enableAutoMtls: false } };
  const AMBIENT = { from: 'ambient' } as const;
  const TUNNEL = { ...AMBIENT, server: { takesTunnel: true } } as const;
  const NONE = { from: 'none' } as const;
  // The table of docs/policies.md §1.5, HTTP ports: STRICT, PERMISSIVE and DISABLE sidecar, STRICT and PERMISSIVE ambient, no proxy.
  it.each<readonly [string, readonly string[], Asked, readonly string[]]>([
    ['auto', NO_RULE, {}, ['mtls T', 'mtls T', 'plaintext T', 'hbone T', 'hbone T', 'plaintext T']],
    ['a gateway', NO_RULE, { from: 'gateway' }, ['mtls T', 'mtls T', 'plaintext T', 'hbone T', 'hbone T', 'plaintext T']],
    ['ISTIO_MUTUAL', ISTIO_MUTUAL, {}, ['mtls T', 'mtls T', 'mtls F', 'hbone T', 'hbone T', 'mtls F']],
    ['DISABLE', DISABLE, {}, ['plaintext F', 'plaintext T', 'plaintext T', 'hbone T', 'hbone T', 'plaintext T']],
    ['SIMPLE', SIMPLE, {}, ['simple F', 'simple F', 'simple F', 'hbone U', 'hbone U', 'simple U']],
    ['no auto mTLS', NO_RULE, OFF, ['plaintext F', 'plaintext T', 'plaintext T', 'hbone T', 'hbone T', 'plaintext T']],
    ['an ambient client', NO_RULE, AMBIENT, ['plaintext F', 'plaintext T', 'plaintext T', 'hbone T', 'hbone T', 'plaintext T']],
    [
      'an ambient client, whatever rules say',
      ISTIO_MUTUAL,
      AMBIENT,
      ['plaintext F', 'plaintext T', 'plaintext T', 'hbone T', 'hbone T', 'plaintext T'],
    ],
    ['an ambient client of a tunnel', NO_RULE, TUNNEL, ['hbone T', 'hbone T', 'hbone T', 'hbone T', 'hbone T', 'plaintext T']],
    [
      'an uncaptured client',
      ISTIO_MUTUAL,
      NONE,
      ['plaintext F', 'plaintext T', 'plaintext T', 'plaintext F', 'plaintext T', 'plaintext T'],
    ],
  ])('%s', (_, rules, asked, expected) => {
    const columns = [
      ['sidecar', 'STRICT'],
      ['sidecar', 'PERMISSIVE'],
      ['sidecar', 'DISABLE'],
      ['ambient', 'STRICT'],
      ['ambient', 'PERMISSIVE'],
      ['none', 'STRICT'],
    ] as const;
    expect(columns.map(([to, word]) => summary([...rules, ...mode(word)], { ...asked, to }))).toEqual(expected);
  });

  it.each([
    ['PERMISSIVE', 'tcp', 'simple U'],
    ['PERMISSIVE', 'auto', 'simple U'],
    ['DISABLE', 'tcp', 'simple U'],
    ['STRICT', 'tcp', 'simple F'],
  ] as const)('SIMPLE to a %s sidecar at a %s port: %s', (word, protocol, expected) => {
    expect(summary([...SIMPLE, ...mode(word)], { service: { protocol } })).toBe(expected);
  });

  it('carries an identity by mutual TLS and HBONE, where it works', () => {
    expect(edge(NO_RULE).mtls).toBe('T');
    expect(edge(NO_RULE, { to: 'ambient' }).mtls).toBe('T');
    expect(edge([...ISTIO_MUTUAL, ...mode('DISABLE')]).mtls).toBe('F');
    expect(edge(DISABLE).mtls).toBe('F');
  });
});

describe('what the client sends', () => {
  const policy = (text: string) => [
    destinationRule(
      'shop',
      'b',
      `{host: b, trafficPolicy: ${text}, subsets: [{name: v1}, {name: plain, trafficPolicy: {tls: {mode: DISABLE}}}]}`,
    ),
  ];
  const onPort = (top: string, entry: string) => policy(`{${top}portLevelSettings: [{port: {number: 80}${entry}}]}`);
  const LIMIT = ', connectionPool: {tcp: {maxConnections: 1}}';
  const spaceOff = peerAuthentication('shop', 'space', '{mtls: {mode: DISABLE}}');
  const quiet = flagsOf(new Map([['PILOT_ENABLE_SENDING_HBONE', 'false']]));
  const prefers = flagsOf(new Map([['PILOT_PREFER_SENDING_HBONE', 'true']]));

  // docs/policies.md §1.4, point by point.
  it.each<readonly [string, readonly string[], Asked, string]>([
    ['follows the selected subset', policy('{tls: {mode: ISTIO_MUTUAL}}'), { subset: 'plain' }, 'plaintext'],
    ['follows the whole rule for a subset without TLS', policy('{tls: {mode: DISABLE}}'), { subset: 'v1' }, 'plaintext'],
    ["follows the entry of the service's port", onPort('tls: {mode: DISABLE}, ', ', tls: {mode: ISTIO_MUTUAL}'), {}, 'mtls'],
    [
      'follows no entry of another port',
      onPort('tls: {mode: DISABLE}, ', ', tls: {mode: ISTIO_MUTUAL}'),
      { service: { port: 81 } },
      'plaintext',
    ],
    ['falls back for endpoints to DISABLE over a port without tls', onPort('tls: {mode: DISABLE}, ', LIMIT), {}, 'plaintext'],
    [
      'falls back for endpoints to ISTIO_MUTUAL over a port without tls',
      onPort('tls: {mode: ISTIO_MUTUAL}, ', LIMIT),
      { server: { tlsMode: null } },
      'mtls',
    ],
    ['loses SIMPLE at a port without tls', onPort('tls: {mode: SIMPLE}, ', LIMIT), {}, 'plaintext'],
    ['is auto at such a port of a subset that says nothing', onPort('tls: {mode: SIMPLE}, ', LIMIT), { subset: 'v1' }, 'mtls'],
    ['is plaintext to a service outside the mesh', NO_RULE, { to: 'none', service: { meshExternal: true } }, 'plaintext'],
    ['is what a rule says to a service outside the mesh', SIMPLE, { to: 'none', service: { meshExternal: true } }, 'simple'],
    ['is plaintext below a namespace that is DISABLE, even to a STRICT workload', [spaceOff, ...mode('STRICT')], {}, 'plaintext'],
    ['is what a rule says below a namespace that is DISABLE', [spaceOff, ...ISTIO_MUTUAL], {}, 'mtls'],
    ['is plaintext to an endpoint without the label', NO_RULE, { server: { tlsMode: null } }, 'plaintext'],
    ['is plaintext to an endpoint whose label is not istio', NO_RULE, { server: { tlsMode: 'disabled' } }, 'plaintext'],
    ['is mutual TLS by ISTIO_MUTUAL even without the label', ISTIO_MUTUAL, { server: { tlsMode: null } }, 'mtls'],
    [
      'is plaintext to a headless service with an endpoint without proxy',
      NO_RULE,
      { service: { headless: true, allTakeMtls: false } },
      'plaintext',
    ],
    ['is mutual TLS to a headless service, even where the workload is DISABLE', mode('DISABLE'), { service: { headless: true } }, 'mtls'],
    ['is mutual TLS to PASSTHROUGH with proxies everywhere', policy('{loadBalancer: {simple: PASSTHROUGH}}'), {}, 'mtls'],
    ['is plaintext with a credentialName at a sidecar', rule('{mode: SIMPLE, credentialName: c}'), {}, 'plaintext'],
    ['is TLS with a credentialName at a gateway', rule('{mode: SIMPLE, credentialName: c}'), { from: 'gateway' }, 'simple'],
    ['is plaintext to ambient where HBONE is off', NO_RULE, { to: 'ambient', mesh: { flags: quiet } }, 'plaintext'],
    ['is HBONE from a waypoint, always', NO_RULE, { from: 'waypoint', to: 'ambient', mesh: { flags: quiet } }, 'hbone'],
    [
      'is HBONE to a sidecar with a tunnel where that is preferred',
      NO_RULE,
      { server: { takesTunnel: true }, mesh: { flags: prefers } },
      'hbone',
    ],
    ['is mutual TLS to a sidecar with a tunnel elsewhere', NO_RULE, { server: { takesTunnel: true } }, 'mtls'],
  ])('%s', (_, documents, asked, expected) => {
    expect(edge(documents, asked).sends).toBe(expected);
  });

  it('with a workloadSelector and a credentialName is TLS', () => {
    const spec = `{host: ${HOST}, workloadSelector: {matchLabels: {app: a}}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c}}}`;
    expect(edge([destinationRule('web', 'b', spec)]).sends).toBe('simple');
  });

  it('names the rule and its field', () => {
    expect(edge(onPort('', ', tls: {mode: DISABLE}')).because[0]).toMatchObject({
      ref: { kind: 'DestinationRule', namespace: 'shop', name: 'b' },
      path: 'spec.trafficPolicy.portLevelSettings[0].tls.mode',
    });
  });
});

describe('where something is not known', () => {
  it('the answer is known all the same when all possibilities agree', () => {
    expect(summary(NO_RULE, { from: 'none', to: 'unknown' })).toBe('plaintext T');
    expect(edge(NO_RULE, { from: 'unknown', to: 'sidecar' })).toMatchObject({
      sends: 'unknown',
      works: 'T',
      mtls: 'U',
      certainty: 'unknown',
    });
  });

  it('it is open when they do not', () => {
    expect(edge(mode('STRICT'), { from: 'unknown' })).toMatchObject({ sends: 'unknown', works: 'U' });
    const perPort = peerAuthentication('shop', 'b', '{selector: {matchLabels: {app: b}}, portLevelMtls: {8080: {mode: STRICT}}}');
    const { modes, edgeTransport } = answersFor(resourcesOf([perPort]));
    const mtls = modes.serverMtls({ namespace: 'shop', labels: new Map([['app', 'b']]), dataplane: 'sidecar' });
    const client = { dataplane: 'none', namespace: 'web', labels: new Map() } as const;
    expect(edgeTransport({ client, server: { dataplane: 'sidecar', mtls } }).works).toBe('U');
    expect(edgeTransport({ client, server: { dataplane: 'sidecar', mtls, port: 8080 } }).works).toBe('F');
    expect(edgeTransport({ client, server: { dataplane: 'sidecar', mtls, port: 81 } }).works).toBe('T');
  });

  it('missing creation times of rules leave it open', () => {
    const two = ['DISABLE', 'ISTIO_MUTUAL'].map((word) =>
      destinationRule('shop', word.toLowerCase().replace('_', '-'), `{host: b, trafficPolicy: {tls: {mode: ${word}}}}`),
    );
    expect(edge([...two, ...mode('STRICT')])).toMatchObject({ sends: 'unknown', works: 'U', certainty: 'unknown' });
    expect(edge([...two, ...mode('PERMISSIVE')])).toMatchObject({ sends: 'unknown', works: 'T' });
  });
});

describe('a call', () => {
  const spaceOff = peerAuthentication('shop', 'space', '{mtls: {mode: DISABLE}}');
  it.each<readonly [string, readonly string[], Asked]>([
    ['a rule switches TLS off against STRICT', [...DISABLE, ...mode('STRICT')], {}],
    ['a rule originates TLS against STRICT', [...SIMPLE, ...mode('STRICT')], {}],
    ['a rule originates TLS to a port of HTTP', [...SIMPLE, ...mode('PERMISSIVE')], {}],
    ['a rule asks for mutual TLS of a server that takes none', [...ISTIO_MUTUAL, ...mode('DISABLE')], {}],
    ['a rule asks for mutual TLS where there is no proxy', ISTIO_MUTUAL, { to: 'none' }],
    ['a client has no proxy against STRICT', mode('STRICT'), { from: 'none' }],
    ['a client is ambient against a STRICT sidecar', mode('STRICT'), { from: 'ambient' }],
    ['auto mTLS is off against STRICT', mode('STRICT'), { mesh: { enableAutoMtls: false } }],
    ['the namespace switches it off and the workload is STRICT', [spaceOff, ...mode('STRICT')], {}],
    ['the server has no label of mutual TLS and is STRICT', mode('STRICT'), { server: { tlsMode: null } }],
    ['a headless service gets mutual TLS that the server does not take', mode('DISABLE'), { service: { headless: true } }],
    ['the Sidecar of the client blocks the host', ISTIO_MUTUAL, { service: { hidden: 'blocked' } }],
    ['the Sidecar of the client passes it on in plain', [...ISTIO_MUTUAL, ...mode('STRICT')], { service: { hidden: 'passthrough' } }],
    ['the subset is not defined', DISABLE, { subset: 'v9' }],
  ])('breaks, and says why, where %s', (_, documents, asked) => {
    const { works, because } = edge(documents, asked);
    expect(works).toBe('F');
    expect(because.length).toBeGreaterThan(0);
  });

  it('is not broken by a credential that a sidecar does not read', () => {
    expect(edge(rule('{mode: SIMPLE, credentialName: c}')).works).not.toBe('F');
  });
});
