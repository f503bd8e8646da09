import { formatRatio } from '../lib/format-number';
import type { Protocol } from '../telemetry/rows';
import type { Health, Limits, Responses, Thresholds } from './model';
import { isFailedGrpcStatus, isHttp4xx, isHttp5xx, NO_RESPONSE } from './response-code';

/** From responses to a health and its reason. Rules: docs/telemetry.md §6.8. */

export const DEFAULT_THRESHOLDS: Thresholds = { degradedPercent: 0, failingPercent: 10, count4xx: false, floorPerSecond: 0, rules: [] };

/** With fewer requests in the window a ratio is shown, but health is at most degraded. */
const FEW_REQUESTS = 10;
const TOLERATED_4XX = { degradedPercent: 10, failingPercent: 20 } as const;

/** One class of codes and the share of it that is tolerated; 0 means that any is too many. */
export interface Tolerance {
  readonly covers: (code: string) => boolean;
  readonly degradedPercent: number;
  readonly failingPercent: number;
}

/** Said of an edge below its rate floor. */
export const TOO_LITTLE_TRAFFIC = 'too little traffic to judge';

/** The classes that are judged, for one protocol; TCP has no codes. */
export function tolerancesFor(protocol: Protocol, limits: Limits): readonly Tolerance[] {
  const { degradedPercent, failingPercent, count4xx } = limits;
  const at = { degradedPercent, failingPercent };
  const noResponse: Tolerance = { covers: (code) => code === NO_RESPONSE, ...at };
  if (protocol === 'grpc') return [{ covers: (code) => isFailedGrpcStatus(code) || isHttp5xx(code) || isHttp4xx(code), ...at }, noResponse];
  if (protocol === 'tcp') return [];
  return [{ covers: isHttp5xx, ...at }, noResponse, ...(count4xx ? [{ covers: isHttp4xx, ...TOLERATED_4XX }] : [])];
}

export interface Judgement {
  readonly health: Health;
  /** Set when the health is degraded or failing, and when there is too little traffic to tell. */
  readonly reason?: string;
}

/** What responses are judged by. */
export interface Judging {
  readonly tolerances: readonly Tolerance[];
  readonly windowSeconds: number;
  readonly floorPerSecond: number;
}

/** Judges responses: each tolerance by itself, the worst wins. Idle without traffic, unknown when no code was reported. */
export function judgeResponses(
  responses: Responses,
  requestsPerSecond: number,
  { tolerances, windowSeconds, floorPerSecond }: Judging,
): Judgement {
  if (!(requestsPerSecond > 0)) return { health: 'idle' };
  if (requestsPerSecond < floorPerSecond) return { health: 'unknown', reason: TOO_LITTLE_TRAFFIC };
  let health: Health = 'healthy';
  for (const tolerance of tolerances) health = worst(health, judgeClass(responses, requestsPerSecond, tolerance));
  if (health === 'failing' && requestsPerSecond * windowSeconds < FEW_REQUESTS) health = 'degraded';
  if (isSick(health)) return { health, reason: reasonOf(responses, requestsPerSecond, tolerances) };
  const told = Array.from(responses.keys()).some((code) => code !== 'unknown');
  return { health: told ? 'healthy' : 'unknown' };
}

/** Connections per second: all that closed, and those among them that failed; or failed before they opened. */
interface Connections {
  readonly closedPerSecond: number;
  readonly failedPerSecond: number;
}

/** Judges failed connections by a rule for TCP; without one any failed connection is a degradation. */
export function judgeConnections({ closedPerSecond, failedPerSecond }: Connections, rule: Limits | undefined): Health | 'too-few' {
  if (rule === undefined) return failedPerSecond > 0 ? 'degraded' : 'healthy';
  const all = Math.max(closedPerSecond, failedPerSecond);
  if (all < rule.floorPerSecond) return 'too-few';
  if (failedPerSecond <= 0) return 'healthy';
  const percent = (failedPerSecond / all) * 100;
  if (percent >= rule.failingPercent) return 'failing';
  return percent >= rule.degradedPercent ? 'degraded' : 'healthy';
}

function judgeClass(responses: Responses, requestsPerSecond: number, { covers, degradedPercent, failingPercent }: Tolerance): Health {
  let covered = 0;
  for (const [code, byFlags] of responses) if (covers(code)) for (const perSecond of byFlags.values()) covered += perSecond;
  if (covered === 0) return 'healthy';
  const percent = (covered / requestsPerSecond) * 100;
  if (percent >= failingPercent) return 'failing';
  return percent >= degradedPercent ? 'degraded' : 'healthy';
}

/** "12 % 503 UF": the biggest failing code, with its flags where all of it carries the same. */
function reasonOf(responses: Responses, requestsPerSecond: number, tolerances: readonly Tolerance[]): string {
  let biggest = { words: '', perSecond: 0 };
  for (const [code, byFlags] of responses) {
    if (!tolerances.some(({ covers }) => covers(code))) continue;
    const perSecond = Array.from(byFlags.values()).reduce((sum, each) => sum + each, 0);
    const [flags] = byFlags.keys();
    if (perSecond > biggest.perSecond) biggest = { words: words(code, byFlags.size === 1 ? (flags ?? '-') : '-'), perSecond };
  }
  return `${formatRatio(biggest.perSecond / requestsPerSecond)} ${biggest.words}`;
}

function words(code: string, flags: string): string {
  const name = code === NO_RESPONSE ? 'no response' : code;
  const status = isFailedGrpcStatus(code) ? `gRPC ${code}` : name;
  return flags === '-' ? status : `${status} ${flags}`;
}

const ORDER: readonly Health[] = ['idle', 'unknown', 'healthy', 'degraded', 'failing'];

/** The more alarming of two. */
export function worst(a: Health, b: Health): Health {
  return ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a;
}

export function isSick(health: Health): boolean {
  return health === 'degraded' || health === 'failing';
}
