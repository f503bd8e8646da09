import { describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command';

/** A Prometheus that answers every query with these samples. */
const answering = (status: number, body: unknown) => ({
  fetch: async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }),
});
const EMPTY = { status: 'success', data: { resultType: 'vector', result: [] } };
const doctor = (args: readonly string[], more = answering(200, EMPTY)) =>
  runCommand(['doctor', '--prometheus', 'http://prometheus.example', ...args], more);

describe('seamark doctor', () => {
  it('ends with 1 and the way out where nothing is scraped', async () => {
    const { code, out } = await doctor([]);
    expect(code).toBe(1);
    expect(out).toMatch(/^MISSING +Requests: This Prometheus has no istio_requests_total/);
    expect(out).toContain('next: Scrape the proxies.');
    expect(out).toContain('job_name: istio-proxies');
  });

  it('gives JSON', async () => {
    const { out } = await doctor(['--json', '--at', '1700000000', '--metric-prefix', 'workload:']);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'seamark.doctor/1',
      at: '2023-11-14T22:13:20.000Z',
      windowSeconds: 300,
      results: [{ id: 'requests', state: 'missing', says: expect.stringContaining('workload:istio_requests_total') }],
    });
  });

  it('ends with 1 and what to do where Prometheus refuses', async () => {
    const { code, out, errors } = await doctor([], answering(401, {}));
    expect(code).toBe(1);
    expect(out).toMatch(/^UNKNOWN +Requests: It could not be asked/);
    expect(errors).toMatch(/credentials \(401\)/);
  });

  it.each([
    [['doctor'], /A source is missing/],
    [['doctor', '--prometheus', 'ftp://x'], /http or https address/],
    [['doctor', '--prometheus', 'http://x', 'more'], /"more" belongs to no option/],
    [['doctor', '--prometheus', 'http://x', '--config', 'y'], /see seamark doctor --help/],
    [['doctor', '--prometheus', 'http://x', '--at', 'noon'], /--at is RFC 3339/],
  ])('%j ends with 2', async (args, sentence) => {
    expect(await runCommand(args)).toMatchObject({ code: 2, errors: expect.stringMatching(sentence) });
  });

  it('has a help', async () => {
    expect(await runCommand(['doctor', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit code: 0') });
  });
});
