import { describe, expect, it } from 'vitest';
import { createInventory } from '../istio/inventory';
import { meshConfigOf } from '../istio/mesh-config';
import { readDocuments } from '../istio/read-documents';
import { considered } from './considered';

const policy = (namespace: string, labels = '{}') => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: a, namespace: ${namespace}, labels: ${labels} }
---
`;
const namespace = (name: string, labels: string) => `apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: ${labels} }
---
`;
const MESH = `apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data:
  mesh: |
    discoverySelectors: [{ matchLabels: { mesh: 'yes' } }]
---
`;
const istiod = (revision: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod-${revision}, namespace: istio-system }
spec:
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod } }
    spec: { containers: [{ name: discovery, image: a, env: [{ name: REVISION, value: ${revision} }] }] }
---
`;

function left(text: string): readonly string[] {
  const inventory = createInventory(readDocuments('a', text).flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
  return considered(inventory, meshConfigOf(inventory))
    .of('AuthorizationPolicy')
    .map(({ namespace: where }) => where);
}

describe('what istiod looks at', () => {
  it('leaves out namespaces that no discovery selector selects, but no unknown one and not the root', () => {
    const text = `${MESH}${namespace('in', "{ mesh: 'yes' }")}${namespace('out', '{}')}${policy('in')}${policy('out')}${policy('unknown')}${policy('istio-system')}`;
    expect(left(text)).toEqual(['in', 'unknown', 'istio-system']);
  });
  it('is everything without discovery selectors', () => {
    expect(left(`${namespace('out', '{}')}${policy('out')}`)).toEqual(['out']);
  });
  it('leaves out resources of another revision that has a control plane of its own', () => {
    const text = `${policy('a', '{ istio.io/rev: blue }')}${policy('b', '{ istio.io/rev: green }')}${policy('c')}`;
    const blue = `${istiod('blue')}apiVersion: v1
kind: ConfigMap
metadata: { name: istio-blue, namespace: istio-system }
data: { mesh: '{}' }
---
`;
    expect(left(`${blue}${istiod('green')}${text}`)).toEqual(['a', 'c']);
    // "green" may be a tag of blue.
    expect(left(`${blue}${text}`)).toEqual(['a', 'b', 'c']);
    expect(left(text)).toEqual(['a', 'b', 'c']);
  });
});
