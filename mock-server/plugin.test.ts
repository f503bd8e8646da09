import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mockServer } from './plugin';

const server = Fastify();
const at = Date.UTC(2026, 10, 20, 12) / 1000;
const world = `scenario=bookinfo;at=${at}`;
const up = '/api/prometheus/api/v1/query?query=sum(up)';

async function ask(url: string, mock = world, cookie?: string) {
  const headers = cookie === undefined ? { 'x-seamark-mock': mock } : { cookie };
  const answer = await server.inject({ url, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
}

async function post(path: string, form: Readonly<Record<string, string>>) {
  const headers = { 'x-seamark-mock': world, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await server.inject({
    method: 'POST',
    url: `/api/prometheus${path}`,
    headers,
    payload: new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function counted(query: string, mock = world): Promise<number> {
  const { text } = await ask(`/api/prometheus/api/v1/query?query=${encodeURIComponent(query)}`, mock);
  return Number(JSON.parse(text).data.result[0]?.value[1] ?? 0);
}

beforeAll(async () => {
  await server.register(mockServer({ scenario: 'bookinfo' }));
});

afterAll(async () => {
  await server.close();
});

describe('the mock server', () => {
  it('answers queries by GET and by POST alike', async () => {
    const got = JSON.parse((await ask(up)).text);
    expect(got.status).toBe('success');
    expect((await post('/api/v1/query', { query: 'sum(up)' })).body).toEqual(got);
  });

  it('answers the same question at the same moment the same', async () => {
    const query = '/api/prometheus/api/v1/query?query=istio_requests_total';
    expect((await ask(query)).text).toBe((await ask(query)).text);
  });

  it('shows no sample after its own now', async () => {
    const late = at + 3600;
    const series = `/api/prometheus/api/v1/series?match[]=up&start=${at + 60}&end=${late}`;
    expect(JSON.parse((await ask(series)).text).data).toEqual([]);
    const newest = JSON.parse((await ask(`/api/prometheus/api/v1/query?query=max(timestamp(up))&time=${at + 60}`)).text);
    expect(Number(newest.data.result[0].value[1])).toBeLessThanOrEqual(at);
  });

  it('reads the world from a cookie too', async () => {
    expect((await ask(up, '', `theme=dark; seamark_mock=${encodeURIComponent(world)}`)).text).toBe((await ask(up)).text);
  });

  it.each([
    ['/api/v1/query_range?query=up&start=0&end=20000&step=1', 400, 'exceeded maximum resolution of 11,000 points per timeseries'],
    ['/api/v1/query_range?query=up&end=1&step=1', 400, 'invalid parameter \\"start\\": cannot parse \\"\\" to a valid timestamp'],
    ['/api/v1/query_range?query=up&start=2&end=1&step=1', 400, 'end timestamp must not be before start time'],
    ['/api/v1/query_range?query=up&start=1&end=2&step=0', 400, 'zero or negative query resolution step widths are not accepted'],
    ['/api/v1/query?query=up&time=yesterday', 400, "Invalid time value for 'time'"],
    ['/api/v1/query?query=nofn(up)', 400, 'unknown function with name \\"nofn\\"'],
    ['/api/v1/query?query=up*on()up', 422, 'many-to-many matching not allowed'],
    ['/api/v1/series', 400, 'no match[] parameter provided'],
    ['/api/v1/series?match[]={}', 400, 'vector selector must contain at least one non-empty matcher'],
    ['/api/v1/label/a-b/values', 400, 'invalid label name'],
    ['/api/v1/nothing', 404, '404 page not found'],
  ])('refuses %s with %d', async (path, status, message) => {
    const answer = await ask(`/api/prometheus${path}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(message);
  });

  it('takes moments as RFC 3339 and steps as durations', async () => {
    const start = new Date(at * 1000 - 60_000).toISOString();
    const path = `/api/prometheus/api/v1/query_range?query=sum(up)&start=${start}&end=${at}&step=1m`;
    expect(JSON.parse((await ask(path)).text).data.result[0].values).toHaveLength(2);
  });

  it('lists labels, values, metadata and its build', async () => {
    expect(JSON.parse((await ask('/api/prometheus/api/v1/labels')).text).data).toContain('destination_workload');
    expect(JSON.parse((await ask('/api/prometheus/api/v1/label/reporter/values?match[]=istio_requests_total')).text).data).toContain(
      'source',
    );
    expect(JSON.parse((await ask('/api/prometheus/api/v1/metadata?metric=istio_requests_total')).text).data).toHaveProperty(
      'istio_requests_total',
    );
    expect(JSON.parse((await ask('/api/prometheus/api/v1/status/buildinfo', `${world};windows=left-closed`)).text).data.version).toMatch(
      /^2\./,
    );
    expect((await ask('/api/prometheus/-/ready')).text).toBe('Prometheus Server is Ready.\n');
  });

  it('reports the samples it read when asked to', async () => {
    const { data } = JSON.parse((await ask(`${up}&stats=all`)).text);
    expect(data.stats.samples.totalQueryableSamples).toBe(Number(data.result[0].value[1]));
  });

  it('prints an exposition and lists its scenarios beside the API', async () => {
    const metrics = await ask('/metrics?scenario=ambient');
    expect(metrics.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(metrics.text).toContain('# TYPE istio_requests_total counter');
    const listed: readonly { name: string; current: boolean }[] = JSON.parse((await ask('/mock/scenarios', 'scenario=outage')).text);
    expect(listed.map(({ name }) => name)).toContain('bookinfo');
    expect(listed.filter(({ current }) => current).map(({ name }) => name)).toEqual(['outage']);
  });

  it('tells the steps of a demonstration, and shows each as a world of its own', async () => {
    const listed: readonly { name: string; current: boolean; demonstration?: { steps: readonly { title: string; says: string }[] } }[] =
      JSON.parse((await ask('/mock/scenarios', 'scenario=canary:3')).text);
    expect(listed.filter(({ current }) => current).map(({ name }) => name)).toEqual(['canary']);
    expect(listed.find(({ name }) => name === 'canary')?.demonstration?.steps).toHaveLength(6);
    expect(listed.find(({ name }) => name === 'bookinfo')).not.toHaveProperty('demonstration');
    const share = async (scene: string): Promise<number> => {
      const rate = (labels: string) => `sum(rate(istio_requests_total{reporter="source",destination_app="checkout"${labels}}[5m]))`;
      return counted(`${rate(',destination_version="v2"')} / ${rate('')}`, `scenario=${scene}`);
    };
    expect(await share('canary:3')).toBeCloseTo(0.25, 2);
    expect(await share(`canary:3;at=${at}`)).toBeCloseTo(0.25, 2);
    // 30 s of the five minutes: 25 % of a tenth, and 5 % of nine.
    expect(await share('canary:3;age=30')).toBeCloseTo(0.07, 1);
    expect(await share('canary')).toBe(0);
  });

  it('that started at the same moment tells the same story, and another day the same past', async () => {
    const told = async (startedMs: number, nowMs: number): Promise<string> => {
      let clockMs = startedMs;
      const other = Fastify();
      await other.register(mockServer({ scenario: 'canary:4', now: () => clockMs }));
      clockMs = nowMs;
      const query = 'sum by (destination_workload, response_code) (increase(istio_requests_total{destination_app="checkout"}[10m]))';
      const span = `start=${startedMs / 1000 - 5400}&end=${startedMs / 1000}&step=300`;
      const { body } = await other.inject(`/api/prometheus/api/v1/query_range?query=${encodeURIComponent(query)}&${span}`);
      await other.close();
      return body;
    };
    const first = await told(at * 1000, at * 1000);
    expect(JSON.parse(first).data.result.length).toBeGreaterThan(2);
    expect(await told(at * 1000, at * 1000)).toBe(first);
    expect(await told(at * 1000, (at + 86_400) * 1000)).toBe(first);
  });

  it('forgets what a source does not keep', async () => {
    const samples = (keeps: string): Promise<number> => counted('count_over_time(up[1d]) > 5000', `${world};${keeps}`);
    expect(await samples('keeps=2d')).toBeGreaterThan(5700);
    expect(await samples('keeps=1h')).toBe(0);
    expect(await counted('max(count_over_time(up[1d]))', `${world};keeps=1h`)).toBe(240);
  });

  it('takes changes under /mock/ only, and forgets them when told to', async () => {
    const log = () => ask('/mock/changes').then(({ text }) => JSON.parse(text));
    const change = { kind: 'route-weight', atMs: 0, value: { host: 'reviews', weights: { v1: 1 } } };
    expect((await server.inject({ method: 'POST', url: '/mock/changes', payload: change })).statusCode).toBe(201);
    expect(await log()).toEqual([change]);
    const v3 = 'sum(rate(istio_requests_total{destination_workload="reviews-v3"}[5m]))';
    const during = await counted(v3);
    expect((await server.inject({ method: 'POST', url: '/mock/changes', payload: { value: 1 } })).statusCode).toBe(400);
    expect((await server.inject({ method: 'DELETE', url: '/mock/changes' })).statusCode).toBe(204);
    expect(await log()).toEqual([]);
    expect(during).toBe(0);
    expect(await counted(v3)).toBeGreaterThan(0);
  });

  it.each([
    'scenario=atlantis',
    'seed=x',
    'fault=earthquake',
    'fault=status:200',
    'nonsense',
    'services=1000000',
    'scenario=canary:7',
    'scenario=bookinfo:1',
    'keeps=7',
    'age=soon',
  ])('does not guess at %s', async (selection) => {
    const answer = await ask(up, selection);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).errorType).toBe('bad_data');
  });
});

describe('faults', () => {
  it.each([
    ['status:503', 503, 'Service Unavailable'],
    ['status:429', 429, 'Too Many Requests'],
    ['status', 500, '"errorType":"internal"'],
    ['unauthorized', 401, 'Unauthorized'],
    ['forbidden', 403, 'Forbidden'],
    ['html', 200, '<form method="post"'],
    ['redirect-login', 302, '/mock/login'],
    ['proxy-error', 502, 'nginx'],
    ['empty', 200, '"result":[]'],
    ['nan', 200, '"NaN"'],
    ['warnings', 200, '"warnings":["partial response'],
    ['latency:5', 200, '"status":"success"'],
    ['drip:1', 200, '"status":"success"'],
  ])('%s answers %d', async (fault, status, text) => {
    const answer = await ask(up, `${world};fault=${fault}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  it('cuts JSON in half', async () => {
    const whole = (await ask(up)).text;
    expect((await ask(up, `${world};fault=truncated`)).text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('drips the same bytes', async () => {
    expect((await ask(up, `${world};fault=drip:1`)).text).toBe((await ask(up)).text);
  });

  it('says when to come back after 429', async () => {
    expect((await ask(up, 'fault=status:429')).headers['retry-after']).toBe('2');
  });

  it('sends a wrong Date', async () => {
    const { headers } = await ask(up, 'fault=skew:86400');
    expect(Date.parse(String(headers.date)) - Date.now()).toBeGreaterThan(80_000_000);
  });

  it('spares queries that do not contain the text behind the @', async () => {
    expect((await ask(up, `${world};fault=status:503@istio_tcp`)).status).toBe(200);
    expect((await ask(up, `${world};fault=status:503@sum(up`)).status).toBe(503);
  });

  it('drops the connection', async () => {
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    await expect(fetch(`${address}${up}`, { headers: { 'x-seamark-mock': 'fault=refused' } })).rejects.toThrow('fetch failed');
  });
});
