/** Telemetry resources that take away what would show plaintext at a workload (docs/policies.md §3, docs/readiness.md). */
import type { Inventory } from '../../istio/inventory';
import { NO_LABELS, selects } from '../../istio/labels';
import { compareByAge, type Ref, refOf, refText } from '../../istio/ref';
import { isRecord } from '../../istio/resources/reader';
import type { Telemetry } from '../../istio/resources/telemetry';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';
import { list } from '../../telemetry/doctor/words';

/** Metrics that plaintext is read from, by the Telemetry API's words. */
const METRICS = ['REQUEST_COUNT', 'TCP_OPENED_CONNECTIONS', 'TCP_SENT_BYTES', 'TCP_RECEIVED_BYTES'];
/** Labels without which a server's row tells nothing of plaintext. */
const LABELS = ['connection_security_policy', 'reporter', 'destination_workload', 'destination_workload_namespace'];
const PROVIDER = 'prometheus';

export interface TelemetryGap {
  readonly ref: Ref;
  readonly path: string;
  /** "Telemetry shop/less switches REQUEST_COUNT off." */
  readonly sentence: string;
}

/**
 * Mesh, namespace and workload resource in turn, the oldest of each; what a more specific one says of the same metric and label replaces what
 * was said before.
 */
export function telemetryGaps(
  { namespace, labels }: Pick<WorkloadFacts, 'namespace' | 'labels'>,
  inventory: Inventory,
  rootNamespace: string,
): readonly TelemetryGap[] {
  const all = inventory.of('Telemetry').toSorted(compareByAge);
  const selector = ({ spec }: Telemetry) => spec?.selector?.matchLabels ?? NO_LABELS;
  const wide = (from: string) => all.find((each) => each.namespace === from && selector(each).size === 0);
  const own = all.find((each) => each.namespace === namespace && selector(each).size > 0 && selects(selector(each), labels));
  const gaps = new Map<string, Taken | undefined>();
  for (const resource of [wide(rootNamespace), namespace === rootNamespace ? undefined : wide(namespace), own])
    for (const said of resource === undefined ? [] : saidBy(resource)) gaps.set(said.about, said.gap);
  return onceSaid([...gaps].flatMap(([about, gap]) => (gap === undefined ? [] : [[about, gap] as const])));
}

/** What one field takes away of several metrics is one gap. */
function onceSaid(gaps: readonly (readonly [string, Taken])[]): readonly TelemetryGap[] {
  const byField = new Map<string, Taken & { readonly metrics: string[] }>();
  for (const [about, taken] of gaps) {
    const key = JSON.stringify([refText(taken.ref), taken.path]);
    const known = byField.get(key) ?? { ...taken, metrics: [] };
    byField.set(key, known);
    known.metrics.push(about.split(' ')[0] ?? about);
  }
  return [...byField.values()].map(({ ref, path, says, metrics }) => {
    const whole = metrics.length === METRICS.length;
    return { ref, path, sentence: `${refText(ref)} ${says(whole ? 'all metrics that tell of plaintext' : list(metrics))}.` };
  });
}

interface Taken extends Omit<TelemetryGap, 'sentence'> {
  readonly says: (metrics: string) => string;
}

interface Said {
  /** Metric, and label where it is about one. */
  readonly about: string;
  readonly gap: Taken | undefined;
}

function saidBy(resource: Telemetry): readonly Said[] {
  return (resource.spec?.metrics ?? []).flatMap(({ providers = [], overrides }, at): readonly Said[] => {
    const ours = providers.length === 0 || providers.some(({ name = '' }) => name.includes(PROVIDER));
    if (!ours || !Array.isArray(overrides)) return [];
    return overrides.flatMap((override: unknown, index) => ofOverride(resource, override, `spec.metrics[${at}].overrides[${index}]`));
  });
}

function ofOverride(resource: Telemetry, override: unknown, path: string): readonly Said[] {
  if (!isRecord(override)) return [];
  const { match, disabled, tagOverrides } = override;
  const { metric, mode } = isRecord(match) ? match : { metric: undefined, mode: undefined };
  if (mode === 'CLIENT') return [];
  const metrics = metric === undefined || metric === 'ALL_METRICS' ? METRICS : METRICS.filter((each) => each === metric);
  const gap = (field: string, says: Taken['says']): Taken => ({ ref: refOf(resource), path: `${path}.${field}`, says });
  return metrics.flatMap((each): readonly Said[] => [
    ...(disabled === undefined
      ? []
      : [{ about: each, gap: disabled === true ? gap('disabled', (off) => `switches ${off} off`) : undefined }]),
    ...LABELS.flatMap((label): readonly Said[] => {
      const tag = isRecord(tagOverrides) ? tagOverrides[label] : undefined;
      if (!isRecord(tag)) return [];
      const removed = tag.operation === 'REMOVE' || typeof tag.value === 'string';
      const says = tag.operation === 'REMOVE' ? 'removes' : 'rewrites';
      return [{ about: `${each} ${label}`, gap: removed ? gap(`tagOverrides.${label}`, (of) => `${says} ${label} of ${of}`) : undefined }];
    }),
  ]);
}
