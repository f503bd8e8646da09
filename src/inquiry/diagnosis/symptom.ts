/** What of a call goes wrong: its answers and connections told apart by code, flags and the proxy in which they came into being. */
import type { MeshCall } from '../../mesh/calls';
import type { MeshEdge } from '../../mesh/model';
import { isError } from '../../mesh/response-code';
import { splitFlags } from '../../mesh/response-flags';
import type { Reporter } from '../../telemetry/rows';

export type Unit = 'requests' | 'connections';

/** One code with its flags at the proxy nearest to the server that counted it; what proxies before it merely passed on is told by `seen`. */
export interface Symptom {
  readonly unit: Unit;
  /** As docs/telemetry.md §6.7 reads it; "" for connections. */
  readonly code: string;
  /** Without "-"; empty = the proxy had nothing to say of it. */
  readonly flags: readonly string[];
  /** Requests or connections per second, as counted there. */
  readonly perSecond: number;
  readonly at: Reporter;
  /** Per second with this code (connections: that failed) at every reporter of the call; 0 = it reports the call, and none of these. */
  readonly seen: ReadonlyMap<Reporter, number>;
  /** How proxies nearer to the server counted the same requests: the attempts of one whose retries were used up, the hang-up of one that was cut off. */
  readonly behind: readonly Symptom[];
}

/** From the server to the caller: what a later one counts alike, it passes on. */
const INWARD: readonly Reporter[] = ['destination', 'waypoint', 'source'];

/** Two proxies are scraped at different moments; a rest below this share of what one counted is no difference. */
const NOISE = 0.05;

/** Flags with which a proxy repeats what a proxy behind it said. */
const PASSED_ON: ReadonlySet<string> = new Set(['URX', 'CONNECT']);
/** With these a proxy cuts a request off; the proxy behind sees its caller hang up. */
const CUT_OFF: ReadonlySet<string> = new Set(['UT', 'SI', 'UMSDR', 'DT']);
const HUNG_UP: ReadonlySet<string> = new Set(['DC', 'DR']);
/** Not a sign of trouble (docs/policies.md §7). */
const HARMLESS: ReadonlySet<string> = new Set(['RFCF']);

interface Row {
  readonly code: string;
  readonly flags: readonly string[];
  readonly perSecond: number;
}

/** Whether an answer is one to explain: an error of any class, or a flag. */
export function isTrouble(protocol: MeshEdge['protocol'], code: string, flags: readonly string[]): boolean {
  return isError(protocol, code, true) || flags.some((flag) => !HARMLESS.has(flag));
}

/** Code of connections that were closed in order and carried nothing: what a sidecar that denies leaves (docs/policies.md §2). */
export const NO_BYTES = 'no bytes';

/** Of a call that looks well: connections per second that carried nothing. Probes look like this, too; only a verdict tells. */
export function emptyConnections({ protocol, bytesPerSecond, connections }: MeshEdge): number {
  if (protocol !== 'tcp' || bytesPerSecond === undefined || bytesPerSecond.sent + bytesPerSecond.received > 0) return 0;
  return connections?.byFlags.get('-') ?? 0;
}

/** Whether there may be anything to explain on an edge, without looking at its calls. */
export function hasTrouble(edge: MeshEdge): boolean {
  const { protocol, reports, responses, connections } = edge;
  const answers = [responses, ...reports.map((report) => report.responses)];
  return (
    answers.some((byCode) =>
      Array.from(byCode ?? []).some(([code, byFlags]) => rowsOf(code, byFlags).some((row) => trouble(protocol, row))),
    ) ||
    rowsOf('', connections?.byFlags ?? new Map()).some(({ flags }) => flags.length > 0) ||
    (connections?.failedPerSecond ?? 0) > 0 ||
    emptyConnections(edge) > 0
  );
}

/** Empty for a call that is well. Busiest first. */
export function symptomsOf(call: MeshCall): readonly Symptom[] {
  const unit: Unit = call.figures.protocol === 'tcp' ? 'connections' : 'requests';
  const rows = unit === 'requests' ? answersOf(call) : connectionsOf(call);
  let found: readonly Symptom[] = [];
  for (const reporter of INWARD) found = outwards(found, rows, { reporter, unit });
  return [...found].sort((a, b) => b.perSecond - a.perSecond || compare(a, b));
}

