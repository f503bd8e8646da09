import { describe, expect, it } from 'vitest';
import { createInventory } from './inventory';
import { discovers, meshConfigOf } from './mesh-config';
import { readDocuments } from './read-documents';

const inventoryOf = (text: string) =>
  createInventory(readDocuments('mesh.yaml', text).flatMap((parsed) => (parsed.outcome === 'read' ? [parsed.resource] : [])));

const configMap = (name: string, mesh: string, namespace = 'istio-system') => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace} }
data:
  mesh: |-
${mesh.replaceAll(/^/gm, '    ')}
`;

describe('meshConfigOf', () => {
  it('assumes the defaults of Istio where there is no ConfigMap', () => {
    expect(meshConfigOf(inventoryOf(''))).toMatchObject({
      certainty: 'assumed',
      flagsCertainty: 'assumed',
      rootNamespace: 'istio-system',
      trustDomain: 'cluster.local',
      enableAutoMtls: true,
      outboundTrafficPolicy: 'ALLOW_ANY',
      defaultServiceExportTo: ['*'],
      defaultHttpRetryPolicy: { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' },
    });
  });

  it('reads what the ConfigMap says and knows the rest to be defaults', () => {
    const config = meshConfigOf(
      inventoryOf(
        configMap(
          'istio',
          `rootNamespace: mesh-root
trustDomain: td
trustDomainAliases: [old]
enableAutoMtls: false
outboundTrafficPolicy: { mode: REGISTRY_ONLY }
defaultDestinationRuleExportTo: ["."]
extensionProviders:
- name: opa
  envoyExtAuthzGrpc: { service: opa.opa.svc.cluster.local, port: 9191 }
defaultProviders: { metrics: [prometheus] }
discoverySelectors:
- matchLabels: { env: prod }
- matchExpressions: [{ key: team, operator: In, values: [a, b] }]`,
        ),
      ),
    );
    expect(config).toMatchObject({
      certainty: 'computed',
      ref: { kind: 'ConfigMap', namespace: 'istio-system', name: 'istio' },
      rootNamespace: 'mesh-root',
      trustDomain: 'td',
      trustDomainAliases: ['old'],
      enableAutoMtls: false,
      outboundTrafficPolicy: 'REGISTRY_ONLY',
      defaultDestinationRuleExportTo: ['.'],
      defaultServiceExportTo: ['*'],
      extensionProviders: [{ name: 'opa', type: 'envoyExtAuthzGrpc' }],
      defaultProviders: { metrics: ['prometheus'], tracing: [], accessLogging: [] },
      issues: [],
    });
    expect(discovers(config, new Map([['env', 'prod']]))).toBe(true);
    expect(discovers(config, new Map([['team', 'b']]))).toBe(true);
    expect(discovers(config, new Map([['team', 'c']]))).toBe(false);
  });

  it.each([
    ['is no YAML', 'a: [', 'assumed'],
    ['is a text', 'hello', 'assumed'],
    ['is empty', '', 'computed'],
    ['has a wrong enum', 'outboundTrafficPolicy: { mode: NONE }', 'computed'],
    ['is written with underscores', 'root_namespace: istio-system', 'computed'],
  ])('stays total where the mesh %s', (_, mesh, certainty) => {
    const config = meshConfigOf(inventoryOf(configMap('istio', mesh)));
    expect(config).toMatchObject({ certainty, rootNamespace: 'istio-system', outboundTrafficPolicy: 'ALLOW_ANY' });
  });

  it('prefers the ConfigMap without revision, and is not certain between two revisions', () => {
    const of = (...names: string[]) => meshConfigOf(inventoryOf(names.map((name) => configMap(name, `trustDomain: ${name}`)).join('---')));
    expect(of('istio-canary', 'istio')).toMatchObject({ trustDomain: 'istio', certainty: 'computed' });
    expect(of('istio-1-30')).toMatchObject({ trustDomain: 'istio-1-30', certainty: 'computed', revision: '1-30' });
    expect(of('istio-b', 'istio-a')).toMatchObject({ trustDomain: 'istio-a', certainty: 'assumed' });
  });

  it('finds a control plane in another namespace', () => {
    const config = meshConfigOf(inventoryOf(configMap('istio', 'trustDomain: x', 'control')));
    expect(config).toMatchObject({ trustDomain: 'x', certainty: 'computed', ref: { namespace: 'control' } });
    expect(meshConfigOf(inventoryOf(configMap('istio', 'trustDomain: x', 'control')), 'istio-system').certainty).toBe('assumed');
  });

  it('reads the settings and the revision of istiod, and keeps no other variable', () => {
    const inventory = inventoryOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system }
spec:
  template:
    spec:
      containers:
      - name: discovery
        env:
        - { name: REVISION, value: default }
        - { name: PILOT_ENABLE_AMBIENT, value: "true" }
        - { name: PILOT_ENABLE_SENDING_HBONE, value: "false" }
        - { name: PILOT_UNIFIED_SIDECAR_SCOPE, value: "perhaps" }
        - { name: TOKEN, value: hunter2 }
`);
    const { flags, flagsCertainty, revision } = meshConfigOf(inventory);
    expect({ flagsCertainty, revision }).toEqual({ flagsCertainty: 'computed', revision: '' });
    expect(flags).toMatchObject({ PILOT_ENABLE_AMBIENT: true, PILOT_ENABLE_SENDING_HBONE: false, PILOT_UNIFIED_SIDECAR_SCOPE: true });
    const [container] = inventory.of('Deployment')[0]?.spec?.template?.spec?.containers ?? [];
    expect([...(container?.env?.keys() ?? [])]).not.toContain('TOKEN');
  });

  it('keeps the data of no ConfigMap but the mesh’s', () => {
    const inventory = inventoryOf(`${configMap('app', 'password: hunter2')}---${configMap('istio', 'trustDomain: x')}`);
    expect(inventory.of('ConfigMap').map(({ name, data }) => [name, data])).toEqual([
      ['app', undefined],
      ['istio', { mesh: 'trustDomain: x' }],
    ]);
  });
});
