/** The queries that canaries take beyond the picture's own: other windows, opened connections, the share over time. Each is told. */
import type { Problem } from '../../lib/problem';
import type { PrometheusClient } from '../../prometheus/client-types';
import { type Asking, askFamily } from '../../telemetry/ask-family';
import { askRanges } from '../../telemetry/ask-ranges';
import type { Family } from '../../telemetry/families/family';
import { createKnownEnds } from '../../telemetry/families/known-ends';
import { latencyFamily } from '../../telemetry/families/latency';
import { openedFamily } from '../../telemetry/families/opened';
import { requestsFamily } from '../../telemetry/families/requests';
import { scrapeIntervalFamily } from '../../telemetry/families/scrape-interval';
import { metricNames } from '../../telemetry/metric-names';
import type { RangeGrid } from '../../telemetry/range-grid';
import type { OpenedRow, Telemetry } from '../../telemetry/rows';
import { dispersion } from '../statistics/dispersion';
import type { BuiltReport, ReportContext } from './build-report';
import { byService } from './by-service';
import type { CanaryRows } from './measure-split';
import type { CanaryQuery } from './model';
import { queryFailed, tooManyWindows } from './problems';
import type { Split } from './split';

export interface AskedWindow {
  readonly atSeconds: number;
  readonly windowSeconds: number;
}

export interface AskMore {
  readonly telemetry: Telemetry;
  /** Rows of a window; the picture's own where they are the same. */
  rows(split: Split, asked: AskedWindow): Promise<CanaryRows>;
  scrapeInterval(): Promise<number>;
  /** φ of the version whose share is furthest off, over the last hour since the change; undefined where it cannot be told. */
  dispersion(built: BuiltReport, context: ReportContext): Promise<number | undefined>;
  queries(): readonly CanaryQuery[];
  problems(): readonly Problem[];
}

interface Parts {
  readonly client: PrometheusClient;
  readonly signal: AbortSignal;
  readonly telemetry: Telemetry;
  readonly metricPrefix: string | undefined;
}

const USUAL_SCRAPE_SECONDS = 15;
const TIMEOUT_SECONDS = 30;
const MOST_WINDOWS = 40;
const MOST_SPREAD_SECONDS = 3600;

