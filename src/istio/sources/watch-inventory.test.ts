import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  discovery,
  events,
  impatient,
  kubernetesApi,
  listOf,
  object,
  type Routes,
  status,
} from '../../testing/kubernetes-answers';
import { cleanUp } from '../../testing/web-servers';
import { locate } from '../locate';
import type { ClusterReading } from './cluster-kinds';
import { createKubernetesClient } from './kubernetes-client';
import { readCluster } from './read-cluster';
import { type WatchInventoryOptions, watchInventory } from './watch-inventory';

let stop = () => {};
afterEach(async () => {
  stop();
  await cleanUp();
});

const SERVICES = '/api/v1/services';
const POLICIES = '/apis/security.istio.io/v1beta1/peerauthentications';
const strict = object('p', '3', { spec: { mtls: { mode: 'STRICT' } } });
const quiet: Answer = (response) => response.writeHead(200).flushHeaders();
const cluster: Routes = {
  ...discovery,
  [SERVICES]: listOf([object('a', '1')], '10'),
  [`${SERVICES}?watch`]: quiet,
  [POLICIES]: listOf([strict], '10'),
  [`${POLICIES}?watch`]: quiet,
};

/** Readings as they come; `until` waits for one. */
async function watching(routes: Parameters<typeof kubernetesApi>[0], more: Partial<WatchInventoryOptions> = {}) {
  const api = await kubernetesApi(routes);
  const controller = new AbortController();
  const readings: ClusterReading[] = [];
  let woken = () => {};
  const client = createKubernetesClient({ baseUrl: api.url, fetch, wait: impatient });
  const onChange = (reading: ClusterReading) => {
    readings.push(reading);
    woken();
  };
  const done = watchInventory({ client, signal: controller.signal, onChange, ...more });
  stop = () => controller.abort();
  const until = async (isIt: (reading: ClusterReading) => boolean): Promise<ClusterReading> => {
    for (let at = 0; ; at++) {
      while (readings[at] === undefined) await new Promise<void>((resolve) => (woken = resolve));
      const reading = readings[at] as ClusterReading;
      if (isIt(reading)) return reading;
    }
  };
  return { ...api, until, readings, done, controller };
}
const names = ({ inventory }: ClusterReading) => inventory.of('Service').map(({ name }) => name);
const onceThen =
  (table: Record<string, readonly Answer[]>) =>
  (path: string, call: number): Answer | undefined => {
    const answers = table[path];
    return answers?.[Math.min(call, answers.length - 1)] ?? cluster[path];
  };

