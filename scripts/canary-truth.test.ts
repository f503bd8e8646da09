import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mockServer } from '../mock-server/plugin';
import { parseCanaryArguments } from '../src/cli/canary-arguments';
import { measureMesh } from '../src/cli/measured-mesh';
import type { CanaryReport } from '../src/inquiry/canary/model';
import { refKey } from '../src/istio/ref';
import { findStreams } from '../src/policy/streams/find-streams';
import { createWorkloadsOfShare } from '../src/policy/streams/workloads-of-shares';
import { createPrometheusClient } from '../src/prometheus/http-client';
import { bareMachine, runCommand } from '../src/testing/run-command';

/** `seamark canary` over the mock's `canary-kinds`: one host per way to split traffic, each with the verdict its case promises (mock-server/scenarios/canary-kinds.ts). */

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
/** The weight of `young` was set a quarter of an hour before the server started. */
const YOUNG_SECONDS = NOW / 1000 - 15 * 60;

const shareText = (least: number | undefined, most: number | undefined, observed: number): string =>
  `${observed.toFixed(2)} of ${least?.toFixed(2)}–${most?.toFixed(2)}`;

/** Nothing times out here. */
const untilAborted = (_: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

type Json = { readonly reports: readonly CanaryReport[]; readonly queries: readonly { readonly why: string; readonly promql: string }[] };

describe('every kind of canary', { timeout: 120_000 }, () => {
  let server: FastifyInstance;
  let url = '';
  const canary = async (...args: readonly string[]): Promise<{ readonly code: number; readonly errors: string; readonly json: Json }> => {
    const sources = ['--prometheus', `${url}/api/prometheus`, '--kubernetes', `${url}/api/kubernetes`];
    const { code, out, errors } = await runCommand(['canary', ...sources, '--json', ...args], { now: () => NOW, wait: untilAborted });
    return { code, errors, json: out === '' ? { reports: [], queries: [] } : JSON.parse(out) };
  };
  let json: Json;
  const reportOf = ({ reports }: Json, name: string): CanaryReport => {
    const found = reports.filter((each) => each.name === name);
    expect(found, name).toHaveLength(1);
    return found[0] as CanaryReport;
  };

  beforeAll(async () => {
    server = Fastify();
    await server.register(mockServer({ scenario: 'canary-kinds', now: () => NOW }));
    url = await server.listen({ host: '127.0.0.1', port: 0 });
    json = (await canary()).json;
  });
  afterAll(async () => server?.close());

  // Shares of the candidate are the scenario's own weights; 60 requests/s in five minutes are 18,000.
  it.each([
    ['matches', 'VirtualService', 'matches', 'not-worse', 0.1],
    ['deviates', 'VirtualService', 'deviates', 'not-worse', 0.118],
    ['inconclusive', 'VirtualService', 'inconclusive', 'insufficient', 0.1],
    ['three', 'VirtualService', 'matches', 'not-worse', 0.2],
    ['worse', 'VirtualService', 'matches', 'worse', 0.2],
    ['slower', 'VirtualService', 'matches', 'worse', 0.2],
    ['leak', 'VirtualService', 'deviates', 'insufficient', 0.02],
    ['conditional', 'VirtualService', 'not-comparable', 'not-worse', 0.145],
    ['mirrored', 'VirtualService', 'matches', 'insufficient', 0],
    ['retried', 'VirtualService', 'matches', 'worse', 0.1],
    ['sticky', 'VirtualService', 'not-comparable', 'not-worse', 0.14],
    ['http-route', 'HTTPRoute', 'matches', 'not-worse', 0.2],
    ['grpc-route', 'GRPCRoute', 'matches', 'not-worse', 0.25],
    ['tcp-route', 'TCPRoute', 'matches', 'not-comparable', 0.1],
    ['tcp', 'VirtualService', 'matches', 'not-comparable', 0.2],
    ['subsets-only', 'subsets', 'not-comparable', 'not-worse', 0.5],
    ['flagger-app', 'VirtualService', 'matches', 'not-worse', 0.2],
    ['waypointed', 'VirtualService', 'matches', 'not-worse', 0.1],
    ['rolling', 'VirtualService', 'matches', 'not-worse', 0.1],
    ['restarting', 'VirtualService', 'matches', 'not-worse', 0.1],
  ])('%s: %s %s, %s', (name, kind, split, quality, share) => {
    const report = reportOf(json, name);
    expect([report.kind, report.split.says, report.quality.says]).toEqual([kind, split, quality]);
    expect(report.versions[1]?.role).toBe('candidate');
    expect(report.versions[1]?.share).toBeCloseTo(share, 2);
    expect(report.count).toBe(report.versions.reduce((sum, { count }) => sum + count, 0));
  });

  it('says how many requests are missing', () => {
    // 10 / (0.1 · 0.9) = 111.1.
    expect(reportOf(json, 'few').split).toMatchObject({ says: 'insufficient', needed: 112 });
    expect(reportOf(json, 'one-request')).toMatchObject({ count: 1, split: { says: 'insufficient', needed: 112 } });
    expect(reportOf(json, 'silent')).toMatchObject({
      count: 0,
      callers: [],
      split: { says: 'insufficient' },
      quality: { says: 'insufficient' },
    });
  });

  it('draws a version without traffic', () => {
    expect(reportOf(json, 'silent').versions.map(({ name, count }) => [name, count])).toEqual([
      ['v1', 0],
      ['v2', 0],
    ]);
    expect(reportOf(json, 'mirrored').versions[1]).toMatchObject({ name: 'v2', count: 0, configured: { min: 0, max: 0 } });
  });

  it('counts copies beside the split, never in it', () => {
    // Half of 60 requests/s.
    const { mirrors, count } = reportOf(json, 'mirrored');
    expect(mirrors).toMatchObject([{ subset: 'v2', percent: 50, copiesPerSecond: expect.closeTo(30, 0) }]);
    expect(count).toBeLessThan(18_100);
  });

  it('tells a version that carries traffic without share, and two windows that agree', () => {
    const { split, versions } = reportOf(json, 'leak');
    expect(split).toMatchObject({ says: 'deviates', confirmed: true });
    expect(versions[1]?.verdict).toMatchObject({ says: 'deviates', zeroShare: true, confirmed: true });
    expect(reportOf(json, 'deviates').split).toMatchObject({ says: 'deviates', confirmed: true });
  });

  it('knows the tool by its labels, names the candidate, and asks for its weight', () => {
    const flagger = reportOf(json, 'flagger-app');
    expect([flagger.tool, flagger.versions.map(({ name, role }) => [name, role])]).toEqual([
      'Flagger',
      [
        ['flagger-app-primary', 'stable'],
        ['flagger-app-canary', 'candidate'],
      ],
    ]);
    expect(flagger.history.flagger?.promql).toBe('max(flagger_canary_weight{workload="flagger-app",namespace="kinds"})');
    expect(reportOf(json, 'argo').tool).toBe('Argo Rollouts');
  });

  it('counts connections where connections are drawn', () => {
    const ways = reportOf(json, 'two-ways');
    expect([ways.kind, ways.unit, ways.versions.map(({ configured }) => configured?.max)]).toEqual(['waypoint', 'connections', [0.8, 0.2]]);
    expect(reportOf(json, 'tcp').unit).toBe('connections');
  });

  it('returns each number by the PromQL it shows', async () => {
    const client = createPrometheusClient({ baseUrl: `${url}/api/prometheus`, fetch });
    for (const name of ['worse', 'http-route', 'grpc-route', 'waypointed', 'tcp', 'leak']) {
      const { versions, comparable } = reportOf(json, name);
      for (const { queries, share, count, errorRatio, ratePerSecond, p50, p99 } of versions) {
        const shown = { count, share, rate: ratePerSecond, errorRatio, p50: p50?.milliseconds, p99: p99?.milliseconds };
        for (const [key, value] of Object.entries(shown)) {
          const promql = queries[key as keyof typeof queries];
          if (promql === undefined || value === undefined) continue;
          const answer = await client.instant(promql, { atSeconds: comparable.toSeconds });
          if (!answer.ok) throw new Error(`${answer.error.message}\n${promql}`);
          // Counts are shown as whole requests.
          const told = answer.value.data[0]?.value ?? Number.NaN;
          expect(Math.abs(told - value), `${name} ${key}: ${promql}`).toBeLessThanOrEqual(
            key === 'count' ? 0.5 : 1e-3 * Math.max(1, value),
          );
        }
      }
    }
  });

  it('says of a canary that is 30 s old that nothing can be told', async () => {
    const { json: then } = await canary('--at', String(YOUNG_SECONDS + 30), '--host', 'young.kinds');
    const { split, versions } = reportOf(then, 'young');
    expect(split).toMatchObject({ says: 'insufficient', because: expect.stringContaining('changed 30s ago') });
    expect(versions.every(({ verdict }) => verdict.says === 'insufficient')).toBe(true);
  });

  it('leaves out what is older than the canary: the window starts after it, and the settle time', async () => {
    // 200 s later, less two scrapes of 15 s: 170 s are left of 300.
    const { json: then } = await canary('--at', String(YOUNG_SECONDS + 200), '--host', 'young');
    const { comparable, split, versions } = reportOf(then, 'young');
    expect(comparable).toMatchObject({ shortened: true, toSeconds: YOUNG_SECONDS + 200, fromSeconds: YOUNG_SECONDS + 30 });
    expect(split.says).toBe('matches');
    expect(versions[1]?.share).toBeCloseTo(0.1, 2);
    expect(then.queries.map(({ promql }) => promql)).toContainEqual(expect.stringContaining('[170s]'));
  });

  it('is told by the map as well: its streams have the same shares, configured and observed', async () => {
    const words = parseCanaryArguments(['--prometheus', `${url}/api/prometheus`, '--kubernetes', `${url}/api/kubernetes`]);
    if (!words.ok || words.value === 'help') throw new Error('wrong words');
    const measured = await measureMesh(words.value, { ...bareMachine, now: () => NOW, wait: untilAborted });
    if (!measured.ok) throw new Error(measured.error);
    const { inventory, observation, policies } = measured.value.evidence;
    const streams = findStreams(observation.calls, policies.calls, () => createWorkloadsOfShare(inventory));
    const drawn = streams.map(({ route, parts }): readonly [string, readonly string[]] => {
      const rates = parts.map(({ calls }) => calls.reduce((sum, { perSecond }) => sum + perSecond, 0));
      const all = rates.reduce((sum, rate) => sum + rate, 0);
      return [route, parts.map(({ configured }, at) => shareText(configured?.least, configured?.most, (rates[at] ?? 0) / all)).sort()];
    });
    const listed = drawn.map(([route]): readonly [string, readonly string[]] => {
      const report = json.reports.find((each) => route.includes(`${refKey(each.route.ref)} ${each.route.path}`));
      const versions = report?.versions ?? [];
      return [route, versions.map(({ configured, share }) => shareText(configured?.min, configured?.max, share ?? 0)).sort()];
    });
    expect(drawn.length).toBeGreaterThanOrEqual(15);
    expect(drawn).toEqual(listed);
  });

  it('is a gate', async () => {
    expect((await canary('--host', 'deviates', '--fail-on', 'deviates')).code).toBe(1);
    expect((await canary('--host', 'worse', '--fail-on', 'deviates')).code).toBe(0);
    expect((await canary('--host', 'worse', '--fail-on', 'deviates,worse')).code).toBe(1);
    expect((await canary('--host', 'few.kinds', '--fail-on', 'insufficient')).code).toBe(1);
    const unknown = await canary('--host', 'nowhere');
    expect([unknown.code, unknown.errors]).toEqual([
      2,
      expect.stringMatching(
        /^No route splits the traffic of "nowhere"\. Hosts that have one: argo\.kinds\.svc\.cluster\.local, .* and \d+ more\.\n$/,
      ),
    ]);
  });
});
