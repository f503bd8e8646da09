import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { findBinary } from './find-binary';
import { prometheusConfiguration, startPrometheus, startVictoriaMetrics } from './real-prometheus';
import type { SpawnedServer } from './spawned-server';

/** 2023-11-14T22:13:20Z: years before any default retention. */
const start = 1_700_000_000;
const history = Array.from({ length: 61 }, (_, step) => `seen_total{path="a\\"b"} ${100 + step * 30} ${start + step * 15}`).join('\n');
const question = `query=${encodeURIComponent('rate(seen_total[5m])')}&time=${start + 900}`;

const servers: SpawnedServer[] = [];
const targets: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const target of targets.splice(0)) target.close();
});

async function started(server: Promise<SpawnedServer>): Promise<SpawnedServer> {
  servers.push(await server);
  return server;
}

async function ask(server: SpawnedServer, query: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
  const answer = await fetch(`${server.url}/api/v1/query?${query}`);
  const body: { data: { result: { metric: Record<string, string>; value: [number, string] }[] } } = await answer.json();
  return body.data.result;
}

describe('a real Prometheus', { timeout: 60_000 }, () => {
  test('serves old backfilled samples: 30 every 15 s is a rate of 2', async () => {
    const server = await started(startPrometheus({ openMetrics: history }));
    expect(await ask(server, question)).toEqual([{ metric: { path: 'a"b' }, value: [start + 900, '2'] }]);
  });

  test('takes the text in pieces and removes its data when stopped', async () => {
    async function* pieces(): AsyncGenerator<string> {
      for (let at = 0; at < history.length; at += 1000) yield history.slice(at, at + 1000);
    }
    const server = await started(startPrometheus({ openMetrics: pieces() }));
    expect((await ask(server, question))[0]?.value[1]).toBe('2');
    await server.stop();
    expect(existsSync(server.dataDirectory)).toBe(false);
  });

  test('scrapes a target with its own labels kept', async () => {
    const target = createServer((_, response) => response.end('live{namespace="shop",job="mine"} 7\n'));
    targets.push(target);
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const { port } = target.address() as AddressInfo;
    const server = await started(startPrometheus({ scrape: [{ url: `http://127.0.0.1:${port}/metrics` }], scrapeIntervalSeconds: 0.2 }));
    await expect
      .poll(async () => (await ask(server, 'query=live'))[0], { timeout: 20_000 })
      .toMatchObject({
        metric: { namespace: 'shop', job: 'mine' },
        value: [expect.any(Number), '7'],
      });
  });

  test('names what promtool refused', async () => {
    await expect(startPrometheus({ openMetrics: 'no timestamp 1 2 3\n' })).rejects.toThrow(/promtool refused the samples/);
  });
});

describe('a VictoriaMetrics', { timeout: 60_000 }, () => {
  test('answers from the same text', async () => {
    const server = await started(startVictoriaMetrics({ openMetrics: history }));
    const [answer] = await ask(server, question);
    expect(answer?.metric).toEqual({ path: 'a"b' });
    expect(Number(answer?.value[1])).toBeCloseTo(2, 6);
  });
});

test('a scrape address becomes scheme, path, parameters and target', () => {
  const configuration: unknown = JSON.parse(prometheusConfiguration([{ url: 'http://127.0.0.1:81/m?a=1&a=2', honorLabels: false }], 1));
  expect(configuration).toEqual({
    global: { scrape_interval: '1000ms', scrape_timeout: '1000ms' },
    scrape_configs: [
      {
        job_name: 'target-0',
        honor_labels: false,
        scheme: 'http',
        metrics_path: '/m',
        params: { a: ['1', '2'] },
        static_configs: [{ targets: ['127.0.0.1:81'] }],
      },
    ],
  });
});

describe('a program is looked for', () => {
  test('first where its environment variable points', () => {
    expect(findBinary('prometheus', { PROMETHEUS_BIN: process.execPath })).toBe(process.execPath);
  });
  test('and a variable that points nowhere is an error, not ignored', () => {
    expect(() => findBinary('promtool', { PROMTOOL_BIN: '/nowhere/promtool' })).toThrow('PROMTOOL_BIN=/nowhere/promtool');
  });
});
