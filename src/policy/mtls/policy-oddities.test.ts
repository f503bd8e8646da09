import { describe, expect, it } from 'vitest';
import { answersFor, peerAuthentication, resourcesOf } from '../../testing/mtls-answers';
import type { Dataplane } from '../model';
import { policyOddities, workloadOddities } from './policy-oddities';

const SELECT = 'selector: {matchLabels: {app: a}}';

function oddities(documents: readonly string[], dataplane: Dataplane = 'sidecar') {
  const { modes } = answersFor(resourcesOf(documents));
  const workload = { namespace: 'shop', labels: new Map([['app', 'a']]), dataplane, ports: [8080], servicePorts: [80] };
  const found = [...policyOddities(modes, 'istio-system'), ...workloadOddities(workload, modes.serverMtls(workload), modes)];
  return found.map(({ kind, ref, path, decided }) => `${kind} ${ref.namespace}/${ref.name} ${path}${decided ? '' : ' ?'}`);
}

describe('a PeerAuthentication', () => {
  const older = peerAuthentication('shop', 'older', '{mtls: {mode: STRICT}}', 1);
  const newer = peerAuthentication('shop', 'newer', '{mtls: {mode: PERMISSIVE}}', 2);
  const own = (spec: string, name = 'own', seconds = 1) => peerAuthentication('shop', name, `{${SELECT}, ${spec}}`, seconds);

  it.each<readonly [string, readonly string[], Dataplane, readonly string[]]>([
    ['as it should be is not odd', [older, own('mtls: {mode: PERMISSIVE}, portLevelMtls: {8080: {mode: STRICT}}')], 'sidecar', []],
    ['newer than another of its namespace has no effect', [newer, older], 'sidecar', ['several-in-one-scope shop/newer spec']],
    [
      'without creation time may have none',
      [older, peerAuthentication('shop', 'undated', '{mtls: {mode: DISABLE}}')],
      'sidecar',
      ['several-in-one-scope shop/undated spec ?'],
    ],
    [
      'newer than another for the same workload has no effect',
      [own('mtls: {mode: STRICT}'), own('mtls: {mode: DISABLE}', 'next', 2)],
      'sidecar',
      ['several-in-one-scope shop/next spec.selector'],
    ],
    [
      'with a selector in the root namespace is ignored',
      [peerAuthentication('istio-system', 'x', `{${SELECT}, mtls: {mode: STRICT}}`)],
      'sidecar',
      ['selector-in-root-namespace istio-system/x spec.selector'],
    ],
    [
      'may name a port of a Service',
      [own('portLevelMtls: {80: {mode: STRICT}}')],
      'sidecar',
      ['port-is-no-container-port shop/own spec.portLevelMtls["80"]'],
    ],
    ['cannot disable mutual TLS of ambient', [own('mtls: {mode: DISABLE}')], 'ambient', ['disable-on-ambient shop/own spec.mtls.mode']],
    [
      'cannot disable it for a port of ambient either',
      [own('mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}')],
      'ambient',
      ['disable-on-ambient shop/own spec.portLevelMtls["8080"]'],
    ],
    [
      'may be STRICT where its namespace tells clients to send plaintext',
      [peerAuthentication('shop', 'space', '{mtls: {mode: DISABLE}}', 1), own('mtls: {mode: STRICT}')],
      'sidecar',
      ['namespace-disable-workload-strict shop/own spec.mtls.mode'],
    ],
    [
      'may lose its strictness on the way to ztunnel',
      [peerAuthentication('shop', 'space', '{selector: {}, mtls: {mode: STRICT}}', 1), own('portLevelMtls: {8080: {mode: PERMISSIVE}}')],
      'ambient',
      ['lost-for-ztunnel shop/own spec.portLevelMtls'],
    ],
  ])('%s', (_, documents, dataplane, expected) => {
    expect(oddities(documents, dataplane)).toEqual(expected);
  });

  it('that a Service port is meant is said', () => {
    const { modes } = answersFor(resourcesOf([own('portLevelMtls: {80: {mode: STRICT}}')]));
    const workload = {
      namespace: 'shop',
      labels: new Map([['app', 'a']]),
      dataplane: 'sidecar',
      ports: [8080],
      servicePorts: [80],
    } as const;
    const [oddity] = workloadOddities(workload, modes.serverMtls(workload), modes);
    expect(oddity?.because[0]?.sentence).toContain('though a Service has it');
    expect(workloadOddities({ ...workload, ports: undefined }, modes.serverMtls(workload), modes)).toEqual([]);
  });
});
