import type { Protocol, Reporter, Telemetry } from '../telemetry/rows';
import { type EdgeSum, NO_RESPONSES, type ReportSum } from './edge-sum';
import { isSick, type Judgement, judgeConnections, judgeResponses, TOO_LITTLE_TRAFFIC, type Tolerance, tolerancesFor } from './health';
import { latencyOf } from './histogram';
import { REPORTERS } from './hops';
import { limitsFor, ruleFor } from './limits';
import type { EdgeId, Health, Latency, Limits, MeshEdge, MtlsShare, NodeId, Quantile, Report, Thresholds } from './model';
import type { Writable } from './node-face';
import { errorsPerSecond } from './response-code';

interface JudgedBy {
  readonly limits: Limits;
  readonly tolerances: readonly Tolerance[];
}

export interface FinishOptions {
  readonly thresholds: Thresholds;
  readonly windowSeconds: number;
  /** What a call into a namespace is judged by. */
  readonly judgedBy: (namespace: string | undefined, protocol: Protocol) => JudgedBy;
  /** Nobody answered how many bytes flow: a TCP edge then has none to show, not 0. */
  readonly bytesUnknown: boolean;
}

export function finishOptions({ windowSeconds, bytesUnknown }: Telemetry, thresholds: Thresholds): FinishOptions {
  return { thresholds, judgedBy: judgedBy(thresholds), windowSeconds, bytesUnknown: bytesUnknown === true };
}

/** Every namespace is looked up once. */
function judgedBy(thresholds: Thresholds): FinishOptions['judgedBy'] {
  const known = {
    http: new Map<string | undefined, JudgedBy>(),
    grpc: new Map<string | undefined, JudgedBy>(),
    tcp: new Map<string | undefined, JudgedBy>(),
  };
  return (namespace, protocol) => {
    const found = known[protocol].get(namespace);
    if (found !== undefined) return found;
    const limits = limitsFor(thresholds, namespace, protocol);
    const made = { limits, tolerances: tolerancesFor(protocol, limits) };
    known[protocol].set(namespace, made);
    return made;
  };
}

/** What the graph needs of every edge, drawn or inside a closed group: where it stands, how much flows, how ill it is. */
export interface EdgeOutline {
  readonly id: EdgeId;
  readonly source: NodeId;
  readonly target: NodeId;
  readonly protocol: Protocol;
  /** 0 where nobody knows. */
  readonly requestsPerSecond: number;
  readonly errorsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly health: Health;
  readonly reason: string | undefined;
  readonly foldedInto: EdgeSum['foldedInto'];
  /** Edges that are added up here, and how many of them are sick. */
  readonly members: number;
  readonly sickMembers: number;
  readonly sum: EdgeSum;
}

/** From sums to what is told of an edge that nobody looks at yet. */
export function outlineEdge(sum: EdgeSum, options: FinishOptions): EdgeOutline {
  const { protocol, primary } = sum;
  const { bytesUnknown } = options;
  const { count4xx } = options.judgedBy(sum.target.namespace, protocol).limits;
  if (primary.responses !== undefined) primary.responses = sortResponses(primary.responses);
  const { health, reason } = judge(sum, options);
  return {
    id: sum.id,
    source: sum.source.id,
    target: sum.target.id,
    protocol,
    requestsPerSecond: protocol === 'tcp' ? 0 : primary.requestsPerSecond,
    errorsPerSecond: protocol === 'tcp' ? 0 : errorsPerSecond(protocol, primary.responses ?? NO_RESPONSES, count4xx),
    bytesPerSecond: protocol === 'tcp' && !bytesUnknown ? primary.sentBytesPerSecond + primary.receivedBytesPerSecond : 0,
    health,
    reason,
    foldedInto: sum.foldedInto,
    members: 1,
    sickMembers: isSick(health) ? 1 : 0,
    sum,
  };
}

/** From an outline to the edge that is shown: reports, ratios, quantiles. */
export function finishOutline(outline: EdgeOutline, options: FinishOptions): MeshEdge {
  const { sum, reason, foldedInto } = outline;
  const { protocol } = sum;
  const reporter = REPORTERS.find((one) => sum.primaryReporters.includes(one)) ?? 'destination';
  const latency = latencyOfReport(sum.primary) ?? latencyFromServer(sum, reporter);
  const edge: Writable<MeshEdge> = {
    id: outline.id,
    source: outline.source,
    target: outline.target,
    protocol,
    mtls: shareOf(sum.mtls),
    reporter,
    reports: REPORTERS.flatMap((one) => finishReport(sum, one, latency, options)),
    health: outline.health,
    members: outline.members,
    sickMembers: outline.sickMembers,
  };
  setNumbers(edge, sum.primary, sum, options);
  if (sum.connections !== undefined) edge.connections = sum.connections;
  if (latency !== undefined) edge.latency = latency;
  if (foldedInto !== undefined) edge.foldedInto = foldedInto;
  if (reason !== undefined) edge.reason = reason;
  if (sum.behindService) edge.behindService = true;
  return edge;
}

/** From sums to the edge that is shown. */
export function finishEdge(sum: EdgeSum, options: FinishOptions): MeshEdge {
  return finishOutline(outlineEdge(sum, options), options);
}

