/** A small shop for tests of routing: resources in few words, and questions about `cart`. */
import { createInventory } from '../istio/inventory';
import { meshConfigOf } from '../istio/mesh-config';
import { readDocuments } from '../istio/read-documents';
import type { Routing } from '../policy/model';
import { createRouting } from '../policy/routing/create-routing';
import type { RoutingProxy, RoutingQuestion } from '../policy/routing/routing-question';

export const istio = (kind: string, name: string, spec: object, more: object = {}) => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { namespace: 'shop', name, ...more },
  spec,
});
export const gatewayApi = (kind: string, name: string, spec: object, more: object = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { namespace: 'shop', name, ...more },
  spec,
});
export const service = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name, ...more },
  spec: { selector: { app: name }, ports: [{ port: 80, name: 'http' }] },
});
export const deployment = (name: string, version: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: `${name}-${version}` },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name, version } }, spec: { containers: [{ name: 'app' }] } },
  },
});
export const age = (year: number) => ({ creationTimestamp: `${year}-01-01T00:00:00Z` });
export const to = (host: string, weight?: number, subset?: string) => ({
  destination: { host, ...(subset === undefined ? {} : { subset }) },
  ...(weight === undefined ? {} : { weight }),
});
export const routes = (name: string, http: readonly object[], more: object = {}, metadata: object = {}) =>
  istio('VirtualService', name, { hosts: ['cart'], http, ...more }, metadata);
export const CART = 'cart.shop.svc.cluster.local';

export function engineOf(objects: readonly object[]) {
  const parsed = readDocuments('a.yaml', objects.map((each) => JSON.stringify(each)).join('\n---\n'));
  for (const each of parsed) if (each.outcome !== 'read' || each.resource.rejected) throw new Error(JSON.stringify(each));
  const inventory = createInventory(parsed.flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
  return createRouting(inventory, meshConfigOf(inventory));
}

export function ask(objects: readonly object[], more: Partial<RoutingQuestion> = {}, namespace = 'shop'): Routing {
  const client = { namespace, labels: new Map([['app', 'web']]), labelsComplete: true };
  return engineOf(objects).routesFor({ client, proxy: { kind: 'sidecar' }, host: CART, port: 80, protocol: 'http', ...more });
}

export const gateway = (name: string): RoutingProxy => ({ kind: 'gateway', gateways: [name] });
export const split = ({ overall }: Routing) =>
  overall.map(({ host, subset, status, min, max }) => [
    status ?? `${host.split('.')[0]}${subset === undefined ? '' : `:${subset}`}`,
    min,
    max,
  ]);
export const shop = [service('cart'), service('cart-v1'), service('cart-v2')];
