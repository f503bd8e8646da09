/** Every canary of the mesh, from what is known, and from the few queries it takes beyond that. */
import type { Problem } from '../../lib/problem';
import type { PrometheusClient } from '../../prometheus/client-types';
import { metricNames } from '../../telemetry/metric-names';
import { falseDiscoveries } from '../statistics/benjamini-hochberg';
import { type AskMore, createAskMore } from './ask-more';
import { type BuiltReport, buildReport, placedCall, type ReportContext, worstQuality, worstSplit } from './build-report';
import { byService } from './by-service';
import { QUALITY_ALPHA } from './compare-errors';
import { worstOf } from './compare-versions';
import { findSplits } from './find-splits';
import { SPLIT_ALPHA } from './judge-shares';
import type { CanaryAnswer, CanaryQuestion, CanaryReport, CanaryVersion } from './model';
import { canaryNotKnown, hostNotFound } from './problems';
import { comparableSpan } from './span';
import type { CanaryEvidence, Split } from './split';

export interface CanaryContext {
  readonly client: PrometheusClient;
  readonly evidence: CanaryEvidence | undefined;
  readonly metricPrefix: string | undefined;
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

/** Never rejects for what a server says: a query that fails is told in the answer. */
export async function answerCanaries(
  question: CanaryQuestion,
  { client, evidence, metricPrefix, signal, progress }: CanaryContext,
): Promise<CanaryAnswer> {
  if (evidence === undefined)
    return { answered: false, atSeconds: 0, windowSeconds: 0, reports: [], hosts: [], queries: [], problems: [canaryNotKnown] };
  const { telemetry, inventory, observation } = evidence;
  const { atSeconds, windowSeconds } = telemetry;
  const splits = findSplits(evidence);
  const hosts = [...new Set(splits.map(({ host }) => host))].sort();
  const asked = splits.filter(({ host }) => isAsked(host, question.host));
  const more = createAskMore({ client, signal, telemetry, metricPrefix });
  const context: ReportContext = {
    inventory,
    calls: byService(observation.calls.map(placedCall)),
    names: metricNames(metricPrefix),
    count4xx: question.count4xx === true,
    windowSeconds,
    scrapeIntervalSeconds: asked.length === 0 ? 15 : await more.scrapeInterval(),
  };
  const built: BuiltReport[] = [];
  for (const [index, split] of asked.entries()) {
    if (signal.aborted) break;
    built.push(await reportOn(split, question, context, more));
    progress((index + 1) / asked.length);
  }
  const reports = byWorst(heldAgainstChance(built));
  const problems: readonly Problem[] =
    question.host !== undefined && asked.length === 0 ? [hostNotFound(question.host, hosts)] : more.problems();
  return { answered: true, atSeconds, windowSeconds, reports, hosts, queries: more.queries(), problems };
}

/** The full name, or the beginning of it up to a dot. */
export const isAsked = (host: string, asked: string | undefined): boolean =>
  asked === undefined || host === asked || host.startsWith(`${asked}.`);

/** With the rows of the comparable span, and with the variance over time where it would alarm (docs/policies.md §5.3.6, §5.3.7). */
async function reportOn(split: Split, { sinceSeconds }: CanaryQuestion, context: ReportContext, more: AskMore): Promise<BuiltReport> {
  const { atSeconds, windowSeconds } = more.telemetry;
  const span = comparableSpan(split.resources, context.inventory, {
    atSeconds,
    windowSeconds,
    scrapeIntervalSeconds: context.scrapeIntervalSeconds,
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
  });
  const seconds = atSeconds - span.comparable.fromSeconds;
  const rows = await more.rows(split, { atSeconds, windowSeconds: seconds });
  const first = buildReport(split, span, rows, context);
  if (first.report.split.says !== 'deviates') return first;
  const dispersion = await more.dispersion(first, context);
  const judged =
    dispersion === undefined || dispersion <= 1 ? first : overdispersed(buildReport(split, span, rows, context, dispersion), dispersion);
  return judged.report.split.says === 'deviates' ? confirmed(judged, context, more, dispersion ?? 1) : judged;
}

function overdispersed(built: BuiltReport, dispersion: number): BuiltReport {
  if (dispersion < 1.2) return built;
  const says = `The share varies ${Number(dispersion.toPrecision(2))} times as much from minute to minute as independent draws would: the sample counts for so much less.`;
  return { ...built, report: { ...built.report, cautions: [...built.report.cautions, { code: 'overdispersed', says }] } };
}

/**
 * Two windows in a row must say so: this one and the one before it where that is comparable, else the two halves of this one. Each has to
 * deviate to the same side by its own interval.
 */
async function confirmed(built: BuiltReport, context: ReportContext, more: AskMore, dispersion: number): Promise<BuiltReport> {
  const { comparable } = built.span;
  const { fromSeconds, toSeconds, changed, settleSeconds } = comparable;
  const seconds = toSeconds - fromSeconds;
  const since = changed === undefined ? Number.NEGATIVE_INFINITY : changed.atSeconds + settleSeconds;
  const isOlder = !comparable.shortened && fromSeconds - seconds >= since;
  const spans = isOlder
    ? [{ atSeconds: fromSeconds, windowSeconds: seconds }]
    : [
        { atSeconds: toSeconds, windowSeconds: Math.floor(seconds / 2) },
        { atSeconds: toSeconds - Math.floor(seconds / 2), windowSeconds: Math.floor(seconds / 2) },
      ];
  if (spans.some(({ windowSeconds }) => windowSeconds < 4 * context.scrapeIntervalSeconds)) return built;
  const others: BuiltReport[] = [];
  for (const span of spans) others.push(buildReport(built.split, built.span, await more.rows(built.split, span), context, dispersion));
  const versions = built.report.versions.map((version, index): CanaryVersion => {
    const { verdict } = version;
    if (verdict.says !== 'deviates') return version;
    const side = built.judged[index]?.side;
    const again = others.every(({ report, judged }) => {
      const at = report.versions.findIndex(({ id }) => id === version.id);
      const other = report.versions[at];
      if (other === undefined) return false;
      if (verdict.zeroShare) return other.count > 0;
      return side === undefined ? other.verdict.says === 'deviates' : judged[at]?.side === side && isOutside(other);
    });
    return { ...version, verdict: { ...verdict, confirmed: again } };
  });
  return { ...built, report: { ...built.report, versions, split: worstSplit(versions) } };
}

function isOutside({ configured, tested }: CanaryVersion): boolean {
  return configured !== undefined && tested !== undefined && (configured.max < tested.low || configured.min > tested.high);
}

/** Among many splits some lie far out by chance: what does not stand up to that is inconclusive (docs/policies.md §5.3.5). */
function heldAgainstChance(built: readonly BuiltReport[]): readonly CanaryReport[] {
  const shares = built.map(({ judged }) => {
    const values = judged.flatMap(({ p }) => p ?? []);
    return Math.min(1, Math.min(1, ...values) * values.length);
  });
  const stand = falseDiscoveries(shares, SPLIT_ALPHA);
  const candidates = built.flatMap(({ report }) => report.versions.flatMap(({ comparison }) => comparison?.errors.p ?? []));
  const worse = falseDiscoveries(candidates, QUALITY_ALPHA / 2);
  let next = 0;
  return built.map(({ report, judged }, index) => {
    const versions = report.versions.map((version, at): CanaryVersion => {
      const { verdict, comparison } = version;
      const byChance = verdict.says === 'deviates' && judged[at]?.p !== undefined && stand[index] === false;
      const because = `${verdict.because} Among ${built.length} splits one so far out is expected by chance.`;
      const shown = byChance ? { ...version, verdict: { says: 'inconclusive', because } as const } : version;
      if (comparison?.errors.p === undefined) return shown;
      const stands = worse[next++] ?? true;
      return stands || comparison.errors.verdict.says !== 'worse'
        ? shown
        : { ...shown, comparison: withoutWorse(comparison, candidates.length) };
    });
    const quality = worstQuality(report.roles, versions);
    return { ...report, versions, quality, split: worstSplit(versions) };
  });
}

function withoutWorse(comparison: NonNullable<CanaryVersion['comparison']>, among: number): NonNullable<CanaryVersion['comparison']> {
  const because = `${comparison.errors.verdict.because} Among ${among} candidates such a difference is expected by chance.`;
  const errors = { ...comparison.errors, verdict: { says: 'insufficient', because } as const };
  return { ...comparison, errors, verdict: worstOf([errors, ...comparison.latency].map(({ verdict }) => verdict)) };
}

function byWorst(reports: readonly CanaryReport[]): readonly CanaryReport[] {
  const rank = ({ split, quality }: CanaryReport): number => {
    if (split.says === 'deviates' && split.confirmed) return 0;
    if (quality.says === 'worse') return 1;
    return split.says === 'deviates' ? 2 : 3;
  };
  return reports.toSorted((a, b) => rank(a) - rank(b));
}
