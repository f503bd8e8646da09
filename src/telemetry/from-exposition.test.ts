import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { telemetryFromExposition } from './from-exposition';

const PAIR =
  'source_workload="web",source_workload_namespace="shop",source_principal="spiffe://a",destination_workload="cart",destination_workload_namespace="shop",destination_service="cart.shop.svc.cluster.local",destination_service_name="cart",destination_service_namespace="shop"';
const requests = (count: number, more = 'response_code="200"') =>
  `istio_requests_total{reporter="source",${PAIR},request_protocol="http",${more},response_flags="-",connection_security_policy="unknown"} ${count}\n`;
const bucket = (le: string, count: number, code = '200') =>
  `istio_request_duration_milliseconds_bucket{reporter="source",${PAIR},request_protocol="http",response_code="${code}",le="${le}"} ${count}\n`;
const drop = (name: string, text: string) => ({ name, text });
const at = { atSeconds: 1_700_000_000 };
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);

function read(texts: readonly string[], secondsApart?: number) {
  const result = telemetryFromExposition(
    texts.map((text, index) => drop(`drop ${index + 1}`, text)),
    { ...at, secondsApart },
  );
  if (!result.answered) throw new Error(result.problems.map(({ message }) => message).join(' '));
  return { value: result.telemetry, problems: result.problems };
}

describe('one text', () => {
  it('is totals since the start, and says so', () => {
    const { value, problems } = read([requests(40) + requests(2, 'response_code="503"')]);
    expect(value).toMatchObject({ totals: true, windowSeconds: 1, atSeconds: 1_700_000_000 });
    expect(value.requests.map(({ responseCode, requestsPerSecond }) => [responseCode, requestsPerSecond])).toEqual([
      ['200', 40],
      ['503', 2],
    ]);
    expect(codes(problems)).toEqual(['exposition-totals']);
  });

  it('draws the proxy’s view with the builder of every other graph', () => {
    const mesh = buildMesh(read([requests(40)]).value, { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
    expect(mesh.nodes.map(({ name }) => name).sort()).toEqual(['cart', 'web']);
    expect(mesh.edges).toMatchObject([{ protocol: 'http', requestsPerSecond: 40, errorRatio: 0, reporter: 'source' }]);
  });

  it('adds up buckets of one pair over codes', () => {
    const { value } = read([bucket('100', 3) + bucket('+Inf', 4) + bucket('100', 1, '503') + bucket('+Inf', 1, '503')]);
    expect(value.latency?.[0]?.buckets).toEqual([
      { upperBoundMs: 100, perSecond: 4 },
      { upperBoundMs: Number.POSITIVE_INFINITY, perSecond: 5 },
    ]);
  });

  it('names TCP bytes from the client’s side, and reads closed and failed connections', () => {
    const metrics = [
      ['istio_tcp_received_bytes_total', 10],
      ['istio_tcp_sent_bytes_total', 20],
      ['istio_tcp_connections_closed_total', 3],
      ['istio_tcp_connections_failed_total', 1],
    ] as const;
    const { value } = read([metrics.map(([name, count]) => `${name}{reporter="source",${PAIR},response_flags="UF"} ${count}\n`).join('')]);
    expect(value.tcp.map(({ direction, bytesPerSecond }) => [direction, bytesPerSecond])).toEqual([
      ['sent', 10],
      ['received', 20],
    ]);
    expect(value.connections?.map(({ outcome, flags, connectionsPerSecond }) => [outcome, flags, connectionsPerSecond])).toEqual([
      ['closed', 'UF', 3],
      ['failed', 'UF', 1],
    ]);
  });

  it('counts what names no reporter and tells lines that cannot be read', () => {
    const { value, problems } = read([`${requests(1)}istio_requests_total{response_code="200"} 5\nistio_requests_total{ 1\n`]);
    expect(value.unplacedRows).toBe(1);
    expect(codes(problems)).toEqual(['exposition-unreadable-line', 'exposition-totals', 'rows-unplaced']);
    expect(problems[0]?.message).toMatch(/“drop 1”, line 3, column 23: expected a label name: istio_requests_total\{ 1/);
  });

  it('adds up a series that stands twice and says so', () => {
    const { value, problems } = read([requests(1) + requests(2)]);
    expect(value.requests.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([3]);
    expect(codes(problems)).toContain('exposition-summed');
  });
});

describe('two texts', () => {
  it('are rates per second', () => {
    const { value, problems } = read([requests(100) + bucket('+Inf', 100), requests(400) + bucket('+Inf', 400)], 60);
    expect(value.totals).toBeUndefined();
    expect(value.windowSeconds).toBe(60);
    expect(value.requests[0]?.requestsPerSecond).toBe(5);
    expect(value.latency?.[0]?.buckets).toEqual([{ upperBoundMs: Number.POSITIVE_INFINITY, perSecond: 5 }]);
    expect(problems).toEqual([]);
  });

  it('count a new counter from zero and keep one that stood still as idle', () => {
    const { value } = read([requests(100), requests(100) + requests(6, 'response_code="503"')], 60);
    expect(value.requests.map(({ responseCode, requestsPerSecond }) => [responseCode, requestsPerSecond])).toEqual([
      ['200', 0],
      ['503', 0.1],
    ]);
  });

  it('count from zero after a restart and say that the order may be wrong', () => {
    const { value, problems } = read([requests(100), requests(30)], 60);
    expect(value.requests[0]?.requestsPerSecond).toBe(0.5);
    expect(problems[0]).toMatchObject({ code: 'exposition-counter-resets', hint: expect.stringMatching(/wrong order/) });
  });

  it.each([undefined, 0, -5, Number.NaN])('stay counts when they are %s seconds apart', (secondsApart) => {
    const { value, problems } = read([requests(100), requests(160)], secondsApart);
    expect(value).toMatchObject({ totals: true, windowSeconds: 1 });
    expect(value.requests[0]?.requestsPerSecond).toBe(60);
    expect(codes(problems)).toEqual(['exposition-seconds-unknown']);
  });

  it('of different proxies give no rates', () => {
    const { value, problems } = read([requests(100).replaceAll('web', 'other'), requests(160)], 60);
    expect(value).toMatchObject({ totals: true });
    expect(value.requests[0]?.requestsPerSecond).toBe(160);
    expect(codes(problems)).toEqual(['exposition-different-proxies']);
  });

  it('of which one is unusable leave the other', () => {
    const { value, problems } = read(['hello', requests(7)], 60);
    expect(value).toMatchObject({ totals: true });
    expect(codes(problems)).toEqual(['exposition-no-istio', 'exposition-totals']);
  });
});

describe('texts without traffic say what they are', () => {
  it.each([
    ['', /is empty/],
    ['cluster.outbound|80||x.upstream_rq_200: 5\nserver.uptime: 12\n', /Envoy’s plain statistics/],
    ['<!doctype html><title>x</title>', /web page/],
    ['{"stats":[]}', /JSON/],
    ['hello there\n', /not exposition text/],
    [
      'envoy_server_uptime{} 5\nenvoy_server_live{} 1\n',
      /2 series of 2 metrics \(envoy_server_uptime, envoy_server_live\), but none of Istio/,
    ],
    ['istio_build{component="proxy"} 1\nenvoy_server_live{} 1\n', /no traffic: this proxy has not reported a call yet/],
  ])('%j', (text, message) => {
    const result = telemetryFromExposition([drop('x', text)], at);
    expect(!result.answered && result.problems[0]?.message).toMatch(message);
    expect(!result.answered && result.problems[0]?.hint).toBeTruthy();
  });
});
