import { knownLabel, parseFlags, parseRequestProtocol, parseResponseCode, parseSecurityPolicy } from '../parse-labels';
import { rateOf, scopeAlternatives } from '../promql';
import type { RequestRow } from '../rows';
import type { Family } from './family';
import { END_LABELS, sumBy } from './labels';
import { readRows } from './read-rows';

/** What one row is told apart by. */
export const REQUEST_LABELS = [
  'reporter',
  ...END_LABELS,
  'request_protocol',
  'response_code',
  'grpc_response_status',
  'response_flags',
  'connection_security_policy',
];

/** Q1: HTTP and gRPC requests by ends, code, flags and security policy (docs/telemetry.md §5). */
export const requestsFamily: Family<RequestRow> = {
  id: 'requests',
  promql: ({ names, namespaces, windowSeconds, showIdle }) =>
    `${sumBy(REQUEST_LABELS, rateOf(names.requests, scopeAlternatives(namespaces), windowSeconds))}${showIdle ? '' : ' > 0'}`,
  ...readRows('requests', ({ reporter, source, destination }, { labels, value }): RequestRow => {
    const protocol = parseRequestProtocol(labels);
    const responseCode = parseResponseCode(labels);
    const flags = parseFlags(labels);
    const securityPolicy = parseSecurityPolicy(labels);
    const grpcStatus = knownLabel(labels, 'grpc_response_status');
    const row = { reporter, source, destination, protocol, responseCode, flags, securityPolicy, requestsPerSecond: value };
    return grpcStatus === undefined ? row : { ...row, grpcStatus };
  }),
};
