import { describe, expect, it } from 'vitest';
import { ok } from '../lib/result';
import { runCommand } from '../testing/run-command';

const ENDS = {
  source_workload: 'web',
  source_workload_namespace: 'shop',
  destination_workload: 'cart',
  destination_workload_namespace: 'shop',
  destination_service: 'cart.shop.svc.cluster.local',
  destination_service_name: 'cart',
  destination_service_namespace: 'shop',
  request_protocol: 'http',
};
/** Of 10 rps at the source 2 are refused by the circuit breaker, and the server sees 8. */
const ROWS = [
  { ...ENDS, reporter: 'source', response_code: '200', response_flags: '-', value: '8' },
  { ...ENDS, reporter: 'destination', response_code: '200', response_flags: '-', value: '8' },
  { ...ENDS, reporter: 'source', response_code: '503', response_flags: 'UO', value: '2' },
];
const POOL = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec: { host: cart, trafficPolicy: { connectionPool: { tcp: { maxConnections: 4 } } } }
`;

/** A Prometheus with these request rates and nothing else. */
const prometheus = (rows: readonly Readonly<Record<string, string>>[]) => async (url: string, init: RequestInit) => {
  const asked = decodeURIComponent(`${url} ${String(init.body ?? '')}`);
  const isRequests = asked.includes('istio_requests_total') && asked.includes('response_code');
  const result = isRequests ? rows.map(({ value, ...metric }) => ({ metric, value: [1_700_000_000, value] })) : [];
  return new Response(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }), {
    headers: { 'content-type': 'application/json' },
  });
};
const files = { readPaths: async () => ok([{ name: 'mesh.yaml', bytes: new TextEncoder().encode(POOL) }]) };
const BASE = ['diagnose', '--prometheus', 'http://127.0.0.1:9', '--at', '1700000000'];

describe('seamark diagnose', () => {
  it('prints the first cause of every failing edge', async () => {
    const { code, out } = await runCommand(BASE, { fetch: prometheus(ROWS) });
    expect(code).toBe(0);
    expect(out).toContain('shop/web -> shop/cart  http  2 rps\n  Circuit breaker open (certain, 100 %)\n');
  });

  it('prints all of one edge, with the resource that decides', async () => {
    const { out } = await runCommand([...BASE, '--config', 'mesh', '--edge', 'shop/web -> shop/cart'], {
      fetch: prometheus(ROWS),
      ...files,
    });
    expect(out).toContain('DestinationRule shop/cart sets maxConnections 4');
    expect(out).toContain('$ istioctl proxy-config cluster deploy/web -n shop --fqdn cart.shop.svc.cluster.local -o yaml');
    const other = await runCommand([...BASE, '--edge', 'shop/cart -> shop/web'], { fetch: prometheus(ROWS) });
    expect(other).toMatchObject({ code: 0, out: 'Nothing fails: no error and no flag in the window.\n' });
  });

  it('says the same as JSON', async () => {
    const { out } = await runCommand([...BASE, '--json'], { fetch: prometheus(ROWS) });
    expect(JSON.parse(out)).toMatchObject({
      schema: 'seamark.diagnosis/1',
      at: '2023-11-14T22:13:20.000Z',
      windowSeconds: 300,
      edges: [
        {
          from: 'shop/web',
          to: 'shop/cart',
          protocol: 'http',
          diagnosis: { causes: [{ code: 'circuit-open', sure: 'certain', share: 1 }] },
        },
      ],
    });
  });

  it('keeps names from outside on their line', async () => {
    const rows = ROWS.map((row) => ({ ...row, source_workload: 'web\n\u001b[31mroot' }));
    const { out } = await runCommand([...BASE, '--edge', 'shop/web\n\u001b[31mroot -> shop/cart'], { fetch: prometheus(rows) });
    expect(out).not.toContain('\u001b');
    expect(out.split('\n')[0]).toMatch(/^shop\/web.*root -> shop\/cart/);
  });

  it('ends with 1 when nobody answers, and with 2 on wrong usage', async () => {
    const dead = await runCommand(BASE, { fetch: () => Promise.reject(new TypeError('fetch failed')) });
    expect(dead).toMatchObject({ code: 1, out: '' });
    expect(await runCommand(['diagnose'])).toMatchObject({ code: 2, errors: expect.stringMatching(/A source is missing/) });
    expect(await runCommand([...BASE, '--edge', 'web'])).toMatchObject({ code: 2, errors: expect.stringMatching(/--edge is/) });
  });

  it('does not pass over a header for a Kubernetes API that is not named', async () => {
    expect(await runCommand([...BASE, '--kubernetes-header', 'X: y'])).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/--kubernetes-header goes with --kubernetes/),
    });
  });
});
