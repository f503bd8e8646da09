import type { Dialect } from '../promql/dialect';
import type { SeriesStore, WorldOptions } from '../series';
import type { TelemetryGap } from './telemetry-gaps';

/** A fault as a request asks for it: `kind[:argument][@text in the query]`. */
export interface ChosenFault {
  readonly kind: string;
  readonly argument: string;
  /** Only requests whose query or `match[]` contains this; "" = all. */
  readonly match: string;
}

/** One request to the mock, as plain data that can cross into a worker thread. */
export interface MockRequest {
  readonly method: string;
  /** Below the prefix, e.g. `/api/v1/query`. */
  readonly path: string;
  /** Query string, then form body, as pairs: `match[]` repeats. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly world: WorldOptions;
  /** The mock's own now; no later sample is visible. */
  readonly nowMs: number;
  /** Samples older than this are forgotten; absent: all are kept. */
  readonly keepsMs?: number;
  readonly dialect: Dialect;
  readonly faults: readonly ChosenFault[];
  /** What this mesh does not report. */
  readonly gaps: readonly TelemetryGap[];
  /** Shared flag: 1 once nobody waits for the answer any more. */
  readonly cancelled: SharedArrayBuffer;
}

/** How the answer travels; faults change it. */
export type Delivery = { readonly kind: 'whole' } | { readonly kind: 'drip'; readonly pauseMs: number } | { readonly kind: 'destroy' };

export interface MockReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMs: number;
  readonly delivery: Delivery;
}

/** What an endpoint answers from. */
export interface EndpointContext {
  readonly request: MockRequest;
  /** Clamped to the mock's now. */
  readonly store: SeriesStore;
  readonly parameters: Parameters;
}

/** Read access to a request's parameters. */
export interface Parameters {
  /** The first value, or "" as Go's FormValue answers. */
  first(name: string): string;
  all(name: string): readonly string[];
}

export interface Endpoint {
  readonly methods: readonly string[];
  readonly path: RegExp;
  answer(context: EndpointContext, match: RegExpExecArray): MockReply;
}
