/** Two moments through the engine: B first, then what differs from A; a Prometheus that answers by time. 300 s of 10/s are 3,000 requests. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { createDataEngine } from './data-engine';
import type { FromWorker, Picture, RefreshRequest, ShowOptions, WholeMesh } from './messages';

const B = 1_700_000_000;
const A = B - 3600;
const SHOW: ShowOptions = { groupBy: 'workload', opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
const REQUEST: RefreshRequest = {
  source: { id: 'default', label: 'Demo', prometheusUrl: '/api/prometheus', mock: true },
  scenario: undefined,
  atSeconds: B,
  alignNow: false,
  showIdle: false,
  windowSeconds: 300,
  namespaces: [],
  beforeSeconds: A,
};

const { beforeSeconds: _, ...ALONE } = REQUEST;

/** "web cart 200" → requests per second. */
type Rates = Readonly<Record<string, number>>;
const BEFORE: Rates = { 'web cart 200': 10, 'web blog 200': 5 };
const AFTER: Rates = { 'web cart 200': 9, 'web cart 503': 1, 'web search 200': 4 };

const vector = (result: readonly object[]) => Response.json({ status: 'success', data: { resultType: 'vector', result } });
const end = (side: string, name: string) => ({
  [`${side}_workload`]: name,
  [`${side}_workload_namespace`]: 'shop',
  [`${side}_canonical_service`]: name,
});

function page(ratesAt: (seconds: number) => Rates | undefined) {
  const asked: { readonly seconds: number; readonly query: string }[] = [];
  const posted: FromWorker[] = [];
  const waiting = new Set<() => void>();
  const engine = createDataEngine({
    now: () => B * 1000,
    base: 'http://127.0.0.1:8080/',
    post: (message) => {
      posted.push(message);
      for (const wake of waiting) wake();
      waiting.clear();
    },
    fetch: async (input, init) => {
      const form = new URLSearchParams(await new Request(input, init).text());
      const [query, seconds] = [form.get('query') ?? '', Number(form.get('time'))];
      init?.signal?.throwIfAborted();
      const rates = ratesAt(seconds);
      if (query.includes('count_over_time')) return vector([{ metric: {}, value: [1, '15'] }]);
      asked.push({ seconds, query });
      if (rates === undefined) return new Response('no', { status: 500 });
      if (!query.includes('istio_requests_total')) return vector([]);
      return vector(
        Object.entries(rates).map(([call, rate]) => {
          const [source = '', target = '', code = ''] = call.split(' ');
          const metric = {
            ...end('source', source),
            ...end('destination', target),
            reporter: 'source',
            request_protocol: 'http',
            response_code: code,
            response_flags: '-',
          };
          return { metric, value: [seconds, String(rate)] };
        }),
      );
    },
  });
  const pictures = () => posted.flatMap((message) => (message.type === 'picture' ? [message.picture] : []));
  const until = async (done: () => boolean) => {
    while (!done())
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
  };
  let id = 0;
  return {
    asked,
    pictures,
    async whole(more: Partial<ShowOptions>): Promise<WholeMesh | undefined> {
      id += 1;
      const own = id;
      engine.handle({ type: 'whole', id: own, show: { ...SHOW, ...more } });
      await until(() => posted.some((message) => message.id === own));
      return posted.flatMap((message) => (message.type === 'whole' && message.id === own ? [message.whole] : []))[0];
    },
    async refresh(request: Partial<RefreshRequest> = {}, base = REQUEST): Promise<Picture> {
      id += 1;
      const own = id;
      engine.handle({ type: 'refresh', id: own, request: { ...base, ...request }, show: SHOW });
      await until(() =>
        posted.some(
          (message) =>
            message.id === own && (message.type === 'failed' || (message.type === 'picture' && message.picture.stage === 'complete')),
        ),
      );
      return pictures().at(-1) as Picture;
    },
    async show(compared: ShowOptions['compared'], more: Partial<ShowOptions> = {}): Promise<Picture> {
      id += 1;
      const own = id;
      engine.handle({ type: 'show', id: own, show: { ...SHOW, ...more, ...(compared && { compared }) } });
      await until(() => posted.some((message) => message.id === own));
      return pictures().at(-1) as Picture;
    },
  };
}

