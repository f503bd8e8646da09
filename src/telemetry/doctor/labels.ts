/** The labels that the picture is made of, and what is lost without each (docs/telemetry.md §3). */
import { matcher } from '../../prometheus/promql-text';

export interface NeededLabel {
  readonly name: string;
  /** Further matchers: only these series can carry it. */
  readonly among?: readonly string[];
  /** Whether every mesh has some series with it; the others are missing where nothing of the kind flows. */
  readonly always: boolean;
  /** What cannot be shown without it: the end of "Without it …". */
  readonly hides: string;
}

const serverSide = [matcher('reporter', '!=', 'source')];

export const LABELS: readonly NeededLabel[] = [
  { name: 'reporter', always: true, hides: 'no series can be placed: nobody knows which end counted it' },
  { name: 'source_workload', always: true, hides: 'callers are drawn as one unknown node' },
  { name: 'source_workload_namespace', always: true, hides: 'callers stand outside every namespace' },
  { name: 'source_canonical_service', always: true, hides: 'callers cannot be grouped by app' },
  { name: 'source_canonical_revision', always: true, hides: 'callers cannot be told apart by version' },
  { name: 'source_cluster', always: false, hides: 'callers of several clusters cannot be told apart' },
  { name: 'source_principal', always: false, hides: 'an edge cannot say which identity called' },
  { name: 'destination_workload', always: true, hides: 'calls end at services, not at workloads' },
  { name: 'destination_workload_namespace', always: true, hides: 'called workloads stand outside every namespace' },
  { name: 'destination_canonical_service', always: true, hides: 'called workloads cannot be grouped by app' },
  { name: 'destination_canonical_revision', always: true, hides: 'a canary split cannot be seen: versions look the same' },
  { name: 'destination_cluster', always: false, hides: 'called workloads of several clusters cannot be told apart' },
  { name: 'destination_principal', always: false, hides: 'an edge cannot say which identity answered' },
  { name: 'destination_service', always: true, hides: 'outside hosts and services without workloads have no name' },
  { name: 'destination_service_name', always: true, hides: 'outside hosts, the BlackHole and Passthrough look the same' },
  { name: 'destination_service_namespace', always: false, hides: 'services of one name in two namespaces are one' },
  { name: 'request_protocol', always: true, hides: 'gRPC is counted as HTTP, and its statuses are not errors' },
  { name: 'response_code', always: false, hides: 'there are no HTTP errors: no error ratio, no red edge' },
  { name: 'response_flags', always: true, hides: 'a failure does not say why: timeout, no healthy upstream and denied look the same' },
  { name: 'connection_security_policy', among: serverSide, always: true, hides: 'no edge can say whether it was mutual TLS' },
];
