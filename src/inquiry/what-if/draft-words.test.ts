import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import { draftWords } from './draft-words';

const RESOURCES = `
apiVersion: v1
kind: Namespace
metadata: { name: store }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: cart, namespace: store }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: store }
spec: { ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: cards, namespace: store }
spec: { hosts: [api.cards.example] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: store }
spec: { template: { metadata: { labels: { app: cart, version: v2, pod-template-hash: "1" } } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: store, labels: { app: web } }
spec: {}
`;

describe('the words of a draft', () => {
  it('are the names that traffic and configuration have', () => {
    const call = observeCall('web -> cart');
    const words = draftWords(
      inventoryOf(RESOURCES),
      observation({ ...call, source: { ...call.source, namespace: 'shop', principal: 'spiffe://cluster.local/ns/shop/sa/web' } }),
    );
    expect(words).toMatchObject({
      workloads: [`${call.destination.namespace}/${call.destination.workload}`],
      principals: ['cluster.local/ns/shop/sa/web', 'cluster.local/ns/store/sa/cart'],
      serviceAccounts: ['store/cart'],
      hosts: ['api.cards.example', 'cart.store.svc.cluster.local'],
      labels: new Map([
        ['app', ['cart', 'web']],
        ['version', ['v2']],
      ]),
    });
    expect(words.namespaces).toEqual(expect.arrayContaining(['shop', 'store']));
  });
});
