import { describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command';

const EMPTY = { status: 'success', data: { resultType: 'vector', result: [] } };
const MATRIX = { status: 'success', data: { resultType: 'matrix', result: [] } };
const emptyPrometheus = {
  fetch: async (input: string) =>
    new Response(JSON.stringify(input.includes('query_range') ? MATRIX : EMPTY), { headers: { 'content-type': 'application/json' } }),
  readPaths: async () => ({ ok: true as const, value: [] }),
};
const SOURCE = ['readiness', '--prometheus', 'http://prometheus.example'];

describe('seamark readiness', () => {
  it.each([
    [['readiness'], /A source is missing/],
    [SOURCE, /Resources are missing/],
    [[...SOURCE, '--config', 'x', '--span', '31d'], /--span is a duration from 1h to 30d/],
    [[...SOURCE, '--config', 'x', '--span', 'week'], /--span is a duration/],
    [[...SOURCE, '--config', 'x', '--namespace', ','], /name of a namespace/],
    [[...SOURCE, '--config', 'x', '--window', '5m'], /--span says how far/],
  ])('%j ends with 2', async (args, sentence) => {
    expect(await runCommand(args)).toMatchObject({ code: 2, errors: expect.stringMatching(sentence) });
  });

  it('ends with 1 where nobody can tell, and says what to do', async () => {
    const { code, out } = await runCommand([...SOURCE, '--config', 'x', '--namespace', 'shop'], emptyPrometheus);
    expect(code).toBe(1);
    expect(out).toMatch(/^CANNOT TELL, 2023-11-07 22:13 UTC to 2023-11-14 22:13 UTC/);
    expect(out).toContain('The source has nothing of Istio in this span.');
    expect(out).toContain('CANNOT TELL  namespace shop');
  });

  it('gives JSON, with what was asked and what it cost', async () => {
    const { out } = await runCommand([...SOURCE, '--config', 'x', '--span', '2d', '--json'], emptyPrometheus);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({
      schema: 'seamark.readiness/1',
      verdict: 'cannot-tell',
      from: '2023-11-12T22:13:20.000Z',
      stepSeconds: 3600,
    });
    // Two days without anything: one question each, and no further one.
    expect(answer.queries.map(({ id }: { id: string }) => id)).toEqual(['measured', 'measured']);
  });

  it('has a help', async () => {
    expect(await runCommand(['readiness', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit code: 0') });
  });
});
