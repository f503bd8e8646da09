/**
 * Envoy's response flags, and ztunnel's words in their place, in one sentence each
 * (https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage, %RESPONSE_FLAGS%).
 */
const FLAGS: ReadonlyMap<string, string> = new Map([
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
  ['RFCF', 'A response filter failed.'],
  ['NFCF', 'No filter configuration was found in time.'],
  ['NC', 'The cluster of the route does not exist.'],
  ['OM', 'The overload manager ended the request.'],
  ['DF', 'DNS resolution of the upstream failed.'],
  ['DO', 'Dropped: the overload policy of the endpoints.'],
  ['DR', 'Downstream remote reset: the caller reset the stream.'],
  ['CONNECT', 'ztunnel could not connect to the destination.'],
  ['TLS_FAILURE', 'ztunnel: the mutual TLS handshake failed.'],
  ['DENY', 'ztunnel: an AuthorizationPolicy denied the connection.'],
]);

export interface FlagMeaning {
  readonly flag: string;
  readonly meaning: string;
}

/** A `response_flags` value is comma-joined; a flag we do not know says so. */
export function explainFlags(flags: string): readonly FlagMeaning[] {
  return flags
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '')
    .map((flag) => ({ flag, meaning: FLAGS.get(flag) ?? 'A flag this version does not know; see the access log of the proxy.' }));
}
