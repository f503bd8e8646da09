import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../testing/inventory-of';
import { observation, observeCall } from '../testing/observe-calls';
import { podYaml, policyYaml, serviceYaml } from '../testing/policy-yaml';
import { createPolicyEngine } from './evaluate-policies';

const edge = `
apiVersion: v1
kind: Pod
metadata: { name: edge, namespace: shop, labels: { app: edge, istio: edge } }
spec: { serviceAccountName: edge, containers: [{ name: istio-proxy }] }
status: { phase: Running, podIP: 10.0.0.2 }
`;
const gateway = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: gw, namespace: shop }
spec: { selector: { istio: edge }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }] }
`;
const bound = (name: string, to: string, match = '') =>
  policyYaml(
    'VirtualService',
    name,
    `{ hosts: [${name}.example.org], gateways: [gw], http: [{ ${match}route: [{ destination: { host: ${to} } }] }] }`,
  );
const shop = [edge, podYaml('web'), serviceYaml('web'), podYaml('menu'), serviceYaml('menu')];

describe('a call from a gateway, of which only the reached host is told', () => {
  const call = observeCall('shop/edge -> shop/web via shop/web');
  const routed = (...texts: readonly string[]) =>
    createPolicyEngine()
      .evaluate(inventoryOf(...shop, ...texts), observation(call))
      .calls.get(call.key)?.routing;

  test('has the rules of the virtual host that leads there, though the gateway serves other names as well', () => {
    const routing = routed(gateway, bound('a', 'web'), bound('b', 'menu'));
    expect(routing?.kind).toBe('fixed');
    expect(routing?.rules.map(({ ref }) => ref.name)).toEqual(['a']);
  });

  test('has those of every name that leads there, and depends on the request', () => {
    const routing = routed(gateway, bound('a', 'web'), bound('b', 'web'), bound('c', 'menu'));
    expect(routing?.kind).toBe('conditional');
    expect(routing?.overall).toMatchObject([{ host: 'web.shop.svc.cluster.local', min: 0, max: 1 }]);
  });

  test('has the routes of its requests, where ztunnel reports them as connections', () => {
    const tcp = observeCall('shop/edge -> shop/web via shop/web tcp');
    const inventory = inventoryOf(...shop, gateway, bound('a', 'web'));
    expect(createPolicyEngine().evaluate(inventory, observation(tcp)).calls.get(tcp.key)?.routing.kind).toBe('fixed');
  });

  test('is unreachable where no route leads there', () => {
    const routing = routed(gateway, bound('b', 'menu'));
    expect(routing).toMatchObject({ kind: 'unreachable', rules: [] });
    expect(routing?.because[0]?.sentence).toBe('No route of the gateway leads to web.shop.svc.cluster.local.');
  });

  test('has routes nobody knows where no route of any kind was given', () => {
    const routing = routed();
    expect(routing).toMatchObject({ kind: 'none', rules: [], overall: [] });
    expect(routing?.because[0]).toMatchObject({ certainty: 'unknown' });
  });
});
