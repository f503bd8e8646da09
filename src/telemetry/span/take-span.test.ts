import { describe, expect, it } from 'vitest';
import { createPrometheusClient } from '../../prometheus/http-client';
import { createKnownEnds } from '../families/known-ends';
import { type SpanTaken, takeSpan } from './take-span';
import { telemetryAt } from './telemetry-at';

const FROM = 1_700_000_000;
const HOUR = 3600;
const call = (to: string, more: Readonly<Record<string, string>> = {}) => ({
  reporter: 'source',
  source_workload: 'web',
  source_workload_namespace: 'shop',
  destination_workload: to,
  destination_workload_namespace: 'shop',
  request_protocol: 'http',
  response_code: '200',
  ...more,
});

interface Asked {
  readonly query: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

type Reply = Response | readonly { readonly metric: object; readonly at: (index: number) => number | string | undefined }[];

/** A Prometheus whose range answers are made moment by moment; instant questions are answered with nothing. */
function source(reply: (asked: Asked) => Reply) {
  const asked: Asked[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    init.signal?.throwIfAborted();
    const body = init.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(body.get(name))) as [number, number, number];
    if (!body.has('start')) return Response.json({ status: 'success', data: { resultType: 'vector', result: [] } });
    const question = { query: body.get('query') ?? '', start, end, step };
    asked.push(question);
    const answer = reply(question);
    if (answer instanceof Response) return answer;
    const result = answer.map(({ metric, at }) => ({
      metric,
      values: Array.from({ length: Math.floor((end - start) / step) + 1 }, (__, index) => start + index * step).flatMap((seconds) => {
        const value = at(Math.round((seconds - FROM) / step));
        return value === undefined ? [] : [[seconds, String(value)]];
      }),
    }));
    return Response.json({ status: 'success', data: { resultType: 'matrix', result } });
  };
  return { client: createPrometheusClient({ baseUrl: 'http://prometheus', fetch, now: () => 0 }), asked };
}

const isRequests = ({ query }: Asked) => query.startsWith('sum by (reporter');
const tooMany = () =>
  Response.json({ status: 'error', errorType: 'execution', error: 'query processing would load too many samples' }, { status: 422 });

async function take(
  client: ReturnType<typeof source>['client'],
  more: { readonly mostValues?: number; readonly signal?: AbortSignal } = {},
) {
  const stages: SpanTaken[] = [];
  const taken = await takeSpan(
    client,
    {
      fromSeconds: FROM,
      toSeconds: FROM + HOUR,
      windowSeconds: 300,
      namespaces: [],
      showIdle: false,
      signal: new AbortController().signal,
      ends: createKnownEnds(),
      quantileGrouping: () => 'app',
      ...more,
    },
    (stage) => stages.push(stage),
  );
  return { ...taken, stages };
}

