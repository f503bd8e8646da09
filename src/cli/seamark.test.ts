import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const SAMPLE = 'istio_requests_total{reporter="source",source_workload="web",destination_workload="cart"} 5\n';

/** The entry as a process of its own, fed through standard input. */
function seamark(args: readonly string[], input: string, closeOutput = false) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/seamark.ts', ...args], { stdio: 'pipe' });
  let out = '';
  let errors = '';
  if (closeOutput) child.stdout.destroy();
  else
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise<{ code: number | null; out: string; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, errors })),
  );
}

describe('the process', () => {
  it('reads standard input and prints JSON', async () => {
    const { code, out, errors } = await seamark(['graph', '--exposition', '-', '--json'], SAMPLE);
    expect([code, errors]).toEqual([0, '']);
    expect(JSON.parse(out).edges).toHaveLength(1);
  });

  it('says nothing when its reader has gone', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => SAMPLE.replace('cart', `cart-${index}`)).join('');
    const { code, errors } = await seamark(['graph', '--exposition', '-', '--json'], many, true);
    expect([code, errors]).toEqual([0, '']);
  });

  it('ends wrong usage with 2', async () => {
    expect(await seamark(['graph', '--window', 'x'], '')).toMatchObject({ code: 2, out: '' });
  });
});
