import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../istio/read-documents';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { workloadKey } from '../../policy/keys';
import { inventoryOf } from '../../testing/inventory-of';
import { namespaceYaml, podYaml, policyYaml, serviceYaml } from '../../testing/policy-yaml';
import { assess } from './assess';
import type { HistoryRow } from './history';
import { asked, assessed, past, pastRow } from './past.testing';

const probedCart = podYaml('cart').replace(
  '{ name: app, ports: [{ containerPort: 8080 }] }',
  '{ name: app, ports: [{ containerPort: 8080 }, { containerPort: 9090 }], readinessProbe: { httpGet: { path: /ready, port: 9090 } } }',
);
const both = ['shop/web', 'shop/cart'];
const mode = (value: string, namespace = 'shop') =>
  policyYaml('PeerAuthentication', 'default', `{ mtls: { mode: ${value} } }`, { namespace });
const shop = (cart = podYaml('cart')) => [namespaceYaml('shop'), podYaml('web'), cart, serviceYaml('cart')];
const stagesOf = (resources: readonly string[], rows: readonly HistoryRow[] = []) =>
  assessed(resources, past(rows, both)).namespaces[0]?.stages ?? [];

/** Effective modes once the text is applied: a resource of the same name takes the place of the one before. */
function modesAfter(resources: readonly string[], yaml: string | undefined) {
  const documents = readDocuments('copied.yaml', yaml ?? '');
  expect(documents.every((each) => each.outcome === 'read' && !each.resource.rejected)).toBe(true);
  const result = createPolicyEngine().evaluate(inventoryOf(...resources, yaml ?? ''));
  return Object.fromEntries(
    ['web', 'cart'].map((name) => {
      const server = result.workloads.get(workloadKey('shop', name))?.serverMtls;
      return [name, [server?.value, ...[...(server?.ports ?? [])].map(([port, own]) => `${port} ${own}`)].join(' ')];
    }),
  );
}

describe('the policies to copy', () => {
  it.each([
    ['no policy', [], { web: 'STRICT', cart: 'STRICT' }],
    ['a PERMISSIVE one', [mode('PERMISSIVE')], { web: 'STRICT', cart: 'STRICT' }],
    ['one of another name', [mode('PERMISSIVE').replace('name: default', 'name: old')], { web: 'STRICT', cart: 'STRICT' }],
    ['a PERMISSIVE mesh', [mode('PERMISSIVE', 'istio-system')], { web: 'STRICT', cart: 'STRICT' }],
  ])('make a ready namespace with %s STRICT, the mesh last', (_, more, expected) => {
    const resources = [...shop(), ...more];
    const stages = stagesOf(resources);
    expect(stages.map(({ title }) => title)).toEqual(['STRICT for the namespace', 'STRICT for the mesh, last']);
    expect(modesAfter(resources, stages[0]?.yaml)).toEqual(expected);
    expect(stages[1]?.yaml).toContain('namespace: istio-system');
  });

  it.each([
    ['the source keeps a part of the span', past([], both, { keptFromSeconds: past([], both).toSeconds - 3600 })],
    ['a query got no answer', past([], both, { queries: [asked({ failed: { code: 'x', severity: 'error', message: 'No.' } })] })],
    ['rows name no namespace', past([pastRow('? -> ?')], both)],
    ['rows name a service alone', past([pastRow('? -> ?', { service: { namespace: 'shop', name: 'cart' } })], both)],
  ])('make nothing STRICT now, and call nothing ready, while %s', (_, history) => {
    for (const resources of [shop(), shop(probedCart)]) {
      const [namespace] = assessed(resources, history).namespaces;
      expect(namespace?.verdict).not.toBe('ready');
      expect(namespace?.workloads.map(({ verdict }) => verdict)).not.toContain('ready');
      expect(namespace?.stages.filter(({ title }) => title.includes('now'))).toEqual([]);
    }
  });

  it('leave the port of a probe that nobody redirected out, and say why', () => {
    const resources = shop(probedCart);
    const [first] = stagesOf(resources);
    expect(first?.title).toBe('STRICT with exceptions, now');
    expect(modesAfter(resources, first?.yaml)).toEqual({ web: 'STRICT', cart: 'STRICT 9090 PERMISSIVE' });
    expect(first?.yaml).toMatch(/# cart, port 9090: The readiness probe/);
  });

  it('leave the port out on which plaintext came in, where it has others', () => {
    const rows = [pastRow('? -> shop/cart', { service: { namespace: 'shop', name: 'cart' } })];
    const resources = shop(probedCart.replace('/ready, port: 9090', '/app-health/app/readyz, port: 15020'));
    expect(modesAfter(resources, stagesOf(resources, rows)[0]?.yaml)).toEqual({ web: 'STRICT', cart: 'STRICT 8080 PERMISSIVE' });
    // Its only port: STRICT would be so by name alone.
    expect(stagesOf(shop(), rows)[0]?.title).toBe('STRICT for the workloads that are ready, now');
  });

  it('make STRICT what is ready while the namespace is not', () => {
    const resources = shop();
    const [first, second] = stagesOf(resources, [pastRow('? -> shop/cart')]);
    expect(modesAfter(resources, first?.yaml)).toEqual({ web: 'STRICT', cart: 'PERMISSIVE' });
    expect(second?.says).toContain('Not yet');
  });

  it('begin with PERMISSIVE under DISABLE', () => {
    const resources = [...shop(), mode('DISABLE')];
    const [first] = stagesOf(resources, [pastRow('shop/web -> shop/cart')]);
    expect(modesAfter(resources, first?.yaml)).toEqual({ web: 'PERMISSIVE', cart: 'PERMISSIVE' });
  });

  it('do not add a second policy to a workload that has one, of which only the older would count', () => {
    const own = policyYaml('PeerAuthentication', 'own', '{ selector: { matchLabels: { app: cart } }, mtls: { mode: PERMISSIVE } }');
    const [first] = stagesOf([...shop(probedCart), own]);
    expect(first?.yaml).toContain('own selects it already');
    expect(first?.yaml).not.toContain('cart-ports');
  });

  it('are none where it is STRICT already', () => {
    expect(stagesOf([...shop(), mode('STRICT')])).toEqual([]);
  });

  it('are none where nothing of the namespace is known, and none but the mesh’s in the root namespace', () => {
    expect(assessed([], past([], [])).namespaces[0]?.stages).toEqual([]);
    const inventory = inventoryOf(podYaml('istiod', { namespace: 'istio-system' }));
    const policies = createPolicyEngine().evaluate(inventory, undefined);
    const evidence = { inventory, observation: undefined, policies };
    const [root] = assess({ history: past([], ['istio-system/istiod']), checks: [], evidence, namespaces: ['istio-system'] }).namespaces;
    expect(root?.stages).toEqual([]);
    expect(root?.reasons.map(({ code }) => code)).toEqual(['root-namespace']);
  });

  it('never let a name end a line or a document', () => {
    const hostile = shop(probedCart).map((text) => text.replaceAll('app: cart', 'app: "cart: {x} # y"'));
    const [first] = stagesOf(hostile);
    expect(modesAfter(hostile, first?.yaml)).toEqual({ web: 'STRICT', cart: 'STRICT 9090 PERMISSIVE' });
  });
});
