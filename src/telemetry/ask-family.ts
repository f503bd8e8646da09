import type { Problem } from '../lib/problem';
import type { PrometheusClient } from '../prometheus/client-types';
import type { Family, FamilyContext } from './families/family';
import type { KnownEnds } from './families/known-ends';
import { serverInfo, serverWarning } from './problems';
import type { QueryRecord } from './query-record';

/** What every query of one refresh shares. */
export interface Asking {
  readonly client: PrometheusClient;
  readonly atSeconds: number;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal | undefined;
  readonly context: FamilyContext;
  readonly ends: KnownEnds;
}

/** One answered or failed family; `rows` is undefined when it failed. */
export interface Asked<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly unplaced: number;
  readonly problems: readonly Problem[];
  readonly record: QueryRecord;
  readonly clockSkewSeconds: number | undefined;
}

/** Asks one family. Never rejects: a failure stands in `record.failed`, and `rows` is then undefined. */
export async function askFamily<Row>(asking: Asking, family: Family<Row>): Promise<Asked<Row>> {
  const promql = family.promql(asking.context);
  const options = {
    atSeconds: asking.atSeconds,
    timeoutSeconds: asking.timeoutSeconds,
    ...(asking.signal !== undefined && { signal: asking.signal }),
  };
  const answer = await asking.client.readInstant(promql, options, () => family.start(asking.ends));
  if (!answer.ok) {
    const record = { family: family.id, promql, milliseconds: 0, series: 0, bytes: 0, failed: answer.error };
    return { rows: undefined, unplaced: 0, problems: [], record, clockSkewSeconds: undefined };
  }
  const { data: parsed, warnings, infos, cost, clockSkewSeconds } = answer.value;
  return {
    rows: parsed.value,
    unplaced: parsed.unplaced,
    problems: [
      ...parsed.problems,
      ...warnings.map((text) => serverWarning(family.id, text)),
      ...infos.map((text) => serverInfo(family.id, text)),
    ],
    record: { family: family.id, promql, milliseconds: cost.milliseconds, series: cost.series, bytes: cost.bytes },
    clockSkewSeconds,
  };
}
