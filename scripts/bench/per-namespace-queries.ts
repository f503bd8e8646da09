/**
 * The usual alternative to whole-mesh queries, as service graphs have long asked: for every namespace, what comes in, what goes out and
 * what stays inside, for HTTP, for TCP and for the 99th percentile.
 */
const GROUPING = [
  'source_cluster',
  'source_workload_namespace',
  'source_workload',
  'source_canonical_service',
  'source_canonical_revision',
  'destination_cluster',
  'destination_service_namespace',
  'destination_service',
  'destination_service_name',
  'destination_workload_namespace',
  'destination_workload',
  'destination_canonical_service',
  'destination_canonical_revision',
].join(',');
const HTTP = `${GROUPING},request_protocol,response_code,grpc_response_status,response_flags,connection_security_policy`;

export function perNamespaceQueries(namespace: string, windowSeconds: number): readonly string[] {
  const flows = [
    `source_workload_namespace!="${namespace}",destination_service_namespace="${namespace}"`,
    `source_workload_namespace="${namespace}",destination_service_namespace!="${namespace}"`,
    `source_workload_namespace="${namespace}",destination_service_namespace="${namespace}"`,
  ];
  return flows.flatMap((flow) => {
    const rate = (metric: string) => `rate(${metric}{reporter=~"source|destination",${flow}}[${windowSeconds}s])`;
    return [
      `sum by (reporter,${HTTP}) (${rate('istio_requests_total')}) > 0`,
      `sum by (reporter,${GROUPING}) (${rate('istio_tcp_sent_bytes_total')}) > 0`,
      `sum by (reporter,${GROUPING}) (${rate('istio_tcp_received_bytes_total')}) > 0`,
      `histogram_quantile(0.99, sum by (le,reporter,${GROUPING}) (${rate('istio_request_duration_milliseconds_bucket')}))`,
    ];
  });
}
