import { describe, expect, it } from 'vitest';
import { createInventory } from '../istio/inventory';
import { readObject } from '../istio/sources/kubernetes-objects';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { ANALYZER_POOL } from '../testing/analyzer-pool';
import { inventoryOf } from '../testing/inventory-of';
import { POLICY_POOL, POOL_CALLS } from '../testing/policy-pool';
import { recordResources } from './record-resources';
import { inventoryOfRecord } from './recorded-inventory';

const inventoryOfObjects = (objects: readonly object[]) =>
  createInventory(
    objects.flatMap((object) => {
      const read = readObject(object, { file: 'pool', document: 1 });
      return read.outcome === 'read' ? [read.resource] : [];
    }),
    new Map([['Telemetry', 'forbidden']]),
  );

const statementsOf = (inventory: ReturnType<typeof inventoryOf>) => {
  const { findings, ...rest } = createPolicyEngine().evaluate(inventory, {
    atSeconds: 1_700_000_000,
    windowSeconds: 300,
    calls: POOL_CALLS,
  });
  // Findings come in the order of the resources; verdicts are by call.
  return { ...rest, findings: findings.map((finding) => JSON.stringify(finding)).sort() };
};

describe('recorded resources', () => {
  it.each([
    ['policies', POLICY_POOL],
    ['what analyzers find', ANALYZER_POOL],
  ])('say the same of every call and of themselves (%s)', (_, pool) => {
    const inventory = inventoryOfObjects(pool);
    const back = inventoryOfRecord(recordResources(inventory));
    expect(statementsOf(back)).toEqual(statementsOf(inventory));
    expect(back.rejected.length).toBe(inventory.rejected.length);
  });
  it('are the same recorded again', () => {
    const recorded = recordResources(inventoryOfObjects([...POLICY_POOL, ...ANALYZER_POOL]));
    expect(recordResources(inventoryOfRecord(recorded))).toEqual(recorded);
  });
  it('keep their times, their coverage and what made them', () => {
    const { objects, coverage } = recordResources(
      inventoryOfObjects([
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'a',
            namespace: 'shop',
            uid: 'u',
            creationTimestamp: '2026-11-20T10:00:00Z',
            managedFields: [{ time: '2026-11-21T10:00:00Z', manager: 'kubectl' }],
            ownerReferences: [{ controller: true, kind: 'ReplicaSet', name: 'a-1', uid: 'v' }],
          },
          spec: { nodeName: 'n', volumes: [{ name: 'v' }], containers: [{ name: 'app', command: ['x'] }] },
        },
      ]),
    );
    expect(coverage).toEqual({ Pod: 'given', Telemetry: 'forbidden' });
    expect(objects[0]).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'a',
        namespace: 'shop',
        creationTimestamp: '2026-11-20T10:00:00.000Z',
        managedFields: [{ time: '2026-11-21T10:00:00.000Z' }],
        ownerReferences: [{ controller: true, kind: 'ReplicaSet', name: 'a-1' }],
      },
      spec: { nodeName: 'n', containers: [{ name: 'app' }] },
    });
  });
  it('have a text to be read, without bookkeeping', () => {
    const back = inventoryOfRecord(
      recordResources(inventoryOf('apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n')),
    );
    expect(back.find('Service', 'shop', 'web')?.origin.source).toMatchObject({
      file: 'snapshot',
      text: expect.stringMatching(/^ {4}- port: 80$/m),
    });
  });
});

/** Each of these is planted somewhere. */
const PLANTED = 'S3cr3tPlanted';

