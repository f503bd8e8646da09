import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningMock } from '../mock-server/handlers/running-mock.testing';
import { runCommand } from '../src/testing/run-command';

/** `seamark diff` over the mock's stories: what its scenarios say of two moments (mock-server/scenarios), and nothing besides. */

interface Change {
  readonly kind: string;
  readonly subject: string;
  readonly before: { readonly errorRatio?: number; readonly p99Milliseconds?: number };
  readonly after: { readonly errorRatio?: number; readonly p99Milliseconds?: number };
  readonly significant: readonly string[];
}

describe('two moments of the mock', { timeout: 120_000 }, () => {
  let mock: RunningMock;
  beforeAll(async () => {
    mock = await RunningMock.start();
  });
  afterAll(() => mock?.close());

  const diff = async (scenario: string, a: string, b: string, ...more: readonly string[]) => {
    const source = ['--prometheus', `${mock.base}/api/prometheus`, '--header', `X-Seamark-Mock: scenario=${scenario}`];
    const { code, out } = await runCommand(['diff', `2026-03-10T${a}Z`, `2026-03-10T${b}Z`, ...source, '--json', ...more]);
    return { code, json: JSON.parse(out) as { readonly changes: readonly Change[]; readonly counts: Readonly<Record<string, number>> } };
  };
  const listed = (changes: readonly Change[]) => changes.map(({ kind, subject }) => `${kind} ${subject}`);

  it('before and in an outage: the culprit, then its callers one after the other, nobody else', async () => {
    const { code, json } = await diff('outage', '06:15:00', '06:46:00', '--fail-on', 'worse');
    expect(code).toBe(1);
    expect(listed(json.changes)).toEqual([
      'worse bank/payments → bank/fraud http',
      'worse shop/checkout → bank/payments http',
      'worse shop/web → shop/checkout http',
      'worse edge/gateway → shop/web http',
    ]);
    // payments, checkout and the page pass on 30, 22 and 15 %.
    for (const [index, share] of [0.3, 0.22, 0.15].entries()) {
      expect(json.changes[index + 1]?.before.errorRatio).toBe(0);
      expect(json.changes[index + 1]?.after.errorRatio).toBeCloseTo(share, 1);
    }
  });

  it('before and while fraud is slow: latency alone, from 30 ms to 900 and whoever waits for it', async () => {
    const { json } = await diff('outage', '06:15:00', '06:28:00');
    expect(listed(json.changes)).toEqual([
      'worse bank/payments → bank/fraud http',
      'worse shop/checkout → bank/payments http',
      'worse shop/web → shop/checkout http',
    ]);
    expect(json.changes.map(({ significant }) => significant)).toEqual([['p99Milliseconds'], ['p99Milliseconds'], ['p99Milliseconds']]);
  });

  it('of two snapshots say what the two times say', async () => {
    const files = new Map<string, Uint8Array>();
    const machine: Parameters<typeof runCommand>[1] = {
      writeFile: async (path, bytes) => {
        files.set(path, bytes);
        return { ok: true, value: undefined };
      },
      readPaths: async ([path = '']) => ({ ok: true, value: [{ name: path, bytes: files.get(path) ?? new Uint8Array() }] }),
    };
    const source = ['--prometheus', `${mock.base}/api/prometheus`, '--header', 'X-Seamark-Mock: scenario=outage'];
    for (const [name, at] of [
      ['a.seamark.json.gz', '06:15:00'],
      ['b.seamark.json.gz', '06:46:00'],
    ] as const) {
      const saved = await runCommand(['snapshot', ...source, '--at', `2026-03-10T${at}Z`, '-o', name], machine);
      expect(saved.code, saved.errors).toBe(0);
    }
    const { code, out } = await runCommand(['diff', 'a.seamark.json.gz', 'b.seamark.json.gz', '--json', '--fail-on', 'worse'], machine);
    expect(code).toBe(1);
    const { json } = await diff('outage', '06:15:00', '06:46:00');
    expect(JSON.parse(out).changes).toEqual(json.changes);
  });

  it.each([
    ['outage', '06:10:00', '06:15:00'],
    ['outage', '06:46:00', '07:46:00'],
    ['shop', '06:15:00', '07:15:00'],
    ['bookinfo', '06:15:00', '07:45:00'],
    ['ambient', '06:15:00', '07:45:00'],
  ])('of %s at %s and %s, where the story says the same, have no changes', async (scenario, a, b) => {
    const { code, json } = await diff(scenario, a, b, '--fail-on', 'worse,removed,plaintext');
    expect([code, json.changes]).toEqual([0, []]);
    expect(json.counts.unchanged).toBeGreaterThan(5);
  });
});
