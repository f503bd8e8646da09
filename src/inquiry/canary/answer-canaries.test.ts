/** Reports from evidence: what is counted, what is lost, what is said when something is missing. Rates times 300 s are the counts. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../lib/problem';
import { err, ok } from '../../lib/result';
import type { PrometheusClient } from '../../prometheus/client-types';
import type { RequestRow, Telemetry } from '../../telemetry/rows';
import { mesh } from '../../testing/mesh-notation';
import { policyYaml } from '../../testing/policy-yaml';
import { answerCanaries } from './answer-canaries';
import { BASE, evidenceOf, route, SUBSETS, TRAFFIC } from './evidence.testing';
import type { CanaryAnswer, CanaryQuestion, CanaryReport } from './model';

const COST = { milliseconds: 1, series: 0, bytes: 0 };
const answered = <T>(data: T) => Promise.resolve(ok({ data, warnings: [], infos: [], cost: COST }));
/** Answers every query with nothing. */
const silent: PrometheusClient = {
  instant: () => answered([]),
  readInstant: (_, __, start) => answered(start().result()),
  range: () => answered([]),
  readRange: (_, __, start) => answered(start().result()),
  series: () => answered([]),
  labelNames: () => answered([]),
  labelValues: () => answered([]),
  buildInfo: () => answered({}),
};
const down: Problem = { code: 'prometheus-down', severity: 'error', message: 'Nobody answers.' };
const broken: PrometheusClient = { ...silent, readInstant: () => Promise.resolve(err(down)), range: () => Promise.resolve(err(down)) };

const ask = (telemetry: Telemetry, texts: readonly string[], question: CanaryQuestion = {}, client = silent): Promise<CanaryAnswer> =>
  answerCanaries(question, {
    client,
    evidence: evidenceOf(telemetry, BASE, ...texts),
    metricPrefix: undefined,
    signal: new AbortController().signal,
    progress: () => {},
  });
const reportOf = async (telemetry: Telemetry, ...texts: readonly string[]): Promise<CanaryReport> => {
  const { reports } = await ask(telemetry, texts.length > 0 ? texts : [route(90, 10), SUBSETS]);
  expect(reports).toHaveLength(1);
  return reports[0] as CanaryReport;
};
const lines = (...calls: readonly string[]) => mesh(calls.join('\n'));
/** Rows of calls that never reached a workload. */
const unreached = (flags: string, perSecond: number, responseCode = '503'): readonly RequestRow[] =>
  lines(`shop/web -> shop/cart:v1 ${perSecond}rps by:source`).requests.map((row) => {
    const { workload: _, version: __, app: ___, ...destination } = row.destination;
    return { ...row, destination, flags, responseCode };
  });
const withLost = (flags: string, perSecond: number): Telemetry => ({
  ...TRAFFIC,
  requests: [...TRAFFIC.requests, ...unreached(flags, perSecond)],
});

