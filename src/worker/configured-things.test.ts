import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../testing/inventory-of';
import { configuredThings } from './configured-things';

const deployment = (name: string, labels: Readonly<Record<string, string>>, namespace = 'shop') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: ${JSON.stringify(labels)} }
  template: { metadata: { labels: ${JSON.stringify(labels)} }, spec: { containers: [{ name: main, image: main }] } }
---`;
const service = (name: string, selector: Readonly<Record<string, string>>) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: ${JSON.stringify(selector)}, ports: [{ port: 80 }] }
---`;

describe('what configuration knows', () => {
  it.each([
    [
      { app: 'cart', version: 'v2' },
      { app: 'cart', version: 'v2' },
    ],
    [{ app: 'cart', 'app.kubernetes.io/name': 'basket' }, { app: 'basket' }],
    [
      { app: 'cart', 'service.istio.io/canonical-name': 'trolley', 'service.istio.io/canonical-revision': 'blue' },
      { app: 'trolley', version: 'blue' },
    ],
    // `latest` is no version, and without labels a workload is named after itself (docs/telemetry.md §6.1)
    [{ version: 'latest' }, { app: 'cart-v2' }],
  ])('a workload with labels %j is named as its metrics name it', (labels, expected) => {
    const [thing] = configuredThings(inventoryOf(deployment('cart-v2', labels)), []);
    expect(thing).toEqual({ kind: 'workload', end: { namespace: 'shop', workload: 'cart-v2', ...expected } });
  });

  it('a service is alone when it selects no known workload', () => {
    const text = `${deployment('cart-v1', { app: 'cart' })}${service('cart', { app: 'cart' })}${service('old', { app: 'old' })}${service('any', {})}`;
    const services = configuredThings(inventoryOf(text), []).filter(({ kind }) => kind === 'service');
    expect(services.map(({ end, alone }) => [end.serviceName, alone])).toEqual([
      ['cart', false],
      ['old', true],
      ['any', true],
    ]);
  });

  it('hosts of a ServiceEntry are outside; a scope leaves out other namespaces', () => {
    const text = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: bank, namespace: pay }
spec: { hosts: [api.bank.example], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: DNS }
---${deployment('cart-v1', { app: 'cart' })}`;
    expect(configuredThings(inventoryOf(text), ['pay'])).toEqual([
      { kind: 'service', end: { serviceName: 'api.bank.example', service: 'api.bank.example', serviceNamespace: 'pay' }, alone: true },
    ]);
    expect(configuredThings(inventoryOf(text), ['nowhere'])).toEqual([]);
  });
});
