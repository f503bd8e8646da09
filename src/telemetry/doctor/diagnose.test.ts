import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPrometheus } from '../../../scripts/real-prometheus';
import { runnable } from '../../../scripts/runnable';
import { createPrometheusClient } from '../../prometheus/http-client';
import { diagnose } from './diagnose';
import { takeEvidence } from './evidence';
import { LABELS } from './labels';

const AT_SECONDS = 1_700_000_000;

interface Gaps {
  readonly metrics?: readonly string[];
  readonly labels?: readonly string[];
  readonly reporters?: readonly string[];
  /** Seconds before the moment at which scraping stopped. */
  readonly stoppedSeconds?: number;
  readonly still?: true;
  readonly intervalSeconds?: number;
}

/** Ten minutes of one call between two sidecars, HTTP and TCP, as a Prometheus keeps it. One Prometheus holds many meshes: each has a prefix. */
function meshText(
  prefix: string,
  { metrics = [], labels = [], reporters = [], stoppedSeconds = 0, still, intervalSeconds = 15 }: Gaps,
): string {
  const base = Object.fromEntries(LABELS.map(({ name }) => [name, name.endsWith('revision') ? 'v1' : 'some']));
  const http = { ...base, request_protocol: 'http', response_code: '200', response_flags: '-' };
  const named = [
    ['istio_requests_total', http],
    ['istio_request_duration_milliseconds_bucket', { ...http, le: '5' }],
    ['istio_request_duration_milliseconds_bucket', { ...http, le: '+Inf' }],
    ['istio_request_duration_milliseconds_count', http],
    ['istio_tcp_sent_bytes_total', { ...base, request_protocol: 'tcp' }],
    ['istio_tcp_received_bytes_total', { ...base, request_protocol: 'tcp' }],
    ['istio_tcp_connections_closed_total', { ...base, request_protocol: 'tcp' }],
  ] as const;
  const lines: string[] = [];
  for (const [metric, own] of named) {
    if (metrics.includes(metric)) continue;
    for (const reporter of ['source', 'destination'].filter((one) => !reporters.includes(one))) {
      const all = { ...own, reporter, connection_security_policy: reporter === 'source' ? 'unknown' : 'mutual_tls', job: 'proxies' };
      const kept = Object.entries(all).filter(([name]) => !labels.includes(name));
      const text = kept.map(([name, value]) => `${name}="${value}"`).join(',');
      for (let before = 600; before >= stoppedSeconds; before -= intervalSeconds) {
        lines.push(`${prefix}${metric}{${text}} ${still === true ? 100 : 10_000 - before} ${AT_SECONDS - before}\n`);
      }
    }
  }
  return lines.join('');
}

const MESHES: Readonly<Record<string, Gaps>> = {
  whole: {},
  no_latency: { metrics: ['istio_request_duration_milliseconds_bucket', 'istio_request_duration_milliseconds_count'] },
  no_buckets: { metrics: ['istio_request_duration_milliseconds_bucket'] },
  only_tcp: {
    metrics: ['istio_requests_total', 'istio_request_duration_milliseconds_bucket', 'istio_request_duration_milliseconds_count'],
  },
  only_http: { metrics: ['istio_tcp_sent_bytes_total', 'istio_tcp_received_bytes_total', 'istio_tcp_connections_closed_total'] },
  no_received: { metrics: ['istio_tcp_received_bytes_total'] },
  no_connections: { metrics: ['istio_tcp_connections_closed_total'] },
  no_servers: { reporters: ['destination'] },
  no_callers: { reporters: ['source'] },
  no_flags: { labels: ['response_flags'] },
  no_policy: { labels: ['connection_security_policy'] },
  no_principals: { labels: ['source_principal', 'destination_principal'] },
  no_job: { labels: ['job'] },
  stopped: { stoppedSeconds: 180 },
  standing: { still: true },
  slow: { intervalSeconds: 60 },
};

if (!runnable('prometheus')) {
  describe('the telemetry doctor (NOT RUN: no Prometheus was found)', () => {
    it('is left out only outside CI', () => expect(process.env.CI).not.toBe('true'));
  });
}

