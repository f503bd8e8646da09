import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  discovery,
  events,
  impatient,
  json,
  kubernetesApi,
  listOf,
  object,
  type Routes,
  status,
  text,
} from '../../testing/kubernetes-answers';
import { cleanUp } from '../../testing/web-servers';
import { createKubernetesClient, type WatchEvent } from './kubernetes-client';
import { servedKind } from './kubernetes-discovery';

afterEach(cleanUp);

const client = (baseUrl: string, more: object = {}) => createKubernetesClient({ baseUrl, fetch, wait: impatient, ...more });
const services = servedKind('Service', 'v1');
const serving = async (routes: Routes) => {
  const api = await kubernetesApi(routes);
  return { ...api, client: client(api.url) };
};

describe('discovery', () => {
  it('finds which kinds are served at which version, and which are missing', async () => {
    const api = await serving(discovery);
    const found = await api.client.discover();
    expect(found.ok && found.value.served.map(({ kind, apiVersion }) => [kind, apiVersion])).toEqual(
      expect.arrayContaining([
        ['Service', 'v1'],
        ['PeerAuthentication', 'security.istio.io/v1beta1'],
      ]),
    );
    expect(found.ok && found.value.served).toHaveLength(2);
    expect(found.ok && found.value.missing).toEqual(expect.arrayContaining(['Pod', 'Deployment']));
    expect(api.seen.map(({ url }) => url).toSorted()).toEqual(['/api', '/api/v1', '/apis', '/apis/security.istio.io/v1beta1']);
  });
  it('asks for every version where /apis may not be read', async () => {
    const api = await serving({ ...discovery, '/apis': status(403) });
    const found = await api.client.discover();
    expect(found.ok && found.value.served).toHaveLength(2);
  });
  it('knows nothing of a group that is refused, and names it', async () => {
    const api = await serving({ ...discovery, '/apis/security.istio.io/v1beta1': status(403) });
    const found = await api.client.discover();
    expect(found.ok && found.value.unknown).toContain('PeerAuthentication');
    expect(found.ok && found.value.problems[0]?.message).toMatch(/security\.istio\.io\/v1beta1/);
  });
  it.each<[string, Answer, string]>([
    ['401', status(401), 'kubernetes-unauthorized'],
    ['404 everywhere', status(404), 'kubernetes-wrong-path'],
    ['429', status(429), 'kubernetes-rate-limited'],
    ['500', status(500), 'kubernetes-server-error'],
    ['502 of a proxy', text('<html>bad gateway</html>', 502, 'text/html'), 'kubernetes-server-error'],
    ['a redirect', (response) => response.writeHead(302, { location: 'https://login/?token=x' }).end(), 'kubernetes-redirect'],
    ['HTML', text('<!doctype html>', 200, 'text/html; charset=utf-8'), 'kubernetes-html'],
    ['HTML in disguise', text('<html>'), 'kubernetes-html'],
    ['nothing', text(''), 'kubernetes-empty'],
    ['half of it', text('{"kind":"APIVersions","versi'), 'kubernetes-truncated'],
    ['words', text('hello'), 'kubernetes-not-kubernetes'],
    ['other JSON', json({ status: 'success' }), 'kubernetes-not-kubernetes'],
    ['a list', json([1]), 'kubernetes-not-kubernetes'],
    [
      'a connection that breaks',
      (response) => response.writeHead(200, { 'content-length': '100' }).write('{"a":', () => response.destroy()),
      'kubernetes-truncated',
    ],
    ['no answer', (response) => response.destroy(), 'kubernetes-unreachable'],
  ])('%s is a clear problem', async (_, answer, code) => {
    const api = await kubernetesApi(() => answer);
    const found = await client(api.url).discover();
    expect(found).toMatchObject({ ok: false, error: { code, hint: expect.any(String) } });
    expect(JSON.stringify(found)).not.toContain('token=');
  });
  it.each(['ftp://x', 'http://', '//x', 'http://me:secret@host', 'http://host?x=1'])('%s is no address', async (baseUrl) => {
    const found = await client(baseUrl).discover();
    expect(found).toMatchObject({ ok: false, error: { code: 'kubernetes-bad-address' } });
    expect(JSON.stringify(found)).not.toContain('secret');
  });
  it('sends headers, and asks below a path of the same origin', async () => {
    const asked: [string, unknown][] = [];
    const one = createKubernetesClient({
      baseUrl: '/api/kubernetes/',
      wait: impatient,
      headers: { Authorization: 'Bearer x' },
      fetch: async (input, { headers }) => {
        asked.push([input, headers]);
        return new Response('{}');
      },
    });
    await one.list(services);
    expect(asked).toEqual([['/api/kubernetes/api/v1/services?limit=500', expect.objectContaining({ Authorization: 'Bearer x' })]]);
  });
});

