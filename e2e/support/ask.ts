/** What Prometheus itself answers to a question written in the test: the page has no part in it. */
import { expect } from '@playwright/test';

interface Vector {
  readonly status: string;
  readonly data: {
    readonly result: readonly { readonly metric: Readonly<Record<string, string>>; readonly value: readonly [number, string] }[];
  };
}

/** `base` is where the API begins (before `/api/v1`), `mock` what the demo mesh is told, as in the cookie. */
export interface Asked {
  readonly base: string;
  readonly atSeconds: number;
  readonly mock?: string;
}

export async function askVector({ base, atSeconds, mock }: Asked, promql: string): Promise<Vector['data']['result']> {
  const response = await fetch(`${base}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: promql, time: String(atSeconds) }),
    headers: mock === undefined ? {} : { 'X-Seamark-Mock': mock },
  });
  expect(response.status, promql).toBe(200);
  return ((await response.json()) as Vector).data.result;
}

/** The one number a question has as its answer; undefined when the answer is empty or NaN. */
export async function askNumber(asked: Asked, promql: string): Promise<number | undefined> {
  const result = await askVector(asked, promql);
  expect(result.length, promql).toBeLessThanOrEqual(1);
  const text = result[0]?.value[1];
  return text === undefined || text === 'NaN' ? undefined : Number(text);
}

/** Equal but for the last digits, which depend on the order of addition. */
export function expectSame(shown: number | undefined, answered: number | undefined, what: string): void {
  if (answered === undefined || shown === undefined) {
    expect(shown, what).toBe(answered);
    return;
  }
  const tolerated = 1e-9 * Math.max(Math.abs(answered), 1e-9);
  expect(Math.abs(shown - answered), `${what}: the page shows ${shown}, the source answers ${answered}`).toBeLessThanOrEqual(tolerated);
}
