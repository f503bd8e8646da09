/** A split and what was measured of it → a report (docs/canary.md). */

import type { Inventory } from '../../istio/inventory';
import { latencyOf } from '../../mesh/histogram';
import { nodeId } from '../../mesh/ids';
import { createPlacer } from '../../mesh/placer';
import type { ObservedCall } from '../../policy/observation';
import type { RangeQuery } from '../../telemetry/ask-ranges';
import type { MetricNames } from '../../telemetry/metric-names';
import { rateWindow } from '../../telemetry/range-grid';
import type { CalledEnd } from '../../telemetry/rows';
import { twoSidedZ, wilsonInterval } from '../statistics/wilson';
import type { ByService } from './by-service';
import { compareVersions, worstOf } from './compare-versions';
import { historyOf } from './history';
import { type JudgedShare, judgeShares } from './judge-shares';
import { type CanaryRows, type MeasuredSplit, type MeasuredVersion, measureSplit } from './measure-split';
import type { CanaryCall, CanaryReport, CanaryVersion, LostTraffic, QualityVerdict, SplitVerdict } from './model';
import type { Span } from './span';
import { callerKey, type EndSelector, type Split, type SplitVersion } from './split';
import { callerMatchers, type QueryContext, versionQueries } from './version-queries';
import { isSelected } from './version-selectors';

export interface ReportContext {
  readonly inventory: Inventory;
  readonly calls: ByService<PlacedCall>;
  readonly names: MetricNames;
  readonly count4xx: boolean;
  /** Of the picture: the history's rates are of this window. */
  readonly windowSeconds: number;
  readonly scrapeIntervalSeconds: number;
}

export interface BuiltReport {
  readonly split: Split;
  readonly span: Span;
  readonly report: CanaryReport;
  /** One a version of `report`, in their order. */
  readonly judged: readonly JudgedShare[];
}

const DISPLAYED = twoSidedZ(0.95);

type Version = Omit<SplitVersion, 'role'> & { readonly role: CanaryVersion['role'] };

/** `dispersion` is φ, 1 where draws are independent (docs/policies.md §5.3.6). */
export function buildReport(split: Split, span: Span, rows: CanaryRows, context: ReportContext, dispersion = 1): BuiltReport {
  const measured = measureSplit(split, rows, context.count4xx);
  const versions = [...split.versions, ...strayVersions(split, measured)];
  const counts = countsOf(versions, measured);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const judged = judgeAll(
    split,
    span,
    measured,
    versions.map(({ configured }, index) => ({ ...(configured && { configured }), count: counts[index] ?? 0 })),
    dispersion,
  );
  const queries = queriesFor(split, measured, versions, {
    ...context,
    windowSeconds: rows.windowSeconds,
    latency: rows.hasLatency,
  });
  const overTime = queriesFor(split, measured, versions, {
    ...context,
    windowSeconds: rateWindow(context.windowSeconds, context.scrapeIntervalSeconds),
    latency: false,
  });
  const shares = versions.flatMap(({ id, name, selectors }) => {
    const promql = overTime(selectors).share;
    return promql === undefined ? [] : [{ key: id, title: `Share of ${name}`, promql }];
  });
  const stable = versions.find(({ role }) => role === 'stable');
  const shown = versions.map((version, index): CanaryVersion => {
    const of = measured.versions.get(version.id) ?? measured.strays.find(({ id }) => id === version.id);
    const count = counts[index] ?? 0;
    const { verdict, tested } = judged[index] ?? { verdict: NOTHING_JUDGED };
    const interval = wilsonInterval(count, total, DISPLAYED);
    const isTold = version.selectors.length > 0;
    const { selectors: _, withoutEndpoints: __, ...plain } = version;
    return {
      ...plain,
      ...(isTold && total > 0 ? { share: count / total } : {}),
      count,
      ...(isTold && interval && { interval }),
      ...(tested && { tested }),
      verdict,
      ratePerSecond: (of?.count ?? 0) / rows.windowSeconds,
      ...qualityOf(split, of),
      ...(version.role === 'candidate' && stable !== undefined && isTold && stable.selectors.length > 0
        ? { comparison: compareVersions(of, measured.versions.get(stable.id), { stableName: stable.name, unit: split.unit }) }
        : {}),
      workloads: workloadsOf(version, of),
      queries: queries(version.selectors),
    };
  });
  return { split, span, judged, report: reportOf(split, span, { measured, shown, total, rows, shares }, context) };
}

