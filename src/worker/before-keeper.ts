/** The moment before (A) of a comparison: from the held span, from what was asked lately, or asked when B is there. */
import type { PrometheusClient } from '../prometheus/client-types';
import type { KnownEnds } from '../telemetry/families/known-ends';
import type { Telemetry } from '../telemetry/rows';
import { type TelemetryTaken, takeTelemetry } from '../telemetry/take-telemetry';
import type { RefreshRequest } from './messages';

export interface TakenBefore {
  /** Not answered = A failed: B stands, and the problems say why. */
  readonly taken: TelemetryTaken;
  /** False = that of the refresh before, which stands until this one's has arrived. */
  readonly wanted: boolean;
}

export interface BeforeParts {
  /** A moment that nobody has to be asked for, as an ordinary refresh would have answered it. */
  readonly momentAt: (request: RefreshRequest, seconds: number) => TelemetryTaken | undefined;
  readonly clientFor: (request: RefreshRequest) => PrometheusClient;
  readonly ends: () => KnownEnds;
  readonly scrapeIntervalOf: (request: RefreshRequest) => number | undefined;
}

export interface BeforeKeeper {
  /** What is there of A beside B without asking; undefined = nothing, or nothing is compared. */
  atHand(request: RefreshRequest | undefined, after: TelemetryTaken): TakenBefore | undefined;
  /** Asks A as B was asked: the same window and scope, the same kind of quantiles. undefined = aborted, or nothing is compared. */
  ask(request: RefreshRequest, after: TelemetryTaken, signal: AbortSignal): Promise<TakenBefore | undefined>;
}

/** Something is compared with, and it is not at hand. For a moment that the play head passes by nobody is asked. */
export const awaitsBefore = ({
  request,
  before,
}: {
  readonly request: RefreshRequest | undefined;
  readonly before?: TakenBefore | undefined;
}): boolean => request?.beforeSeconds !== undefined && before?.wanted !== true && request.moving !== true;

interface Asked {
  readonly question: string;
  readonly seconds: number;
  readonly taken: TelemetryTaken;
}

/** So many moments are kept: presets that somebody switches between. */
const MOST_KEPT = 4;

export function createBeforeKeeper(parts: BeforeParts): BeforeKeeper {
  /** Asked last stands last. */
  let kept: readonly Asked[] = [];

  return {
    atHand(request, after) {
      const seconds = momentBefore(request, after);
      if (request === undefined || seconds === undefined) return undefined;
      const inSpan = parts.momentAt({ ...request, alignNow: false }, seconds);
      if (inSpan !== undefined && isAlike(inSpan.telemetry, after.telemetry)) return { taken: inSpan, wanted: true };
      const question = questionOf(request, after.telemetry);
      const known = kept.findLast((asked) => asked.question === question && asked.seconds === seconds);
      if (known !== undefined) return { taken: known.taken, wanted: true };
      // "An hour ago" moves with every refresh: so long the one before is as good, and says its time.
      const near = kept.findLast((asked) => asked.question === question && Math.abs(asked.seconds - seconds) <= request.windowSeconds);
      return near !== undefined && (request.alignNow || request.moving === true) ? { taken: near.taken, wanted: false } : undefined;
    },
    async ask(request, after, signal) {
      const seconds = momentBefore(request, after);
      if (seconds === undefined) return undefined;
      const { windowSeconds, namespaces, showIdle, source } = request;
      const { quantileGrouping } = after.telemetry;
      const scrapeInterval = parts.scrapeIntervalOf(request);
      const taken = await takeTelemetry(parts.clientFor(request), {
        atSeconds: seconds,
        alignNow: false,
        windowSeconds,
        namespaces,
        showIdle,
        signal,
        ends: parts.ends(),
        ...(source.metricPrefix !== undefined && { metricPrefix: source.metricPrefix }),
        ...(scrapeInterval !== undefined && { knownScrapeIntervalSeconds: scrapeInterval }),
        // Quantiles of the server are compared with such quantiles, for the same grouping.
        ...(quantileGrouping !== undefined && { quantileGrouping, bucketRowLimit: 0 }),
      });
      if (signal.aborted) return undefined;
      if (taken.answered) kept = [...kept, { question: questionOf(request, after.telemetry), seconds, taken }].slice(-MOST_KEPT);
      return { taken, wanted: true };
    },
  };
}

/** As far before B as it was asked: where B was moved to a scrape, A is moved with it. */
function momentBefore(request: RefreshRequest | undefined, { telemetry }: TelemetryTaken): number | undefined {
  if (request?.beforeSeconds === undefined) return undefined;
  return request.alignNow ? request.beforeSeconds - (request.atSeconds - telemetry.atSeconds) : request.beforeSeconds;
}

/** Everything but the moment; B's kind of quantiles is part of it. */
function questionOf(request: RefreshRequest, { quantileGrouping }: Telemetry): string {
  const { source, scenario, windowSeconds, namespaces, showIdle } = request;
  return JSON.stringify([source.id, source.prometheusUrl, scenario, windowSeconds, namespaces, showIdle, quantileGrouping ?? 'buckets']);
}

/** A span has quantiles of the server; B may have been asked with buckets. */
const isAlike = (before: Telemetry, after: Telemetry): boolean =>
  after.latency === undefined || before.quantiles === undefined || after.quantileGrouping === before.quantileGrouping;
