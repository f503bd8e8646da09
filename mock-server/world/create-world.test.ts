import { describe, expect, it } from 'vitest';
import type { SampledSeries } from '../series';
import { gained, hourMs, midnightMs, minuteMs, perSecond, textOf, where, world } from './ask.testing';

/** Scrapes at which a series fell. */
function falls({ timestampsMs, values }: SampledSeries): readonly number[] {
  return [...timestampsMs].filter((_, index) => index > 0 && values[index]! < values[index - 1]!);
}

const dayMs = 24 * hourMs;

describe('counters', () => {
  it.each(['shop', 'outage', 'ambient'])('of %s are whole, and fall only when their pod starts again, all together', (scenario) => {
    const someBuckets = {
      name: 'le',
      operator: '=~',
      value: '|100|\\+Inf',
      test: (le: string) => ['', '100', '+Inf'].includes(le),
    } as const;
    const series = world(scenario).select([someBuckets], midnightMs, midnightMs + 2 * dayMs);
    const fallsByPod = new Map<string, Set<number>>();
    for (const one of series.filter(({ labels }) => labels.get('__name__') !== 'ALERTS')) {
      expect(one.values.findIndex((value) => !Number.isInteger(value) || value < 0)).toBe(-1);
      const pod = one.labels.get('pod')!;
      fallsByPod.set(pod, new Set([...(fallsByPod.get(pod) ?? []), ...falls(one)]));
    }
    // The most restless pod lives 0.8 days × 0.7 at least: three restarts in two days, never more than four.
    expect(Math.max(...[...fallsByPod.values()].map((moments) => moments.size))).toBeLessThanOrEqual(4);
    expect([...fallsByPod.values()].some((moments) => moments.size > 0)).toBe(true);
  });

  it('stand at scrapes every 15 seconds, each pod at its own moment', () => {
    const series = world('shop').select(where('istio_requests_total'), midnightMs, midnightMs + hourMs);
    for (const { timestampsMs } of series) {
      expect(timestampsMs.every((moment, index) => index === 0 || (moment - timestampsMs[index - 1]!) % 15_000 === 0)).toBe(true);
    }
    const offsets = new Map(series.map((one) => [one.labels.get('pod')!, one.timestampsMs[0]! % 15_000]));
    expect(new Set(offsets.values()).size).toBeGreaterThan(offsets.size / 2);
  });

  it('add up to the rate the scenario names', () => {
    // The day wave cancels over a whole day: 12 requests per second × 86,400 s.
    const series = world('bookinfo').select(
      where('istio_requests_total', { source_workload: 'istio-ingressgateway', reporter: 'source' }),
      midnightMs,
      midnightMs + dayMs,
    );
    const sum = series.reduce((total, one) => total + gained(one), 0);
    expect(Math.abs(sum / (12 * 86_400) - 1)).toBeLessThan(0.001);
  });

  it('start at use: no sample of a reply before its first request', () => {
    const series = world('outage').select(where('istio_requests_total'), midnightMs, midnightMs + hourMs);
    expect(Math.min(...series.map((one) => one.values[0]!))).toBeGreaterThan(0);
  });
});