const NOTHING_JUDGED: SplitVerdict = { says: 'insufficient', because: 'Nothing was counted.' };

function strayVersions({ versions }: Split, { strays }: MeasuredSplit): readonly Version[] {
  const isConfigured = versions.every(({ configured, selectors }) => configured !== undefined && selectors.length > 0);
  return strays.map(({ id, name, selectors }) => ({
    id,
    name: versions.some((each) => each.name === name) ? `${name} elsewhere` : name,
    role: 'other',
    host: versions[0]?.host ?? '',
    labels: new Map(),
    ...(isConfigured ? { configured: { min: 0, max: 0 } } : {}),
    selectors,
  }));
}

/** Whole requests. What is lost for want of endpoints is the share of the one version that has none. */
function countsOf(versions: readonly Version[], { versions: arrived, strays, lost }: MeasuredSplit): readonly number[] {
  const empty = versions.filter(({ withoutEndpoints }) => withoutEndpoints);
  const unhealthy = empty.length === 1 ? (lost.get('UH') ?? 0) : 0;
  return versions.map(({ id, withoutEndpoints }) => {
    const count = arrived.get(id)?.count ?? strays.find((stray) => stray.id === id)?.count ?? 0;
    return Math.round(count + (withoutEndpoints ? unhealthy : 0));
  });
}

function judgeAll(
  split: Split,
  { tooYoung }: Span,
  measured: MeasuredSplit,
  counted: Parameters<typeof judgeShares>[0],
  dispersion: number,
): readonly JudgedShare[] {
  const judged = judgeShares(counted, { unit: split.unit, dispersion });
  const no = split.notComparable ?? split.clustered ?? serversOnly(split, measured) ?? uncounted(split, measured);
  if (no !== undefined) return judged.map(({ tested }) => ({ ...(tested && { tested }), verdict: { says: 'not-comparable', ...no } }));
  if (tooYoung !== undefined)
    return judged.map(({ tested }) => ({ ...(tested && { tested }), verdict: { says: 'insufficient', because: tooYoung } }));
  return judged;
}

/** Servers count copies and every try (docs/policies.md §5.2). */
function serversOnly({ cautions }: Split, { reporters }: MeasuredSplit): Split['notComparable'] {
  if (![...reporters.values()].includes('destination')) return undefined;
  const of = cautions.find(({ code }) => code === 'mirror' || code === 'retries')?.code;
  const because = 'Only the servers reported some of these requests, and they count every try and every copy.';
  return { reason: of === 'mirror' || of === 'retries' ? of : 'server-reports', because };
}

/** Somebody calls, and connections are what is drawn: bytes say nothing of their shares. */
function uncounted({ unit, callers }: Split, { reporters }: MeasuredSplit): Split['notComparable'] {
  if (unit === 'requests' || callers.size === 0 || reporters.size > 0) return undefined;
  const because =
    'Each connection is drawn once, and nobody counted them: istio_tcp_connections_opened_total has nothing of these callers.';
  return { reason: 'per-connection', because };
}

function qualityOf({ unit }: Split, of: MeasuredVersion | undefined): Pick<CanaryVersion, 'errorRatio' | 'p50' | 'p99'> {
  if (of === undefined || unit === 'connections' || !(of.count > 0)) return {};
  const { p50, p99 } = of.buckets === undefined ? {} : latencyOf(of.buckets);
  return { errorRatio: of.failed / of.count, ...(p50 && { p50 }), ...(p99 && { p99 }) };
}

function workloadsOf({ selectors }: Version, of: MeasuredVersion | undefined): CanaryVersion['workloads'] {
  const seen = (of?.ends ?? []).flatMap(({ cluster, namespace, workload }) =>
    workload === undefined ? [] : [{ name: workload, ...(cluster && { cluster }), ...(namespace && { namespace }) }],
  );
  const named: readonly { readonly name: string; readonly namespace: string }[] = selectors.flatMap(({ workloads = [] }) => workloads);
  const unseen = named.filter(({ name, namespace }) => !seen.some((each) => each.name === name && each.namespace === namespace));
  const all = [...seen, ...unseen].map((each) => ({ ...each, node: nodeId('workload', each) }));
  return [...new Map(all.map((each) => [each.node, each])).values()];
}

type Queries = (selectors: readonly EndSelector[]) => CanaryVersion['queries'];

