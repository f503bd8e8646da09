import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { createCredentials } from './credentials';
import { createDataEngine } from './data-engine';
import type { FromWorker, Picture, RefreshRequest, ShowOptions, ToWorker } from './messages';

const SHOW: ShowOptions = { groupBy: undefined, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
const REQUEST: RefreshRequest = {
  source: { id: 'default', label: 'Demo', prometheusUrl: '/api/prometheus', mock: true },
  scenario: undefined,
  atSeconds: 1_700_000_000,
  alignNow: false,
  showIdle: false,
  windowSeconds: 300,
  namespaces: [],
};

interface Call {
  readonly from: string;
  readonly to: string;
  readonly rate: number;
}

const vector = (result: readonly object[]) => Response.json({ status: 'success', data: { resultType: 'vector', result } });

function labels({ from, to }: Call): Readonly<Record<string, string>> {
  return {
    reporter: 'source',
    source_workload: from,
    source_workload_namespace: 'shop',
    source_canonical_service: from,
    destination_workload: to,
    destination_workload_namespace: to === 'db' ? 'data' : 'shop',
    destination_canonical_service: to,
    destination_service_name: to,
    destination_service_namespace: 'shop',
    request_protocol: 'http',
    response_code: '200',
    response_flags: '-',
  };
}

/** A Prometheus that answers by metric; what it was asked, and with which headers. */
function source(calls: () => readonly Call[]) {
  const asked: { readonly query: string; readonly url: string; readonly headers: Headers }[] = [];
  let broken: string | undefined;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const query = new URLSearchParams(await request.text()).get('query') ?? '';
    asked.push({ query, url: request.url, headers: request.headers });
    init?.signal?.throwIfAborted();
    if (broken !== undefined && query.includes(broken)) return new Response('no', { status: 500 });
    if (query.includes('_bucket')) {
      const buckets = calls().flatMap((call) =>
        ['10', '100', '+Inf'].map((le, index) => ({ metric: { ...labels(call), le }, value: [1, String((call.rate * (index + 1)) / 3)] })),
      );
      return vector(buckets);
    }
    if (query.includes('count_over_time')) return vector([{ metric: {}, value: [1, '15'] }]);
    if (query.includes('istio_requests_total'))
      return vector(calls().map((call) => ({ metric: labels(call), value: [1, String(call.rate)] })));
    return vector([]);
  };
  return { fetch, asked, breakQueriesWith: (text: string | undefined) => (broken = text) };
}

/** An engine and the pictures it posted. */
function engine(fetch: typeof globalThis.fetch) {
  const posted: FromWorker[] = [];
  const waiting = new Set<() => void>();
  const made = createDataEngine({
    fetch,
    now: () => 1_700_000_000_000,
    base: 'http://127.0.0.1:8080/',
    post: (message) => {
      posted.push(message);
      for (const wake of waiting) wake();
    },
  });
  const until = async (done: () => boolean) => {
    while (!done()) {
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
      waiting.clear();
    }
  };
  const settled = (id: number) => (message: FromWorker) =>
    message.id === id && (message.type !== 'picture' || message.picture.stage === 'complete');
  return {
    posted,
    until,
    send: (message: ToWorker) => made.handle(message),
    async refresh(id: number, request: RefreshRequest = REQUEST, show: ShowOptions = SHOW) {
      made.handle({ type: 'refresh', id, request, show });
      await until(() => posted.some(settled(id)));
    },
    last: (): Picture => {
      const message = posted.filter((one) => one.type === 'picture').at(-1);
      if (message === undefined) throw new Error('no picture was posted');
      return message.picture;
    },
  };
}

const calls: readonly Call[] = [
  { from: 'web', to: 'cart', rate: 10 },
  { from: 'web', to: 'orders', rate: 4 },
  { from: 'orders', to: 'db', rate: 8 },
];

