import { describe, expect, it } from 'vitest';
import { answersFor, peerAuthentication, resourcesOf } from '../../testing/mtls-answers';
import type { Dataplane } from '../model';

const labels = new Map([['app', 'a']]);
const SELECT = 'selector: {matchLabels: {app: a}}';
const mesh = (mode: string) => peerAuthentication('istio-system', 'mesh', `{mtls: {mode: ${mode}}}`, 1);
const space = (mode: string) => peerAuthentication('shop', 'space', `{mtls: {mode: ${mode}}}`, 1);
const undated = (spec: string, name: string) => peerAuthentication('shop', name, `{${SELECT}${spec}}`);
const own = (spec: string, name = 'own', seconds = 1) => peerAuthentication('shop', name, `{${SELECT}${spec}}`, seconds);

function server(
  documents: readonly string[],
  dataplane: Dataplane = 'sidecar',
  workload = { namespace: 'shop', labels, labelsComplete: true },
) {
  const { value, ports, ...rest } = answersFor(resourcesOf(documents)).modes.serverMtls({ ...workload, dataplane });
  return { mode: value, ports: Object.fromEntries(ports), ...rest };
}

describe('the mode of a server', () => {
  // docs/policies.md §1.1, case by case.
  it.each([
    ['PERMISSIVE where nobody says anything', [], 'PERMISSIVE', {}],
    ['of the mesh', [mesh('STRICT')], 'STRICT', {}],
    ['of the namespace over the mesh', [mesh('STRICT'), space('DISABLE')], 'DISABLE', {}],
    ['of the workload over the namespace', [mesh('STRICT'), space('DISABLE'), own(', mtls: {mode: PERMISSIVE}')], 'PERMISSIVE', {}],
    ['inherited through UNSET and through a missing mtls', [mesh('STRICT'), space('UNSET'), own('')], 'STRICT', {}],
    [
      'of a selector without labels, which is none',
      [peerAuthentication('shop', 'x', '{selector: {}, mtls: {mode: STRICT}}')],
      'STRICT',
      {},
    ],
    [
      'of its ports',
      [own(', mtls: {mode: STRICT}, portLevelMtls: {80: {mode: DISABLE}, 81: {}}')],
      'STRICT',
      { 80: 'DISABLE', 81: 'STRICT' },
    ],
    [
      'not of a selector policy in the root namespace',
      [peerAuthentication('istio-system', 'x', `{${SELECT}, mtls: {mode: STRICT}}`)],
      'PERMISSIVE',
      {},
    ],
    ['not of another namespace', [peerAuthentication('other', 'x', '{mtls: {mode: STRICT}}')], 'PERMISSIVE', {}],
    [
      'not of a rejected policy',
      [peerAuthentication('shop', 'x', '{mtls: {mode: STRICT}, portLevelMtls: {80: {mode: STRICT}}}')],
      'PERMISSIVE',
      {},
    ],
  ])('is that %s', (_, documents, mode, ports) => {
    expect(server(documents)).toMatchObject({ mode, ports });
  });

  it('is that of the oldest of a scope, whose ports are not merged with those of others', () => {
    const older = own(', mtls: {mode: DISABLE}, portLevelMtls: {80: {mode: STRICT}}', 'older', 1);
    const newer = own(', mtls: {mode: STRICT}, portLevelMtls: {81: {mode: STRICT}}', 'a-newer', 2);
    expect(server([newer, older])).toMatchObject({ mode: 'DISABLE', ports: { 80: 'STRICT' }, certainty: 'computed' });
  });

  it('is open where creation times that decide are missing, and says which policies it is between', () => {
    const open = server([undated(', mtls: {mode: STRICT}', 'a'), undated(', mtls: {mode: DISABLE}', 'b')]);
    expect(open).toMatchObject({ mode: 'STRICT', certainty: 'unknown', alternatives: [{ mode: 'DISABLE' }] });
    expect(open.because.at(-1)?.sentence).toContain('PeerAuthentication shop/a, PeerAuthentication shop/b');
    const alike = [undated(', mtls: {mode: STRICT}', 'a'), undated(', mtls: {mode: STRICT}', 'b')];
    expect(server(alike)).toMatchObject({ mode: 'STRICT', certainty: 'computed' });
  });

  it('is open where a label of the workload may be missing', () => {
    const partly = { namespace: 'shop', labels: new Map([['version', 'v1']]), labelsComplete: false };
    expect(server([own(', mtls: {mode: STRICT}')], 'sidecar', partly)).toMatchObject({
      mode: 'PERMISSIVE',
      alternatives: [{ mode: 'STRICT' }],
    });
    const other = { ...partly, labels: new Map([['app', 'b']]) };
    expect(server([own(', mtls: {mode: STRICT}')], 'sidecar', other)).toMatchObject({ mode: 'PERMISSIVE', certainty: 'computed' });
  });

  it('tells the chain that decided, with the fields', () => {
    const { because } = server([mesh('STRICT'), space('UNSET'), own(', portLevelMtls: {80: {mode: DISABLE}}')]);
    expect(because.map(({ ref, path }) => `${ref?.namespace}/${ref?.name} ${path}`)).toEqual([
      'istio-system/mesh spec.mtls.mode',
      'shop/space spec.mtls.mode',
      'shop/own spec',
      'shop/own spec.portLevelMtls["80"]',
    ]);
  });

  it('is assumed where no PeerAuthentication was asked for', () => {
    expect(server([])).toMatchObject({ certainty: 'assumed' });
    expect(server([peerAuthentication('other', 'x', '{mtls: {mode: STRICT}}')])).toMatchObject({ certainty: 'computed' });
  });
});