describe.runIf(runnable('prometheus'))('the telemetry doctor, on a real Prometheus', () => {
  let server: Awaited<ReturnType<typeof startPrometheus>>;
  const targets = [
    ['proxies', 'a', 1],
    ['proxies', 'b', 0],
    ['node', 'c', 0],
  ] as const;

  beforeAll(async () => {
    const up = targets.map(([job, instance, value]) => `up{job="${job}",instance="${instance}"} ${value} ${AT_SECONDS}\n`);
    const meshes = Object.entries(MESHES).map(([name, gaps]) => meshText(`${name}:`, gaps));
    server = await startPrometheus({ openMetrics: [...meshes, ...up].join('') });
  });
  afterAll(() => server.stop());

  async function diagnosisOf(mesh: string, windowSeconds = 300, atSeconds = AT_SECONDS) {
    const client = createPrometheusClient({ baseUrl: server.url, fetch, now: Date.now });
    const ask = async (promql: string) => {
      const answer = await client.instant(promql, { atSeconds });
      return answer.ok ? { ok: true as const, value: answer.value.data } : answer;
    };
    return diagnose(await takeEvidence(ask, { windowSeconds, metricPrefix: `${mesh}:` }));
  }

  it('asks every query without an error', async () => {
    expect((await diagnosisOf('whole')).problems).toEqual([]);
  });

  it('finds everything in a whole mesh but the target that is down', async () => {
    const { results } = await diagnosisOf('whole');
    expect(results.map(({ id, state }) => `${state} ${id}`)).toEqual([
      'partial scrape-jobs',
      ...['requests', 'freshness', 'traffic', 'reporters', 'server-side', 'labels', 'latency', 'tcp', 'scrape-interval'].map(
        (id) => `good ${id}`,
      ),
    ]);
    const says = (id: string) => results.find((result) => result.id === id)?.says;
    // Two reporters, one call each of HTTP and of TCP.
    expect(says('requests')).toBe('2 series of whole:istio_requests_total.');
    expect(says('reporters')).toBe('2 series by source, 2 by destination, 0 by waypoint.');
    expect(says('tcp')).toBe('4 series of bytes, 2 of closed connections.');
    expect(says('labels')).toBe('20 of 20 labels are there.');
    expect(says('scrape-jobs')).toBe('1 target of proxies cannot be scraped; 1 can.');
    expect(says('scrape-interval')).toContain('About 15s');
  });

  it.each<[string, string, RegExp, RegExp]>([
    ['no_latency', 'missing latency', /switched off or dropped/, /metric: REQUEST_DURATION/],
    ['no_buckets', 'missing latency', /no buckets/, /action: drop/],
    ['only_tcp', 'partial requests', /no only_tcp:istio_requests_total, but 2 series of TCP/, /metric: REQUEST_COUNT/],
    ['only_http', 'unknown tcp', /no TCP series/, /^/],
    ['no_received', 'missing tcp', /no no_received:istio_tcp_received_bytes_total/, /TCP_RECEIVED_BYTES/],
    ['no_connections', 'missing tcp-connections', /4 series of bytes, but no/, /TCP_CLOSED_CONNECTIONS/],
    ['no_servers', 'missing reporters-destination', /Neither a destination nor a waypoint/, /mode: SERVER/],
    ['no_callers', 'missing reporters-source', /No proxy reports as source/, /mode: CLIENT\n/],
    ['no_flags', 'missing label-response_flags', /No series carries a known response_flags/, /labeldrop/],
    ['no_policy', 'missing label-connection_security_policy', /connection_security_policy/, /connection_security_policy:/],
    ['no_principals', 'unknown label-source_principal', /removed, or nothing that has one flows/, /labeldrop/],
    ['no_job', 'unknown scrape-jobs', /carry no job label/, /^/],
    ['stopped', 'partial freshness', /3m older than this moment/, /^/],
    ['standing', 'partial traffic', /none of them moved in the last 5m/, /^/],
    ['nothing', 'missing requests', /has no nothing:istio_requests_total.*it scrapes node and proxies/, /job_name: ztunnel/],
  ])('%s: %s', async (mesh, told, says, remedy) => {
    const { results, problems } = await diagnosisOf(mesh);
    expect(problems).toEqual([]);
    const found = results.find(({ id, state }) => `${state} ${id}` === told);
    expect(found?.says).toMatch(says);
    expect((found?.remedies ?? []).map((one) => one.snippet?.text ?? '').join('\n')).toMatch(remedy);
    expect(found?.queries.length).toBeGreaterThan(0);
    if (found?.state === 'missing') expect(found.hides).toBeDefined();
  });

  it('blames no label that only a missing reporter could carry', async () => {
    expect((await diagnosisOf('no_servers')).results.map(({ id }) => id)).not.toContain('label-connection_security_policy');
  });

  it('says nothing of what rests on traffic where there is none', async () => {
    expect((await diagnosisOf('nothing')).results.map(({ id }) => id)).toEqual(['requests']);
  });

  it('measures the window against the scrape interval', async () => {
    const { results } = await diagnosisOf('slow', 120);
    expect(results.find(({ id }) => id === 'scrape-interval')).toMatchObject({
      state: 'partial',
      says: expect.stringContaining('About 1m'),
    });
    expect((await diagnosisOf('slow', 300)).results.find(({ id }) => id === 'scrape-interval')?.state).toBe('good');
  });
});

it('a query that fails makes its checks unknown, and the others stand', async () => {
  const problem = { code: 'x', severity: 'error', message: 'Prometheus refused.' } as const;
  const evidence = await takeEvidence(async () => ({ ok: false, error: problem }), { windowSeconds: 300 });
  const { results, problems } = diagnose(evidence);
  expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['unknown']));
  expect(results[0]?.says).toContain('Prometheus refused.');
  expect(problems).toEqual([problem]);
});