function queriesFor(split: Split, { reporters }: MeasuredSplit, versions: readonly Version[], context: QueryContext): Queries {
  const callers = callerMatchers(split, reporters);
  const all = versions.flatMap(({ selectors }) => selectors);
  return (selectors) => (selectors.length === 0 ? {} : versionQueries(split, callers, { selectors, all }, context));
}

interface Built {
  readonly measured: MeasuredSplit;
  readonly shown: readonly CanaryVersion[];
  readonly total: number;
  readonly rows: CanaryRows;
  readonly shares: readonly RangeQuery[];
}

function reportOf(
  split: Split,
  { comparable }: Span,
  { measured, shown, total, rows, shares }: Built,
  context: ReportContext,
): CanaryReport {
  const { callers, services: _, versions: __, notComparable: ___, clustered: ____, mirrors, cautions, ...plain } = split;
  return {
    ...plain,
    callers: [...callers.values()],
    comparable,
    versions: shown,
    mirrors: mirrors.map((mirror, index) => {
      const copies = measured.copies[index];
      return { ...mirror, ...(copies === undefined ? {} : { copiesPerSecond: copies }) };
    }),
    lost: [...measured.lost].map(([flags, count]): LostTraffic => ({ flags, count: Math.round(count), says: lostSays(flags) })),
    count: total,
    split: worstSplit(shown),
    quality: worstQuality(split.roles, shown),
    cautions: [...cautions, ...undated(comparable)],
    history: historyOf(split, shares, rows.atSeconds, context),
    calls: callsOf(split, context.calls),
  };
}

/** Of all candidates; `roles` is why there is none. */
export function worstQuality(roles: string, versions: readonly CanaryVersion[]): QualityVerdict {
  if (!versions.some(({ role }) => role === 'stable')) return { says: 'not-comparable', because: roles };
  return worstOf(versions.flatMap(({ comparison }) => comparison?.verdict ?? []));
}

function undated({ changed }: CanaryReport['comparable']): CanaryReport['cautions'] {
  return changed !== undefined
    ? []
    : [{ code: 'undated', says: 'No resource tells when it changed: older requests may be among those counted.' }];
}

const ORDER: readonly SplitVerdict['says'][] = ['deviates', 'not-comparable', 'insufficient', 'inconclusive', 'matches'];

/** The worst; of what deviates, what is confirmed; of equal ones, that of the version with the greatest share. */
export function worstSplit(versions: readonly Pick<CanaryVersion, 'verdict' | 'configured'>[]): SplitVerdict {
  const rank = ({ verdict }: Pick<CanaryVersion, 'verdict'>): number =>
    ORDER.indexOf(verdict.says) - (verdict.says === 'deviates' && verdict.confirmed ? 0.5 : 0);
  const [worst] = versions.toSorted((a, b) => rank(a) - rank(b) || (b.configured?.max ?? 0) - (a.configured?.max ?? 0));
  return worst?.verdict ?? NOTHING_JUDGED;
}

const LOST: Readonly<Record<string, string>> = {
  UH: 'no healthy endpoint',
  NR: 'no route',
  NC: 'no such cluster',
  FI: 'aborted by a fault that is configured',
  RL: 'rate limited',
  UAEX: 'refused by an external authorizer',
  UF: 'the connection failed',
  '-': 'refused or failed before a version was reached',
};

function lostSays(flags: string): string {
  return flags
    .split(',')
    .map((flag) => LOST[flag] ?? flag)
    .join(', ');
}

/** An observed call with its ends as rows have them. */
export interface PlacedCall {
  readonly call: ObservedCall;
  readonly source: ObservedCall['source'];
  readonly destination: CalledEnd;
}

export function placedCall(call: ObservedCall): PlacedCall {
  const { source, service } = call;
  const destination = {
    ...call.destination,
    ...(service?.host && { service: service.host }),
    ...(service?.name && { serviceName: service.name }),
    ...(service?.namespace && { serviceNamespace: service.namespace }),
  };
  return { call, source, destination };
}

function callsOf({ callers, services, versions }: Split, calls: ByService<PlacedCall>): readonly CanaryCall[] {
  const placer = createPlacer('workload');
  return calls(services)
    .filter(({ source }) => callers.has(callerKey(source)))
    .map(({ call, source, destination }): CanaryCall => {
      const version = versions.find(({ selectors }) => selectors.some((selector) => isSelected(selector, destination)));
      const row = { source, destination };
      return {
        key: call.key,
        edge: call.edge,
        source: placer.source(row).id,
        target: placer.target(row).id,
        ...(version && { version: version.id }),
      };
    });
}
