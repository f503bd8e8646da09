/** The range queries of one chart, one after the other, as arrays over the same moments. */
import type { Problem } from '../lib/problem';
import type { Labels, PrometheusClient } from '../prometheus/client-types';
import { serverInfo, serverWarning } from './problems';
import { gridEnd, type RangeGrid } from './range-grid';

export interface RangeQuery {
  readonly key: string;
  /** For people: what the server's warnings are about. */
  readonly title: string;
  readonly promql: string;
}

/** One series over the grid: NaN where there is no sample, or none that is a number. */
export interface RangeLine {
  readonly labels: Labels;
  readonly values: Float64Array;
}

/** What became of one query; `failed` when it has no answer at all, and `lines` is then empty. */
export interface RangeAnswer {
  readonly key: string;
  readonly lines: readonly RangeLine[];
  readonly failed?: Problem;
  /** The server's own warnings and notes. */
  readonly problems: readonly Problem[];
}

export interface RangesAnswered {
  readonly answers: readonly RangeAnswer[];
  readonly milliseconds: number;
}

const TIMEOUT_SECONDS = 30;
/** More lines than anybody can tell apart: the rest is left out and said. */
const MOST_LINES = 400;

/** Never rejects; a query that fails does not keep the others from being asked. Stops asking once aborted. */
export async function askRanges(
  client: PrometheusClient,
  queries: readonly RangeQuery[],
  grid: RangeGrid,
  signal: AbortSignal,
): Promise<RangesAnswered> {
  const answers: RangeAnswer[] = [];
  let milliseconds = 0;
  for (const { key, title, promql } of queries) {
    if (signal.aborted) break;
    const answer = await client.range(promql, {
      startSeconds: grid.startSeconds,
      endSeconds: gridEnd(grid),
      stepSeconds: grid.stepSeconds,
      timeoutSeconds: TIMEOUT_SECONDS,
      signal,
    });
    if (!answer.ok) {
      answers.push({ key, lines: [], failed: answer.error, problems: [] });
      continue;
    }
    const { data, warnings, infos, cost } = answer.value;
    milliseconds += cost.milliseconds;
    const problems = [...warnings.map((text) => serverWarning(title, text)), ...infos.map((text) => serverInfo(title, text))];
    if (data.length > MOST_LINES) problems.push(tooManyLines(title, data.length));
    const lines = data.slice(0, MOST_LINES).map(({ labels, timestampsSeconds, values }) => ({
      labels,
      values: onGrid(grid, timestampsSeconds, values),
    }));
    answers.push({ key, lines, problems });
  }
  return { answers, milliseconds };
}

function onGrid(grid: RangeGrid, times: readonly number[], values: readonly number[]): Float64Array {
  const line = new Float64Array(grid.points).fill(Number.NaN);
  for (const [at, seconds] of times.entries()) {
    const index = Math.round((seconds - grid.startSeconds) / grid.stepSeconds);
    const value = values[at];
    if (index >= 0 && index < grid.points && value !== undefined && Number.isFinite(value)) line[index] = value;
  }
  return line;
}

const tooManyLines = (title: string, count: number): Problem => ({
  code: 'chart-lines-left-out',
  severity: 'warning',
  message: `"${title}" answered ${count} series; the first ${MOST_LINES} are counted.`,
  hint: 'Narrow the scope, or look at a single edge.',
});
