/** Watches and changes of the mock's Kubernetes API over real HTTP. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { halfToV3, RunningMock, read, route, virtualServices } from './running-mock.testing';

let mock: RunningMock;

beforeAll(async () => {
  mock = await RunningMock.start();
});

afterEach(() => mock.forget());

afterAll(() => mock.close());

describe('a watch', () => {
  it('tells changes, additions and deletions as they happen, and lists agree', async () => {
    const start = (await mock.ask(`${read}${virtualServices}`)).body.metadata.resourceVersion;
    const watch = await mock.watch(`${virtualServices}?watch=1&resourceVersion=${start}`);
    expect(watch.status).toBe(200);
    const patched = await mock.send('PATCH', route, halfToV3, 'application/merge-patch+json');
    expect(patched).toMatchObject({ status: 200, body: { metadata: { generation: 2 }, spec: { hosts: ['reviews'] } } });
    expect(await watch.next()).toMatchObject({ type: 'MODIFIED', object: { metadata: { name: 'reviews' }, spec: halfToV3.spec } });
    const added = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'extra', namespace: 'bookinfo' },
      spec: {},
    };
    expect((await mock.send('POST', virtualServices, added)).status).toBe(201);
    expect(await watch.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'extra' } } });
    expect((await mock.send('DELETE', `${virtualServices}/extra`)).body.status).toBe('Success');
    const deleted = await watch.next();
    expect(deleted).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'extra' } } });
    watch.stop();
    const names = (await mock.ask(`${read}${virtualServices}`)).body.items.map(
      ({ metadata }: { metadata: { name: string } }) => metadata.name,
    );
    expect(names).not.toContain('extra');
    const late = await mock.watch(`${virtualServices}?watch=1&resourceVersion=${start}`);
    expect([(await late.next()).type, (await late.next()).type, (await late.next()).type]).toEqual(['MODIFIED', 'ADDED', 'DELETED']);
    late.stop();
  });

  it('sees a change even while the clock of the mock stands still', async () => {
    const still = 'scenario=bookinfo;at=1700000000';
    const start = (await mock.ask(`${read}${virtualServices}`, still)).body.metadata.resourceVersion;
    expect(start).toBe('1700000000000');
    await mock.send('PATCH', route, halfToV3, 'application/merge-patch+json', still);
    const watch = await mock.watch(`${virtualServices}?watch=1&resourceVersion=${start}`, still);
    expect(await watch.next()).toMatchObject({ type: 'MODIFIED', object: { metadata: { name: 'reviews' } } });
    watch.stop();
  });

  it('without a version begins with what there is', async () => {
    const watch = await mock.watch(`${virtualServices}?watch=true`);
    expect(await watch.next()).toMatchObject({ type: 'ADDED', object: { kind: 'VirtualService' } });
    watch.stop();
  });

  it('sends bookmarks to those who want them, and ends at its time', async () => {
    const start = (await mock.ask(`${read}${virtualServices}`)).body.metadata.resourceVersion;
    const watch = await mock.watch(`${virtualServices}?watch=1&allowWatchBookmarks=true&timeoutSeconds=1&resourceVersion=${start}`);
    const bookmark = await watch.next();
    expect(bookmark).toMatchObject({
      type: 'BOOKMARK',
      object: { kind: 'VirtualService', metadata: { resourceVersion: expect.any(String) } },
    });
    expect(Number(bookmark.object.metadata.resourceVersion)).toBeGreaterThan(Number(start));
    let last = bookmark;
    while (last !== undefined) last = await watch.next();
  });

  it('is told that the past is gone when changes are forgotten', async () => {
    const start = (await mock.ask(`${read}${virtualServices}`)).body.metadata.resourceVersion;
    const watch = await mock.watch(`${virtualServices}?watch=1&resourceVersion=${start}`);
    await mock.forget();
    expect(await watch.next()).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } });
    expect(await watch.next()).toBeUndefined();
  });

  it('sees an object leave when its labels no longer fit', async () => {
    const labelled = { metadata: { labels: { team: 'blue' } } };
    await mock.send('PATCH', route, labelled, 'application/merge-patch+json');
    const start = (await mock.ask(`${read}${virtualServices}`)).body.metadata.resourceVersion;
    const watch = await mock.watch(`${virtualServices}?watch=1&labelSelector=team%3Dblue&resourceVersion=${start}`);
    await mock.send('PATCH', route, { metadata: { labels: { team: 'red' } } }, 'application/merge-patch+json');
    expect(await watch.next()).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'reviews' } } });
    watch.stop();
  });
});

describe('the timeline of a scenario', () => {
  const modes = '/apis/security.istio.io/v1/namespaces/accounts/peerauthentications/default';
  const noon = Date.UTC(2026, 2, 10, 12) / 1000;

  it.each([
    [0, 'DISABLE'],
    [1, 'PERMISSIVE'],
    [2, 'STRICT'],
    [3, 'STRICT'],
  ])('in hour %d has mode %s', async (hour, mode) => {
    const { body } = await mock.ask(`${read}${modes}`, `scenario=mtls-migration;at=${noon + hour * 3600 + 60}`);
    expect(body.spec.mtls.mode).toBe(mode);
  });

  it('is told by a watch', async () => {
    const before = (noon + 3600) * 1000 - 1000;
    const path = `/apis/security.istio.io/v1/peerauthentications?watch=1&resourceVersion=${before}`;
    const watch = await mock.watch(path, `scenario=mtls-migration;at=${noon + 3600 + 60}`);
    expect(await watch.next()).toMatchObject({
      type: 'MODIFIED',
      object: { metadata: { namespace: 'accounts' }, spec: { mtls: { mode: 'PERMISSIVE' } } },
    });
    watch.stop();
  });
});

describe('writing', () => {
  it('takes PUT, JSON patches and server-side apply', async () => {
    const { body: before } = await mock.ask(`${read}${route}`);
    const put = await mock.send('PUT', route, { ...before, spec: { ...before.spec, hosts: ['reviews', 'other'] } });
    expect(put).toMatchObject({ status: 200, body: { metadata: { uid: before.metadata.uid, generation: 2 } } });
    const patch = [{ op: 'replace', path: '/spec/http/0/route/0/weight', value: 1 }];
    const patched = await mock.send('PATCH', route, patch, 'application/json-patch+json');
    expect(patched.body.spec.http[0].route[0].weight).toBe(1);
    const applied = await mock.send(
      'PATCH',
      `${virtualServices}/new`,
      { kind: 'VirtualService', spec: { hosts: ['x'] } },
      'application/apply-patch+yaml',
    );
    expect(applied).toMatchObject({ status: 201, body: { metadata: { name: 'new', namespace: 'bookinfo' } } });
  });

  it('says who changed an object and when, beside those who did before', async () => {
    const apply = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'reviews' }, spec: halfToV3.spec };
    await mock.send('PATCH', `${route}?fieldManager=kubectl-patch`, halfToV3, 'application/merge-patch+json');
    const { body } = await mock.send('PATCH', `${route}?fieldManager=kubectl&force=false`, apply, 'application/apply-patch+yaml');
    expect(body.metadata.managedFields).toMatchObject([
      { manager: 'kubectl-client-side-apply', operation: 'Update' },
      { manager: 'kubectl-patch', operation: 'Update' },
      { manager: 'kubectl', operation: 'Apply' },
    ]);
  });

  it('only tries a dry run, and says what it cannot read', async () => {
    const path = `${route}?dryRun=All`;
    const tried = await mock.send('PATCH', path, { spec: { http: [] } }, 'application/merge-patch+json');
    expect(tried).toMatchObject({ status: 200, body: { spec: { http: [] } } });
    expect((await mock.ask(`${read}${route}`)).body.spec.http).not.toEqual([]);
    const headers = { 'x-seamark-mock': 'scenario=bookinfo', 'content-type': 'application/apply-patch+yaml' };
    const yaml = await fetch(`${mock.base}/mock/kubernetes${route}`, { method: 'PATCH', headers, body: 'spec:\n  http: []\n' });
    expect(await yaml.json()).toMatchObject({ code: 400, message: expect.stringContaining('not JSON') });
  });

  it('of a custom resource by a strategic merge is refused, as by a real API server', async () => {
    const refused = await mock.send('PATCH', route, halfToV3, 'application/strategic-merge-patch+json');
    expect(refused).toMatchObject({ status: 415, body: { reason: 'UnsupportedMediaType' } });
    const service = '/api/v1/namespaces/bookinfo/services/reviews';
    const labelled = { metadata: { labels: { team: 'blue' } } };
    expect(await mock.send('PATCH', service, labelled, 'application/strategic-merge-patch+json')).toMatchObject({ status: 200 });
  });

  it.each([
    ['PUT', route],
    ['PATCH', route],
    ['POST', virtualServices],
    ['DELETE', route],
  ])('%s is refused by the API that the page reads', async (method, path) => {
    const answer = await fetch(`${mock.base}${read}${path}`, { method, headers: { 'x-seamark-mock': 'scenario=bookinfo' } });
    expect(answer.status).toBe(405);
  });

  it('into one step of a demonstration leaves the other steps alone, and traffic follows at once', async () => {
    const checkout = '/apis/networking.istio.io/v1/namespaces/shop/virtualservices/checkout';
    const weights = [
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: 60 },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 40 },
    ];
    const nowMs = Date.now();
    const scene = (step: string, ms: number): string => `scenario=canary${step};at=${Math.floor(ms / 1000)}`;
    await mock.send('PATCH', `${checkout}?atMs=${nowMs - 600_000}`, weights, 'application/json-patch+json', scene(':2', nowMs));
    const share = async (selection: string): Promise<number> => {
      const rate = (labels: string) => `sum(rate(istio_requests_total{reporter="source",destination_app="checkout"${labels}}[5m]))`;
      const query = `${rate(',destination_version="v2"')} / ${rate('')}`;
      const { body } = await mock.ask(`/api/prometheus/api/v1/query?query=${encodeURIComponent(query)}`, selection);
      return Number(body.data.result[0]?.value[1] ?? 0);
    };
    expect(await share(scene(':2', nowMs))).toBeCloseTo(0.4, 2);
    expect(await share(scene(':3', nowMs))).toBeCloseTo(0.25, 2);
    expect((await mock.ask(`${read}${checkout}`, scene(':2', nowMs))).body.spec.http[0].route[1].weight).toBe(40);
    expect((await mock.ask(`${read}${checkout}`, scene(':3', nowMs))).body.spec.http[0].route[1].weight).toBe(25);
  });

  it.each([
    ['PATCH', `${virtualServices}/nobody`, {}, 404, 'NotFound'],
    ['DELETE', `${virtualServices}/nobody`, undefined, 404, 'NotFound'],
    ['PUT', route, { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'reviews' } }, 400, 'BadRequest'],
    ['PUT', route, { metadata: { name: 'other' } }, 400, 'BadRequest'],
    ['PUT', route, { metadata: { resourceVersion: '1' } }, 409, 'Conflict'],
    ['POST', virtualServices, { metadata: { name: 'reviews' } }, 409, 'AlreadyExists'],
    ['POST', virtualServices, { metadata: { name: 'No Name' } }, 400, 'BadRequest'],
    ['POST', '/api/v1/namespaces/bookinfo/secrets', { metadata: { name: 's' } }, 403, 'Forbidden'],
    ['DELETE', virtualServices, undefined, 405, 'MethodNotAllowed'],
  ])('%s %s with %j is %d', async (method, path, body, status, reason) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    expect(await mock.send(method, path, body, type)).toMatchObject({ status, body: { kind: 'Status', reason } });
  });

  it('moves the traffic', async () => {
    const share = async (): Promise<number> => {
      const rate = (labels: string) => `sum(rate(istio_requests_total{reporter="destination",${labels}}[5m]))`;
      const query = `${rate('destination_workload="reviews-v3"')} / ${rate('destination_app="reviews"')}`;
      const { body } = await mock.ask(`/api/prometheus/api/v1/query?query=${encodeURIComponent(query)}`);
      return Number(body.data.result[0]?.value[1] ?? 0);
    };
    expect(await share()).toBeCloseTo(0.05, 1);
    await mock.send('PATCH', `${route}?atMs=${Date.now() - 3_600_000}`, halfToV3, 'application/merge-patch+json');
    expect(await share()).toBeCloseTo(0.5, 1);
  });

  it('stays in its scenario', async () => {
    await mock.send('DELETE', route);
    expect((await mock.ask(`${read}${route}`)).status).toBe(404);
    expect((await mock.ask(`${read}${route}`, 'scenario=ambient')).status).toBe(200);
  });
});