const PLANTS = `
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: shop}
stringData: {password: ${PLANTED}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"env":"${PLANTED}"}'
    example.com/note: "${PLANTED}"
    proxy.istio.io/config: "{tracing: {lightstep: {accessToken: ${PLANTED}}}}"
spec:
  template:
    metadata: {annotations: {vault.example/token: ${PLANTED}}}
    spec:
      containers:
        - name: app
          image: "https://ci:${PLANTED}@registry.example/app"
          command: ["--password=${PLANTED}"]
          args: ["${PLANTED}"]
          env:
            - {name: DB_PASSWORD, value: ${PLANTED}}
          livenessProbe: {httpGet: {path: /, port: 80, httpHeaders: [{name: Authorization, value: "Bearer ${PLANTED}"}]}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
    - match: [{headers: {authorization: {exact: "Bearer ${PLANTED}"}, x-api-key: {prefix: ${PLANTED}}}, queryParams: {token: {exact: ${PLANTED}}}}]
      headers: {request: {set: {Authorization: "Basic ${PLANTED}", Cookie: "sid=${PLANTED}"}, add: {X-Session-Id: ${PLANTED}}}}
      route: [{destination: {host: web}}]
      redirect: {uri: "/?access_token=${PLANTED}"}
      directResponse: {status: 200, body: {string: "password: ${PLANTED}"}}
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: {name: f, namespace: shop}
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      patch:
        operation: INSERT_BEFORE
        value:
          name: lua
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
            inlineCode: 'handle:headers():add("authorization", "${PLANTED}")'
            cluster: ${PLANTED}
---
apiVersion: extensions.istio.io/v1alpha1
kind: WasmPlugin
metadata: {name: w, namespace: shop}
spec: {url: "oci://user:${PLANTED}@registry.example/w", pluginConfig: {anything: ${PLANTED}}, vmConfig: {env: [{name: A, value: ${PLANTED}}]}}
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: r, namespace: shop}
spec:
  jwtRules: [{issuer: a, jwks: '{"keys":[{"kty":"oct","k":"${PLANTED}"}]}', jwksUri: "https://u:${PLANTED}@idp.example/keys"}]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: a, namespace: shop}
spec:
  rules: [{when: [{key: "request.headers[x-api-key]", values: ["${PLANTED}"]}, {key: "request.headers[authorization]", notValues: ["${PLANTED}"]}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: h, namespace: shop}
spec:
  rules:
    - matches: [{headers: [{name: authorization, value: ${PLANTED}}]}]
      filters: [{type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: X-Auth-Token, value: ${PLANTED}}]}}]
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: g, namespace: shop}
spec:
  servers:
    - port: {number: 443, name: https, protocol: HTTPS}
      hosts: ["*"]
      tls: {mode: SIMPLE, serverCertificate: /c, privateKey: "-----BEGIN RSA PRIVATE KEY-----\\n${PLANTED}\\n-----END RSA PRIVATE KEY-----", credentialName: web-cert}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data:
  mesh: |
    trustDomain: cluster.local
    # ${PLANTED}
    extensionProviders:
      - name: otel
        opentelemetry: {service: otel, port: 4317, grpc: {initialMetadata: [{name: authorization, value: "${PLANTED}"}]}}
    defaultConfig:
      tracing:
        lightstep:
          accessToken: |-
            ${PLANTED}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: other, namespace: shop}
data: {password: ${PLANTED}}
`;

describe('secrets in resources', () => {
  it('are in no recorded object, wherever they stood', () => {
    const recorded = recordResources(inventoryOf(...PLANTS.split(/^---$/m).filter((text) => !text.includes('kind: Secret'))));
    expect(recorded.objects).toHaveLength(10);
    expect(
      JSON.stringify(recorded, undefined, 1)
        .split('\n')
        .filter((line) => line.includes(PLANTED)),
    ).toEqual([]);
  });
  it('leave what decides: hosts, routes, names, the mesh’s configuration', () => {
    const { objects } = recordResources(inventoryOf(...PLANTS.split(/^---$/m).filter((text) => !text.includes('kind: Secret'))));
    const text = JSON.stringify(objects);
    for (const kept of [
      '"credentialName":"web-cert"',
      String.raw`\"trustDomain\": \"cluster.local\"`,
      '"host":"web"',
      'oci://•••@registry.example/w',
      '"issuer":"a"',
    ])
      expect(text).toContain(kept);
  });
});
