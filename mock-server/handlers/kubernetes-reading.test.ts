/** The mock's Kubernetes API over real HTTP, as a reading client meets it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { halfToV3, RunningMock, read, route, virtualServices } from './running-mock.testing';

let mock: RunningMock;

beforeAll(async () => {
  mock = await RunningMock.start();
});

afterEach(() => mock.forget());

afterAll(() => mock.close());

describe('discovery', () => {
  it('names groups, versions and kinds', async () => {
    expect((await mock.ask(`${read}/api`)).body.versions).toEqual(['v1']);
    const { groups }: { groups: { name: string; preferredVersion: { groupVersion: string } }[] } = (await mock.ask(`${read}/apis`)).body;
    expect(groups.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['apps', 'networking.istio.io', 'security.istio.io', 'gateway.networking.k8s.io']),
    );
    const { resources }: { resources: { name: string; kind: string }[] } = (await mock.ask(`${read}/apis/security.istio.io/v1beta1`)).body;
    expect(resources.map(({ name, kind }) => `${name} ${kind}`)).toContain('authorizationpolicies AuthorizationPolicy');
    expect(
      (await mock.ask(`${read}/apis/gateway.networking.k8s.io`)).body.versions.map(({ version }: { version: string }) => version),
    ).toEqual(['v1', 'v1beta1', 'v1alpha2']);
    expect((await mock.ask(`${read}/version`)).body.gitVersion).toMatch(/^v1\./);
  });

  it.each([
    '/apis/nothing.example',
    '/apis/networking.istio.io/v9',
    '/api/v1/unicorns',
    '/api/v1/namespaces/bookinfo/pods/x/log',
    '/metrics',
  ])('answers 404 with a Status for %s', async (path) => {
    expect(await mock.ask(`${read}${path}`)).toMatchObject({ status: 404, body: { kind: 'Status', reason: 'NotFound', code: 404 } });
  });

  it('forbids Secrets', async () => {
    const answer = await mock.ask(`${read}/api/v1/namespaces/bookinfo/secrets`);
    expect(answer).toMatchObject({ status: 403, body: { kind: 'Status', reason: 'Forbidden', code: 403 } });
    expect((await mock.ask(`${read}/api/v1/secrets?watch=1`)).status).toBe(403);
  });
});

describe('lists', () => {
  it('hold whole objects of a kind, of one namespace or all', async () => {
    const { body } = await mock.ask(`${read}${virtualServices}`);
    expect(body).toMatchObject({ kind: 'VirtualServiceList', apiVersion: 'networking.istio.io/v1' });
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/);
    const reviews = body.items.find(({ metadata }: { metadata: { name: string } }) => metadata.name === 'reviews');
    expect(reviews).toMatchObject({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', spec: { hosts: ['reviews'] } });
    expect(reviews.metadata).toMatchObject({
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      creationTimestamp: expect.stringMatching(/^2023-/),
      managedFields: [expect.objectContaining({ manager: 'kubectl-client-side-apply' })],
    });
    const everywhere = await mock.ask(`${read}/apis/networking.istio.io/v1beta1/virtualservices`);
    expect(everywhere.body.items.length).toBeGreaterThanOrEqual(body.items.length);
    expect(everywhere.body.items[0].apiVersion).toBe('networking.istio.io/v1beta1');
  });

  it('leave kind and apiVersion out of the items of built-in kinds, as API servers do', async () => {
    const { items } = (await mock.ask(`${read}/api/v1/namespaces/bookinfo/pods`)).body;
    expect(items).toHaveLength(11);
    expect(items[0]).not.toHaveProperty('kind');
    const pod = items.find(({ metadata }: { metadata: { name: string } }) => metadata.name.startsWith('reviews-v2-'));
    expect(pod.metadata.labels).toMatchObject({ app: 'reviews', version: 'v2', 'security.istio.io/tlsMode': 'istio' });
    expect(pod.metadata.annotations).toHaveProperty(['sidecar.istio.io/status']);
    expect(pod.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['reviews', 'istio-proxy']);
    expect(pod.spec.serviceAccountName).toBe('reviews');
  });

  it('come in pieces that add up to the whole', async () => {
    const path = `${read}/api/v1/pods`;
    const whole = (await mock.ask(path)).body.items.map(({ metadata }: { metadata: { uid: string } }) => metadata.uid);
    const pieces: string[] = [];
    let token = '';
    do {
      const { body } = await mock.ask(`${path}?limit=5&continue=${token}`);
      expect(body.items.length).toBeLessThanOrEqual(5);
      pieces.push(...body.items.map(({ metadata }: { metadata: { uid: string } }) => metadata.uid));
      token = body.metadata.continue ?? '';
    } while (token !== '');
    expect(pieces).toEqual(whole);
  });

  it('go on from where they were, whatever changes in between', async () => {
    const first = await mock.ask(`${read}${virtualServices}?limit=1`);
    await mock.send('PATCH', route, halfToV3, 'application/merge-patch+json');
    const rest = await mock.ask(`${read}${virtualServices}?continue=${first.body.metadata.continue}`);
    const reviews = rest.body.items.find(({ metadata }: { metadata: { name: string } }) => metadata.name === 'reviews');
    expect(reviews.spec.http[0].route).toHaveLength(3);
  });

  it.each([
    ['labelSelector=app%3Dreviews', 6],
    ['labelSelector=app%3Dreviews,version!%3Dv1', 4],
    ['labelSelector=app%3Dnobody', 0],
    ['fieldSelector=metadata.namespace%3Distio-system', 0],
  ])('are filtered by %s', async (query, count) => {
    expect((await mock.ask(`${read}/api/v1/namespaces/bookinfo/pods?${query}`)).body.items).toHaveLength(count);
  });

  it('refuse a selector that cannot be read, and a token from nowhere', async () => {
    expect((await mock.ask(`${read}/api/v1/pods?labelSelector=a%20b`)).body).toMatchObject({ kind: 'Status', reason: 'BadRequest' });
    expect((await mock.ask(`${read}/api/v1/pods?continue=abc`)).body).toMatchObject({ kind: 'Status', reason: 'BadRequest' });
  });

  it('expire', async () => {
    const old = Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: Date.now() - 3_600_000, start: 5 })).toString('base64url');
    expect(await mock.ask(`${read}/api/v1/pods?continue=${old}`)).toMatchObject({ status: 410, body: { reason: 'Expired' } });
    expect((await mock.ask(`${read}/api/v1/pods?watch=1&resourceVersion=1`)).status).toBe(410);
  });

  it('find what pods, endpoints and metrics call each other by', async () => {
    const slices = (
      await mock.ask(
        `${read}/apis/discovery.k8s.io/v1/namespaces/bookinfo/endpointslices?labelSelector=kubernetes.io/service-name%3Dreviews`,
      )
    ).body;
    const pods = (await mock.ask(`${read}/api/v1/namespaces/bookinfo/pods?labelSelector=app%3Dreviews`)).body.items;
    const targets = slices.items[0].endpoints.map(({ targetRef }: { targetRef: { name: string } }) => targetRef.name).sort();
    expect(targets).toEqual(pods.map(({ metadata }: { metadata: { name: string } }) => metadata.name).sort());
    const up = await mock.ask('/api/prometheus/api/v1/query?query=up');
    const scraped = up.body.data.result.map(({ metric }: { metric: { pod: string } }) => metric.pod);
    expect(scraped).toEqual(expect.arrayContaining(targets));
  });
});

describe('single objects', () => {
  it('are answered whole, or with 404', async () => {
    expect((await mock.ask(`${read}/api/v1/namespaces/istio-system/configmaps/istio`)).body).toMatchObject({
      kind: 'ConfigMap',
      data: { mesh: expect.stringContaining('rootNamespace: "istio-system"') },
    });
    expect((await mock.ask(`${read}/api/v1/namespaces/bookinfo`)).body.metadata.labels).toMatchObject({ 'istio-injection': 'enabled' });
    expect(await mock.ask(`${read}${virtualServices}/nobody`)).toMatchObject({
      status: 404,
      body: { message: 'virtualservices.networking.istio.io "nobody" not found' },
    });
  });

  it('cannot be written where the page reads', async () => {
    const answer = await fetch(`${mock.base}${read}${route}`, { method: 'DELETE', headers: { 'x-seamark-mock': 'scenario=bookinfo' } });
    expect(answer.status).toBe(405);
  });
});

describe('faults', () => {
  const pods = `${read}/api/v1/pods`;
  it.each([
    ['unauthorized', 401, 'Unauthorized'],
    ['forbidden@pods', 403, 'Forbidden'],
    ['missing@/pods', 404, '404 page not found'],
    ['status:500', 500, 'InternalError'],
    ['html', 200, '<!DOCTYPE html>'],
    ['empty', 200, ''],
    ['latency:5', 200, 'PodList'],
  ])('%s answers %d', async (fault, status, text) => {
    const answer = await fetch(`${mock.base}${pods}`, { headers: { 'x-seamark-mock': `scenario=bookinfo;kubernetes=${fault}` } });
    expect(answer.status).toBe(status);
    const body = await answer.text();
    expect(text === '' ? body : body.slice(0, 300)).toEqual(text === '' ? '' : expect.stringContaining(text));
  });

  it('expired lets a list begin, but neither go on nor be watched', async () => {
    const selection = 'scenario=bookinfo;kubernetes=expired';
    const { status, body } = await mock.ask(`${pods}?limit=3`, selection);
    expect(status).toBe(200);
    expect((await mock.ask(`${pods}?limit=3&continue=${body.metadata.continue}`, selection)).status).toBe(410);
    expect((await mock.ask(`${pods}?watch=1&resourceVersion=${body.metadata.resourceVersion}`, selection)).status).toBe(410);
  });

  it('truncated is half the text', async () => {
    const answer = await fetch(`${mock.base}${pods}`, { headers: { 'x-seamark-mock': 'scenario=bookinfo;kubernetes=truncated' } });
    const text = await answer.text();
    expect(() => JSON.parse(text)).toThrow();
  });

  it('refused drops the connection', async () => {
    await expect(fetch(`${mock.base}${pods}`, { headers: { 'x-seamark-mock': 'kubernetes=refused' } })).rejects.toThrow('fetch failed');
  });

  it('spare what they are not meant for, Prometheus among it', async () => {
    const selection = 'scenario=bookinfo;kubernetes=forbidden@virtualservices';
    expect((await mock.ask(`${read}${virtualServices}`, selection)).status).toBe(403);
    expect((await mock.ask(pods, selection)).status).toBe(200);
    expect((await mock.ask('/api/prometheus/api/v1/query?query=sum(up)', selection)).status).toBe(200);
  });

  it('that nobody knows are a clear error', async () => {
    expect((await mock.ask(pods, 'kubernetes=earthquake')).status).toBe(400);
  });
});

describe('the clusters of all scenarios', () => {
  it.each(['shop', 'bookinfo', 'outage', 'ambient', 'mtls-migration', 'multicluster', 'odd-traffic', 'policies'])(
    '%s has namespaces, workloads and configuration with unique uids',
    async (scenario) => {
      const uids: string[] = [];
      for (const path of [
        '/api/v1/namespaces',
        '/api/v1/pods',
        '/api/v1/services',
        '/api/v1/serviceaccounts',
        '/apis/apps/v1/deployments',
        '/apis/discovery.k8s.io/v1/endpointslices',
        '/apis/security.istio.io/v1/peerauthentications',
      ]) {
        const { status, body } = await mock.ask(`${read}${path}`, `scenario=${scenario}`);
        expect(status).toBe(200);
        expect(body.items.length, path).toBeGreaterThan(0);
        uids.push(...body.items.map(({ metadata }: { metadata: { uid: string } }) => metadata.uid));
      }
      expect(new Set(uids).size).toBe(uids.length);
    },
  );
});