describe('lists', () => {
  it('reads page after page', async () => {
    const api = await serving({
      '/api/v1/services': (response, url) =>
        (url.searchParams.get('continue') === 'x/=' ? listOf([object('b', '2')], '10') : listOf([object('a', '1')], '10', 'x/='))(
          response,
          url,
        ),
    });
    const listed = await api.client.list(services, { selector: 'labelSelector=a' });
    expect(listed).toMatchObject({ ok: true, value: { objects: [object('a', '1'), object('b', '2')], resourceVersion: '10' } });
    expect(api.seen.map(({ url }) => url)).toEqual([
      '/api/v1/services?labelSelector=a&limit=500',
      '/api/v1/services?labelSelector=a&limit=500&continue=x%2F%3D',
    ]);
  });
  it('starts over when the list expires on the way, and gives up when it always does', async () => {
    const pages = [listOf([object('a', '1')], '1', 'x'), status(410), listOf([object('b', '2')], '2')];
    const api = await kubernetesApi((_, call) => pages[call]);
    expect(await client(api.url).list(services)).toMatchObject({ ok: true, value: { objects: [object('b', '2')] } });
    const always = await kubernetesApi((_, call) => (call % 2 === 0 ? pages[0] : pages[1]));
    expect(await client(always.url).list(services)).toMatchObject({ ok: false, error: { problem: { code: 'kubernetes-expired' } } });
  });
  it.each<[string, unknown]>([
    ['no list', { kind: 'Status', metadata: {} }],
    ['no metadata', { kind: 'ServiceList', items: [] }],
    ['items that are none', { kind: 'ServiceList', metadata: {}, items: 'x' }],
  ])('%s is no Kubernetes', async (_, body) => {
    const api = await serving({ '/api/v1/services': json(body) });
    expect(await api.client.list(services)).toMatchObject({ ok: false, error: { problem: { code: 'kubernetes-not-kubernetes' } } });
  });
  it('takes null for an empty list, as Go writes it', async () => {
    const api = await serving({ '/api/v1/services': json({ kind: 'ServiceList', metadata: { resourceVersion: '1' }, items: null }) });
    expect(await api.client.list(services)).toMatchObject({ ok: true, value: { objects: [] } });
  });
  it('an answer that never ends is given up at the deadline, and one nobody wants at once', async () => {
    const api = await serving({ '/api/v1/services': (response) => response.writeHead(200).write('{"items":[') });
    let ring = () => {};
    const wait = () =>
      new Promise<void>((resolve) => {
        ring = resolve;
      });
    const late = client(api.url, { wait, timeoutSeconds: 7 }).list(services);
    while (api.seen.length === 0) await new Promise(setImmediate);
    ring();
    expect(await late).toMatchObject({
      ok: false,
      error: { problem: { code: 'kubernetes-timeout', message: expect.stringMatching(/7 s/) } },
    });

    const controller = new AbortController();
    const unwanted = api.client.list(services, { signal: controller.signal });
    controller.abort();
    expect(await unwanted).toMatchObject({ ok: false, error: { problem: { code: 'kubernetes-aborted' } } });
  });
});

describe('watches', () => {
  const bookmark = (resourceVersion: string) => ({ type: 'BOOKMARK', object: { kind: 'Service', metadata: { resourceVersion } } });
  const watching = async (answer: Answer) => {
    const api = await serving({ '/api/v1/services?watch': answer });
    const seen: WatchEvent[] = [];
    const end = await api.client.watch(services, { resourceVersion: '5' }, (event) => seen.push(event));
    return { end, seen, url: api.seen[0]?.url };
  };
  it('tells events and goes on from the last version, bookmarks included', async () => {
    const { end, seen, url } = await watching(
      events([{ type: 'ADDED', object: object('a', '6') }, { type: 'DELETED', object: object('b', '7') }, bookmark('99')]),
    );
    expect(seen.map(({ type, object }) => [type, object])).toEqual([
      ['ADDED', object('a', '6')],
      ['DELETED', object('b', '7')],
    ]);
    expect(end).toEqual({ how: 'ended', resourceVersion: '99', events: 3 });
    expect(url).toBe('/api/v1/services?watch=1&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds=290');
  });
  it('reads lines however they are cut', async () => {
    const line = `${JSON.stringify({ type: 'ADDED', object: object('ünï', '6') })}\n`;
    const { seen } = await watching((response) => {
      response.writeHead(200);
      const bytes = Buffer.from(line + line);
      const send = (at: number): void => {
        if (at >= bytes.length) response.end();
        else response.write(bytes.subarray(at, at + 7), () => setImmediate(() => send(at + 7)));
      };
      send(0);
    });
    expect(seen).toHaveLength(2);
    expect(seen[0]?.object).toEqual(object('ünï', '6'));
  });
  it.each<[string, Answer, object]>([
    ['410 as status', status(410), { how: 'expired' }],
    ['410 as event', events([{ type: 'ERROR', object: { kind: 'Status', code: 410 } }], false), { how: 'expired' }],
    ['another error event', events([{ type: 'ERROR', object: { kind: 'Status', code: 500 } }], false), { how: 'failed' }],
    ['403', status(403), { how: 'failed', failure: { status: 403 } }],
    ['500', status(500), { how: 'failed' }],
    ['HTML', text('<html>', 200, 'text/html'), { how: 'failed', failure: { problem: { code: 'kubernetes-html' } } }],
    ['words', text('hello\n'), { how: 'failed', failure: { problem: { code: 'kubernetes-not-kubernetes' } } }],
    ['an unknown event', events([{ type: 'X', object: {} }], false), { how: 'failed' }],
    ['nothing', text(''), { how: 'ended', events: 0, resourceVersion: '5' }],
    ['a last line that is cut', text('{"type":"ADDED"'), { how: 'ended', events: 0, resourceVersion: '5' }],
    [
      'a connection that breaks',
      (response) => response.writeHead(200).write('{', () => response.destroy()),
      { how: 'failed', failure: { problem: { code: 'kubernetes-truncated' } } },
    ],
  ])('%s', async (_, answer, expected) => {
    expect((await watching(answer)).end).toMatchObject(expected);
  });
});
