/** Latency costs most of a refresh. Where it is slow it is asked less often, and the last one is shown with its time (docs/telemetry.md §5). */
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { RefreshRequest } from './messages';
import type { Measured } from './picture-maker';

/** A latency query slower than this… */
const SLOW_MS = 1000;
/** …is asked only in one of so many live refreshes. */
const ASKED_EVERY = 3;

const LATENCY_FAMILIES: ReadonlySet<string> = new Set(['latency', 'latency-destination', 'quantiles', 'quantiles-native']);

export interface LatencyCadence {
  /** Whether this refresh leaves latency out and keeps what `before` had. */
  keeps(request: RefreshRequest, before: Measured | undefined): boolean;
}

export function createLatencyCadence(): LatencyCadence {
  let keptInARow = 0;
  return {
    keeps(request, before) {
      // At another step of a demonstration the latency of the one before is no answer.
      const sameWorld = before !== undefined && request.scenario === before.request?.scenario;
      const may = sameWorld && request.alignNow && sameQuestion(request, before.request) && hasLatency(before.taken);
      const slow = before !== undefined && (before.latencyAtSeconds !== undefined || wasSlow(before.taken));
      const keeps = may && slow && keptInARow < ASKED_EVERY - 1;
      keptInARow = keeps ? keptInARow + 1 : 0;
      return keeps;
    },
  };
}

const hasLatency = ({ telemetry }: TelemetryTaken): boolean => telemetry.latency !== undefined || telemetry.quantiles !== undefined;

const wasSlow = ({ queries }: TelemetryTaken): boolean =>
  queries.some(({ family, milliseconds }) => LATENCY_FAMILIES.has(family) && milliseconds > SLOW_MS);

/** The same mesh over the same window and scope, at whatever moment: what one refresh measured may stand in the next. */
export function sameQuestion(request: RefreshRequest, before: RefreshRequest | undefined): boolean {
  return (
    before !== undefined &&
    request.windowSeconds === before.windowSeconds &&
    request.alignNow === before.alignNow &&
    request.namespaces.length === before.namespaces.length &&
    request.namespaces.every((namespace, index) => namespace === before.namespaces[index])
  );
}

/** The rates of now with the latency (and, until they arrive, the connections and waypoints) of before. */
export function carryLatency(taken: TelemetryTaken, before: TelemetryTaken): TelemetryTaken {
  const { latency, quantiles, quantileGrouping, connections, waypoints } = before.telemetry;
  return {
    ...taken,
    telemetry: {
      ...(connections !== undefined && { connections }),
      ...(waypoints !== undefined && { waypoints }),
      ...taken.telemetry,
      ...(latency !== undefined && { latency }),
      ...(quantiles !== undefined && { quantiles }),
      ...(quantileGrouping !== undefined && { quantileGrouping }),
    },
  };
}

/** When the latency that is carried over was measured; undefined = at this moment, too. */
export function latencyMoment({ latencyAtSeconds, taken }: Measured, { telemetry }: TelemetryTaken): number | undefined {
  const measuredAt = latencyAtSeconds ?? taken.telemetry.atSeconds;
  return measuredAt === telemetry.atSeconds ? undefined : measuredAt;
}
