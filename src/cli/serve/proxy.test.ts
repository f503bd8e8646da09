import { gzipSync } from 'node:zlib';
import type { FastifyPluginAsync } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { cleanUp, raw, serving, upstream } from '../../testing/web-servers';
import { proxiedSource } from './serve-command';

afterEach(cleanUp);

describe('the Prometheus proxy passes on what Seamark reads', () => {
  test.each([
    ['GET', '/api/v1/query?query=up&time=1'],
    ['POST', '/api/v1/query'],
    ['GET', '/api/v1/query_range?query=up'],
    ['POST', '/api/v1/query_range'],
    ['POST', '/api/v1/series'],
    ['GET', '/api/v1/labels'],
    ['GET', '/api/v1/label/source_workload/values?match[]=up'],
    ['GET', '/api/v1/metadata'],
    ['GET', '/api/v1/status/buildinfo'],
    ['GET', '/-/ready'],
  ])('%s %s', async (method, path) => {
    const behind = await upstream();
    const base = await serving({ prometheus: { url: `${behind.url}/base/` } });
    const body = method === 'POST' ? new URLSearchParams({ query: 'up{a="ö&"}' }) : null;
    const answer = await fetch(`${base}/api/prometheus${path}`, {
      method,
      body,
    });
    expect([answer.status, await answer.text()]).toEqual([200, '{"status":"success"}']);
    expect(behind.seen).toMatchObject([
      {
        method,
        url: `/base${path}`,
        body: body === null ? '' : 'query=up%7Ba%3D%22%C3%B6%26%22%7D',
      },
    ]);
  });

  test.each([
    ['GET', '/api/v1/admin/tsdb/snapshot', 404],
    ['POST', '/api/v1/admin/tsdb/delete_series', 404],
    ['POST', '/api/v1/write', 404],
    ['GET', '/api/v1/status/config', 404],
    ['POST', '/-/reload', 404],
    ['POST', '/-/quit', 404],
    ['GET', '/metrics', 404],
    ['GET', '/', 404],
    ['GET', '/api/v1/query/../status/config', 404],
    ['GET', '/api/v1/query/%2e%2e/status/config', 404],
    ['GET', '/api/v1/label/..%2f..%2fstatus/values', 404],
    ['GET', '/api/v1/label/a%2fb/values', 404],
    ['GET', '/api/v1/label/a/b/values', 404],
    ['GET', '/api/v1%2fquery', 404],
    ['GET', '//api/v1/query', 404],
    ['GET', '/api/v1/query%00', 404],
    ['GET', '/api/v1/query;/x', 404],
    ['GET', '/api/v1/query#/x', 404],
    ['GET', '\\..\\x', 404],
    ['PUT', '/api/v1/query', 405],
    ['DELETE', '/api/v1/series', 405],
    ['POST', '/api/v1/metadata', 405],
    ['POST', '/api/v1/label/job/values', 405],
  ])('and nothing else: %s %s is %i', async (method, path, status) => {
    const behind = await upstream();
    const base = await serving({ prometheus: { url: behind.url } });
    const answer = await raw(base, `/api/prometheus${path}`, {}, method);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 'error',
      error: expect.any(String),
    });
    expect(behind.seen).toEqual([]);
  });

  test.each(['/%61pi/prometheus/api/v1/query', '/api%2fprometheus/api/v1/query', '/api/./prometheus/api/v1/query'])(
    'not by another spelling: %s',
    async (path) => {
      const behind = await upstream();
      expect((await raw(await serving({ prometheus: { url: behind.url } }), path)).status).toBe(404);
      expect(behind.seen).toEqual([]);
    },
  );

  test('a body that is no form, or too long, stays here', async () => {
    const behind = await upstream();
    const url = `${await serving({ prometheus: { url: behind.url } })}/api/prometheus/api/v1/query`;
    expect(
      (
        await fetch(url, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(415);
    expect(
      (
        await fetch(url, {
          method: 'POST',
          body: new URLSearchParams({ query: 'x'.repeat(1_100_000) }),
        })
      ).status,
    ).toBe(413);
    expect(behind.seen).toEqual([]);
  });

  test('a compressed answer arrives as it was', async () => {
    const behind = await upstream((_, response) =>
      response
        .writeHead(200, {
          'content-encoding': 'gzip',
          'content-type': 'application/json',
        })
        .end(gzipSync('{"big":1}')),
    );
    const base = await serving({ prometheus: { url: behind.url } });
    const answer = await fetch(`${base}/api/prometheus/api/v1/query`);
    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual(['gzip', '{"big":1}']);
    expect(behind.seen[0]?.headers['accept-encoding']).toContain('gzip');
  });

  test("an error keeps the server's own status and words", async () => {
    const behind = await upstream((_, response) => response.writeHead(422).end('{"status":"error","errorType":"execution"}'));
    const answer = await fetch(`${await serving({ prometheus: { url: behind.url } })}/api/prometheus/api/v1/query`);
    expect([answer.status, await answer.text()]).toEqual([422, '{"status":"error","errorType":"execution"}']);
  });
});

describe('Kubernetes', () => {
  test('is told to the page when it is configured', () => {
    const prometheus = { url: 'http://localhost:9090' };
    expect(proxiedSource(prometheus)).not.toHaveProperty('kubernetesUrl');
    expect(proxiedSource(prometheus, { url: 'http://localhost:8001' }).kubernetesUrl).toBe('/api/kubernetes');
  });

  test('may be answered by a plug-in instead', async () => {
    const plugin: FastifyPluginAsync = async (server) => {
      server.get('/api/kubernetes/*', async () => ({ kind: 'APIVersions' }));
    };
    const base = await serving({ plugins: [plugin] });
    expect(await (await fetch(`${base}/api/kubernetes/api`)).json()).toEqual({ kind: 'APIVersions' });
  });

  test('says so when it is not configured', async () => {
    const answer = await fetch(`${await serving({})}/api/kubernetes/api/v1/pods`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: 'No Kubernetes source is configured.' }]);
  });

  test.each([
    ['GET', '/api/v1/namespaces/shop/pods?watch=1', 200],
    ['GET', '/apis/security.istio.io/v1/authorizationpolicies', 200],
    ['GET', '/apis/apps/v1/namespaces/shop/deployments/web', 200],
    ['GET', '/apis/extensions.istio.io/v1alpha1/wasmplugins', 200],
    ['GET', '/apis/batch/v1/cronjobs', 200],
    ['GET', '/version', 200],
    ['GET', '/api/v1/namespaces/shop/secrets', 404],
    ['GET', '/api/v1/secrets', 404],
    ['GET', '/api/v1/namespaces/shop/pods/web/log', 404],
    ['GET', '/api/v1/namespaces/shop/pods/web/exec', 404],
    ['GET', '/api/v1/namespaces/shop/services/web/proxy/', 404],
    ['GET', '/api/v1/namespaces/../secrets', 404],
    ['GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles', 404],
    ['POST', '/api/v1/namespaces/shop/pods', 405],
    ['DELETE', '/api/v1/namespaces/shop/pods/web', 405],
  ])('is read only: %s %s is %i', async (method, path, status) => {
    const behind = await upstream();
    const base = await serving({ kubernetes: { url: behind.url } });
    expect((await raw(base, `/api/kubernetes${path}`, {}, method)).status).toBe(status);
    expect(behind.seen.map(({ url }) => url)).toEqual(status === 200 ? [path] : []);
  });

  test('a watch begins before its first event and streams each one as it happens', async () => {
    let tell = (_: string): void => {};
    const behind = await upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      tell = (text) => response.write(text);
    });
    const base = await serving({ kubernetes: { url: behind.url } });
    const answer = await fetch(`${base}/api/kubernetes/api/v1/pods?watch=1`);
    expect(answer.status).toBe(200);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (const event of ['{"type":"ADDED"}\n', '{"type":"DELETED"}\n']) {
      tell(event);
      expect(await reader?.read()).toEqual({ done: false, value: event });
    }
    await reader?.cancel();
    await behind.closed;
  });
});