describe('watchInventory', () => {
  it('lists every kind, with what is complete and what is missing, and never asks for Secrets', async () => {
    const { until, seen } = await watching(cluster);
    const { inventory, problems } = await until(() => true);
    expect(inventory.find('Service', 'shop', 'a')).toBeDefined();
    expect(['Service', 'PeerAuthentication', 'Pod'].map((kind) => inventory.coverage(kind as 'Pod'))).toEqual([
      'complete',
      'complete',
      'missing',
    ]);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'kubernetes-missing', severity: 'info', message: expect.stringMatching(/Pods/) }),
    ]);
    expect(seen.filter(({ url }) => url.includes('secret'))).toEqual([]);
  });
  it('gives an object’s YAML as its source, with positions, without bookkeeping', async () => {
    const managed = {
      ...strict,
      metadata: {
        ...strict.metadata,
        managedFields: [{ manager: 'x' }],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', a: 'yes' },
      },
    };
    const { until } = await watching({ ...cluster, [POLICIES]: listOf([managed], '10') });
    const [policy] = (await until(() => true)).inventory.of('PeerAuthentication');
    expect(policy?.origin.source.file).toBe('/apis/security.istio.io/v1beta1/namespaces/shop/peerauthentications/p');
    expect(policy?.origin.source.text).toBe(
      'apiVersion: security.istio.io/v1beta1\nkind: PeerAuthentication\nmetadata:\n  name: p\n  namespace: shop\n  resourceVersion: "3"\n  annotations:\n    a: "yes"\nspec:\n  mtls:\n    mode: STRICT\n',
    );
    expect(policy && locate(policy.origin, 'spec.mtls.mode')).toMatchObject({ line: 11, column: 5 });
  });
  it('follows events, and leaves what did not change the same', async () => {
    const { until, readings } = await watching({
      ...cluster,
      [`${SERVICES}?watch`]: events(
        [
          { type: 'ADDED', object: object('b', '11') },
          { type: 'DELETED', object: object('a', '12') },
        ],
        false,
      ),
    });
    const changed = await until((reading) => names(reading).join() === 'b');
    expect(changed.inventory.of('PeerAuthentication')[0]).toBe(readings[0]?.inventory.of('PeerAuthentication')[0]);
  });
  it('lists again when the version of a watch has expired', async () => {
    const { until, seen } = await watching(
      onceThen({
        [SERVICES]: [listOf([object('a', '1')], '10'), listOf([object('c', '20')], '20')],
        [`${SERVICES}?watch`]: [status(410), quiet],
      }),
    );
    await until((reading) => names(reading).join() === 'c');
    const watches = seen
      .filter(({ url }) => url.includes('services?watch'))
      .map(({ url }) => new URL(url, 'http://x').searchParams.get('resourceVersion'));
    expect(watches.slice(0, 1)).toEqual(['10']);
  });
  it('goes on from a bookmark after a watch has ended', async () => {
    const { until, seen } = await watching(
      onceThen({
        [`${SERVICES}?watch`]: [
          events([{ type: 'BOOKMARK', object: { metadata: { resourceVersion: '77' } } }]),
          events([{ type: 'ADDED', object: object('d', '78') }], false),
        ],
      }),
    );
    await until((reading) => names(reading).includes('d'));
    expect(seen.map(({ url }) => url).filter((url) => url.includes('resourceVersion=77'))).toHaveLength(1);
  });
  it('names what is forbidden, and the rest works', async () => {
    const { until } = await watching({ ...cluster, [POLICIES]: status(403) });
    const { inventory, problems } = await until(() => true);
    expect(inventory.coverage('PeerAuthentication')).toBe('forbidden');
    expect(inventory.of('Service')).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'kubernetes-forbidden', message: expect.stringMatching(/PeerAuthentications/) });
  });
  it('keeps what it knows when watching is refused, says so, and lists from time to time', async () => {
    const { until } = await watching(
      onceThen({ [SERVICES]: [listOf([object('a', '1')], '10'), listOf([object('e', '11')], '11')], [`${SERVICES}?watch`]: [status(403)] }),
    );
    const refused = await until(({ problems }) => problems.some(({ code }) => code === 'kubernetes-watch'));
    expect(refused.inventory.of('Service')).toHaveLength(1);
    await until((reading) => names(reading).join() === 'e');
  });
  it('tells a failing kind and tries it again until it answers', async () => {
    const { until } = await watching(onceThen({ [SERVICES]: [status(500), status(500), listOf([object('a', '1')], '10')] }));
    const failing = await until(() => true);
    expect(failing.problems[0]).toMatchObject({
      code: 'kubernetes-server-error',
      message: expect.stringMatching(/500 when asked for Services/),
    });
    expect(failing.inventory.coverage('Service')).toBe('none');
    const healed = await until((reading) => names(reading).join() === 'a');
    expect(healed.problems.map(({ code }) => code)).toEqual(['kubernetes-missing']);
  });
  it('tells that nothing answers, and starts when something does', async () => {
    const { until } = await watching(onceThen({ '/api': [status(500), status(401), discovery['/api'] as Answer] }));
    expect((await until(() => true)).problems).toEqual([expect.objectContaining({ code: 'kubernetes-server-error' })]);
    await until(({ problems }) => problems[0]?.code === 'kubernetes-unauthorized');
    await until((reading) => names(reading).length === 1);
  });
  it('lets kinds take turns where connections are scarce', async () => {
    let open = 0;
    let most = 0;
    const turn =
      (object: unknown): Answer =>
      (response) => {
        most = Math.max(most, ++open);
        response.on('close', () => open--);
        response.writeHead(200).write(`${JSON.stringify(object)}\n`, () => setImmediate(() => response.end()));
      };
    const { until, seen } = await watching(
      {
        ...cluster,
        [`${SERVICES}?watch`]: turn({ type: 'ADDED', object: object('b', '11') }),
        [`${POLICIES}?watch`]: turn({ type: 'DELETED', object: strict }),
      },
      { turns: { slots: 1, seconds: 2 } },
    );
    await until((reading) => names(reading).length === 2 && reading.inventory.of('PeerAuthentication').length === 0);
    expect(most).toBe(1);
    expect(seen.find(({ url }) => url.includes('watch'))?.url).toMatch(/timeoutSeconds=2$/);
  });
  it('ends when it is told to', async () => {
    const { until, done, controller } = await watching(cluster);
    await until(() => true);
    controller.abort();
    await done;
  });
});

describe('readCluster', () => {
  const reading = async (routes: Routes) => {
    const api = await kubernetesApi(routes);
    return readCluster(createKubernetesClient({ baseUrl: api.url, fetch, wait: impatient }));
  };
  it('reads everything once', async () => {
    const { value, problems } = await reading(cluster);
    expect(value.inventory.of('PeerAuthentication')[0]?.spec?.mtls?.mode).toBe('STRICT');
    expect(problems.map(({ code }) => code)).toEqual(['kubernetes-missing']);
  });
  it('knows nothing where nothing answers', async () => {
    const { value, problems } = await reading({ '/api': status(401), '/apis': status(401) });
    expect(value.inventory.coverage('Service')).toBe('none');
    expect(problems.map(({ code }) => code)).toEqual(['kubernetes-unauthorized']);
  });
});
