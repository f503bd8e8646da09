import { afterEach, describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { ok } from '../lib/result';
import { runCommand } from '../testing/run-command';
import { steadyRequests } from '../testing/steady-requests';

const POD = (name: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels: { app: ${name}, security.istio.io/tlsMode: istio }
spec:
  serviceAccountName: ${name}
  containers: [{ name: app, ports: [{ containerPort: 8080 }] }, { name: istio-proxy }]
status: { phase: Running }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---`;
const MESH = `${POD('web')}${POD('cart')}
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data: { mesh: '{}' }
`;
const allowOnly = (caller: string) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart
  namespace: shop
spec:
  selector: { matchLabels: { app: cart } }
  rules:
  - from: [{ source: { principals: [cluster.local/ns/shop/sa/${caller}] } }]
`;

const EMPTY = { status: 'success', data: { resultType: 'vector', result: [] } };
const silent = async () => new Response(JSON.stringify(EMPTY), { headers: { 'content-type': 'application/json' } });
const missing = Object.assign(new Error('no'), { code: 'ENOENT' });

const SOURCES = ['whatif', '--config', 'mesh.yaml'];

/** `drafts`: file → text. */
function whatif(url: string, drafts: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const files = Object.keys(drafts).flatMap((file) => ['--with', file]);
  return runCommand([...SOURCES, '--prometheus', url, ...files, ...more], {
    ...(url === SILENT && { fetch: silent }),
    readPaths: async () => ok([{ name: 'mesh.yaml', bytes: new TextEncoder().encode(MESH) }]),
    readText: (path) => (Object.hasOwn(drafts, path) ? Promise.resolve(drafts[path] ?? '') : Promise.reject(missing)),
  });
}

const SILENT = 'http://prometheus.example';

describe('seamark whatif', () => {
  it.each([
    [['whatif'], /A source is missing/],
    [['whatif', '--prometheus', SILENT], /Resources are missing/],
    [[...SOURCES, '--prometheus', SILENT], /A draft is missing/],
    [[...SOURCES, '--prometheus', SILENT, '--with', 'x.yaml'], /--with: the file "x.yaml" cannot be read \(ENOENT\)/],
    [[...SOURCES, '--prometheus', SILENT, '--with', '-', '--with', '-'], /may stand once/],
    [[...SOURCES, '--prometheus', SILENT, '--remove', 'Widget/shop/x'], /"Widget" is no kind that is read/],
    [[...SOURCES, '--prometheus', SILENT, '--remove', 'AuthorizationPolicy/x'], /--remove is AuthorizationPolicy\/NS\/NAME/],
    [[...SOURCES, '--prometheus', SILENT, '--remove', 'Namespace/a/b'], /--remove is Namespace\/NAME/],
    [[...SOURCES, '--prometheus', SILENT, '--with', 'x', '--span', '7d'], /--span goes with --propose/],
    [[...SOURCES, '--prometheus', SILENT, '--with', 'x', '--propose', 'a/b'], /exclude each other/],
    [[...SOURCES, '--prometheus', SILENT, '--propose', 'cart'], /--propose is \[service:\]NS\/NAME/],
    [[...SOURCES, '--prometheus', SILENT, '--propose', 'a/b', '--span', '31d'], /--span is a duration up to 30d/],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    const { code, out, errors } = await runCommand(args);
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
  });

  it('has a help', async () => {
    expect(await runCommand(['whatif', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit code: 0') });
  });

  it.each([
    ['a broken line', 'a: b\nkind: [', /^bad\.yaml:2:\d+: error: Not readable as YAML/m],
    [
      'what validation refuses',
      allowOnly('web').replace('selector', 'action: MAYBE\n  selector'),
      /^bad\.yaml:7:3: error: AuthorizationPolicy shop\/cart: spec\.action/m,
    ],
    ['a kind of another version', allowOnly('web').replace('/v1', '/v7'), /^bad\.yaml:1: error: AuthorizationPolicy is not served/m],
  ])('ends with 2 on %s, with its place', async (_, text, place) => {
    const { code, errors } = await whatif(SILENT, { 'bad.yaml': text });
    expect(code).toBe(2);
    expect(errors).toMatch(place);
  });

  it('ends with 2 when what is to be removed does not exist', async () => {
    const { code, out } = await whatif(SILENT, {}, '--remove', 'authorizationpolicies/shop/cart');
    expect([code, out]).toEqual([2, expect.stringContaining('There is no AuthorizationPolicy shop/cart to remove.')]);
  });

  it('tells that nothing was observed, and ends with 0', async () => {
    const { code, errors } = await whatif(SILENT, { 'a.yaml': allowOnly('web') });
    expect([code, errors]).toEqual([0, expect.stringContaining('No call was observed in the window')]);
  });
});

describe.skipIf(!runnable('prometheus', 'promtool'))('seamark whatif beside a real Prometheus', { timeout: 60_000 }, () => {
  let stop: () => Promise<void> = async () => {};
  afterEach(() => stop());

  it('ends with 1 when a call with traffic would be denied, names policy, line and rate, and with 0 when it would not', async () => {
    const labels =
      'reporter="destination",source_workload="web",source_workload_namespace="shop",source_principal="spiffe://cluster.local/ns/shop/sa/web",destination_workload="cart",destination_workload_namespace="shop",destination_service="cart.shop.svc.cluster.local",destination_service_name="cart",destination_service_namespace="shop",request_protocol="http",response_code="200",response_flags="-",connection_security_policy="mutual_tls"';
    const prometheus = await startPrometheus({ openMetrics: steadyRequests(labels) });
    stop = () => prometheus.stop();
    const at = ['--at', '1700000000'];
    const denied = await whatif(prometheus.url, { 'p.yaml': allowOnly('other') }, ...at);
    expect(denied.code).toBe(1);
    expect(denied.out).toContain('DENIED  1 call, 3 rps');
    expect(denied.out).toContain('shop/web → shop/cart would be denied.  3 rps');
    expect(denied.out).toMatch(/allowed → denied by ALLOW AuthorizationPolicy shop\/cart \(p\.yaml:8\)/);
    const json = JSON.parse((await whatif(prometheus.url, { 'p.yaml': allowOnly('other') }, ...at, '--json')).out);
    expect(json).toMatchObject({ schema: 'seamark.whatif/1', at: '2023-11-14T22:13:20.000Z', windowSeconds: 300, cuts: true });
    expect(json.diff.totals.denied).toMatchObject({ calls: 1, requestsPerSecond: 3 });
    const fine = await whatif(prometheus.url, { 'p.yaml': allowOnly('web') }, ...at);
    expect([fine.code, fine.out]).toEqual([0, expect.stringContaining('No call with traffic would be denied or break')]);
  });
});
