import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPrometheus, startVictoriaMetrics } from '../../../scripts/real-prometheus';
import { runnable } from '../../../scripts/runnable';
import { createPrometheusClient } from '../../prometheus/http-client';
import { askHistory } from './ask-history';
import type { History, HistoryRow } from './history';
import { spanBefore } from './span';

/** A full hour, so that a subquery by hand looks at the same moments. */
const AT = 472_222 * 3600;
const HOUR = 3600;
const SCRAPE = 60;
const KEPT = AT - 48 * HOUR;

interface Counter {
  readonly metric?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
  /** Value after so many scrapes. */
  readonly value: (scrapes: number) => number;
}

const CALL = {
  reporter: 'destination',
  source_workload_namespace: 'shop',
  source_workload: 'web',
  destination_workload_namespace: 'shop',
  destination_workload: 'cart',
  destination_service_namespace: 'shop',
  destination_service_name: 'cart',
  request_protocol: 'http',
  connection_security_policy: 'none',
  response_code: '200',
  pod: 'a',
};
const from = (source_workload: string, more: Readonly<Record<string, string>> = {}) => ({ ...CALL, source_workload, ...more });
const tcp = { ...CALL, source_workload: 'zt', request_protocol: 'tcp', connection_security_policy: 'unknown' };

const COUNTERS: readonly Counter[] = [
  // It stood at 500 when the history begins, and gains 2 a minute.
  { labels: from('steady'), value: (scrapes) => 500 + 2 * scrapes },
  { labels: from('mutual', { connection_security_policy: 'mutual_tls' }), value: (scrapes) => scrapes },
  // One request, 30 hours ago: its counter appears with 1 and stays.
  { labels: from('nightly'), fromSeconds: AT - 30 * HOUR + 600, value: () => 1 },
  // A Pod that goes after 10 hours, and one that comes in its place with 3 requests before its first scrape.
  { labels: from('rolled'), toSeconds: AT - 38 * HOUR, value: (scrapes) => scrapes },
  { labels: from('rolled', { pod: 'b' }), fromSeconds: AT - 37 * HOUR + 60, value: (scrapes) => 3 + scrapes },
  // Its process starts anew in the middle of an hour.
  { labels: from('reset'), value: (scrapes) => scrapes % 1470 },
  { labels: from('untold', { connection_security_policy: '' }), value: (scrapes) => scrapes },
  { labels: from('lost', { reporter: '' }), value: (scrapes) => scrapes },
  { labels: from('other', { destination_workload_namespace: 'other' }), value: (scrapes) => scrapes },
  { metric: 'istio_tcp_received_bytes_total', labels: tcp, value: (scrapes) => 10 * scrapes },
  { metric: 'istio_tcp_sent_bytes_total', labels: tcp, value: (scrapes) => 30 * scrapes },
  { metric: 'istio_tcp_connections_opened_total', labels: tcp, value: (scrapes) => Math.floor(scrapes / 60) },
  // The callers' word of a workload whose own side is silent.
  {
    labels: { ...CALL, reporter: 'source', destination_workload: 'silent', connection_security_policy: 'unknown' },
    value: (scrapes) => scrapes,
  },
];

