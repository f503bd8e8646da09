/** Asks a span day by day, newest first: what fails hides its own day only, what the source does not keep is not asked further. */
import type { Problem } from '../../lib/problem';
import type { PrometheusClient, RangeSeries } from '../../prometheus/client-types';
import { metricNames } from '../../telemetry/metric-names';
import { serverInfo, serverWarning } from '../../telemetry/problems';
import type { AskedQuery, History } from './history';
import { type HistoryQuery, historyQueries } from './history-queries';
import { Presence } from './presence';
import { RowSums } from './row-sums';
import type { Chunk, Span } from './span';

const TIMEOUT_SECONDS = 60;
/** More rows than these in one answer are not read: the answer is then cut, and says so. */
const MOST_SERIES = 20_000;

export interface HistoryRequest {
  readonly span: Span;
  /** Empty = the whole mesh. */
  readonly namespaces: readonly string[];
  readonly metricPrefix?: string | undefined;
  readonly signal: AbortSignal;
  /** 0..1 of the chunks that are done. */
  readonly progress: (share: number) => void;
}

/** Never rejects; stops asking once aborted. */
export async function askHistory(client: PrometheusClient, request: HistoryRequest): Promise<History> {
  const { span, namespaces, metricPrefix, signal, progress } = request;
  const { stepSeconds, fromSeconds, toSeconds, chunks } = span;
  const [whoWasMeasured, ...figures] = historyQueries({ names: metricNames(metricPrefix), namespaces, stepSeconds });
  const asker = new Asker(client, stepSeconds, signal);
  const presence = new Presence();
  const rows = new RowSums();
  for (const [at, chunk] of chunks.entries()) {
    if (signal.aborted || whoWasMeasured === undefined) break;
    const measured = await asker.ask(whoWasMeasured, chunk, chunk.fromSeconds);
    if (measured !== undefined) presence.add(measured, chunk, stepSeconds);
    // A day of which the source has nothing has no rows either; a day that could not be asked may have some.
    if (measured === undefined || presence.hasAny(chunk))
      for (const query of figures) {
        const answer = await asker.ask(query, chunk, chunk.fromSeconds + stepSeconds);
        const wasMeasured = (moment: number) => presence.has(moment - stepSeconds);
        for (const series of answer ?? []) if (query.id !== 'measured') rows.add(query.id, series, wasMeasured);
      }
    progress((at + 1) / chunks.length);
  }
  return {
    fromSeconds,
    toSeconds,
    stepSeconds,
    ...presence.coverage(fromSeconds),
    rows: rows.all(),
    measured: presence.workloads(fromSeconds),
    queries: asker.asked,
    cut: asker.cut,
    problems: [...asker.problems.values()],
  };
}

class Asker {
  readonly asked: AskedQuery[] = [];
  readonly cut: AskedQuery[] = [];
  readonly problems = new Map<string, Problem>();

  constructor(
    private readonly client: PrometheusClient,
    private readonly stepSeconds: number,
    private readonly signal: AbortSignal,
  ) {}

  /** undefined = it failed, or was not asked any more. */
  async ask({ id, title, promql }: HistoryQuery, { toSeconds }: Chunk, startSeconds: number): Promise<readonly RangeSeries[] | undefined> {
    const { stepSeconds, signal } = this;
    if (signal.aborted) return undefined;
    const answer = await this.client.range(promql, {
      startSeconds,
      endSeconds: toSeconds,
      stepSeconds,
      timeoutSeconds: TIMEOUT_SECONDS,
      signal,
    });
    const asked = { id, title, promql, fromSeconds: startSeconds, toSeconds, stepSeconds };
    if (!answer.ok) {
      this.asked.push({ ...asked, milliseconds: 0, series: 0, bytes: 0, failed: answer.error });
      this.tell(answer.error);
      return undefined;
    }
    const { data, warnings, infos, cost } = answer.value;
    const record = { ...asked, milliseconds: cost.milliseconds, series: cost.series, bytes: cost.bytes };
    this.asked.push(record);
    for (const text of warnings) this.tell(serverWarning(title, text));
    for (const text of infos) this.tell(serverInfo(title, text));
    if (data.length > MOST_SERIES) this.cut.push(record);
    return data.slice(0, MOST_SERIES);
  }

  private tell(problem: Problem): void {
    this.problems.set(`${problem.code} ${problem.message}`, problem);
  }
}
