/** The app and version that Istio reads from a workload's labels: the first label that is there and not empty (docs/telemetry.md §3). */
import type { Labels } from './labels';

const APP_LABELS = ['service.istio.io/canonical-name', 'app.kubernetes.io/name', 'app'];
const VERSION_LABELS = ['service.istio.io/canonical-revision', 'app.kubernetes.io/version', 'version'];

const firstOf = (labels: Labels, names: readonly string[]): string | undefined =>
  names.map((name) => labels.get(name)).find((value) => value !== undefined && value !== '');

/** undefined = no label names it: Istio takes the workload's own name. */
export const canonicalApp = (labels: Labels): string | undefined => firstOf(labels, APP_LABELS);

/** As metrics have it (`destination_canonical_revision`); undefined = no label names it, and metrics have "latest". */
export const canonicalRevision = (labels: Labels): string | undefined => firstOf(labels, VERSION_LABELS);

/** undefined = no label names it, or only "latest", which is what Istio writes where nothing does. */
export function canonicalVersion(labels: Labels): string | undefined {
  const version = canonicalRevision(labels);
  return version === 'latest' ? undefined : version;
}