describe('the data engine', () => {
  it('posts a picture with the rates first and the same one enriched by latency', async () => {
    const { posted, refresh } = engine(source(() => calls).fetch);
    await refresh(1);
    const pictures = posted.flatMap((message) => (message.type === 'picture' ? [message.picture] : []));
    expect(pictures.map(({ stage }) => stage)).toEqual(['rates', 'complete']);
    expect(pictures.map(({ mesh }) => mesh.edges.map(({ requestsPerSecond }) => requestsPerSecond))).toEqual([
      [8, 10, 4],
      [8, 10, 4],
    ]);
    expect(pictures.map(({ mesh }) => mesh.edges.every(({ latency }) => latency !== undefined))).toEqual([false, true]);
  });

  it('regroups, closes and opens without asking anybody', async () => {
    const { fetch, asked } = source(() => calls);
    const { send, refresh, last } = engine(fetch);
    await refresh(1);
    const before = asked.length;
    const [group] = last().mesh.groups;
    const open = last().layout;
    send({ type: 'show', id: 2, show: { ...SHOW, groupBy: 'workload' } });
    expect(last().mesh.groupBy).toBe('workload');
    send({ type: 'show', id: 3, show: { ...SHOW, closed: [group?.id ?? ''] } });
    expect(last().mesh.nodes.map(({ kind }) => kind)).toContain('namespace');
    send({ type: 'show', id: 4, show: SHOW });
    expect(last().layout).toEqual(open);
    expect(asked.length).toBe(before);
  });

  it('draws a closed group in the middle of the box its members had', async () => {
    const { send, refresh, last } = engine(source(() => calls).fetch);
    await refresh(1);
    const group = last().mesh.groups[0];
    const box = last().layout.groups.get(group?.id ?? '');
    send({ type: 'show', id: 2, show: { ...SHOW, closed: [group?.id ?? ''] } });
    const closed = last().mesh.nodes.find((node) => node.kind === 'namespace');
    expect(last().layout.nodes.get(closed?.id ?? '')).toEqual({
      x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
      y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
    });
  });

  it('moves nothing over 500 refreshes whose traffic changes', async () => {
    let tick = 0;
    const { fetch } = source(() => calls.map((call, index) => ({ ...call, rate: 1 + ((tick * 7 + index * 13) % 50) })));
    const { refresh, last } = engine(fetch);
    await refresh(1);
    const before = last().layout;
    for (tick = 1; tick <= 500; tick += 1) await refresh(tick + 1, { ...REQUEST, atSeconds: REQUEST.atSeconds + tick * 15 });
    expect(last().mesh.edges[0]?.requestsPerSecond).not.toBe(8);
    expect(last().layout).toEqual(before);
  });

  it('places a newcomer and moves nobody; who left leaves everybody else in place', async () => {
    let now = calls;
    const { refresh, last } = engine(source(() => now).fetch);
    await refresh(1);
    const before = last().layout.nodes;
    now = [...calls, { from: 'orders', to: 'mail', rate: 2 }, { from: 'mail', to: 'stock', rate: 2 }];
    await refresh(2);
    for (const [id, point] of before) expect(last().layout.nodes.get(id)).toEqual(point);
    expect(last().layout.nodes.size).toBe(before.size + 2);
    now = calls.slice(1);
    await refresh(3);
    for (const [id, point] of last().layout.nodes) expect(point).toEqual(before.get(id));
  });

  it('keeps every place from one step of a demonstration to the next, and asks anew', async () => {
    let world = calls;
    const { fetch, asked } = source(() => world);
    const { refresh, last } = engine(fetch);
    await refresh(1, { ...REQUEST, scenario: 'canary:1' });
    const before = last();
    const askedBefore = asked.length;
    world = [...calls, { from: 'cart', to: 'canary', rate: 1 }];
    await refresh(2, { ...REQUEST, scenario: 'canary:2' });
    expect(asked.slice(askedBefore).every(({ headers }) => headers.get('x-seamark-mock') === 'scenario=canary:2')).toBe(true);
    expect(asked.slice(askedBefore).some(({ query }) => query.includes('_bucket'))).toBe(true);
    expect(last().arrangement).toBe(before.arrangement);
    for (const [id, place] of before.layout.nodes) expect(last().layout.nodes.get(id)).toEqual(place);
  });

  it('drops the answer of a refresh that a newer one superseded', async () => {
    const { posted, send, refresh } = engine(source(() => calls).fetch);
    send({ type: 'refresh', id: 1, request: REQUEST, show: SHOW });
    await refresh(2);
    expect(posted.map(({ id }) => id)).toEqual([2, 2]);
  });

  it('says why when nobody answered, and keeps working', async () => {
    const { fetch, breakQueriesWith } = source(() => calls);
    const { posted, refresh, last } = engine(fetch);
    breakQueriesWith('istio');
    await refresh(1);
    const failed = posted.at(-1);
    expect(failed?.type === 'failed' ? failed.problems.map(({ severity }) => severity) : undefined).toEqual(['error']);
    breakQueriesWith(undefined);
    await refresh(2);
    expect(last().mesh.edges).toHaveLength(3);
  });

  it('keeps the graph when only latency fails', async () => {
    const { fetch, breakQueriesWith } = source(() => calls);
    const { refresh, last } = engine(fetch);
    breakQueriesWith('_bucket');
    await refresh(1);
    expect(last().mesh.edges).toHaveLength(3);
    expect(last().problems.map(({ severity }) => severity)).toContain('error');
  });

  it('names the scenario to the mock server and to nobody else', async () => {
    const { fetch, asked } = source(() => calls);
    const { refresh } = engine(fetch);
    await refresh(1, { ...REQUEST, scenario: 'outage' });
    expect(asked.every(({ headers }) => headers.get('x-seamark-mock') === 'scenario=outage')).toBe(true);
    asked.length = 0;
    await refresh(2, { ...REQUEST, scenario: 'outage', source: { ...REQUEST.source, mock: false } });
    expect(asked.some(({ headers }) => headers.has('x-seamark-mock'))).toBe(false);
  });

  it('sends a token to the origin it was given for and to no other', async () => {
    const { fetch, asked } = source(() => calls);
    const { send, refresh, posted } = engine(fetch);
    send({ type: 'credentials', origin: 'https://prom.example', headers: { Authorization: 'Bearer s3cret' } });
    const at = (prometheusUrl: string) => ({ ...REQUEST, source: { ...REQUEST.source, mock: false, prometheusUrl } });
    await refresh(1, at('https://prom.example/base'));
    expect(asked.every(({ headers }) => headers.get('authorization') === 'Bearer s3cret')).toBe(true);
    asked.length = 0;
    await refresh(2, at('https://prom.example.evil.test/base'));
    await refresh(3, at('http://prom.example/base'));
    await refresh(4);
    expect(asked.some(({ headers }) => headers.has('authorization'))).toBe(false);
    expect(JSON.stringify(posted)).not.toContain('s3cret');
  });

  it('answers a panel question without touching the picture', async () => {
    const { posted, send, refresh, until } = engine(source(() => calls).fetch);
    await refresh(1);
    send({ type: 'ask', id: 2, source: REQUEST.source, scenario: undefined, promql: 'sum(rate(istio_requests_total[5m]))', atSeconds: 5 });
    await until(() => posted.some(({ id }) => id === 2));
    expect(posted.at(-1)?.type).toBe('answer');
  });

  it('draws what a proxy printed instead of a source', async () => {
    const { send, last, posted } = engine(source(() => calls).fetch);
    const line = (value: number) =>
      `istio_requests_total{reporter="source",source_workload="web",source_workload_namespace="shop",destination_workload="cart",destination_workload_namespace="shop",destination_service_name="cart",request_protocol="http",response_code="200",response_flags="-"} ${value}\n`;
    const drops = [
      { name: 'a', text: line(100) },
      { name: 'b', text: line(160) },
    ];
    send({ type: 'exposition', id: 1, drops, secondsApart: 30, show: SHOW });
    expect(last().mesh.edges.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([2]);
    send({ type: 'exposition', id: 2, drops: [{ name: 'c', text: 'nothing of Istio 1' }], secondsApart: undefined, show: SHOW });
    expect(posted.at(-1)?.type).toBe('failed');
  });
});

describe('credentials', () => {
  it('are given for exactly the origin they were remembered for', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.webUrl(), (remembered, asked) => {
        const credentials = createCredentials('http://127.0.0.1:8080/');
        credentials.remember(new URL(remembered).origin, { Authorization: 'x' });
        const sent = Object.keys(credentials.headersFor(asked)).length > 0;
        expect(sent).toBe(new URL(remembered).origin === new URL(asked).origin);
      }),
    );
  });
});
