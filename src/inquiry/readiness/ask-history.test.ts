import { describe, expect, it } from 'vitest';
import { createPrometheusClient } from '../../prometheus/http-client';
import { askHistory } from './ask-history';
import { spanBefore } from './span';

const TO = 1_700_000_000;
const DAY = 86_400;
const HOUR = 3600;

type Asked = { readonly query: string; readonly end: number; readonly start: number };

const answer = (result: readonly unknown[], more: Record<string, unknown> = {}) =>
  new Response(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result }, ...more }), {
    headers: { 'content-type': 'application/json' },
  });
const series = (metric: Record<string, string>, { start, end }: Asked, value = '1') => {
  const values: [number, string][] = [];
  for (let at = start; at <= end; at += HOUR) values.push([at, value]);
  return { metric, values };
};
const row = {
  reporter: 'destination',
  destination_workload_namespace: 'shop',
  destination_workload: 'cart',
  connection_security_policy: 'none',
  part: 'rise',
};
/** Something of Istio at every moment, one plaintext request an hour. */
const usual = (asked: Asked) =>
  answer(
    asked.query.includes('"side"') ? [series({ side: 'any' }, asked)] : asked.query.includes('requests_total') ? [series(row, asked)] : [],
  );

function ask(spanSeconds: number, reply: (asked: Asked) => Response = usual) {
  const client = createPrometheusClient({
    baseUrl: 'http://prometheus.example',
    fetch: async (_, init) => {
      const form = new URLSearchParams(String(init?.body));
      return reply({ query: form.get('query') ?? '', start: Number(form.get('start')), end: Number(form.get('end')) });
    },
  });
  return askHistory(client, {
    span: spanBefore(TO, spanSeconds),
    namespaces: ['shop'],
    signal: new AbortController().signal,
    progress: () => {},
  });
}

describe('asking a span', () => {
  it('asks each hour once, whatever the number of days', async () => {
    for (const days of [1, 2, 7]) expect((await ask(days * DAY)).rows[0]?.requests).toBe(days * 24);
  });

  it('a day that fails hides that day alone, and says which', async () => {
    const history = await ask(3 * DAY, (asked) =>
      asked.end === TO - DAY && asked.query.includes('istio_requests_total{reporter!') ? new Response('{}', { status: 503 }) : usual(asked),
    );
    expect(history.rows[0]).toMatchObject({ requests: 48, lastSeenSeconds: TO });
    const failed = history.queries.filter((query) => query.failed !== undefined);
    expect(failed).toEqual([expect.objectContaining({ id: 'requests', toSeconds: TO - DAY })]);
    expect(history.queries).toHaveLength(12);
  });

  it('asks for rows where it could not be told whether there is anything', async () => {
    const history = await ask(DAY, (asked) => (asked.query.includes('"side"') ? new Response('{}', { status: 503 }) : usual(asked)));
    expect(history.rows[0]?.requests).toBe(24);
    expect(history.keptFromSeconds).toBeUndefined();
  });

  it('a counter that appears counts, unless the source has nothing of the hour before', async () => {
    const appearing = (asked: Asked, hole: number) =>
      asked.query.includes('"side"')
        ? answer([{ metric: { side: 'any' }, values: series({}, asked).values.filter(([at]) => at !== hole) }])
        : answer(asked.query.includes('requests_total') ? [{ metric: { ...row, part: 'start' }, values: [[TO - 5 * HOUR, '7']] }] : []);
    const whole = await ask(DAY, (asked) => appearing(asked, 0));
    expect(whole.rows[0]).toMatchObject({ requests: 7, lastSeenSeconds: TO - 5 * HOUR });
    const holed = await ask(DAY, (asked) => appearing(asked, TO - 6 * HOUR));
    expect(holed.rows).toEqual([]);
    expect(holed.emptySteps).toBe(1);
  });

  it('an answer that is too large is cut, and says so', async () => {
    const many = Array.from({ length: 20_001 }, (_, at) => ({ metric: { ...row, source_workload: `w${at}` }, values: [[TO, '1']] }));
    const history = await ask(HOUR, (asked) => (asked.query.includes('istio_requests_total{reporter!') ? answer(many) : usual(asked)));
    expect(history.cut.map(({ id }) => id)).toEqual(['requests']);
    expect(history.rows).toHaveLength(20_000);
  });

  it('what the server warns of is kept, once', async () => {
    const history = await ask(2 * DAY, (asked) => answer([series({ side: 'any' }, asked)], { warnings: ['a store did not answer'] }));
    expect(history.problems.map(({ message }) => message).filter((text) => text.includes('Who was measured'))).toHaveLength(1);
  });

  it.each([
    [3600, 600, 1, 3600],
    [6 * HOUR, 600, 1, 6 * HOUR],
    [6 * HOUR + 1, HOUR, 1, 7 * HOUR],
    [DAY, HOUR, 1, DAY],
    [DAY + 1, HOUR, 2, DAY + HOUR],
    [30 * DAY, HOUR, 30, 30 * DAY],
    [1, 600, 1, HOUR],
    [90 * DAY, HOUR, 30, 30 * DAY],
  ])('%d s: steps of %d s in %d chunks, %d s long', (wanted, stepSeconds, chunks, seconds) => {
    const span = spanBefore(TO + 0.7, wanted);
    expect(span).toMatchObject({ stepSeconds, toSeconds: TO, fromSeconds: TO - seconds });
    expect(span.chunks).toHaveLength(chunks);
    expect(span.chunks.at(-1)?.fromSeconds).toBe(span.fromSeconds);
  });
});
