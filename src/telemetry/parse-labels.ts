import type { Labels } from '../prometheus/client-types';
import type { CalledEnd, End, Protocol, Reporter, SecurityPolicy } from './rows';

/** Istio's labels, normalised once at the edge: every other file of the program sees ends, reporters and protocols, never label names. Rules: docs/telemetry.md §3. */

/**
 * The value of a label, or undefined for what Istio and Prometheus write when they do not know: absent, "" or "unknown".
 * `name` is always one of ours (no name of Object.prototype is a label we read), so plain indexing is safe.
 */
export function knownLabel(labels: Labels, name: string): string | undefined {
  const value = labels[name];
  return value === '' || value === 'unknown' ? undefined : value;
}

/** The calling end of a series; a field is undefined where the label says nothing. */
export function parseSource(labels: Labels): End {
  return parseEnd(labels, 'source');
}

/** The called end of a series, with the service it was addressed by. */
export function parseDestination(labels: Labels): CalledEnd {
  const end: Writable<CalledEnd> = parseEnd(labels, 'destination');
  const service = knownLabel(labels, 'destination_service');
  const serviceName = knownLabel(labels, 'destination_service_name');
  const serviceNamespace = knownLabel(labels, 'destination_service_namespace');
  if (service !== undefined) end.service = service;
  if (serviceName !== undefined) end.serviceName = serviceName;
  if (serviceNamespace !== undefined) end.serviceNamespace = serviceNamespace;
  return end;
}

/** Which proxy counted; undefined when the series does not say, which makes its row unplaceable. */
export function parseReporter(labels: Labels): Reporter | undefined {
  const reporter = knownLabel(labels, 'reporter');
  return reporter === 'source' || reporter === 'waypoint' || reporter === 'destination' ? reporter : undefined;
}

/** http or grpc for the request metrics: what is not grpc was counted by the HTTP filter, so an absent label reads as http. */
export function parseRequestProtocol(labels: Labels): Exclude<Protocol, 'tcp'> {
  return knownLabel(labels, 'request_protocol') === 'grpc' ? 'grpc' : 'http';
}

/** `connection_security_policy`. The word `unknown` and a missing label differ: ztunnel writes `unknown` where it saw plaintext, a missing label says nothing. */
export function parseSecurityPolicy(labels: Labels): SecurityPolicy {
  const policy = labels.connection_security_policy;
  if (policy === undefined || policy === '') return 'absent';
  return policy === 'mutual_tls' || policy === 'none' ? policy : 'unknown';
}

/** Envoy's response flags, "-" when there are none. */
export function parseFlags(labels: Labels): string {
  return knownLabel(labels, 'response_flags') ?? '-';
}

/** The HTTP code as reported ("0" = no response was sent); "unknown" where the label was dropped, which is not an error. */
export function parseResponseCode(labels: Labels): string {
  return knownLabel(labels, 'response_code') ?? 'unknown';
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function parseEnd(labels: Labels, side: 'source' | 'destination'): Writable<End> {
  const names = END_LABELS[side];
  const cluster = knownLabel(labels, names.cluster);
  const namespace = knownLabel(labels, names.namespace);
  const workload = knownLabel(labels, names.workload);
  const app = knownLabel(labels, names.app);
  const version = knownLabel(labels, names.version);
  const end: Writable<End> = {};
  if (cluster !== undefined) end.cluster = cluster;
  if (namespace !== undefined) end.namespace = namespace;
  if (workload !== undefined) end.workload = workload;
  if (app !== undefined) end.app = app;
  if (version !== undefined && version !== 'latest') end.version = version;
  return end;
}

const endLabels = (side: string) => ({
  cluster: `${side}_cluster`,
  namespace: `${side}_workload_namespace`,
  workload: `${side}_workload`,
  app: `${side}_canonical_service`,
  version: `${side}_canonical_revision`,
});
const END_LABELS = { source: endLabels('source'), destination: endLabels('destination') } as const;