export function createAskMore({ client, signal, telemetry, metricPrefix }: Parts): AskMore {
  const names = metricNames(metricPrefix);
  const ends = createKnownEnds();
  const queries: CanaryQuery[] = [];
  const problems: Problem[] = [];
  const known = new Map<string, Promise<CanaryRows>>();
  const note = (query: CanaryQuery) => {
    queries.push(query);
    if (query.failed !== undefined) problems.push(queryFailed(query.why, query.failed));
  };
  const ask = async <Row>(why: string, family: Family<Row>, { atSeconds, windowSeconds }: AskedWindow, namespaces: readonly string[]) => {
    const context = { windowSeconds, namespaces, names, showIdle: false };
    const asking: Asking = { client, atSeconds, timeoutSeconds: TIMEOUT_SECONDS, signal, ends, context };
    const { rows, record } = await askFamily(asking, family);
    note({ why, promql: record.promql, atSeconds, ...(record.failed && { failed: record.failed }) });
    return rows;
  };
  const fetchRows = async (split: Split, asked: AskedWindow): Promise<CanaryRows> => {
    const namespaces = namespacesOf(split);
    const isPicture = isOfPicture(asked, telemetry);
    const of = `${split.name} over ${asked.windowSeconds} s`;
    if (split.unit === 'connections')
      return rowsOf(asked, { opened: (await ask(`connections opened to ${of}`, openedFamily, asked, namespaces)) ?? [] });
    if (isPicture) return rowsOf(asked, telemetry);
    if (known.size > MOST_WINDOWS) {
      if (!problems.some(({ code }) => code === 'canary-windows-left-out')) problems.push(tooManyWindows(MOST_WINDOWS));
      return rowsOf(asked, {});
    }
    const [requests, latency] = await Promise.all([
      ask(`requests to ${of}`, requestsFamily, asked, namespaces),
      ask(`latency of ${of}`, latencyFamily, asked, namespaces),
    ]);
    return rowsOf(asked, { requests: requests ?? [], latency: latency ?? [] });
  };
  return {
    telemetry,
    rows: (split, asked) => {
      const isPicture = split.unit === 'requests' && isOfPicture(asked, telemetry);
      const key = JSON.stringify(isPicture ? [asked] : [asked, split.unit, namespacesOf(split)]);
      const rows = known.get(key) ?? fetchRows(split, asked);
      known.set(key, rows);
      return rows;
    },
    async scrapeInterval() {
      const asked = { atSeconds: telemetry.atSeconds, windowSeconds: telemetry.windowSeconds };
      const rows = await ask('the scrape interval', scrapeIntervalFamily, asked, []);
      return rows?.[0] ?? USUAL_SCRAPE_SECONDS;
    },
    async dispersion({ report }, { scrapeIntervalSeconds }) {
      const off = report.versions.toSorted((a, b) => distance(b) - distance(a))[0];
      if (off?.queries.count === undefined) return undefined;
      const grid = spreadGrid(report.comparable.toSeconds, report.comparable.changed?.atSeconds, scrapeIntervalSeconds);
      if (grid === undefined) return undefined;
      const overStep = (promql: string): string => promql.replaceAll(/\[\d+(ms|[smhd])\]/g, `[${grid.stepSeconds}s]`);
      const asked = report.versions.flatMap(({ id, name, queries: of }) =>
        of.count === undefined ? [] : [{ key: id, title: `Count of ${name}`, promql: overStep(of.count) }],
      );
      const { answers } = await askRanges(client, asked, grid, signal);
      for (const [index, { promql }] of asked.entries()) {
        const failed = answers[index]?.failed;
        note({
          why: `how much the share of ${report.name} varies`,
          promql,
          atSeconds: report.comparable.toSeconds,
          ...(failed && { failed }),
        });
      }
      const lines = new Map(answers.map(({ key, lines: of }) => [key, of[0]?.values]));
      const intervals = Array.from({ length: grid.points }, (_, at) => {
        const counts = report.versions.map(({ id }) => lines.get(id)?.[at] ?? 0).map((count) => (Number.isNaN(count) ? 0 : count));
        return { count: lines.get(off.id)?.[at] ?? 0, total: counts.reduce((sum, count) => sum + count, 0) };
      });
      return dispersion(intervals.filter(({ count }) => Number.isFinite(count)));
    },
    queries: () => queries,
    problems: () => problems,
  };
}

const isOfPicture = ({ atSeconds, windowSeconds }: AskedWindow, picture: Telemetry): boolean =>
  atSeconds === picture.atSeconds && windowSeconds === picture.windowSeconds;

interface GivenRows extends Pick<Partial<Telemetry>, 'requests' | 'latency'> {
  readonly opened?: readonly OpenedRow[];
}

function rowsOf(asked: AskedWindow, { requests = [], latency = [], opened = [] }: GivenRows): CanaryRows {
  return {
    ...asked,
    requests: byService(requests),
    latency: byService(latency),
    opened: byService(opened),
    hasLatency: latency.length > 0,
  };
}

function distance({ configured, share = 0 }: BuiltReport['report']['versions'][number]): number {
  return configured === undefined ? 0 : Math.max(configured.min - share, share - configured.max);
}

/** Steps of a minute at least, and of four scrapes: each holds its own requests. */
function spreadGrid(toSeconds: number, changedSeconds: number | undefined, scrapeIntervalSeconds: number): RangeGrid | undefined {
  const stepSeconds = Math.max(60, 4 * scrapeIntervalSeconds);
  const since = Math.max(changedSeconds ?? Number.NEGATIVE_INFINITY, toSeconds - MOST_SPREAD_SECONDS);
  const steps = Math.floor((toSeconds - since) / stepSeconds) - 1;
  return steps < 1 ? undefined : { startSeconds: toSeconds - (steps - 1) * stepSeconds, stepSeconds, points: steps };
}

/** Where its versions stand, so that no other mesh is read. */
function namespacesOf({ services, namespace }: Split): readonly string[] {
  return [...new Set([namespace, ...services.flatMap((service) => service.namespace ?? [])])].sort();
}