describe('taking a span', () => {
  it('asks in two halves what the server finds too much, three requests in all, and puts the halves together', async () => {
    const { client, asked } = source((one) => {
      if (!isRequests(one)) return [];
      if (one.end - one.start === HOUR) return tooMany();
      return [{ metric: call('cart'), at: (index) => index + 1 }];
    });
    const { taken } = await take(client);
    expect(asked.filter(isRequests).map(({ start, end }) => [start - FROM, end - FROM])).toEqual([
      [0, HOUR],
      [0, 1800],
      [1815, HOUR],
    ]);
    expect(taken?.span?.requests).toHaveLength(1);
    expect([...(taken?.span?.requests[0]?.values ?? [])]).toEqual(Array.from({ length: 241 }, (_, index) => index + 1));
    expect(taken?.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('asks in parts from the start what is known to be large', async () => {
    // 20,000 series × 241 moments are 4.8 million values; with a quarter to spare only 160 moments fit, so steps are 30 s: 2.4 million, two parts.
    const { client, asked } = source((one) =>
      one.query.startsWith('label_replace(count(') ? [{ metric: { family: 'requests' }, at: () => 20_000 }] : [],
    );
    const { taken } = await take(client);
    expect(taken?.grid.stepSeconds).toBe(30);
    expect(asked.filter(isRequests)).toHaveLength(2);
    expect(taken?.problems.map(({ code }) => code)).toEqual(['span-step-coarser']);
  });

  it('lets a family that fails be missing, with its reason, and shows the rest', async () => {
    const { client } = source((one) => {
      if (one.query.includes('istio_tcp_sent')) return new Response('no', { status: 500 });
      return isRequests(one) ? [{ metric: call('cart'), at: () => 2 }] : [];
    });
    const { taken, stages } = await take(client);
    expect(stages.map(({ stage }) => stage)).toEqual(['strip', 'rates']);
    expect(telemetryAt(taken!.span!, 7)).toMatchObject({ requests: [{ requestsPerSecond: 2 }], tcp: [], bytesUnknown: true });
    expect(taken?.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { message: expect.stringMatching(/^span-size, tcp: /) },
    ]);
  });

  it('shows no moment without its requests where the server refuses them: what flowed would look as if it had stopped', async () => {
    const { client, asked } = source((one) => {
      if (isRequests(one) && one.query.includes('istio_requests_total')) return tooMany();
      return one.query.includes('istio_tcp_') ? [{ metric: { ...call('cart'), direction: 'sent' }, at: () => 2 }] : [];
    });
    const { taken, stages } = await take(client);
    expect(taken?.span).toBeUndefined();
    expect(stages.map(({ stage }) => stage)).toEqual(['strip']);
    // Whole, and once more in halves, of which the first is refused.
    expect(asked.filter((one) => isRequests(one) && one.query.includes('istio_requests_total'))).toHaveLength(2);
    expect(taken?.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { message: expect.stringMatching(/^requests: /) },
    ]);
  });

  it('reads what makes no sense as unplaced, moment by moment, and says so once', async () => {
    const { client } = source((one) =>
      isRequests(one)
        ? [
            { metric: call('cart'), at: (index) => (index === 3 ? 'NaN' : 1) },
            { metric: { ...call('cart'), reporter: '💥', __proto__: 'x' }, at: (index) => (index < 2 ? 1 : undefined) },
          ]
        : [],
    );
    const { taken } = await take(client);
    expect([0, 1, 2, 3, 4].map((index) => telemetryAt(taken!.span!, index).unplacedRows)).toEqual([1, 1, 0, 1, 0]);
    expect(taken?.problems.filter(({ code }) => code === 'rows-unplaced')).toMatchObject([
      { message: expect.stringContaining('2 series') },
    ]);
  });

  it('never holds more than it may: a family with more series than were counted is missing, with what to do', async () => {
    const { client } = source((one) =>
      isRequests(one) ? Array.from({ length: 30 }, (_, index) => ({ metric: call(`service-${index}`), at: () => 1 })) : [],
    );
    const { taken } = await take(client, { mostValues: 241 * 20 });
    expect(taken?.span).toBeUndefined();
    expect(taken?.problems.find(({ message }) => message.includes('requests'))).toMatchObject({
      code: 'span-family-too-large',
      hint: 'Narrow the timeline or the scope.',
    });
  });

  it('leaves percentiles out where they alone are too many, and says where they are to be had', async () => {
    const { client, asked } = source((one) =>
      isRequests(one)
        ? Array.from({ length: 8 }, (_, index) => ({
            metric: call('cart', { destination_canonical_service: `app-${index}` }),
            at: () => 1,
          }))
        : [],
    );
    // 8 series × 241 moments fit, 8 pairs × 3 quantiles do not.
    const { taken } = await take(client, { mostValues: 241 * 20 });
    expect(asked.some(({ query }) => query.includes('histogram_quantile(0.5'))).toBe(false);
    expect(taken?.problems.map(({ code }) => code)).toContain('span-latency-left-out');
  });

  it('says one reason when nobody answers, and shows nothing', async () => {
    const { client } = source(() => new Response('no', { status: 500 }));
    const { taken, stages } = await take(client);
    expect(taken?.span).toBeUndefined();
    expect(stages.map(({ stage }) => stage)).toEqual(['strip']);
    expect(taken?.problems.map(({ code }) => code)).toEqual(['prometheus-server-error']);
  });

  it('asks nothing more once it is aborted', async () => {
    const controller = new AbortController();
    const { client, asked } = source(() => {
      controller.abort();
      return [];
    });
    const { stages } = await take(client, { signal: controller.signal });
    expect(asked).toHaveLength(1);
    expect(stages).toEqual([]);
  });
});
