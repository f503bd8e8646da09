import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../../testing/inventory-of';
import { callKey, workloadKey } from '../keys';
import type { Observation, ObservedCall } from '../observation';
import { createFacts } from './create-facts';
import { portFor, targetPort } from './services';

const mesh = { trustDomain: 'cluster.local' };

function pod(name: string, more: string, metadata = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
${metadata}
${more}`;
}

const namespace = (labels: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { ${labels} } }
`;

const running = 'status: { phase: Running, podIP: 10.0.0.1 }';

describe('the workload of a Pod', () => {
  test.each([
    ['its own name without a controller', 'cart', '', 'cart'],
    [
      'the Deployment, from the hash that ends the name of the ReplicaSet',
      'cart-7d4f-x',
      '  labels: { pod-template-hash: 7d4f }\n  ownerReferences: [{ kind: ReplicaSet, name: cart-7d4f, controller: true }]',
      'cart',
    ],
    ['the StatefulSet', 'db-0', '  ownerReferences: [{ kind: StatefulSet, name: db, controller: true }]', 'db'],
    [
      'the CronJob, without the time of the run',
      'tidy-29001200-x',
      '  ownerReferences: [{ kind: Job, name: tidy-29001200, controller: true }]',
      'tidy',
    ],
    ['what the label says before anything else', 'cart', '  labels: { service.istio.io/workload-name: basket }', 'basket'],
  ])('is %s', (_, name, metadata, expected) => {
    const facts = createFacts(inventoryOf(pod(name, running, metadata)), mesh);
    expect([...facts.workloads.keys()]).toEqual([workloadKey('shop', expected)]);
  });

  test('is described by its template as long as nothing runs', () => {
    const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec: { template: { metadata: { labels: { app: cart } }, spec: { serviceAccountName: basket, containers: [{ name: cart, ports: [{ name: http, containerPort: 8080 }] }] } } }
`;
    const found = createFacts(inventoryOf(deployment), mesh).workloads.get(workloadKey('shop', 'cart'));
    expect(found?.labels).toEqual(new Map([['app', 'cart']]));
    expect(found?.principal.value).toBe('cluster.local/ns/shop/sa/basket');
    expect(found?.ports).toEqual([8080]);
  });
});

describe('the data plane', () => {
  const proxy = 'spec: { containers: [{ name: app }, { name: istio-proxy }] }';
  const native = 'spec: { containers: [{ name: app }], initContainers: [{ name: istio-proxy, restartPolicy: Always }] }';
  test.each([
    ['ztunnel captures the Pod', '', running, '  annotations: { ambient.istio.io/redirection: enabled }', 'ambient', 'computed'],
    ['a sidecar stands beside the application', '', `${proxy}\n${running}`, '', 'sidecar', 'computed'],
    ['the sidecar is an init container', '', `${native}\n${running}`, '', 'sidecar', 'computed'],
    ['nothing runs but the proxy', '', `spec: { containers: [{ name: istio-proxy }] }\n${running}`, '', 'gateway', 'computed'],
    [
      'a waypoint says so by its label',
      '',
      running,
      '  labels: { gateway.istio.io/managed: istio.io-mesh-controller }',
      'waypoint',
      'computed',
    ],
    [
      'the namespace asks for injection but the running Pod has no proxy',
      namespace('istio-injection: enabled'),
      running,
      '',
      'none',
      'computed',
    ],
    ['nothing runs and the namespace asks for injection', namespace('istio-injection: enabled'), '', '', 'sidecar', 'assumed'],
    ['nothing runs and the namespace is in ambient mode', namespace('istio.io/dataplane-mode: ambient'), '', '', 'ambient', 'assumed'],
    [
      'the Pod opts out of ambient mode',
      namespace('istio.io/dataplane-mode: ambient'),
      '',
      '  labels: { istio.io/dataplane-mode: none }',
      'none',
      'assumed',
    ],
    [
      'injection wins over ambient mode',
      namespace('istio-injection: enabled, istio.io/dataplane-mode: ambient'),
      '',
      '',
      'sidecar',
      'assumed',
    ],
    [
      'istio-injection: disabled wins over a revision',
      namespace('istio-injection: disabled, istio.io/rev: canary'),
      '',
      '',
      'none',
      'assumed',
    ],
    [
      'the Pod refuses the sidecar',
      namespace('istio-injection: enabled'),
      '',
      '  labels: { sidecar.istio.io/inject: "false" }',
      'none',
      'assumed',
    ],
    [
      "the host's network keeps every proxy away",
      namespace('istio-injection: enabled'),
      'spec: { hostNetwork: true }',
      '',
      'none',
      'assumed',
    ],
    ['nothing runs and the Namespace is not known', '', '', '', 'unknown', 'unknown'],
  ])('%s', (_, others, more, metadata, value, certainty) => {
    const facts = createFacts(inventoryOf(pod('cart', more, metadata), ...(others === '' ? [] : [others])), mesh);
    expect(facts.workloads.get(workloadKey('shop', 'cart'))?.dataplane).toMatchObject({ value, certainty });
  });

  test('is unknown for a workload of which only some Pods have a sidecar, and says how many', () => {
    const owned = '  ownerReferences: [{ kind: StatefulSet, name: db, controller: true }]';
    const facts = createFacts(inventoryOf(pod('db-0', `${proxy}\n${running}`, owned), pod('db-1', running, owned)), mesh);
    const { dataplane } = facts.workloads.get(workloadKey('shop', 'db')) ?? {};
    expect(dataplane?.value).toBe('unknown');
    expect(dataplane?.because[0]?.sentence).toBe('Its 2 Pods differ: 1 sidecar, 1 none.');
  });
});

describe('a workload only telemetry knows', () => {
  const ends = {
    source: { namespace: 'shop', workload: 'web', app: 'web', principal: 'spiffe://cluster.local/ns/shop/sa/web' },
    destination: { namespace: 'shop', workload: 'cart', app: 'cart', version: 'v1' },
    protocol: 'http' as const,
  };
  const call: ObservedCall = {
    ...ends,
    key: callKey(ends),
    edge: 'edge' as ObservedCall['edge'],
    mtls: { mutual: 1, plaintext: 0, ratio: 1 },
    reporters: ['source', 'destination'],
  };
  const observation: Observation = { atSeconds: 0, windowSeconds: 60, calls: [call] };

  test('has the labels of its metrics, and may have others', () => {
    const cart = createFacts(inventoryOf(), mesh, observation).workloads.get(workloadKey('shop', 'cart'));
    expect(cart?.labels).toEqual(
      new Map([
        ['app', 'cart'],
        ['version', 'v1'],
      ]),
    );
    expect(cart?.labelsComplete).toBe(false);
    expect(cart?.ports).toBeUndefined();
  });

  test('has the identity telemetry names, in the form policies write it', () => {
    const web = createFacts(inventoryOf(), mesh, observation).workloads.get(workloadKey('shop', 'web'));
    expect(web?.principal).toMatchObject({ value: 'cluster.local/ns/shop/sa/web', certainty: 'reported' });
  });

  test.each([
    ['a sidecar when it reports HTTP as the source', { reporters: ['source'] }, 'web', 'sidecar'],
    ['a sidecar when it reports HTTP as the destination', { reporters: ['destination'] }, 'cart', 'sidecar'],
    ['ambient when only a waypoint reports', { reporters: ['waypoint'] }, 'cart', 'ambient'],
    [
      'ambient when the reporter is a ztunnel',
      { protocol: 'tcp', reporters: ['destination'], ztunnels: ['destination'] },
      'cart',
      'ambient',
    ],
    ['unknown for TCP from a reporter of unknown kind', { protocol: 'tcp', reporters: ['destination'] }, 'cart', 'unknown'],
  ] as const)('is in %s', (_, more, name, expected) => {
    const facts = createFacts(inventoryOf(), mesh, { ...observation, calls: [{ ...call, ...more }] });
    expect(facts.workloads.get(workloadKey('shop', name))?.dataplane.value).toBe(expected);
  });
});

describe('the port of a workload behind a service', () => {
  const service = (ports: string) => `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [${ports}] }
`;
  const cart = pod(
    'cart',
    `spec: { containers: [{ name: cart, ports: [{ name: web, containerPort: 9000 }] }] }\n${running}`,
    '  labels: { app: cart }',
  );
  test.each([
    ['the number of targetPort', '{ name: http, port: 80, targetPort: 8080 }', 'http', 8080],
    ['the port itself without targetPort', '{ name: http, port: 80 }', 'http', 80],
    ['the container port of that name', '{ name: http, port: 80, targetPort: web }', 'http', 9000],
    ['undecided for a name nobody declares', '{ name: http, port: 80, targetPort: other }', 'http', undefined],
    ['undecided with two ports of the protocol', '{ name: http, port: 80 }, { name: http-admin, port: 81 }', 'http', undefined],
    ['the one of that protocol', '{ name: http, port: 80 }, { name: tcp-raw, port: 81 }', 'tcp', 81],
    [
      'told by appProtocol before the name',
      '{ name: tcp-x, port: 80, appProtocol: http2 }, { name: http-x, appProtocol: tcp, port: 81 }',
      'http',
      80,
    ],
  ] as const)('is %s', (_, ports, protocol, expected) => {
    const facts = createFacts(inventoryOf(service(ports), cart), mesh);
    const workload = facts.workloads.get(workloadKey('shop', 'cart'));
    const [found] = workload === undefined ? [] : facts.services.of(workload);
    const port = portFor(found, protocol);
    expect(port === undefined ? undefined : targetPort(port, workload?.instances ?? [])).toBe(expected);
  });

  test.each([
    [{ namespace: 'shop', name: 'cart' }],
    [{ host: 'cart.shop.svc.cluster.local' }],
    [{ host: 'cart.shop.svc.cluster.local:80' }],
    [{ host: 'cart.shop' }],
  ])('is found for a service addressed as %o', (addressed) => {
    const { services } = createFacts(inventoryOf(service('{ port: 80 }')), mesh);
    expect(services.find(addressed)?.host).toBe('cart.shop.svc.cluster.local');
  });
});

describe('the waypoint before a service', () => {
  const waypoint = (status = '', labels = '') => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: wp, namespace: shop, labels: { ${labels} } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
${status}
`;
  const service = (labels = '') => `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop, labels: { ${labels} } }
spec: { ports: [{ port: 80 }] }
`;
  const use = 'istio.io/use-waypoint: wp';
  const bindingOf = (...texts: readonly string[]) => {
    const { services, waypoints } = createFacts(inventoryOf(...texts), mesh);
    const found = services.find({ namespace: 'shop', name: 'cart' });
    return found === undefined ? undefined : waypoints.beforeService(found);
  };
  test.each([
    [
      'the one its label names, ready because an address is reported',
      [service(use), waypoint('status: { addresses: [{ value: 10.0.0.9 }] }')],
      'T',
      'reported',
    ],
    ['not usable while no address is reported', [service(use), waypoint('status: { addresses: [] }')], 'F', 'reported'],
    ['taken for ready in a bundle without status', [service(use), waypoint()], 'T', 'assumed'],
    ['the one of the namespace', [service(), namespace(use), waypoint()], 'T', 'assumed'],
    ['not usable where it takes workload traffic only', [service(use), waypoint('', 'istio.io/waypoint-for: workload')], 'F', 'computed'],
    [
      'missing, without falling back to the namespace',
      [service('istio.io/use-waypoint: gone'), namespace(use), waypoint()],
      'F',
      'computed',
    ],
  ])('is %s', (_, texts, value, certainty) => {
    expect(bindingOf(...texts)).toMatchObject({ state: 'bound', usable: { value, certainty } });
  });

  test('is none where the service opts out', () => {
    expect(bindingOf(service('istio.io/use-waypoint: none'), namespace(use), waypoint())).toEqual({ state: 'none' });
  });

  test('is unknown where the Namespace is not known', () => {
    expect(bindingOf(service(), waypoint())).toMatchObject({ state: 'unknown' });
  });
});
