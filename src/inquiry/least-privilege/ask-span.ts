/** Asks who called in a span longer than the window, day by day with a coarse step. */
import type { Problem } from '../../lib/problem';
import type { PrometheusClient } from '../../prometheus/client-types';
import { metricNames } from '../../telemetry/metric-names';
import { spanBefore } from '../readiness/span';
import type { AskedSpan, LeastPrivilegeQuestion } from './model';
import type { CountedCall } from './observed-span';
import { SpanCalls } from './span-calls';
import { spanQueries } from './span-queries';

export interface SpanSource {
  readonly client: PrometheusClient;
  readonly metricPrefix: string | undefined;
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

export interface SpanAnswer {
  readonly calls: readonly CountedCall[];
  readonly asked: AskedSpan;
  readonly problems: readonly Problem[];
}

const TIMEOUT_SECONDS = 60;

/** Never rejects; a query that fails hides its own day only, and says so. Stops once aborted. */
export async function askSpan(
  question: LeastPrivilegeQuestion,
  { spanSeconds, endSeconds }: { readonly spanSeconds: number; readonly endSeconds: number },
  { client, metricPrefix, signal, progress }: SpanSource,
): Promise<SpanAnswer> {
  const { stepSeconds, toSeconds, chunks } = spanBefore(endSeconds, spanSeconds);
  const queries = spanQueries(question, metricNames(metricPrefix), stepSeconds);
  const calls = new SpanCalls();
  const measured = new Set<number>();
  const problems = new Map<string, Problem>();
  for (const [at, chunk] of chunks.entries()) {
    for (const { id, promql } of queries) {
      if (signal.aborted) break;
      const startSeconds = id === 'measured' ? chunk.fromSeconds : chunk.fromSeconds + stepSeconds;
      const answer = await client.range(promql, {
        startSeconds,
        endSeconds: chunk.toSeconds,
        stepSeconds,
        timeoutSeconds: TIMEOUT_SECONDS,
        signal,
      });
      if (!answer.ok) {
        problems.set(answer.error.message, answer.error);
        continue;
      }
      for (const series of answer.value.data) {
        if (id !== 'measured') calls.add(id, series, (moment) => measured.has(moment - stepSeconds));
        else for (const [index, moment] of series.timestampsSeconds.entries()) if ((series.values[index] ?? 0) > 0) measured.add(moment);
      }
    }
    progress((at + 1) / chunks.length);
  }
  const first = Math.min(...measured);
  return {
    calls: calls.all(spanSeconds),
    asked: {
      promql: queries.map(({ promql }) => promql),
      stepSeconds,
      coveredSeconds: measured.size === 0 ? 0 : Math.min(spanSeconds, toSeconds - first + stepSeconds),
    },
    problems: [...problems.values()],
  };
}
