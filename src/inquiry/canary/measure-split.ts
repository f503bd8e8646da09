/** Rows → what arrived at each version of a split (docs/policies.md §5.2). */
import { addBuckets, type Buckets } from '../../mesh/histogram';
import { isError, responseCode } from '../../mesh/response-code';
import type { CalledEnd, End, LatencyRow, OpenedRow, Reporter, RequestRow } from '../../telemetry/rows';
import type { ByService } from './by-service';
import { callerKey, type EndSelector, type Split } from './split';
import { isOfService, isSelected, isUnrouted } from './version-selectors';

/** Rows of one window; opened connections are asked only where they are what is counted. */
export interface CanaryRows {
  readonly atSeconds: number;
  readonly windowSeconds: number;
  readonly requests: ByService<RequestRow>;
  readonly latency: ByService<LatencyRow>;
  readonly opened: ByService<OpenedRow>;
  /** There are histograms at all. */
  readonly hasLatency: boolean;
}

export interface MeasuredVersion {
  /** Requests or connections in the window, not rounded. */
  readonly count: number;
  readonly failed: number;
  /** Cumulative counts. */
  readonly buckets?: Buckets;
  readonly ends: readonly CalledEnd[];
}

/** Traffic of a workload that belongs to no version that is configured. */
export interface StrayVersion extends MeasuredVersion {
  readonly id: string;
  readonly name: string;
  readonly selectors: readonly EndSelector[];
}

export interface MeasuredSplit {
  readonly versions: ReadonlyMap<string, MeasuredVersion>;
  readonly strays: readonly StrayVersion[];
  /** By flags; never part of the share. */
  readonly lost: ReadonlyMap<string, number>;
  /** Whose report counts, by `callerKey`. */
  readonly reporters: ReadonlyMap<string, Reporter>;
  /** Copies that arrived, by place in `split.mirrors`. */
  readonly copies: readonly (number | undefined)[];
}

interface Tally {
  count: number;
  failed: number;
  buckets: Buckets | undefined;
  readonly ends: Set<CalledEnd>;
  selectors: readonly EndSelector[];
}

type EndRow = Pick<RequestRow, 'reporter' | 'source' | 'destination'>;

export function measureSplit(split: Split, rows: CanaryRows, count4xx: boolean): MeasuredSplit {
  const { windowSeconds } = rows;
  const own = <R extends EndRow>(all: ByService<R>): readonly R[] =>
    all(split.services).filter(({ source }) => split.callers.has(callerKey(source)));
  const counted: readonly EndRow[] = split.unit === 'connections' ? own(rows.opened) : own(rows.requests);
  const reporters = chooseReporters(counted);
  const isPrimary = ({ source, reporter }: EndRow): boolean => reporters.get(callerKey(source)) === reporter;
  const tallies = new Map<string, Tally>();
  const lost = new Map<string, number>();
  const tallyOf = (row: EndRow): Tally | undefined => {
    const place = placeOf(split, row.destination);
    if (place === undefined) return undefined;
    const tally = tallies.get(place.id) ?? { count: 0, failed: 0, buckets: undefined, ends: new Set(), selectors: place.selectors };
    tallies.set(place.id, tally);
    tally.ends.add(row.destination);
    return tally;
  };
  const add = (row: EndRow, count: number, flags: string, failed: boolean) => {
    const tally = isUnrouted(flags) ? undefined : tallyOf(row);
    if (tally === undefined) lost.set(flags, (lost.get(flags) ?? 0) + count);
    else {
      tally.count += count;
      if (failed) tally.failed += count;
    }
  };
  if (split.unit === 'connections')
    for (const row of own(rows.opened)) if (isPrimary(row)) add(row, row.connectionsPerSecond * windowSeconds, '-', false);
  if (split.unit === 'requests')
    for (const row of own(rows.requests))
      if (isPrimary(row)) add(row, row.requestsPerSecond * windowSeconds, row.flags, isError(row.protocol, responseCode(row), count4xx));
  for (const row of own(rows.latency)) {
    const tally = isPrimary(row) ? tallyOf(row) : undefined;
    if (tally !== undefined) tally.buckets = addBuckets(tally.buckets, asCounts(row.buckets, windowSeconds));
  }
  return { ...sorted(split, tallies), lost: new Map([...lost].filter(([, count]) => count > 0)), reporters, copies: copiesOf(split, rows) };
}

const BEST: readonly Reporter[] = ['source', 'waypoint', 'destination'];

/** The client's word, else the waypoint's; a server's only where nobody else has one. */
function chooseReporters(rows: readonly EndRow[]): ReadonlyMap<string, Reporter> {
  const best = new Map<string, Reporter>();
  for (const { source, reporter } of rows) {
    const key = callerKey(source);
    const known = best.get(key);
    if (known === undefined || BEST.indexOf(reporter) < BEST.indexOf(known)) best.set(key, reporter);
  }
  return best;
}

/** The version an end belongs to, or one of its own where nobody configured it; undefined where the request never arrived. */
function placeOf(
  { versions, services }: Split,
  end: CalledEnd,
): { readonly id: string; readonly selectors: readonly EndSelector[] } | undefined {
  if (end.workload === undefined) return undefined;
  const version = versions.find(({ selectors }) => selectors.some((selector) => isSelected(selector, end)));
  if (version !== undefined) return version;
  const service = services.find((each) => isOfService(each, end));
  if (service === undefined) return undefined;
  const { namespace = '', workload } = end;
  return { id: JSON.stringify(['stray', namespace, workload]), selectors: [{ service, workloads: [{ namespace, name: workload }] }] };
}

const asCounts = (buckets: Buckets, windowSeconds: number): Buckets =>
  buckets.map(({ upperBoundMs, perSecond }) => ({ upperBoundMs, perSecond: perSecond * windowSeconds }));

function sorted({ versions }: Split, tallies: ReadonlyMap<string, Tally>): Pick<MeasuredSplit, 'versions' | 'strays'> {
  const configured = new Set(versions.map(({ id }) => id));
  const plain = ({ count, failed, buckets, ends }: Tally): MeasuredVersion => ({
    count,
    failed,
    ...(buckets && { buckets }),
    ends: [...ends],
  });
  const strays = [...tallies].filter(([id, { count }]) => !configured.has(id) && count > 0);
  return {
    versions: new Map([...tallies].filter(([id]) => configured.has(id)).map(([id, tally]) => [id, plain(tally)])),
    strays: strays.map(([id, tally]) => ({ ...plain(tally), id, name: strayName(tally), selectors: tally.selectors })),
  };
}

function strayName({ ends }: Tally): string {
  const [first]: readonly (End | undefined)[] = [...ends];
  return first?.version ?? first?.workload ?? 'unknown';
}

/** Copies are counted by the server that gets them, and by nobody else: the client's own rows there are requests of the split. */
function copiesOf({ mirrors, callers }: Split, { requests }: CanaryRows): readonly (number | undefined)[] {
  return mirrors.map(({ host, subset }) => {
    const to = requests([{ host, name: host }]).filter(({ source }) => callers.has(callerKey(source)));
    const atTarget = to.filter(({ destination }) => subset === undefined || destination.version === subset);
    const perSecond = (reporter: Reporter): number =>
      atTarget.filter((row) => row.reporter === reporter).reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
    const received = perSecond('destination');
    return received === 0 ? undefined : Math.max(0, received - perSecond('source'));
  });
}