describe('answers', () => {
  it('are the same for the same question, from another world too', () => {
    const [one, other] = [world('shop'), world('shop')].map((store) =>
      store
        .select([], midnightMs, midnightMs + minuteMs)
        .map(({ labels, values, timestampsMs }) => [textOf(labels), [...values], [...timestampsMs]]),
    );
    expect(one).toEqual(other);
  });

  it('do not depend on the span asked for', () => {
    const store = world('outage');
    const matchers = where('istio_request_duration_milliseconds_bucket', { destination_workload: 'fraud', le: '500' });
    const long = store.select(matchers, midnightMs - dayMs, midnightMs + hourMs);
    const byLabels = new Map(long.map((one) => [textOf(one.labels), one]));
    const short = store.select(matchers, midnightMs + 30 * minuteMs, midnightMs + 40 * minuteMs);
    expect(short.length).toBeGreaterThan(4);
    for (const one of short) {
      const whole = byLabels.get(textOf(one.labels))!;
      const start = whole.timestampsMs.indexOf(one.timestampsMs[0]!);
      expect([...one.values]).toEqual([...whole.values.slice(start, start + one.values.length)]);
    }
  });

  it('name each series once', () => {
    for (const scenario of ['shop', 'ambient', 'odd-traffic', 'multicluster', 'mtls-migration']) {
      const names = world(scenario)
        .labelSets([], midnightMs, midnightMs + 4 * hourMs)
        .map(textOf);
      expect(new Set(names).size, scenario).toBe(names.length);
    }
  });

  it('list as label sets exactly what a selection finds', () => {
    const store = world('outage');
    const span = [midnightMs + 20 * minuteMs, midnightMs + 21 * minuteMs] as const;
    expect(store.labelSets([], ...span).map(textOf)).toEqual(store.select([], ...span).map((one) => textOf(one.labels)));
    const long = [midnightMs - 5 * dayMs, midnightMs] as const;
    const requests = where('istio_requests_total');
    expect(store.labelSets(requests, ...long).map(textOf)).toEqual(store.select(requests, ...long).map((one) => textOf(one.labels)));
  });

  it('take every kind of matcher', () => {
    const store = world('shop');
    const ask = (operator: '=' | '!=' | '=~' | '!~', name: string, value: string): number =>
      store.select(
        [
          ...where('istio_requests_total'),
          {
            name,
            operator,
            value,
            test: (actual) =>
              (operator.includes('~') ? new RegExp(`^(?:${value})$`).test(actual) : actual === value) !== operator.startsWith('!'),
          },
        ],
        midnightMs,
        midnightMs + minuteMs,
      ).length;
    const all = ask('=~', 'reporter', '.*');
    expect(ask('=', 'reporter', 'source') + ask('!=', 'reporter', 'source')).toBe(all);
    expect(ask('=~', 'pod', 'web-.*') + ask('!~', 'pod', 'web-.*')).toBe(all);
    expect(ask('=', 'grpc_response_status', '') + ask('!=', 'grpc_response_status', '')).toBe(all);
    expect(ask('=', 'le', '')).toBe(all);
    expect(ask('=', 'le', '5')).toBe(0);
  });

  it('at an instant equal the counters at a scrape of that moment', () => {
    const store = world('bookinfo');
    const [one] = store.select(
      where('istio_requests_total', { destination_workload: 'details-v1', reporter: 'destination' }),
      midnightMs,
      midnightMs + minuteMs,
    );
    const now = store.instant(one!.timestampsMs[1]!).find(({ labels }) => textOf(labels) === textOf(one!.labels));
    expect(now?.value).toBe(one!.values[1]);
  });
});

describe('the two reports of a call', () => {
  it('count the same requests', () => {
    const store = world('shop');
    const sums = [midnightMs, midnightMs + 10 * minuteMs].map((moment) => {
      const totals = new Map<string, number>();
      for (const { labels, value } of store.instant(moment)) {
        if (labels.get('__name__') !== 'istio_requests_total' || labels.get('source_workload') === 'unknown') continue;
        const key = ['reporter', 'source_workload', 'destination_workload', 'request_protocol', 'response_code']
          .map((name) => labels.get(name))
          .join(' ');
        totals.set(key, (totals.get(key) ?? 0) + value);
      }
      return totals;
    });
    const [before, after] = sums;
    const calls = [...after!.keys()].filter((key) => key.startsWith('destination '));
    expect(calls.length).toBeGreaterThan(20);
    for (const key of calls.filter((name) => !name.endsWith('inventory http 503'))) {
      const seen = after!.get(key)! - before!.get(key)!;
      const sourceKey = key.replace('destination', 'source');
      const sent = after!.get(sourceKey)! - before!.get(sourceKey)!;
      // Each pod's counter rounds down; there are at most three on each side, twice that where plaintext is counted apart.
      expect(Math.abs(sent - seen), key).toBeLessThanOrEqual(6);
    }
  });

  it('differ where the server never saw the request', () => {
    const store = world('shop');
    const both = ['source', 'destination'].map((reporter) =>
      perSecond(
        store,
        'istio_requests_total',
        { reporter, source_workload: 'orders', destination_workload: 'inventory', response_code: '503' },
        midnightMs,
        midnightMs + hourMs,
      ),
    );
    // 18 % and 12 % of the same calls.
    expect(both[0]! / both[1]!).toBeCloseTo(1.5, 1);
  });
});

