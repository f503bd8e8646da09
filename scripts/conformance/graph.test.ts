/** The graph cases of the conformance set through a real Prometheus, and through VictoriaMetrics: the program against other people's answers. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { conformanceDir, readCase } from '../../src/testing/conformance-dir';
import { startPrometheus, startVictoriaMetrics } from '../real-prometheus';
import { runnable } from '../runnable';
import type { SpawnedServer } from '../spawned-server';
import { type GraphCase, graphOfCase, isGraphCase, openMetricsOf } from './graph-case';
import { differences, type ExpectedGraph, type ExpectedMtls, expectedGraph, ourGraph } from './graph-comparison';

interface Case extends GraphCase {
  readonly expected: ExpectedGraph;
  readonly expectedMTLS?: readonly ExpectedMtls[];
}

const folder = conformanceDir('graph');

function graphCases(): readonly Case[] {
  if (folder === undefined) return [];
  const parsed = readdirSync(folder)
    .sort()
    .map((file) => readCase<unknown>(folder, file));
  return parsed.filter((each): each is Case => isGraphCase(each) && 'expected' in each);
}

const cases = graphCases().map((each) => [each.case, each] as const);
const servers: SpawnedServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function differencesThrough(server: Promise<SpawnedServer>, given: Case, tolerance: number): Promise<readonly string[]> {
  const started = await server;
  servers.push(started);
  const actual = ourGraph(await graphOfCase(given, started.url));
  return differences(actual, expectedGraph(given.case, given.expected, given.expectedMTLS), tolerance);
}

describe.skipIf(folder === undefined)('the graph of each conformance case', { timeout: 60_000 }, () => {
  test('of which there are some', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  describe.skipIf(!runnable('prometheus', 'promtool'))('comes out of a real Prometheus within 0.1 %', () => {
    test.each(cases)('%s', async (_, given) => {
      expect(await differencesThrough(startPrometheus({ openMetrics: openMetricsOf(given) }), given, 0.001)).toEqual([]);
    });
  });

  describe.skipIf(!runnable('victoria-metrics'))('comes out of VictoriaMetrics within 1 %', () => {
    test.each(cases)('%s', async (_, given) => {
      expect(await differencesThrough(startVictoriaMetrics({ openMetrics: openMetricsOf(given) }), given, 0.01)).toEqual([]);
    });
  });

  describe.skipIf(!runnable('prometheus', 'promtool'))('is printed by the runner', () => {
    const run = (suite: string, file: string) =>
      promisify(execFile)('npx', ['tsx', 'scripts/conformance/run.ts', suite, file], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
      });

    test('as one line of JSON with the id of the case', async () => {
      const { stdout } = await run('graph', join(folder ?? '', 'mtls_mix.json'));
      expect(stdout.trimEnd().split('\n')).toHaveLength(1);
      expect(JSON.parse(stdout)).toMatchObject({
        id: 'mtls_mix',
        actual: { schema: 'seamark.graph/1', windowSeconds: 600, groupBy: 'workload' },
      });
    });

    test('and what asks no question that it knows is an error line a case', async () => {
      const { stdout } = await run('mtls', join(folder ?? '', 'mtls_mix.json'));
      const lines: unknown[] = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).toEqual([{ id: 'mtls_mix', error: expect.any(String) }]);
    });
  });
});

describe('the comparison sees', () => {
  const node = (name: string) => ({ id: name, kind: 'workload' as const, cluster: 'c', namespace: 'n', name });
  const graph = (rate: number, codes: Record<string, Record<string, number>>, mtlsRatio: number | null, names = ['a', 'b']) =>
    ourGraph({
      schema: 'seamark.graph/1',
      at: '2023-11-14T22:13:20Z',
      windowSeconds: 600,
      groupBy: 'workload',
      nodes: names.map(node),
      edges: [
        {
          source: 'a',
          target: 'b',
          protocol: 'http',
          requestsPerSecond: rate,
          responses: codes,
          mtlsRatio,
          reporter: 'source',
          health: 'healthy',
        },
      ],
      problems: [],
    });
  const wanted = expectedGraph(
    'x',
    {
      nodes: ['a', 'b'].map((name) => ({ id: name, nodeType: 'workload', cluster: 'c', namespace: 'n', workload: name })),
      edges: [{ source: 'a', target: 'b', protocol: 'http', rate: 10, codes: { 200: { '-': 10 } } }],
    },
    [{ source: 'a', target: 'b', protocol: 'http', mTLSPercent: 100 }],
  );
  const edge = 'workload c n a → workload c n b http';

  test.each([
    ['nothing where nothing is', graph(10.005, { 200: { '-': 10 } }, 1), []],
    ['a rate', graph(10.02, { 200: { '-': 10 } }, 1), [`${edge}: rate 10.02 instead of 10`]],
    ['a code', graph(10, { 503: { UF: 10 } }, 1), [`${edge}: code is missing: 200 -`, `${edge}: code is too many: 503 UF`]],
    ['a rate of a code', graph(10, { 200: { '-': 9 } }, 1), [`${edge}: 200 - 9 instead of 10`]],
    ['plaintext', graph(10, { 200: { '-': 10 } }, 0), [`${edge}: mTLS 0 % instead of 100 %`]],
    ['ignorance', graph(10, { 200: { '-': 10 } }, null), [`${edge}: mTLS null % instead of 100 %`]],
    ['a node too many', graph(10, { 200: { '-': 10 } }, 1, ['a', 'b', 'c']), ['node is too many: workload c n c', '3 nodes instead of 2']],
  ])('%s', (_, actual, found) => {
    expect(differences(actual, wanted, 0.001)).toEqual(found);
  });
});
