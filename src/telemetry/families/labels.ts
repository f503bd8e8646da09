/** The labels every family groups by: docs/telemetry.md §5. */
export const SOURCE_LABELS = [
  'source_cluster',
  'source_workload_namespace',
  'source_workload',
  'source_canonical_service',
  'source_canonical_revision',
] as const;

export const DESTINATION_LABELS = [
  'destination_cluster',
  'destination_workload_namespace',
  'destination_workload',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_service',
  'destination_service_name',
  'destination_service_namespace',
] as const;

export const END_LABELS = [...SOURCE_LABELS, ...DESTINATION_LABELS];

/** `sum by (a,b,…) (inner)`. */
export function sumBy(labels: readonly string[], inner: string): string {
  return `sum by (${labels.join(',')}) (${inner})`;
}
