/** A graph case of the conformance set: its series as history of a Prometheus, and what the program makes of them. */

import { buildMesh } from '../../src/mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../src/mesh/health';
import type { GroupBy } from '../../src/mesh/model';
import { type GraphJson, toGraphJson } from '../../src/picture/graph-json';
import { createPrometheusClient } from '../../src/prometheus/http-client';
import { takeTelemetry } from '../../src/telemetry/take-telemetry';

export interface CaseSeries {
  readonly metric: string;
  /** "" = the series does not have it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Per second. */
  readonly rate: number;
}

export interface GraphCase {
  readonly case: string;
  readonly options: {
    readonly graphType: GroupBy;
    readonly namespaces?: readonly string[];
    readonly durationSeconds: number;
    /** Unix seconds; cases without it get a fixed one. */
    readonly queryTime?: number;
  };
  readonly series: readonly CaseSeries[];
}

/** A file of the suite that is a table for unit tests has no series to feed or no way to group them. */
export function isGraphCase(parsed: unknown): parsed is GraphCase {
  if (typeof parsed !== 'object' || parsed === null || !('series' in parsed) || !('options' in parsed)) return false;
  const { series, options } = parsed;
  return Array.isArray(series) && typeof options === 'object' && options !== null && 'graphType' in options;
}

const scrapeSeconds = 15;
/** Counters start well above zero, so that no extrapolation is cut off there. */
const base = 1_000_000;
const someTime = 1_700_000_000;

function caseTime({ options }: GraphCase): number {
  return options.queryTime ?? someTime;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  const present = Object.entries(labels).filter(([, value]) => value !== '');
  return present
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

/** Steady counters over one and a half windows, the last sample at the moment asked for; what is one series to Prometheus is added up. */
export function* openMetricsOf(given: GraphCase): Generator<string> {
  const rates = new Map<string, number>();
  for (const { metric, labels, rate } of given.series) {
    const series = `${metric}{${labelText(labels)}}`;
    rates.set(series, (rates.get(series) ?? 0) + rate);
  }
  const samples = Math.ceil((given.options.durationSeconds * 1.5) / scrapeSeconds);
  for (const series of [...rates.keys()].sort()) {
    const rate = rates.get(series) ?? 0;
    for (let left = samples; left >= 0; left -= 1) {
      yield `${series} ${base + rate * (samples - left) * scrapeSeconds} ${caseTime(given) - left * scrapeSeconds}\n`;
    }
  }
}

/** The graph at the end of the window, from whatever speaks Prometheus' API at `url`. Throws when it did not answer. */
export async function graphOfCase(given: GraphCase, url: string): Promise<GraphJson> {
  const { graphType, namespaces = [], durationSeconds } = given.options;
  const taken = await takeTelemetry(createPrometheusClient({ baseUrl: url, fetch }), {
    atSeconds: caseTime(given),
    alignNow: false,
    windowSeconds: durationSeconds,
    namespaces,
    showIdle: false,
  });
  if (!taken.answered) throw new Error(taken.problems.map(({ message }) => message).join(' '));
  const mesh = buildMesh(taken.telemetry, { groupBy: graphType, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  return toGraphJson(mesh, taken);
}
