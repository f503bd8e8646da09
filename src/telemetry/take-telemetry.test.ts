import { describe, expect, it } from 'vitest';
import type { Problem } from '../lib/problem';
import { err, ok } from '../lib/result';
import type { InstantSample, PrometheusClient, QueryAnswer } from '../prometheus/client-types';
import { type TelemetryRequest, type TelemetryTaken, takeTelemetry } from './take-telemetry';

type Reply = readonly InstantSample[] | Problem;
interface Asked {
  readonly query: string;
  readonly atSeconds: number;
}

const failure: Problem = { code: 'prometheus-query', severity: 'error', message: 'too many samples' };
const sample = (labels: Readonly<Record<string, string>>, value: number): InstantSample => ({ labels, value, timestampSeconds: 0 });
const request = { response_code: '200', request_protocol: 'http', source_workload: 'web', destination_workload: 'cart' };

/** Which query is which, told by what only it contains. */
function familyOf(query: string): string {
  if (query.includes('count_over_time')) return 'scrape-interval';
  if (query.includes('histogram_quantile')) return query.includes('_bucket') ? 'quantiles' : 'quantiles-native';
  if (query.includes('_bucket')) return query.includes('source|waypoint') ? 'latency' : 'latency-destination';
  if (query.startsWith('group by')) return 'waypoints';
  if (query.includes('connections')) return 'connections';
  return query.includes('istio_tcp') ? 'tcp' : 'requests';
}

function fake(replies: Readonly<Record<string, Reply>>, more: Partial<Omit<QueryAnswer<unknown>, 'data'>> = {}) {
  const asked: Asked[] = [];
  const unused = async (): Promise<never> => {
    throw new Error('not used');
  };
  const client: PrometheusClient = {
    instant: unused,
    async readInstant(query, { atSeconds }, start) {
      asked.push({ query, atSeconds });
      const reply = replies[familyOf(query)] ?? [];
      if ('code' in reply) return err(reply);
      const reader = start();
      reader.take(reply);
      return ok({ data: reader.result(), warnings: [], infos: [], cost: { milliseconds: 7, series: reply.length, bytes: 100 }, ...more });
    },
    range: unused,
    readRange: unused,
    series: unused,
    labelNames: unused,
    labelValues: unused,
    buildInfo: unused,
  };
  return { client, asked, families: () => asked.map(({ query }) => familyOf(query)) };
}

const ASK: TelemetryRequest = { atSeconds: 1_700_000_007, alignNow: false, windowSeconds: 300, namespaces: [], showIdle: false };
const codes = ({ problems }: TelemetryTaken) => problems.map(({ code }) => code);

