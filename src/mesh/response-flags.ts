/**
 * Envoy's response flags, and ztunnel's words in their place, in one sentence each: the one home of what a flag means
 * (docs/policies.md §7; https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage, %RESPONSE_FLAGS%).
 */
export const RESPONSE_FLAGS: ReadonlyMap<string, string> = new Map([
  ['-', 'No flag: the proxy saw nothing unusual; the code is what the upstream answered.'],
  ['UF', 'Upstream connection failure: the proxy could not connect (refused, TLS failure, timed out).'],
  ['UH', 'No healthy upstream: the service has no ready endpoint, or all are ejected.'],
  ['UO', 'Upstream overflow: a circuit breaker (connection pool limit) refused the request.'],
  ['NR', 'No route: no route or listener matched the host, path or port.'],
  ['URX', 'Retry limit or connect attempts exceeded: every attempt failed.'],
  ['UT', 'Upstream request timeout: the answer took longer than the route allows.'],
  ['DC', 'Downstream connection termination: the caller hung up.'],
  ['UC', 'Upstream connection termination: the upstream closed the connection before answering.'],
  ['UR', 'Upstream remote reset: the upstream reset the stream.'],
  ['LR', 'Local reset: the proxy itself reset the connection.'],
  ['LH', 'Local service failed its health check.'],
  ['RL', 'Rate limited.'],
  ['RLSE', 'The rate limit service answered with an error.'],
  ['UAEX', 'Denied by the external authorization service.'],
  ['DI', 'Delay injected by a fault rule.'],
  ['FI', 'Abort injected by a fault rule.'],
  ['IH', 'A strictly checked header was invalid.'],
  ['SI', 'Stream idle timeout.'],
  ['DT', 'Maximum request or connection duration reached.'],
  ['DPE', 'Downstream protocol error: the caller spoke broken HTTP.'],
  ['UPE', 'Upstream protocol error: the upstream spoke broken HTTP.'],
  ['UMSDR', 'Maximum upstream stream duration reached.'],
  ['RFCF', 'The answer came from a cache filter.'],
  ['NFCF', 'No filter configuration was found in time.'],
  ['NC', 'The cluster of the route does not exist.'],
  ['OM', 'The overload manager ended the request.'],
  ['DF', 'DNS resolution of the upstream failed.'],
  ['DO', 'Dropped: the overload policy of the endpoints.'],
  ['UDO', 'Dropped without condition: the overload policy of the endpoints.'],
  ['DR', 'Downstream remote reset: the caller reset the stream.'],
  ['CONNECT', 'ztunnel could not connect to the destination.'],
  ['TLS_FAILURE', 'ztunnel: the mutual TLS handshake failed.'],
  ['DENY', 'ztunnel: a policy denied the connection (an AuthorizationPolicy, or STRICT mutual TLS).'],
  ['H2_HANDSHAKE_FAILURE', 'ztunnel: the HBONE handshake failed; the peer may be no HBONE endpoint.'],
  ['NETWORK_POLICY', 'ztunnel: HBONE timed out, as when a NetworkPolicy blocks port 15008.'],
  ['IDENTITY_ERROR', 'ztunnel: there is no certificate for the identity of the workload.'],
  ['CERT_REVOKED', 'ztunnel: the certificate of the peer is revoked.'],
]);

export interface FlagMeaning {
  readonly flag: string;
  readonly meaning: string;
}

/** A `response_flags` value is comma-joined; "-" among them says there was none. */
export function splitFlags(flags: string): readonly string[] {
  return flags
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '');
}

/** A flag we do not know says so. */
export function explainFlags(flags: string): readonly FlagMeaning[] {
  return splitFlags(flags).map((flag) => ({
    flag,
    meaning: RESPONSE_FLAGS.get(flag) ?? 'A flag this version does not know; see the access log of the proxy.',
  }));
}