describe('histograms', () => {
  it('count what the request counter counts, cumulatively, and every bucket alone only grows', () => {
    const store = world('outage');
    const span = [midnightMs + 15 * minuteMs, midnightMs + 45 * minuteMs] as const;
    const buckets = new Map<string, SampledSeries[]>();
    for (const one of store.select(where('istio_request_duration_milliseconds_bucket'), ...span)) {
      const key = textOf(new Map([...one.labels].filter(([name]) => name !== 'le' && name !== '__name__')));
      buckets.set(key, [...(buckets.get(key) ?? []), one]);
    }
    const requests = store.select(where('istio_requests_total'), ...span);
    const counts = new Map(
      store
        .select(where('istio_request_duration_milliseconds_count'), ...span)
        .map((one) => [textOf(new Map([...one.labels].filter(([name]) => name !== '__name__'))), one]),
    );
    expect(requests.length).toBe(buckets.size);
    for (const one of requests) {
      const key = textOf(new Map([...one.labels].filter(([name]) => name !== '__name__')));
      const series = buckets.get(key)!;
      expect(series).toHaveLength(20);
      expect([...series[19]!.values]).toEqual([...one.values]);
      expect([...counts.get(key)!.values]).toEqual([...one.values]);
      const restarted = falls(one).length > 0;
      for (let bound = 1; bound < 20; bound += 1) {
        const alone = series[bound]!.values.map((value, index) => value - series[bound - 1]!.values[index]!);
        expect(alone.every((value, index) => value >= 0 && (restarted || index === 0 || value >= alone[index - 1]!))).toBe(true);
      }
    }
  });

  it('have the median the scenario names', () => {
    const store = world('bookinfo');
    const share = (le: string): number =>
      perSecond(
        store,
        'istio_request_duration_milliseconds_bucket',
        { le, reporter: 'source', destination_workload: 'productpage-v1' },
        midnightMs,
        midnightMs + hourMs,
      );
    // Lognormal, median 42 ms, spread 0.5: ln(50/42) / 0.5 = 0.3487 standard deviations: 0.6363; ln(100/42) / 0.5 = 1.735: 0.9586.
    expect(share('50') / share('+Inf')).toBeCloseTo(0.6363, 2);
    expect(share('100') / share('+Inf')).toBeCloseTo(0.9586, 2);
  });
});

describe('changes', () => {
  it('of route weights shift traffic from their moment on, and what follows from it', () => {
    const atMs = midnightMs + 30 * minuteMs;
    const store = world('bookinfo', [{ atMs, kind: 'route-weight', value: { host: 'reviews', weights: { v1: 0, v2: 0, v3: 100 } } }]);
    const untouched = world('bookinfo');
    const rate = (workload: string, fromMs: number, from = store): number =>
      perSecond(from, 'istio_requests_total', { reporter: 'destination', destination_workload: workload }, fromMs, fromMs + 20 * minuteMs);
    expect(rate('reviews-v1', midnightMs)).toBeCloseTo(rate('reviews-v1', midnightMs, untouched), 6);
    expect(rate('reviews-v1', atMs + minuteMs)).toBe(0);
    expect(rate('reviews-v3', atMs + minuteMs)).toBeCloseTo(rate('productpage-v1', atMs + minuteMs), 0);
    expect(rate('ratings-v1', atMs + minuteMs)).toBeCloseTo(rate('reviews-v3', atMs + minuteMs), 0);
  });

  it('of another kind or shape change nothing', () => {
    const changed = world('bookinfo', [
      { atMs: midnightMs, kind: 'route-weight', value: { host: 'reviews', weights: { v1: 'all' } } },
      { atMs: midnightMs, kind: 'weather', value: null },
    ]);
    const values = (store: typeof changed): readonly number[][] =>
      store.select([], midnightMs, midnightMs + minuteMs).map((one) => [...one.values]);
    expect(values(changed)).toEqual(values(world('bookinfo')));
  });
});

describe('an unknown scenario', () => {
  it('is an error that names it', () => {
    expect(() => world('atlantis')).toThrow('atlantis');
  });
});