describe('taking telemetry', () => {
  it('shows rates before latency is asked', async () => {
    const order: string[] = [];
    const { client, families } = fake({ requests: [sample({ ...request, reporter: 'source' }, 3)] });
    const taken = await takeTelemetry(client, ASK, ({ stage, telemetry }) =>
      order.push(stage, ...families(), `${telemetry.requests.length} rows`),
    );
    expect(order).toEqual(['rates', 'scrape-interval', 'requests', 'tcp', '1 rows']);
    expect(taken.stage).toBe('complete');
    expect(families().slice(3)).toEqual(['latency', 'connections', 'quantiles-native']);
  });

  it('asks all queries of one refresh at the same instant, as given', async () => {
    const { client, asked } = fake({ requests: [sample({ ...request, reporter: 'source' }, 3)] });
    await takeTelemetry(client, ASK);
    expect(new Set(asked.map(({ atSeconds }) => atSeconds))).toEqual(new Set([1_700_000_007]));
  });

  it('aligns "now" down to the scrape interval', async () => {
    const { client, asked } = fake({});
    const taken = await takeTelemetry(client, { ...ASK, alignNow: true, knownScrapeIntervalSeconds: 30 });
    // 1,700,000,007 = 56,666,666 × 30 + 27
    expect(asked[0]?.atSeconds).toBe(1_699_999_980);
    expect(taken.telemetry.atSeconds).toBe(1_699_999_980);
  });

  it('asks the scrape interval only while it is not known', async () => {
    const { client, families } = fake({});
    await takeTelemetry(client, { ...ASK, knownScrapeIntervalSeconds: 15 });
    expect(families()).not.toContain('scrape-interval');
  });

  it('asks again for an interval that makes the window too short: a young Prometheus looks slow', async () => {
    const { client } = fake({ 'scrape-interval': [sample({}, 15)], requests: [sample({ ...request, reporter: 'source' }, 3)] });
    const taken = await takeTelemetry(client, { ...ASK, windowSeconds: 60, knownScrapeIntervalSeconds: 38 });
    expect(taken.scrapeIntervalSeconds).toBe(15);
    expect(taken.problems.map(({ code }) => code)).not.toContain('window-too-short');
  });

  it.each([
    [15, 60, []],
    [15, 59, ['window-too-short']],
    [60, 180, ['window-too-short']],
  ])('with scrapes every %d s a window of %d s gives %j', async (interval, windowSeconds, expected) => {
    const { client } = fake({
      'scrape-interval': [sample({}, interval)],
      requests: [sample({ ...request, reporter: 'source' }, 3)],
      latency: [sample({ reporter: 'source', le: '+Inf' }, 1)],
    });
    const taken = await takeTelemetry(client, { ...ASK, windowSeconds });
    expect(codes(taken)).toEqual(expected);
    expect(taken.scrapeIntervalSeconds).toBe(interval);
  });

  it('asks the destination’s latency only where an edge has no better report', async () => {
    const source = sample({ ...request, reporter: 'source' }, 3);
    const destination = sample({ ...request, reporter: 'destination' }, 3);
    const alone = sample({ ...request, reporter: 'destination', source_workload: 'outsider' }, 3);
    const run = async (requests: readonly InstantSample[]) => {
      const { client, families } = fake({ requests });
      await takeTelemetry(client, ASK);
      return families().filter((family) => family.startsWith('latency'));
    };
    expect(await run([source, destination])).toEqual(['latency']);
    expect(await run([source, destination, alone])).toEqual(['latency', 'latency-destination']);
    expect(await run([alone])).toEqual(['latency-destination']);
  });

  it('asks the names of waypoints only where there are waypoints', async () => {
    const run = async (reporter: string) => {
      const { client, families } = fake({ tcp: [sample({ reporter, direction: 'sent' }, 3)] });
      await takeTelemetry(client, ASK);
      return families().includes('waypoints');
    };
    expect(await run('waypoint')).toBe(true);
    expect(await run('source')).toBe(false);
  });

  it('lets the server compute quantiles when the buckets would be too many, and says so', async () => {
    const { client, families } = fake({
      requests: [sample({ ...request, reporter: 'source' }, 3)],
      quantiles: [sample({ ...request, reporter: 'source', quantile: '0.99' }, 240)],
    });
    const taken = await takeTelemetry(client, { ...ASK, bucketRowLimit: 19, quantileGrouping: 'app' });
    expect(families()).not.toContain('latency');
    expect(taken.telemetry.quantiles).toMatchObject([{ quantile: 0.99, milliseconds: 240 }]);
    expect(taken.telemetry.latency).toBeUndefined();
    expect(codes(taken)).toEqual(['latency-computed-by-server']);
  });

  it.each([
    ['the client', { destinationToo: false, unread: true }],
    ['the server alone, for one of them,', { destinationToo: true, unread: false }],
  ])('reads servers’ buckets for quantiles only where it must: pairs reported by %s', async (_, { destinationToo, unread }) => {
    const client = sample({ ...request, reporter: 'source' }, 3);
    const serverSideOnly = sample({ ...request, source_workload: 'legacy', reporter: 'destination' }, 3);
    const { client: prometheus, asked } = fake({ requests: destinationToo ? [client, serverSideOnly] : [client] });
    await takeTelemetry(prometheus, { ...ASK, bucketRowLimit: 19 });
    const quantiles = asked.find(({ query }) => query.includes('histogram_quantile'))?.query ?? '';
    expect(quantiles.includes('reporter=~"source|waypoint"')).toBe(unread);
  });

  it('tries native histograms where there are no buckets', async () => {
    const { client } = fake({
      requests: [sample({ ...request, reporter: 'source' }, 3)],
      'quantiles-native': [sample({ ...request, reporter: 'source', quantile: '0.5' }, 3)],
    });
    const taken = await takeTelemetry(client, ASK);
    expect(taken.telemetry.quantiles).toHaveLength(1);
    expect(codes(taken)).toEqual(['latency-native-histogram']);
  });

  it.each(['requests', 'tcp', 'latency', 'connections', 'scrape-interval'])('lets %s fail alone', async (family) => {
    const working = {
      requests: [sample({ ...request, reporter: 'source' }, 3)],
      tcp: [sample({ reporter: 'source', direction: 'sent' }, 3)],
      latency: [sample({ reporter: 'source', le: '+Inf' }, 1)],
    };
    const { client } = fake({ ...working, [family]: failure });
    const taken = await takeTelemetry(client, ASK);
    expect(taken.answered).toBe(true);
    expect(taken.problems).toEqual([{ code: 'prometheus-query', severity: 'error', message: `${family}: too many samples` }]);
    expect(taken.queries.find((query) => query.failed !== undefined)?.family).toBe(family);
    expect(taken.telemetry.requests.length + taken.telemetry.tcp.length).toBeGreaterThan(0);
  });

  it('was not answered only if nothing was', async () => {
    const all = Object.fromEntries(['requests', 'tcp', 'scrape-interval'].map((family) => [family, failure]));
    const stages: string[] = [];
    const taken = await takeTelemetry(fake(all).client, ASK, ({ stage }) => stages.push(stage));
    expect([taken.answered, taken.stage, stages]).toEqual([false, 'complete', []]);
    expect((await takeTelemetry(fake({}).client, ASK)).answered).toBe(true);
  });

  it('says that there is no Istio traffic instead of showing an empty page', async () => {
    expect(codes(await takeTelemetry(fake({}).client, ASK))).toEqual(['no-istio-series']);
  });

  it('passes on warnings and notes, and says when the clocks differ', async () => {
    const { client } = fake(
      { requests: [sample({ ...request, reporter: 'source' }, 3)] },
      { warnings: ['partial response'], infos: ['not a counter'], clockSkewSeconds: 90 },
    );
    const taken = await takeTelemetry(client, { ...ASK, alignNow: true });
    expect(new Set(codes(taken))).toEqual(new Set(['prometheus-warning', 'prometheus-info', 'clock-skew']));
    expect(taken.problems.find(({ code }) => code === 'clock-skew')?.message).toContain('1m30s ahead');
  });

  it('records every query with its cost', async () => {
    const { client, asked } = fake({ requests: [sample({ ...request, reporter: 'source' }, 3)] });
    const taken = await takeTelemetry(client, ASK);
    expect(taken.queries.map(({ promql }) => promql).sort()).toEqual(asked.map(({ query }) => query).sort());
    expect(taken.queries.find(({ family }) => family === 'requests')).toMatchObject({ milliseconds: 7, series: 1, bytes: 100 });
  });
});
