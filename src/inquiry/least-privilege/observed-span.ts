/** Calls of a span, as the proposal looks at them: those of the picture's window, or those that were asked for. */
import { connectionsWhere, hasTraffic } from '../../policy/findings/evidence';
import type { Observation, ObservedCall } from '../../policy/observation';

/** A call with what was counted of it in the whole span. */
export interface CountedCall {
  readonly call: ObservedCall;
  /** Identities telemetry names, without "spiffe://"; empty where it was not asked. */
  readonly principals: readonly string[];
  /** undefined = nothing counts them: TCP has no requests, HTTP no connections of its own. */
  readonly requests: number | undefined;
  readonly connections: number | undefined;
  /** Unix seconds; undefined = some time within the window. */
  readonly lastSeenSeconds: number | undefined;
}

/** Rate times window is exactly what the counters rose by. */
export function callsOfWindow({ calls, windowSeconds }: Observation): readonly CountedCall[] {
  return calls.filter(hasTraffic).map((call) => ({
    call,
    principals: [],
    requests: call.requestsPerSecond === undefined ? undefined : call.requestsPerSecond * windowSeconds,
    connections: call.protocol === 'tcp' ? connectionsWhere(call, () => true) * windowSeconds : undefined,
    lastSeenSeconds: undefined,
  }));
}
