/** PeerAuthentication and the TLS mode of DestinationRules, as far as traffic depends on them (docs/policies.md §1, §4.2). */
import { field, type KubernetesObject, listAt, numberAt, textAt, textsAt } from '../kubernetes/object';
import { serviceHost } from '../kubernetes/service-host';
import type { Service, Workload } from '../world/description';
import { podLabels, selects } from '../world/pod-labels';
import { fullHost, hostFit, hostKey, type PolicySet, rootNamespace, selectorOf } from './policy-set';

function modeOf(policy: KubernetesObject | undefined): string | undefined {
  const mode = textAt(policy, 'spec', 'mtls', 'mode');
  return mode === 'UNSET' ? undefined : mode;
}

/** STRICT, PERMISSIVE or DISABLE for a workload's port. */
export function serverMode(set: PolicySet, target: Workload, port: number): string {
  const labels = podLabels(target);
  const whole = (namespace: string): KubernetesObject | undefined =>
    set.in('PeerAuthentication', namespace).find((policy) => selectorOf(policy).length === 0);
  const own =
    target.namespace === rootNamespace
      ? undefined
      : set
          .in('PeerAuthentication', target.namespace)
          .find((policy) => selectorOf(policy).length > 0 && selects(selectorOf(policy), labels));
  const ported = textAt(field(own, 'spec', 'portLevelMtls', String(port)), 'mode');
  if (ported !== undefined && ported !== 'UNSET') return ported;
  return modeOf(own) ?? modeOf(whole(target.namespace)) ?? modeOf(whole(rootNamespace)) ?? 'PERMISSIVE';
}

/** The first namespace with any rule for the host decides. */
export function destinationRules(set: PolicySet, client: Workload | undefined, service: Service): readonly KubernetesObject[] {
  const host = serviceHost(service);
  const rulesAbout = set.by('rules by host', ['DestinationRule'], (rule) => {
    const namespace = rule.metadata.namespace ?? '';
    return [`${namespace} ${hostKey(fullHost(textAt(rule, 'spec', 'host') ?? '', namespace))}`];
  });
  const places = [
    ...(client === undefined || client.namespace === rootNamespace ? [] : [client.namespace]),
    service.namespace,
    rootNamespace,
  ];
  for (const [index, namespace] of places.entries()) {
    const exported = (rule: KubernetesObject): boolean =>
      namespace === client?.namespace || textsAt(rule, 'spec', 'exportTo').every((place) => place === '*' || place === client?.namespace);
    const fitting = [host, '*']
      .flatMap((key) => rulesAbout(`${namespace} ${key}`))
      .filter((rule) => index === 0 || exported(rule))
      .map((rule) => ({ rule, fit: hostFit(fullHost(textAt(rule, 'spec', 'host') ?? '', namespace), host) }))
      .flatMap(({ rule, fit }) => (fit === undefined ? [] : [{ rule, fit }]));
    const best = Math.max(...fitting.map(({ fit }) => fit));
    if (fitting.length > 0) return fitting.filter(({ fit }) => fit === best).map(({ rule }) => rule);
  }
  return [];
}

/** The TLS mode that a DestinationRule wants for a service port; undefined: automatic. */
export function clientMode(set: PolicySet, client: Workload, service: Service, port: number): string | undefined {
  const policy = destinationRules(set, client, service)
    .filter((rule) => {
      const wanted = Object.entries(field(rule, 'spec', 'workloadSelector', 'matchLabels') ?? {});
      return wanted.every(([name, value]) => podLabels(client)[name] === value);
    })
    .map((rule) => field(rule, 'spec', 'trafficPolicy'))
    .find((found) => found !== undefined);
  const ported = listAt(policy, 'portLevelSettings').find((entry) => numberAt(entry, 'port', 'number') === port);
  return textAt(ported, 'tls', 'mode') ?? textAt(policy, 'tls', 'mode');
}
