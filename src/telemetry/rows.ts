/** What a mesh reports, one row a series: the shared shape of all families. Source: TELEMETRY notes in docs/telemetry.md §3, §5. */

/** Which proxy counted. */
export type Reporter = 'source' | 'waypoint' | 'destination';
export type Protocol = 'http' | 'grpc' | 'tcp';

/** One end of a row; absent, "" and "unknown" label values all arrive here as `undefined`. */
export interface End {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly app?: string;
  readonly version?: string;
}

/** The called end also knows the service it was addressed by. */
export interface CalledEnd extends End {
  /** `destination_service`: FQDN or Host header. */
  readonly service?: string;
  /** `destination_service_name`: short name, or PassthroughCluster, BlackHoleCluster, InboundPassthroughCluster…. */
  readonly serviceName?: string;
  readonly serviceNamespace?: string;
}

/** `connection_security_policy`; `unknown` at a destination TCP row is ztunnel's word for plaintext, `absent` (no such label) says nothing anywhere. */
export type SecurityPolicy = 'mutual_tls' | 'none' | 'unknown' | 'absent';

interface Row {
  readonly reporter: Reporter;
  readonly source: End;
  readonly destination: CalledEnd;
}

/** Q1: HTTP and gRPC requests. */
export interface RequestRow extends Row {
  readonly protocol: 'http' | 'grpc';
  readonly responseCode: string;
  readonly grpcStatus?: string;
  /** Envoy flags, "-" when none. */
  readonly flags: string;
  readonly securityPolicy: SecurityPolicy;
  readonly requestsPerSecond: number;
}

/** Q2: bytes; `sent` is what the client sent (istio_tcp_received_bytes_total). */
export interface TcpRow extends Row {
  readonly direction: 'sent' | 'received';
  readonly securityPolicy: SecurityPolicy;
  readonly bytesPerSecond: number;
}

/** Q3/Q3d: one classic histogram (buckets cumulative, sorted by bound, last is +Inf), per second. */
export interface LatencyRow extends Row {
  readonly protocol: 'http' | 'grpc';
  readonly buckets: readonly { readonly upperBoundMs: number; readonly perSecond: number }[];
}

/** Q3 in the server-computed form (too many rows for the browser, or native histograms): quantiles of an already grouped pair. */
export interface QuantileRow extends Row {
  readonly protocol: 'http' | 'grpc';
  readonly quantile: number;
  readonly milliseconds: number;
}

/** Q4: which workload a waypoint's own rows come from. */
export interface WaypointRow {
  readonly namespace?: string;
  readonly pod?: string;
  readonly gateway?: string;
}

/** Q5: closed and failed TCP connections. */
export interface ConnectionRow extends Row {
  readonly outcome: 'closed' | 'failed';
  readonly flags: string;
  readonly connectionsPerSecond: number;
}

/** TCP connections that were opened; asked only where they are what is counted. */
export interface OpenedRow extends Row {
  readonly connectionsPerSecond: number;
}

/** Everything one refresh measured; a family that has not arrived or failed is absent (the difference is told by problems). */
export interface Telemetry {
  readonly atSeconds: number;
  readonly windowSeconds: number;
  /** True when the "per second" values are counts instead (exposition text without a known time span); `windowSeconds` is then 1, so that rate × window is still the count. */
  readonly totals?: true;
  readonly requests: readonly RequestRow[];
  readonly tcp: readonly TcpRow[];
  /** The byte rates were asked and not answered: edges that connections tell of flow nobody knows how much. */
  readonly bytesUnknown?: true;
  readonly latency?: readonly LatencyRow[];
  readonly quantiles?: readonly QuantileRow[];
  /** What the quantiles tell apart; they fit an edge of exactly that grouping. */
  readonly quantileGrouping?: 'workload' | 'app' | 'versionedApp' | 'service' | 'namespace';
  readonly waypoints?: readonly WaypointRow[];
  readonly connections?: readonly ConnectionRow[];
  /** Answered series that could not become rows (no reporter, no finite value), counted. */
  readonly unplacedRows?: number;
}
