/** The names of Istio's metrics; meshes with recording rules or federation rename them, mostly by a prefix. Rules: docs/telemetry.md §2. */
export interface MetricNames {
  readonly requests: string;
  /** Base name of the latency histogram, without `_bucket`. */
  readonly duration: string;
  /** Base names of the histograms of body sizes. */
  readonly requestBytes: string;
  readonly responseBytes: string;
  /** Bytes the server sent: what the client received. */
  readonly tcpSent: string;
  /** Bytes the server received: what the client sent. */
  readonly tcpReceived: string;
  readonly connectionsOpened: string;
  readonly connectionsClosed: string;
  readonly connectionsFailed: string;
}

/** Istio's own names behind an optional prefix such as `workload:`. */
export function metricNames(prefix = ''): MetricNames {
  return {
    requests: `${prefix}istio_requests_total`,
    duration: `${prefix}istio_request_duration_milliseconds`,
    requestBytes: `${prefix}istio_request_bytes`,
    responseBytes: `${prefix}istio_response_bytes`,
    tcpSent: `${prefix}istio_tcp_sent_bytes_total`,
    tcpReceived: `${prefix}istio_tcp_received_bytes_total`,
    connectionsOpened: `${prefix}istio_tcp_connections_opened_total`,
    connectionsClosed: `${prefix}istio_tcp_connections_closed_total`,
    connectionsFailed: `${prefix}istio_tcp_connections_failed_total`,
  };
}