function finishReport(sum: EdgeSum, reporter: Reporter, primary: Latency | undefined, options: FinishOptions): readonly Report[] {
  const report = sum.byReporter[reporter];
  if (report === undefined) return [];
  const isPrimary = report.buckets !== undefined && report.buckets === sum.primary.buckets;
  const latency = isPrimary ? primary : (latencyOfReport(report) ?? quantilesOf(report));
  const finished: Writable<Report> = { reporter };
  setNumbers(finished, report, sum, options);
  if (latency !== undefined) finished.latency = latency;
  return [finished];
}

type Numbers = Writable<Pick<Report, 'requestsPerSecond' | 'errorRatio' | 'responses' | 'bytesPerSecond'>>;

/** Sets what this protocol has; assigned, because thousands of spreads of optional fields show in the time of a picture. */
function setNumbers(into: Numbers, report: ReportSum, { protocol, target }: EdgeSum, { judgedBy, bytesUnknown }: FinishOptions): void {
  if (protocol === 'tcp') {
    if (!bytesUnknown) into.bytesPerSecond = { sent: report.sentBytesPerSecond, received: report.receivedBytesPerSecond };
    return;
  }
  const { requestsPerSecond } = report;
  const responses = sortResponses(report.responses ?? new Map());
  const { count4xx } = judgedBy(target.namespace, protocol).limits;
  into.requestsPerSecond = requestsPerSecond;
  if (requestsPerSecond > 0) into.errorRatio = errorsPerSecond(protocol, responses, count4xx) / requestsPerSecond;
  into.responses = responses;
}

function judge(sum: EdgeSum, options: FinishOptions): Judgement {
  if (sum.protocol === 'tcp') return judgeTcp(sum, options);
  const { limits, tolerances } = options.judgedBy(sum.target.namespace, sum.protocol);
  const by = { tolerances, windowSeconds: options.windowSeconds, floorPerSecond: limits.floorPerSecond };
  return judgeResponses(sum.primary.responses ?? NO_RESPONSES, sum.primary.requestsPerSecond, by);
}

function judgeTcp(sum: EdgeSum, { thresholds, bytesUnknown }: FinishOptions): Judgement {
  if (sum.connections !== undefined) {
    const judged = judgeConnections(sum.connections, ruleFor(thresholds, sum.target.namespace, 'tcp'));
    if (judged === 'too-few') return { health: 'unknown', reason: TOO_LITTLE_TRAFFIC };
    if (isSick(judged)) return { health: judged, reason: connectionReason(sum) };
  }
  const flows = sum.primary.sentBytesPerSecond + sum.primary.receivedBytesPerSecond > 0 || (sum.connections?.closedPerSecond ?? 0) > 0;
  if (flows) return { health: 'healthy' };
  return { health: bytesUnknown ? 'unknown' : 'idle' };
}

/** "connections fail UF": the commonest flags that are not the empty ones. */
function connectionReason({ connections }: EdgeSum): string {
  const [commonest] = Array.from(connections?.byFlags ?? [])
    .filter(([flags]) => flags !== '-')
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return commonest === undefined ? 'connections fail' : `connections fail ${commonest[0]}`;
}

function shareOf({ mutual, plaintext }: EdgeSum['mtls']): MtlsShare {
  const told = mutual + plaintext;
  return { mutual, plaintext, ratio: told > 0 ? mutual / told : undefined };
}

function latencyOfReport(report: ReportSum): Latency | undefined {
  return report.buckets === undefined ? undefined : latencyOf(report.buckets);
}

/** Quantiles of the server fit only an edge with one primary reporter: two cannot be joined. */
function latencyFromServer(sum: EdgeSum, reporter: Reporter): Latency | undefined {
  const report = sum.byReporter[reporter];
  return report === undefined || sum.primaryReporters.length !== 1 ? undefined : quantilesOf(report);
}

function quantilesOf({ quantiles }: ReportSum): Latency | undefined {
  if (quantiles === undefined) return undefined;
  return { p50: quantileOf(quantiles.get(0.5)), p95: quantileOf(quantiles.get(0.95)), p99: quantileOf(quantiles.get(0.99)) };
}

/** The last finite bound of Istio's default histogram: the server says no more than this of anything slower. */
const LAST_FINITE_BOUND_MS = 3_600_000;

function quantileOf(milliseconds: number | undefined): Quantile | undefined {
  if (milliseconds === undefined || Number.isNaN(milliseconds)) return undefined;
  return { milliseconds, atLeast: milliseconds >= LAST_FINITE_BOUND_MS };
}

type Sums = NonNullable<ReportSum['responses']>;

/** Most edges have one code or have them in order: then nothing is copied. */
function sortResponses(responses: Sums): Sums {
  let inOrder = isSorted(responses);
  for (const byFlags of responses.values()) inOrder = inOrder && isSorted(byFlags);
  if (inOrder) return responses;
  const byKey = <T>(map: ReadonlyMap<string, T>) => Array.from(map).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(byKey(responses).map(([code, byFlags]) => [code, isSorted(byFlags) ? byFlags : new Map(byKey(byFlags))]));
}

function isSorted(map: ReadonlyMap<string, unknown>): boolean {
  if (map.size < 2) return true;
  let before: string | undefined;
  for (const key of map.keys()) {
    if (before !== undefined && key < before) return false;
    before = key;
  }
  return true;
}