describe('a report', () => {
  it('counts what the client reports, once: 9 and 1 requests/s of 300 s', async () => {
    const report = await reportOf(TRAFFIC);
    expect(report.versions.map(({ name, count, share }) => [name, count, share])).toEqual([
      ['v1', 2700, 0.9],
      ['v2', 300, 0.1],
    ]);
    expect(report.versions.map(({ workloads }) => workloads.map(({ name }) => name))).toEqual([['cart-v1'], ['cart-v2']]);
    expect(report.calls.map(({ edge, version }) => [edge, version])).toEqual([
      ['workload/east/shop/web>workload/east/shop/cart-v1>http', report.versions[0]?.id],
      ['workload/east/shop/web>workload/east/shop/cart-v2>http', report.versions[1]?.id],
    ]);
  });

  it.each(['FI', 'NR', 'NC', 'RL', 'UAEX', 'UH', 'UF,URX'])('counts what is lost with %s apart', async (flags) => {
    const report = await reportOf(withLost(flags, 2));
    expect(report.lost).toMatchObject([{ flags, count: 600 }]);
    expect(report.count).toBe(3000);
  });

  it('counts what is lost for want of endpoints as the share of the one version that has none', async () => {
    const alone = BASE.split('---')
      .filter((text) => !text.includes('cart-v2'))
      .join('---');
    const telemetry = {
      ...lines('shop/web -> shop/cart:v1 9rps'),
      requests: [...lines('shop/web -> shop/cart:v1 9rps').requests, ...unreached('UH', 1)],
    };
    const { reports } = await answerCanaries(
      {},
      {
        client: silent,
        evidence: evidenceOf(telemetry, alone, route(90, 10), SUBSETS),
        metricPrefix: undefined,
        signal: new AbortController().signal,
        progress: () => {},
      },
    );
    expect(reports[0]?.versions.map(({ name, count }) => [name, count])).toEqual([
      ['v1', 2700],
      ['v2', 300],
    ]);
  });

  it('shows pods of a version nobody configured as traffic without share', async () => {
    const report = await reportOf(lines('shop/web -> shop/cart:v1 9rps', 'shop/web -> shop/cart:v2 1rps', 'shop/web -> shop/cart:v0 1rps'));
    expect(report.versions[2]).toMatchObject({ name: 'v0', role: 'other', count: 300, configured: { min: 0, max: 0 } });
    expect(report.versions[2]?.verdict).toMatchObject({ says: 'deviates', zeroShare: true });
  });

  it('is not compared where only servers reported', async () => {
    const report = await reportOf(lines('shop/web -> shop/cart:v1 9rps by:destination', 'shop/web -> shop/cart:v2 1rps by:destination'));
    expect(report.split).toMatchObject({ says: 'not-comparable', reason: 'server-reports' });
    const mirrored = route(90, 10, ', mirror: { host: cart, subset: v2 }');
    const copied = await reportOf(lines('shop/web -> shop/cart:v1 9rps by:destination'), mirrored, SUBSETS);
    expect(copied.split).toMatchObject({ says: 'not-comparable', reason: 'mirror' });
  });

  it('of TCP is not compared where nobody counts connections', async () => {
    const tcp = route(90, 10).replace('http: [{ route', 'tcp: [{ route');
    const report = await reportOf(lines('shop/web -> shop/cart:v1 900Bps', 'shop/web -> shop/cart:v2 100Bps'), tcp, SUBSETS);
    expect([report.unit, report.count]).toEqual(['connections', 0]);
    expect(report.split).toMatchObject({ says: 'not-comparable', reason: 'per-connection' });
  });

  it('alarms only when two windows agree: an earlier one without traffic does not', async () => {
    const off = lines('shop/web -> shop/cart:v1 9rps', 'shop/web -> shop/cart:v2 3rps');
    expect((await reportOf(off)).split).toMatchObject({ says: 'deviates', confirmed: false });
  });

  it('is of the configuration that stands: younger than the window’s end, too young, and not dated', async () => {
    // The mesh's moment is 1,700,000,000: 2023-11-14T22:13:20Z.
    const dated = (created: string) =>
      reportOf(TRAFFIC, route(90, 10).replace('namespace: shop }', `namespace: shop, creationTimestamp: "${created}" }`), SUBSETS);
    const future = await dated('2023-11-14T23:00:00Z');
    expect(future.split).toMatchObject({ says: 'insufficient', because: expect.stringContaining('after this window') });
    const young = await dated('2023-11-14T22:12:50Z');
    expect(young.split).toMatchObject({ says: 'insufficient', because: expect.stringContaining('changed 30s ago') });
    const old = await dated('2023-11-14T20:00:00Z');
    expect([old.comparable.shortened, old.split.says]).toEqual([false, 'inconclusive']);
    expect((await reportOf(TRAFFIC)).cautions).toContainEqual(expect.objectContaining({ code: 'undated' }));
  });

  it('has the last change of a resource, its status left out', async () => {
    const managed =
      'namespace: shop, managedFields: [{ time: "2023-11-14T20:00:00Z" }, { subresource: status, time: "2023-11-14T22:13:00Z" }] }';
    const { comparable } = await reportOf(TRAFFIC, route(90, 10).replace('namespace: shop }', managed), SUBSETS);
    expect(comparable.changed?.atSeconds).toBe(Date.UTC(2023, 10, 14, 20) / 1000);
  });

  it('has a chart with a line for each version', async () => {
    const { history, versions } = await reportOf(TRAFFIC);
    expect(history.queries.map(({ key, title }) => [key, title])).toEqual(versions.map(({ id, name }) => [id, `Share of ${name}`]));
    expect(history.queries[1]?.promql).toBe(versions[1]?.queries.share);
  });
});

describe('an answer', () => {
  const configured = [route(90, 10), SUBSETS];
  it.each([
    ['cart', 1],
    ['cart.shop', 1],
    ['cart.shop.svc.cluster.local', 1],
    ['car', 0],
    ['', 0],
  ])('to the host %j has %d reports', async (host, reports) => {
    const answer = await ask(TRAFFIC, configured, { host });
    expect(answer.reports).toHaveLength(reports);
    expect(answer.hosts).toEqual(['cart.shop.svc.cluster.local']);
    if (reports === 0)
      expect(answer.problems).toMatchObject([{ code: 'canary-host-not-found', hint: expect.stringContaining('cart.shop') }]);
  });
  it('says what is missing', async () => {
    const context = {
      client: silent,
      evidence: undefined,
      metricPrefix: undefined,
      signal: new AbortController().signal,
      progress: () => {},
    };
    expect(await answerCanaries({}, context)).toMatchObject({ answered: false, problems: [{ code: 'canary-not-known' }] });
    expect((await ask(TRAFFIC, [])).reports).toEqual([]);
  });
  it('stands when the queries it takes beyond the picture fail, and tells which', async () => {
    const off = lines('shop/web -> shop/cart:v1 9rps', 'shop/web -> shop/cart:v2 3rps');
    const { reports, problems, queries } = await ask(off, configured, {}, broken);
    expect(reports[0]?.split).toMatchObject({ says: 'deviates', confirmed: false });
    expect(problems[0]?.message).toBe('Not known: the scrape interval. Nobody answers.');
    expect(queries.every(({ promql, failed }) => promql !== '' && failed?.message === 'Nobody answers.')).toBe(true);
  });
  it('is not misled by names', async () => {
    const hostile = policyYaml(
      'VirtualService',
      'x',
      '{ hosts: ["__proto__", "*.example.org", "constructor"], http: [{ route: [{ destination: { host: "toString", subset: a }, weight: 1 }, { destination: { host: "toString", subset: b }, weight: 1 }] }] }',
    );
    const { reports } = await ask(TRAFFIC, [hostile, ...configured]);
    expect(reports.length).toBeGreaterThan(0);
  });
});