const byTime = (seconds: number): Rates => (seconds <= A ? BEFORE : AFTER);
const listed = ({ difference }: Picture) =>
  difference?.ranked.map((one) => `${one.replaceAll('workload/~/shop/', '')} ${difference.edges.get(one)?.class}`);
const names = ({ mesh }: Picture) => mesh.nodes.map(({ name }) => name);

describe('a comparison', () => {
  it('shows B first, then B with what differs from A', async () => {
    const { refresh, pictures, asked } = page(byTime);
    const last = await refresh();
    const [first, ...later] = pictures();
    expect([first?.stage, first?.difference, first?.mesh.edges.length]).toEqual(['rates', undefined, 2]);
    expect(later.slice(0, -1).every(({ stage }) => stage === 'rates')).toBe(true);
    // A is asked when B is there: 10 % of 10/s fail; blog is gone, search is new, a tenth of 5/s and 4/s.
    expect(asked.findLastIndex(({ seconds }) => seconds === B)).toBeLessThan(asked.findIndex(({ seconds }) => seconds === A));
    expect(listed(last)).toEqual(['web>cart>http worse', 'web>blog>http removed', 'web>search>http added']);
    expect(last).toMatchObject({
      atSeconds: B,
      compared: 'difference',
      stage: 'complete',
      difference: { before: { atSeconds: A }, after: { atSeconds: B } },
    });
    expect(names(last)).toEqual(['cart', 'search', 'web']);
  });

  it('has one arrangement for both, and asks nobody when the other is shown', async () => {
    const { refresh, show, asked } = page(byTime);
    const difference = await refresh();
    const questions = asked.length;
    const [before, after] = [await show('before'), await show('after')];
    expect(asked.length).toBe(questions);
    expect([before.atSeconds, before.compared, names(before)]).toEqual([A, 'before', ['blog', 'cart', 'web']]);
    expect([after.atSeconds, after.compared, names(after)]).toEqual([B, 'after', ['cart', 'search', 'web']]);
    for (const picture of [before, after]) expect(picture.layout.nodes).toEqual(difference.layout.nodes);
    expect([...difference.layout.nodes.keys()].toSorted()).toEqual([
      'workload/~/shop/blog',
      'workload/~/shop/cart',
      'workload/~/shop/search',
      'workload/~/shop/web',
    ]);
    expect(before.difference?.ranked).toEqual(difference.difference?.ranked);
  });

  it('leaves what only the other one has as a ghost in its place', async () => {
    const { refresh, show } = page(byTime);
    const difference = await refresh();
    const ghostsOf = ({ ghosts }: Picture) =>
      ghosts && [...ghosts.nodes, ...ghosts.edges].map(({ id, onlyAt, sinceSeconds }) => [id, onlyAt, sinceSeconds]);
    const [blog, search] = ['workload/~/shop/blog', 'workload/~/shop/search'];
    const edgeTo = (node: string) => `workload/~/shop/web>${node}>http`;
    expect(ghostsOf(difference)).toBeUndefined();
    expect(ghostsOf(await show('before'))).toEqual([search, edgeTo(search)].map((id) => [id, 'B', B]));
    expect(ghostsOf(await show('after'))).toEqual([blog, edgeTo(blog)].map((id) => [id, 'A', A]));
    // The namespace is there at both.
    expect(ghostsOf(await show('before', { groupBy: 'namespace' }))).toBeUndefined();
  });

  it('says of what closed groups hold how it differs, as long as the difference is shown', async () => {
    const { refresh, show, whole } = page(byTime);
    await refresh();
    const closed = { closed: ['group/~/shop'] };
    expect((await show('difference', closed)).mesh.nodes).toHaveLength(1);
    const difference = (await whole(closed))?.difference;
    const classes = [...(difference?.edges.values() ?? [])].map(({ target, class: cls }) => `${target.split('/').at(-1)} ${cls}`);
    // 0 of 3,000 against 300 of 3,000 fail; 1,500 requests are gone, 1,200 are new.
    expect(classes.toSorted()).toEqual(['blog removed', 'cart worse', 'search added']);
    expect(difference?.removed.nodes.map(({ name }) => name)).toEqual(['blog']);
    expect((await whole({ ...closed, compared: 'before' }))?.difference).toBeUndefined();
  });

  it('groups both alike', async () => {
    const { refresh, show } = page(byTime);
    await refresh();
    const grouped = await show('difference', { groupBy: 'namespace' });
    // Everything stays in its namespace: 15/s without errors, then 14/s of which 1/14 fails.
    expect(grouped.difference?.ranked).toHaveLength(1);
    expect([...(grouped.difference?.edges.values() ?? [])]).toMatchObject([
      { class: 'worse', rate: { before: 15, after: 14, significant: false } },
    ]);
  });

  it('of the same moments has no changes', async () => {
    const { refresh } = page(() => BEFORE);
    const { difference } = await refresh();
    expect([difference?.ranked, difference?.counts.unchanged]).toEqual([[], 2]);
  });

  it('whose A fails leaves B as it is, with a problem that says so', async () => {
    const { refresh } = page((seconds) => (seconds === A ? undefined : AFTER));
    const last = await refresh();
    expect([last.stage, last.difference, last.compared, last.mesh.edges.length]).toEqual(['complete', undefined, undefined, 2]);
    expect(last.problems).toContainEqual(expect.objectContaining({ message: expect.stringMatching(/^Of the moment before \(A\): /) }));
  });

  it('with a moment of which nothing is known tells nothing as new', async () => {
    const { refresh } = page((seconds) => (seconds === A ? {} : AFTER));
    const last = await refresh();
    expect(last.difference?.ranked).toEqual([]);
    expect(last.problems.map(({ code }) => code)).toContain('diff-moment-unseen');
  });

  it('does not ask again for a moment that it has, and does not mistake one for another', async () => {
    const { refresh, asked } = page(byTime);
    await refresh();
    await refresh({ beforeSeconds: A - 60 });
    const questions = asked.filter(({ seconds }) => seconds < B).length;
    const again = await refresh();
    expect(asked.filter(({ seconds }) => seconds < B).length).toBe(questions);
    expect(again.difference?.before.atSeconds).toBe(A);
    const other = await refresh({ beforeSeconds: A, windowSeconds: 60 });
    expect([other.difference?.before.windowSeconds, asked.at(-1)?.seconds]).toEqual([60, A]);
  });

  it('that follows the clock keeps the last difference until the next one is there', async () => {
    const { refresh, pictures } = page(byTime);
    const live = (seconds: number) => refresh({ alignNow: true, atSeconds: seconds, beforeSeconds: seconds - 3600 });
    await live(B + 7);
    const shown = pictures().length;
    const next = await live(B + 22);
    // Both are moved to a scrape, and stay an hour apart.
    const ofNext = pictures().slice(shown);
    expect(ofNext.every(({ difference }) => difference !== undefined)).toBe(true);
    expect(ofNext.map(({ difference }) => (difference?.before.atSeconds ?? 0) - (next.difference?.before.atSeconds ?? 0))).toEqual(
      ofNext.map((_, index) => (index === ofNext.length - 1 ? 0 : -15)),
    );
    expect((next.difference?.after.atSeconds ?? 0) - (next.difference?.before.atSeconds ?? 0)).toBe(3600);
  });

  it('ends when nothing is compared with any more', async () => {
    const { refresh } = page(byTime);
    await refresh();
    const alone = await refresh(undefined, ALONE);
    expect([alone.difference, alone.compared]).toEqual([undefined, undefined]);
  });
});