function* textOf({ metric = 'istio_requests_total', labels, fromSeconds = KEPT, toSeconds = AT, value }: Counter): Generator<string> {
  const written = Object.entries(labels)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}="${text}"`);
  for (let at = fromSeconds, scrapes = 0; at <= toSeconds; at += SCRAPE, scrapes += 1)
    yield `${metric}{${written.join(',')}} ${value(scrapes)} ${at}\n`;
}

const everything = (): string =>
  COUNTERS.toSorted((a, b) => ((a.metric ?? '') < (b.metric ?? '') ? -1 : 1))
    .flatMap((counter) => [...textOf(counter)])
    .join('');

if (!runnable('prometheus')) {
  describe('the past (NOT RUN: no Prometheus was found)', () => {
    it('is left out only outside CI', () => expect(process.env.CI).not.toBe('true'));
  });
}

describe.runIf(runnable('prometheus'))('the past, on a real Prometheus', { timeout: 120_000 }, () => {
  let server: Awaited<ReturnType<typeof startPrometheus>>;
  const client = () => createPrometheusClient({ baseUrl: server.url, fetch, now: Date.now });
  const ask = (
    spanSeconds: number,
    namespaces: readonly string[] = ['shop'],
    onProgress: (share: number) => void = () => {},
    signal = new AbortController().signal,
  ) => askHistory(client(), { span: spanBefore(AT, spanSeconds), namespaces, signal, progress: onProgress });
  const rowOf = ({ rows }: History, workload: string): HistoryRow | undefined => rows.find(({ source }) => source.workload === workload);

  beforeAll(async () => {
    server = await startPrometheus({ openMetrics: everything() });
  });
  afterAll(() => server?.stop());

  it('the sums over days are those of one query by hand', async () => {
    const history = await ask(2 * 86_400);
    const byHand = await client().instant(
      'sum by (source_workload) (sum_over_time(sum by (source_workload) (increase(istio_requests_total{reporter="destination",destination_workload_namespace="shop",connection_security_policy="none"}[1h]))[172799s:1h]))',
      { atSeconds: AT },
    );
    if (!byHand.ok) throw new Error(byHand.error.message);
    const hand = new Map(byHand.value.data.map(({ labels, value }) => [labels.source_workload, value]));
    expect(rowOf(history, 'steady')?.requests).toBeCloseTo(hand.get('steady') ?? 0, 6);
    expect(rowOf(history, 'reset')?.requests).toBeCloseTo(hand.get('reset') ?? 0, 6);
    // 2 a minute over 48 hours; what stood there before is none of it.
    expect(rowOf(history, 'steady')?.requests).toBeCloseTo(2 * 60 * 48, 6);
    // It gains 1 a minute, but for the scrape at which it starts anew at 0 (once in 2,880): 2,879, and what is guessed at the edges of an hour.
    expect(Math.abs((rowOf(history, 'reset')?.requests ?? 0) - 2879)).toBeLessThan(2);
    // A counter that is nothing but its first sample: `increase` does not see it.
    expect(hand.get('nightly')).toBe(0);
  });

  it('a single request a night counts, with the hour in which it came', async () => {
    const nightly = rowOf(await ask(2 * 86_400), 'nightly');
    expect(nightly).toMatchObject({ requests: 1, lastSeenSeconds: AT - 29 * HOUR, transport: 'plaintext' });
  });

  it('a Pod that takes the place of another brings the requests before its first scrape', async () => {
    // 600 of the old one. Of the new one: 3, and 1 in each of the 2,219 minutes between its first scrape and the end.
    const rolled = rowOf(await ask(2 * 86_400), 'rolled')?.requests ?? 0;
    expect(Math.abs(rolled - (600 + 3 + 2219))).toBeLessThan(1.5);
  });

  it('ztunnel’s word is plaintext, a missing word tells nothing, mutual TLS and other namespaces are left out', async () => {
    const history = await ask(2 * 86_400);
    const ztunnel = rowOf(history, 'zt');
    expect(ztunnel).toMatchObject({ protocol: 'tcp', transport: 'plaintext', requests: 0 });
    // 40 bytes a minute over both directions, one connection an hour, 48 hours; at the first and last sample nothing is known beyond them.
    expect(Math.abs((ztunnel?.bytes ?? 0) - 40 * 2880)).toBeLessThan(41);
    expect(Math.abs((ztunnel?.connections ?? 0) - 48)).toBeLessThan(2);
    expect(rowOf(history, 'untold')?.transport).toBe('untold');
    expect(rowOf(history, 'lost')).toMatchObject({ reporter: undefined, transport: 'untold' });
    expect(rowOf(history, 'mutual')).toBeUndefined();
    expect(rowOf(history, 'other')).toBeUndefined();
    expect(rowOf(await ask(86_400, []), 'other')).toBeDefined();
  });

  it('says who was measured, and how far back the source answers', async () => {
    const history = await ask(4 * 86_400);
    expect(history.keptFromSeconds).toBe(KEPT);
    expect(history.emptySteps).toBe(0);
    // Every hour from the first moment to the last, both included.
    expect(history.measured.get('shop/cart')).toMatchObject({ server: 49, callersAlone: 0 });
    // A rise needs a value an hour before, which the first of 48 hours has.
    expect(history.measured.get('shop/silent')).toMatchObject({ server: 0, callersAlone: 48 });
    expect(history.measured.get('shop/web')).toMatchObject({ own: 49 });
    // Two days with everything, then the edge, then nothing: its older days cost one question each.
    expect(history.queries.map(({ id }) => id).join(' ')).toBe(
      [...Array(2).fill('measured requests bytes connections'), 'measured requests bytes connections', 'measured'].join(' '),
    );
    expect(history.queries.every(({ failed, series, milliseconds }) => failed === undefined && series >= 0 && milliseconds >= 0)).toBe(
      true,
    );
    expect(history.problems).toEqual([]);
  });

  it('looks at an hour in steps of ten minutes', async () => {
    const history = await ask(3600);
    expect(rowOf(history, 'steady')?.requests).toBeCloseTo(120, 6);
    expect(history.stepSeconds).toBe(600);
  });

  it('tells how far it is, and asks nothing more once nobody waits', async () => {
    const shares: number[] = [];
    const controller = new AbortController();
    const history = await ask(
      4 * 86_400,
      ['shop'],
      (share) => {
        shares.push(share);
        controller.abort();
      },
      controller.signal,
    );
    expect(shares).toEqual([0.25]);
    expect(history.queries).toHaveLength(4);
  });
});

describe.runIf(runnable('victoria-metrics'))('the past, on a VictoriaMetrics', { timeout: 120_000 }, () => {
  it('is the same within 1 %, with the single request and who was measured', async () => {
    const server = await startVictoriaMetrics({ openMetrics: everything() });
    try {
      const span = spanBefore(AT, 2 * 86_400);
      const client = createPrometheusClient({ baseUrl: server.url, fetch, now: Date.now });
      const history = await askHistory(client, { span, namespaces: ['shop'], signal: new AbortController().signal, progress: () => {} });
      expect(history.queries.flatMap(({ failed }) => failed ?? [])).toEqual([]);
      const requests = (workload: string) => history.rows.find(({ source }) => source.workload === workload)?.requests ?? 0;
      expect(Math.abs(requests('steady') - 5760)).toBeLessThan(58);
      expect(requests('nightly')).toBe(1);
      expect(history.rows.find(({ source }) => source.workload === 'zt')?.transport).toBe('plaintext');
      expect(history.measured.get('shop/silent')?.callersAlone).toBeGreaterThan(40);
      expect(history.emptySteps).toBe(0);
    } finally {
      await server.stop();
    }
  });
});
