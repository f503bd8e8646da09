import { afterEach, describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { ok } from '../lib/result';
import { runCommand } from '../testing/run-command';
import { steadyRequests } from '../testing/steady-requests';

const POD = (namespace: string, name: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}-1
  namespace: ${namespace}
  labels: { app: ${name}, security.istio.io/tlsMode: istio }
  annotations: { sidecar.istio.io/status: '{}' }
  ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: ${name}, uid: u, controller: true }]
spec:
  serviceAccountName: ${name}
  containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }, { name: istio-proxy, image: proxy }]
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { app: ${name} }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
---`;
const MESH = `${POD('shop', 'web')}${POD('shop', 'cart')}
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data: { mesh: '{}' }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: STRICT } }
---
`;
const ALLOW_READS = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: reads, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  rules:
  - from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }]
    to: [{ operation: { methods: [GET] } }]
`;
const DISABLED = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec:
  host: cart
  trafficPolicy:
    tls:
      mode: DISABLE
`;

const run = (args: readonly string[], text: string) =>
  runCommand(args, { readPaths: async () => ok([{ name: 'mesh.yaml', bytes: new TextEncoder().encode(text) }]) });

const check = (text: string, ...more: string[]) => run(['check', '--config', 'mesh.yaml', ...more], text);
const explain = (text: string, ...more: string[]) =>
  run(['explain', '--config', 'mesh.yaml', '--from', 'shop/web', '--to', 'shop/cart:80', ...more], text);

describe('seamark check', () => {
  it('ends with 0 where nothing is wrong', async () => {
    const { code, out } = await check(`${MESH}${ALLOW_READS}`);
    expect([code, out]).toEqual([0, expect.stringMatching(/^0 errors|\n0 errors/)]);
  });
  it('ends with 1 on an error, names file and line of the deciding field, and says what to do', async () => {
    const { code, out } = await check(`${MESH}${DISABLED}`);
    expect(code).toBe(1);
    const line = `${MESH}${DISABLED}`.split('\n').findIndex((text) => text.includes('mode: DISABLE')) + 1;
    expect(out).toContain(`(mesh.yaml:${line})`);
    expect(out).toMatch(/\n {4}next \S/);
  });
  it('prints the same as JSON', async () => {
    const { code, out } = await check(`${MESH}${DISABLED}`, '--json');
    const json = JSON.parse(out);
    expect(code).toBe(1);
    expect(json.schema).toBe('seamark.check/1');
    expect(json.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', ref: { kind: 'DestinationRule', namespace: 'shop', name: 'cart' } }),
    );
  });
  it('goes on after a broken document, and tells its line', async () => {
    const { code, out } = await check(`${MESH}a: [1\n---\n${DISABLED}`);
    expect(code).toBe(1);
    expect(out).toMatch(/mesh\.yaml:\d+/);
    expect(out).toContain('DestinationRule shop/cart');
  });
  it.each([
    [['check'], /Resources are missing/],
    [['check', 'a.yaml'], /belongs to no option/],
    [['check', '--config', 'a', '--kubernetes', 'http://x'], /exclude each other/],
    [['check', '--config', 'a', '--window', '5m'], /goes with --prometheus/],
    [['explain', '--config', 'a', '--from', 'x'], /--from is NS\/WORKLOAD, not "x"/],
    [['explain', '--config', 'a', '--from', 'a/b', '--to', 'c/d:x'], /--to is NS\/WORKLOAD\[:PORT\]/],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    const { code, out, errors } = await run(args, '');
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
  });
});

describe('seamark explain', () => {
  it('says what decides, and what is undecided while the request is unknown', async () => {
    const { code, out } = await explain(`${MESH}${ALLOW_READS}`);
    expect(code).toBe(0);
    expect(out).toContain('shop/web → shop/cart, by service shop/cart:80');
    expect(out).toMatch(/Path +sidecar at shop\/cart \(sees cluster\.local\/ns\/shop\/sa\/web\)/);
    expect(out).toMatch(/Authorization +depends on request\.method/);
  });
  it.each([
    ['GET', 'allowed'],
    ['POST', 'denied'],
  ])('a %s is %s', async (method, verdict) => {
    const { out } = await explain(`${MESH}${ALLOW_READS}`, '--method', method, '--path', '/', '--json');
    const json = JSON.parse(out);
    expect(json.schema).toBe('seamark.explain/1');
    expect(json.calls[0].authorization.verdict).toBe(verdict);
    expect(json.calls[0].transport.value).toBe('mtls');
  });
  it('refuses what the transport refuses', async () => {
    const { out } = await explain(`${MESH}${DISABLED}`, '--json');
    const [call] = JSON.parse(out).calls;
    expect([call.transport.value, call.transport.works, call.authorization.verdict]).toEqual(['plaintext', 'F', 'denied']);
  });
});

describe.skipIf(!runnable('prometheus', 'promtool'))('seamark check beside a real Prometheus', { timeout: 60_000 }, () => {
  let stop: () => Promise<void> = async () => {};
  afterEach(() => stop());

  it('tells of plaintext that flows under STRICT', async () => {
    const labels =
      'reporter="destination",source_workload="web",source_workload_namespace="shop",destination_workload="cart",destination_workload_namespace="shop",destination_service="cart.shop.svc.cluster.local",destination_service_name="cart",destination_service_namespace="shop",request_protocol="http",response_code="200",response_flags="-",connection_security_policy="none"';
    const prometheus = await startPrometheus({ openMetrics: steadyRequests(labels) });
    stop = () => prometheus.stop();
    const { code, out } = await check(MESH, '--prometheus', prometheus.url, '--at', '1700000000', '--json');
    const json = JSON.parse(out);
    const told = json.findings.find(({ code: kind }: { readonly code: string }) => kind === 'plaintext-under-strict');
    expect(code).toBe(1);
    expect(told.workloads).toContain('shop/cart');
    // All of it says connection_security_policy="none".
    expect(JSON.stringify(told.evidence)).toContain('100 % of the traffic');
  });
});
