import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { mockServer } from '../mock-server/plugin';
import type { CanaryReport } from '../src/inquiry/canary/model';
import { runCommand } from '../src/testing/run-command';

/** What `seamark canary` says in each phase of the mock's demonstration: weights, errors and latency are those that its scenario writes down. */

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const untilAborted = (_: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

const NOBODY_CAME = /^The candidate got no requests in this span\.$/;
/** v2 is held against v1 from the baseline to the end, where it has taken everything over. */
const PHASES: readonly (readonly [step: number, phase: string, v2: number, says: CanaryReport['quality']['says'], because: RegExp])[] = [
  [1, 'baseline', 0, 'insufficient', NOBODY_CAME],
  [2, '5 percent', 0.05, 'not-worse', /of its requests fail/],
  [3, '25 percent', 0.25, 'not-worse', /of its requests fail/],
  // 8 % of v2's requests fail, and 0.04 % of v1's.
  [4, 'a bad version', 0.25, 'worse', /^8(\.\d)? % of its requests fail, <?0(\.\d)? % of the stable version's/],
  [5, 'after the rollback', 0, 'insufficient', NOBODY_CAME],
  [6, '100 percent', 1, 'insufficient', /^The stable version got no requests in this span/],
];

/** The demonstration stands still at its step. */
async function canary(step: number, ...args: readonly string[]): Promise<string> {
  const server = Fastify();
  try {
    await server.register(mockServer({ scenario: `canary:${step}`, now: () => NOW }));
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const sources = ['--prometheus', `${url}/api/prometheus`, '--kubernetes', `${url}/api/kubernetes`];
    const { code, out } = await runCommand(['canary', ...sources, '--host', 'checkout', ...args], { now: () => NOW, wait: untilAborted });
    expect(code).toBe(0);
    return out;
  } finally {
    await server.close();
  }
}

describe('a canary from its baseline to its end', { timeout: 120_000 }, () => {
  it.each(PHASES)('step %i, %s: v2 is the candidate', async (step, _, share, says, because) => {
    const [report] = JSON.parse(await canary(step, '--json')).reports as readonly CanaryReport[];
    expect(report?.versions.map(({ name, role, configured }) => [name, role, configured?.max])).toEqual([
      ['v1', 'stable', 1 - share],
      ['v2', 'candidate', share],
    ]);
    expect(report?.split).toMatchObject({ says: 'matches', because: expect.not.stringContaining('none measured') });
    expect(report?.quality).toMatchObject({ says, because: expect.stringMatching(because) });
  });

  it('says so in the table as well, where the candidate has taken everything over', async () => {
    const out = await canary(6);
    expect(out).toMatch(/v1 \(stable\) +0 % +0 % /);
    expect(out).toMatch(/v2 +100 % +100 % /);
    expect(out).toContain('  roles    v1 is the stable version and v2 the candidate, by their version numbers.\n');
    expect(out).toContain('  quality  insufficient: The stable version got no requests in this span');
  });
});
