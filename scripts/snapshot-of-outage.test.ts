import { setTimeout as wait } from 'node:timers/promises';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mockServer } from '../mock-server/plugin';
import { ok } from '../src/lib/result';
import { readSnapshot } from '../src/snapshot/read-snapshot';
import { runCommand } from '../src/testing/run-command';

/** The outage's first failing moment and its resources stand in mock-server/scenarios/outage.ts. */
const app = Fastify();
let base = '';

beforeAll(async () => {
  await app.register(mockServer({ scenario: 'outage', kubernetes: true }));
  base = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

async function snapshot(...more: readonly string[]) {
  const files = new Map<string, Uint8Array>();
  const { code, errors } = await runCommand(['snapshot', '--prometheus', `${base}/api/prometheus`, ...more], {
    fetch,
    now: Date.now,
    wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
    writeFile: async (path, bytes) => {
      files.set(path, bytes);
      return ok(undefined);
    },
  });
  return { code, errors, files };
}

describe('a snapshot of the simulated outage', () => {
  it('holds moment, timeline and resources, and has a picture and a summary that can be read alone', async () => {
    const to = Math.floor(Date.now() / 60_000) * 60;
    const span = ['--from', String(to - 3600), '--to', String(to)];
    const outputs = ['a.json.gz', 'a.svg', 'a.md'].flatMap((name) => ['-o', name]);
    const { code, errors, files } = await snapshot(
      ...span,
      '--kubernetes',
      `${base}/api/kubernetes`,
      '--title',
      'Payments fail',
      ...outputs,
    );
    expect(code).toBe(0);
    const opened = readSnapshot(files.get('a.json.gz') ?? new Uint8Array(0));
    if (!opened.ok) throw new Error(opened.error.message);
    const { moment, span: recorded, resources, places } = opened.value;
    expect(moment.telemetry.atSeconds).toBe(to);
    expect(recorded?.span.requests.length).toBeGreaterThanOrEqual(moment.telemetry.requests.length);
    expect([errors, resources?.coverage.Pod]).toEqual(['', 'complete']);
    expect(places.nodes.length).toBeGreaterThan(5);
    const text = (name: string) => new TextDecoder().decode(files.get(name));
    expect(text('a.svg')).toMatch(/Payments fail[\s\S]*bank[\s\S]*Legend/);
    expect(text('a.md')).toMatch(/^## Payments fail\n[\s\S]*### Worst edges/);
    expect(JSON.stringify(opened.value)).not.toContain('127.0.0.1');
  });
  it('at one moment asks for that moment alone, and is the same picture every time', async () => {
    const at = ['--at', String(Math.floor(Date.now() / 60_000) * 60 - 600), '-o', 'a.svg'];
    const [first, second] = [await snapshot(...at), await snapshot(...at)];
    expect(first.code).toBe(0);
    expect(first.files.get('a.svg')).toEqual(second.files.get('a.svg'));
  });
});
