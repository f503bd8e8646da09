/** By which labels of telemetry the versions of a split are told apart (docs/policies.md §5.2). */
import { canonicalRevision } from '../../istio/canonical-names';
import { serviceHost } from '../../istio/host';
import { type Labels, selects } from '../../istio/labels';
import type { Facts } from '../../policy/facts/create-facts';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';
import { equals, type Matchers, notMatching, oneOf } from '../../telemetry/promql';
import type { CalledEnd } from '../../telemetry/rows';
import type { EndSelector, NamedService } from './split';

export interface SelectableVersion {
  readonly host: string;
  readonly subset?: string;
  readonly labels: Labels;
}

interface NamedWorkload {
  readonly namespace: string;
  readonly name: string;
}

export function namedService(host: string, { services }: Pick<Facts, 'services'>): NamedService {
  const found = services.find({ host });
  const [name = host, namespace, svc] = host.split('.');
  if (found?.ref.kind === 'Service') return { host: found.host, name: found.name, namespace: found.namespace };
  return svc === 'svc' && namespace !== undefined && serviceHost(name, namespace) === host
    ? { host, name, namespace }
    : { host, name: host };
}

/**
 * The selectors of each version, in their order; none where telemetry shows the same for it and a sibling. Versions of one host are told
 * apart by their workloads, else by the canonical revision; versions that are Services of their own by the Service, and by their workloads
 * where `addressed` (the host that was called) is what metrics name.
 */
export function versionSelectors(
  versions: readonly SelectableVersion[],
  addressed: string,
  facts: Facts,
): readonly (readonly EndSelector[])[] {
  const workloads = versions.map((version) => workloadsOf(version, facts).map(({ namespace, name }) => ({ namespace, name })));
  const revisions = versions.map(({ labels }) => canonicalRevision(labels));
  const apart = (index: number, among: readonly number[]): Omit<EndSelector, 'service'> | undefined => {
    const own = workloads[index] ?? [];
    const others = among.filter((each) => each !== index);
    if (own.length > 0 && others.every((each) => isDisjoint(own, workloads[each] ?? []))) return { workloads: own };
    const revision = revisions[index];
    return revision !== undefined && others.every((each) => revisions[each] !== revision) ? { revision } : undefined;
  };
  const all = versions.map((_, index) => index);
  return versions.map(({ host }, index) => {
    const service = namedService(host, facts);
    const siblings = all.filter((each) => versions[each]?.host === host);
    const within = siblings.length > 1 || versions[index]?.subset !== undefined ? apart(index, siblings) : {};
    if (within === undefined) return [];
    const through = host === addressed ? undefined : apart(index, all);
    return [{ service, ...within }, ...(through?.workloads === undefined ? [] : [{ service: namedService(addressed, facts), ...through }])];
  });
}

/** Of the host's service, as Pods and templates say; what only telemetry knows has no labels to go by. */
export function workloadsOf({ host, labels }: SelectableVersion, facts: Facts): readonly WorkloadFacts[] {
  const service = facts.services.find({ host });
  if (service === undefined) return [];
  return facts.workloadsBehind(service).filter((workload) => workload.instances.length > 0 && selects(labels, workload.labels));
}

function isDisjoint(a: readonly NamedWorkload[], b: readonly NamedWorkload[]): boolean {
  return a.every((one) => b.every((other) => one.name !== other.name || one.namespace !== other.namespace));
}

export function isOfService({ host, name, namespace }: NamedService, end: CalledEnd): boolean {
  return namespace === undefined ? end.service === host : end.serviceName === name && end.serviceNamespace === namespace;
}

/** An end without workload belongs to no version: its request never arrived. */
export function isSelected({ service, workloads, revision }: EndSelector, end: CalledEnd): boolean {
  if (!isOfService(service, end) || end.workload === undefined) return false;
  if (workloads !== undefined && !workloads.some(({ namespace, name }) => name === end.workload && namespace === end.namespace))
    return false;
  return revision === undefined || revision === end.version;
}

export function serviceMatchers({ host, name, namespace }: NamedService): Matchers {
  if (namespace === undefined) return [equals('destination_service', host)];
  return [equals('destination_service_name', name), equals('destination_service_namespace', namespace)];
}

/** The same as matchers: one set for each namespace that its workloads stand in. */
export function destinationMatchers({ service, workloads, revision }: EndSelector): readonly Matchers[] {
  const base = [...serviceMatchers(service), ...(revision === undefined ? [] : [equals('destination_canonical_revision', revision)])];
  if (workloads === undefined) return [[...base, notMatching('destination_workload', '|unknown')]];
  return [...new Set(workloads.map(({ namespace }) => namespace))].map((namespace) => [
    ...base,
    equals('destination_workload_namespace', namespace),
    oneOf(
      'destination_workload',
      workloads.filter((each) => each.namespace === namespace).map(({ name }) => name),
    ),
  ]);
}

/** Flags of requests that never chose a destination (docs/policies.md §5.2). */
export const UNROUTED_FLAGS = ['FI', 'NR', 'NC', 'RL', 'UAEX'] as const;

export const isUnrouted = (flags: string): boolean => flags.split(',').some((flag) => UNROUTED_FLAGS.some((each) => each === flag));

export const routedOnly = notMatching('response_flags', `(.*,)?(${UNROUTED_FLAGS.join('|')})(,.*)?`);
