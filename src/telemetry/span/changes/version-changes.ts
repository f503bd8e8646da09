/** Versions whose traffic begins or ends within a span. */
import { gridTime } from '../../range-grid';
import type { CalledEnd, End } from '../../rows';
import type { SpanChange, SpanSeries, TelemetrySpan } from '../span';
import { type Run, runsOf } from './runs';

/** A gap has to be longer than what a rate looks back over, twice: a scrape that failed is no deployment. */
const WINDOWS_ABSENT = 2;
const LEAST_MOMENTS_ABSENT = 3;
/** Not all proxies are scraped at the same moment. */
const SCRAPES_TO_BEGIN = 1;
/** What comes and goes more often has little traffic, not many deployments. */
const MOST_RUNS = 2;

/** Each workload's version once for its first and once for its last traffic, where those lie within the span. */
export function versionChanges(span: TelemetrySpan): readonly SpanChange[] {
  const { grid, windowSeconds } = span;
  const { points } = grid;
  const ends = new Map<string, { readonly end: End; readonly present: Uint8Array }>();
  const measured = new Uint8Array(points);
  const keys = new Map<End | CalledEnd, string | undefined>();
  const lifeOf = (end: End) => {
    if (!keys.has(end)) keys.set(end, keyOf(end));
    const key = keys.get(end);
    if (key === undefined) return undefined;
    const known = ends.get(key) ?? { end, present: new Uint8Array(points) };
    ends.set(key, known);
    return known.present;
  };
  const note = (series: readonly SpanSeries<{ readonly source: End; readonly destination: CalledEnd }>[]) => {
    for (const { row, values } of series) {
      const lives = [lifeOf(row.source), lifeOf(row.destination)];
      for (let index = 0; index < points; index += 1) {
        const value = values[index] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        measured[index] = 1;
        if (value > 0) for (const life of lives) if (life !== undefined) life[index] = 1;
      }
    }
  };
  note(span.requests);
  note(span.tcp);
  const unknown = measured.map((seen) => 1 - seen);
  const absentFor = Math.max(LEAST_MOMENTS_ABSENT, Math.ceil((WINDOWS_ABSENT * windowSeconds) / grid.stepSeconds));
  // Before anything was measured nothing is known: what is there then, or a scrape later, may have been there long before.
  const begins = Math.max(0, measured.indexOf(1)) + SCRAPES_TO_BEGIN;
  const patience = { points, absentFor, unknown };
  return Array.from(ends.values()).flatMap(({ end, present }) =>
    changesOf(end, runsOf(present, patience), { begins, points }).map(({ index, ...change }) => ({
      ...change,
      atSeconds: gridTime(grid, index),
    })),
  );
}

/** From which moment on something that was not there before is news, and how many moments there are. */
interface Known {
  readonly begins: number;
  readonly points: number;
}

/** undefined = nothing that has versions. */
function keyOf({ cluster, namespace, workload, app, version }: End): string | undefined {
  if (workload === undefined && app === undefined) return undefined;
  return JSON.stringify([cluster, namespace, app ?? workload, version ?? workload]);
}

function changesOf(
  end: End,
  runs: readonly Run[],
  { begins, points }: Known,
): readonly (Omit<SpanChange, 'atSeconds'> & { readonly index: number })[] {
  if (runs.length > MOST_RUNS) return [];
  const name = end.app ?? end.workload ?? '';
  const subject = end.version === undefined ? (end.workload ?? name) : `${name} ${end.version}`;
  const where = end.namespace === undefined ? {} : { namespace: end.namespace };
  return runs.flatMap(({ from, to }, turn) => {
    const again = turn > 0 ? 'traffic again' : 'its first traffic in this span';
    const appeared = { kind: 'version-appeared', index: from, subject, ...where, says: `${subject} has ${again}.` } as const;
    const vanished = { kind: 'version-vanished', index: to + 1, subject, ...where, says: `${subject} has no traffic any more.` } as const;
    return [...(from > begins ? [appeared] : []), ...(to < points - 1 ? [vanished] : [])];
  });
}
