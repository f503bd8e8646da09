/** The mock's exposition, scraped by a real Prometheus, against the mock's own answers. */
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinary } from '../../scripts/find-binary';
import { startPrometheus } from '../../scripts/real-prometheus';
import { mockServer } from '../plugin';
import { askApi, differences, sampleCount } from './compare-answers.testing';

const here = findBinary('prometheus') !== undefined;
const scrapeCount = 40;
const tolerance = 0.02;

/** Only sums with enough events that the tolerance is about the mechanism, not about whole numbers. */
const queries = [
  'sum(rate(istio_requests_total[30s]))',
  'sum by (reporter) (rate(istio_requests_total[30s]))',
  'sum by (destination_workload_namespace) (rate(istio_requests_total{reporter="source", destination_workload_namespace=~"storefront|catalog"}[30s]))',
  'sum by (reporter) (rate(istio_tcp_sent_bytes_total[30s]))',
  'sum(rate(istio_request_duration_milliseconds_sum[30s])) / sum(rate(istio_request_duration_milliseconds_count[30s]))',
  'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket[30s])))',
];

if (!here) {
  console.warn('NO PROMETHEUS FOUND: /metrics of the mock is not scraped by the real one. Install prometheus or set PROMETHEUS_BIN.');
  describe('a Prometheus that scrapes the mock (NOT RUN: none was found)', () => {
    it('is allowed to be left out only outside CI', () => {
      expect(process.env.CI).not.toBe('true');
    });
  });
}

/** How often the one target has been scraped. */
async function scrapes(url: string): Promise<number> {
  const answer = await askApi(url, '/api/v1/query', { query: 'scalar(count_over_time(scrape_duration_seconds[5m]))' });
  const result = answer.data?.result;
  return Array.isArray(result) ? Number(result[1]) : Number.NaN;
}

describe.runIf(here)('a Prometheus that scrapes the mock sees the rates that the mock reports', () => {
  const mock = Fastify({ forceCloseConnections: true });
  let url = '';
  let prometheus: Awaited<ReturnType<typeof startPrometheus>>;

  beforeAll(async () => {
    await mock.register(mockServer({ scenario: 'shop' }));
    url = await mock.listen({ host: '127.0.0.1', port: 0 });
    prometheus = await startPrometheus({ scrape: [{ url: `${url}/metrics` }], scrapeIntervalSeconds: 1 });
  }, 60_000);

  afterAll(async () => {
    await prometheus.stop();
    await mock.close();
  });

  it(`once it has scraped ${scrapeCount} times`, { timeout: 120_000 }, async () => {
    await expect.poll(() => scrapes(prometheus.url), { timeout: 110_000, interval: 1000 }).toBeGreaterThanOrEqual(scrapeCount);
  });

  // A scrape carries the time it was begun and the counters of the moment it was answered: on a busy machine they are up to a
  // second apart, and one such scrape bends a window of 30 s by more than the tolerance. A wrong mock disagrees at every moment.
  it.each(queries)('%s', { timeout: 120_000 }, async (query) => {
    const compare = async (): Promise<readonly string[]> => {
      const parameters = { query, time: String(Date.now() / 1000) };
      const theirs = await askApi(prometheus.url, '/api/v1/query', parameters);
      const ours = await askApi(`${url}/api/prometheus`, '/api/v1/query', parameters);
      return sampleCount(theirs) === 0 ? ['the real Prometheus has no sample'] : differences(ours, theirs, tolerance);
    };
    await expect.poll(compare, { timeout: 110_000, interval: 500 }).toEqual([]);
  });
});