describe('the mode of an ambient workload', () => {
  const STATIC = 'istio-system/istio_converted_static_strict';
  const OWN = 'shop/converted_peer_authentication_own';
  // docs/policies.md §1.3; the inputs of the first rows are those of istiod's own conversion tests.
  it.each([
    ['STRICT by a static policy', [space('STRICT')], 'STRICT', {}, [STATIC]],
    ['PERMISSIVE under DISABLE', [space('DISABLE')], 'PERMISSIVE', {}, undefined],
    [
      'STRICT but for a PERMISSIVE port',
      [own(', mtls: {mode: STRICT}, portLevelMtls: {90: {mode: PERMISSIVE}}')],
      'STRICT',
      { 90: 'PERMISSIVE' },
      [OWN],
    ],
    [
      'STRICT but for a DISABLE port',
      [own(', mtls: {mode: STRICT}, portLevelMtls: {90: {mode: DISABLE}}')],
      'STRICT',
      { 90: 'PERMISSIVE' },
      [OWN],
    ],
    [
      'STRICT where all ports are',
      [own(', mtls: {mode: STRICT}, portLevelMtls: {90: {mode: STRICT}}')],
      'STRICT',
      { 90: 'STRICT' },
      [STATIC],
    ],
    [
      'PERMISSIVE but for a STRICT port',
      [own(', mtls: {mode: PERMISSIVE}, portLevelMtls: {90: {mode: STRICT}}')],
      'PERMISSIVE',
      { 90: 'STRICT' },
      [OWN],
    ],
    [
      'inherited, with both kinds of ports',
      [mesh('STRICT'), own(', portLevelMtls: {80: {mode: STRICT}, 90: {mode: PERMISSIVE}}')],
      'STRICT',
      { 80: 'STRICT', 90: 'PERMISSIVE' },
      [OWN],
    ],
    [
      'STRICT at a DISABLE port below a STRICT parent',
      [mesh('STRICT'), own(', portLevelMtls: {90: {mode: DISABLE}}')],
      'STRICT',
      { 90: 'STRICT' },
      [STATIC],
    ],
  ])('is %s', (_, documents, mode, ports, ztunnelPolicies) => {
    const answer = server(documents, 'ambient');
    expect(answer).toMatchObject({ mode, ports });
    expect(answer.ztunnelPolicies).toEqual(ztunnelPolicies);
  });

  it('loses what it inherits from a selector without labels when ports are excepted, and says so', () => {
    const documents = [
      peerAuthentication('istio-system', 'x', '{selector: {}, mtls: {mode: STRICT}}', 1),
      own(', portLevelMtls: {90: {mode: PERMISSIVE}}'),
    ];
    expect(server(documents)).toMatchObject({ mode: 'STRICT', ports: { 90: 'PERMISSIVE' } });
    expect(server(documents, 'ambient')).toMatchObject({ mode: 'PERMISSIVE', certainty: 'assumed' });
  });
});

describe('the mode of a namespace', () => {
  it.each([
    ['its own', [mesh('STRICT'), space('DISABLE')], ['DISABLE']],
    ['what it inherits', [mesh('STRICT'), space('UNSET')], ['STRICT']],
    ["the mesh's", [mesh('STRICT')], ['STRICT']],
    ['none', [], [undefined]],
    ['not that of a workload', [own(', mtls: {mode: DISABLE}')], [undefined]],
  ])('is %s', (_, documents, expected) => {
    expect(
      answersFor(resourcesOf(documents))
        .modes.namespaceModes('shop')
        .map(({ mode }) => mode),
    ).toEqual(expected);
  });
});