/** Adds what one proxy says to what the proxies behind it said: what it passed on is told once, what it cut off belongs to it. */
function outwards(
  inner: readonly Symptom[],
  rows: ReadonlyMap<Reporter, readonly Row[]>,
  { reporter, unit }: { readonly reporter: Reporter; readonly unit: Unit },
): readonly Symptom[] {
  const left = new Map(inner.map((symptom) => [symptom, symptom.perSecond]));
  const claimed = new Set<Symptom>();
  const own: Symptom[] = [];
  const busiest = [...(rows.get(reporter) ?? [])].sort((a, b) => b.flags.length - a.flags.length || b.perSecond - a.perSecond);
  for (const row of busiest) {
    const made = { unit, ...row, at: reporter, seen: seenOf(rows, row, unit), behind: [] };
    const passed = inner.filter((symptom) => !claimed.has(symptom) && isPassedOn(symptom, row));
    const cut = inner.filter((symptom) => !claimed.has(symptom) && isCutOff(symptom, row));
    if (row.flags.includes('URX')) {
      for (const symptom of passed) claimed.add(symptom);
      own.push({ ...made, behind: passed.filter(({ flags }) => !flags.includes('URX')) });
      continue;
    }
    if (cut.length > 0) {
      cut.reduce((open, symptom) => take(left, symptom, open), row.perSecond);
      for (const symptom of cut) if ((left.get(symptom) ?? 0) <= symptom.perSecond * NOISE) claimed.add(symptom);
      own.push({ ...made, behind: cut });
      continue;
    }
    const rest = passed.reduce((open, symptom) => take(left, symptom, open), row.perSecond);
    if (rest > row.perSecond * NOISE) own.push({ ...made, perSecond: rest });
  }
  return [...inner.filter((symptom) => !claimed.has(symptom)), ...own];
}

const isCutOff = ({ flags }: Symptom, row: Row): boolean =>
  row.flags.some((flag) => CUT_OFF.has(flag)) && flags.some((flag) => HUNG_UP.has(flag));

/** What is left of `open` once this symptom accounts for its part. */
function take(left: Map<Symptom, number>, symptom: Symptom, open: number): number {
  const there = left.get(symptom) ?? 0;
  const taken = Math.min(there, open);
  left.set(symptom, there - taken);
  return open - taken;
}

function isPassedOn(symptom: Symptom, { code, flags }: Row): boolean {
  if (symptom.code !== code) return false;
  const own = flags.filter((flag) => !PASSED_ON.has(flag));
  return own.length === 0 || (own.length === symptom.flags.length && own.every((flag) => symptom.flags.includes(flag)));
}

function seenOf(rows: ReadonlyMap<Reporter, readonly Row[]>, { code }: Row, unit: Unit): Symptom['seen'] {
  const sum = (own: readonly Row[]) =>
    own.reduce((all, row) => (unit === 'connections' || row.code === code ? all + row.perSecond : all), 0);
  return new Map([...rows].map(([reporter, own]) => [reporter, sum(own)]));
}

/** Of every reporter of the call its answers that are to be explained. */
function answersOf({ figures }: MeshCall): ReadonlyMap<Reporter, readonly Row[]> {
  const reports: MeshEdge['reports'] = figures.reports.length > 0 ? figures.reports : [figures];
  return new Map(
    reports.map(({ reporter, responses = new Map<string, ReadonlyMap<string, number>>() }) => [
      reporter,
      [...responses].flatMap(([code, byFlags]) => rowsOf(code, byFlags).filter((row) => trouble(figures.protocol, row))),
    ]),
  );
}

/** A connection is to be explained when a flag says so, or when it failed before it opened; to the black hole all are. */
function connectionsOf({ connectionReports = new Map(), destination }: MeshCall): ReadonlyMap<Reporter, readonly Row[]> {
  const lost = destination.serviceName === 'BlackHoleCluster';
  return new Map(
    [...connectionReports].map(([reporter, { closed, failed }]) => {
      const flags = new Set([...closed.keys(), ...failed.keys()]);
      const rows = [...flags].flatMap((each) => {
        const isFlagged = splitFlags(each).some((flag) => flag !== '-');
        const perSecond = isFlagged || lost ? Math.max(closed.get(each) ?? 0, failed.get(each) ?? 0) : (failed.get(each) ?? 0);
        return rowsOf('', new Map([[each, perSecond]]));
      });
      return [reporter, rows];
    }),
  );
}

function rowsOf(code: string, byFlags: ReadonlyMap<string, number>): readonly Row[] {
  return [...byFlags].flatMap(([flags, perSecond]) =>
    perSecond > 0 ? [{ code, flags: splitFlags(flags).filter((flag) => flag !== '-'), perSecond }] : [],
  );
}

const trouble = (protocol: MeshEdge['protocol'], { code, flags }: Row): boolean => isTrouble(protocol, code, flags);

function compare(a: Symptom, b: Symptom): number {
  const [x, y] = [a, b].map(({ code, flags, at }) => `${code} ${flags.join()} ${at}`);
  return (x ?? '') < (y ?? '') ? -1 : Number(x !== y);
}
