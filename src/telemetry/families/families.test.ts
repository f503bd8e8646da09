import { describe, expect, it } from 'vitest';
import type { InstantSample } from '../../prometheus/client-types';
import { metricNames } from '../metric-names';
import { connectionsFamily } from './connections';
import type { Family, FamilyContext } from './family';
import { destinationLatencyFamily, latencyFamily } from './latency';
import { quantilesFamily } from './quantiles';
import { requestsFamily } from './requests';
import { scrapeIntervalFamily } from './scrape-interval';
import { tcpFamily } from './tcp';
import { waypointsFamily } from './waypoints';

const context: FamilyContext = { windowSeconds: 300, namespaces: [], names: metricNames(), showIdle: false };
const sample = (labels: Readonly<Record<string, string>>, value: number): InstantSample => ({ labels, value, timestampSeconds: 0 });

const FAMILIES: readonly Family<unknown>[] = [
  requestsFamily,
  tcpFamily,
  latencyFamily,
  destinationLatencyFamily,
  connectionsFamily,
  waypointsFamily,
  scrapeIntervalFamily,
  quantilesFamily('app', { native: false }),
  quantilesFamily('workload', { native: true }),
];

describe('every family', () => {
  it.each(FAMILIES.map((family) => [family.id, family] as const))(
    '%s: is one query however many namespaces are in scope, with balanced brackets',
    (_id, family) => {
      const namespaces = Array.from({ length: 500 }, (_, index) => `team-${index}`);
      for (const promql of [family.promql(context), family.promql({ ...context, namespaces })]) {
        for (const [open, close] of ['()', '{}', '[]'].map((pair) => [...pair] as [string, string])) {
          const outsideStrings = promql.replace(/"(\\.|[^"\\])*"/g, '');
          expect(outsideStrings.split(open).length).toBe(outsideStrings.split(close).length);
        }
      }
    },
  );

  it.each(FAMILIES.map((family) => [family.id, family] as const))('%s: asks renamed metrics by their prefix', (_id, family) => {
    const promql = family.promql({ ...context, names: metricNames('workload:') });
    expect(promql).toContain('workload:istio_');
    expect(promql.replaceAll('workload:istio_', '')).not.toContain('istio_');
  });

  it.each(FAMILIES.map((family) => [family.id, family] as const))('%s: survives answers that make no sense', (_id, family) => {
    const senseless = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0].map((value) =>
      sample({ __proto__: 'x', le: '__proto__', reporter: '💥' }, value),
    );
    expect(() => family.parse(senseless)).not.toThrow();
  });
});

describe('requests', () => {
  it('asks for traffic only, and for idle edges too when they are wanted', () => {
    expect(requestsFamily.promql(context)).toMatch(/\(rate\(istio_requests_total\[5m\]\)\) > 0$/);
    expect(requestsFamily.promql({ ...context, showIdle: true })).toMatch(/\)\)$/);
  });

  it('a namespace with regular-expression signs is taken literally', () => {
    expect(requestsFamily.promql({ ...context, namespaces: ['a.b', 'c"d'] })).toContain('source_workload_namespace=~"a\\\\.b|c\\"d"');
  });

  it('counts what has no reporter or no finite rate, and says so', () => {
    const { value, unplaced, problems } = requestsFamily.parse([
      sample({ reporter: 'source', response_code: '200', request_protocol: 'grpc', grpc_response_status: '0' }, 2),
      sample({ response_code: '200' }, 2),
      sample({ reporter: 'source' }, Number.NaN),
      sample({ reporter: 'source' }, -3),
    ]);
    expect(value).toEqual([
      {
        reporter: 'source',
        source: {},
        destination: {},
        protocol: 'grpc',
        responseCode: '200',
        grpcStatus: '0',
        flags: '-',
        securityPolicy: 'absent',
        requestsPerSecond: 2,
      },
    ]);
    expect(unplaced).toBe(3);
    expect(problems).toMatchObject([{ code: 'rows-unplaced', message: expect.stringContaining('3 series') }]);
  });
});

describe('tcp', () => {
  it('names directions from the client: what the server received is what the client sent', () => {
    expect(tcpFamily.promql(context)).toMatch(
      /istio_tcp_received_bytes_total.*"direction", "sent".* or .*istio_tcp_sent_bytes_total.*"direction", "received"/,
    );
  });
});

describe('latency', () => {
  it('gathers buckets by bound as a number: "1" (v2) and "1.0" (v3) are one bound, +Inf the last', () => {
    const labels = { reporter: 'source', request_protocol: 'http', source_workload: 'web' };
    const { value } = latencyFamily.parse([
      sample({ ...labels, le: '+Inf' }, 3),
      sample({ ...labels, le: '10.0' }, 2),
      sample({ ...labels, le: '1' }, 1),
      sample({ ...labels, source_workload: 'other', le: '1.0' }, 5),
    ]);
    expect(value.map(({ source, buckets }) => [source.workload, buckets])).toEqual([
      [
        'web',
        [
          { upperBoundMs: 1, perSecond: 1 },
          { upperBoundMs: 10, perSecond: 2 },
          { upperBoundMs: Number.POSITIVE_INFINITY, perSecond: 3 },
        ],
      ],
      ['other', [{ upperBoundMs: 1, perSecond: 5 }]],
    ]);
  });

  it('label values that contain each other’s separators stay two pairs', () => {
    const bucket = (source_workload: string, source_canonical_service: string) =>
      sample({ reporter: 'source', le: '+Inf', source_workload, source_canonical_service }, 1);
    expect(latencyFamily.parse([bucket('1:a', 'b'), bucket('1', ':ab'), bucket('a;', 'b'), bucket('a', ';b')]).value).toHaveLength(4);
  });
});

describe('quantiles by the server', () => {
  it('NaN, a pair without traffic, is no row and no problem', () => {
    const parsed = quantilesFamily('app', { native: false }).parse([
      sample({ reporter: 'source', quantile: '0.99' }, Number.NaN),
      sample({ reporter: 'source', quantile: '0.99' }, 240),
    ]);
    expect(parsed.value).toMatchObject([{ quantile: 0.99, milliseconds: 240 }]);
    expect(parsed.problems).toEqual([]);
  });

  it('native histograms are asked without buckets', () => {
    const promql = quantilesFamily('app', { native: true }).promql(context);
    expect(promql).not.toContain('_bucket');
    expect(promql).not.toContain('(le');
  });
});

describe('scrape interval', () => {
  // 5 minutes hold 20 samples of a 15 s interval, 21 when both ends are hit (Prometheus 2)
  it.each([
    [300 / 20, 15],
    [300 / 21, 15],
    [300 / 5, 60],
    [300 / 6, 60],
    [300 / 11, 30],
    [300 / 300, 1],
    [300 / 1, 300],
  ])('%d seconds measured are %d', (measured, interval) =>
    expect(scrapeIntervalFamily.parse([sample({}, measured)]).value).toEqual([interval]),
  );

  it.each([[[]], [[sample({}, Number.NaN)]], [[sample({}, Number.POSITIVE_INFINITY)]]])('nothing to count is no interval', (samples) =>
    expect(scrapeIntervalFamily.parse(samples).value).toEqual([]),
  );
});
