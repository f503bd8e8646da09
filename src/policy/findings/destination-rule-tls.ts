/** Every TLS mode a DestinationRule asks clients for, with the workloads it is meant for. */
import { fullHost, hostWithin } from '../../istio/host';
import type { DestinationRule } from '../../istio/resources/destination-rule';
import type { Facts } from '../facts/create-facts';
import { targetPort } from '../facts/services';
import type { WorkloadFacts } from '../facts/workload-facts';

export interface AskedTls {
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  readonly path: string;
  /** Service port, for an entry of one port. */
  readonly port?: number;
  /** Subset, for an entry of one. */
  readonly subset?: string;
}

type Policy = NonNullable<NonNullable<DestinationRule['spec']>['trafficPolicy']>;

/** Of the whole rule, of its ports, and of its subsets and their ports; a missing mode asks for nothing. */
export function askedTls({ spec }: DestinationRule): readonly AskedTls[] {
  const general = ofPolicy(spec?.trafficPolicy, 'spec.trafficPolicy');
  const subsets = (spec?.subsets ?? []).flatMap(({ name, trafficPolicy }, index) =>
    ofPolicy(trafficPolicy, `spec.subsets[${index}].trafficPolicy`).map((asked) => ({
      ...asked,
      ...(name === undefined ? {} : { subset: name }),
    })),
  );
  return [...general, ...subsets];
}

function ofPolicy(policy: Policy | undefined, path: string): readonly AskedTls[] {
  const own = policy?.tls?.mode;
  const ports = (policy?.portLevelSettings ?? []).flatMap(({ port, tls }, index): readonly AskedTls[] =>
    tls?.mode === undefined || port?.number === undefined
      ? []
      : [{ mode: tls.mode, path: `${path}.portLevelSettings[${index}].tls.mode`, port: port.number }],
  );
  return own === undefined ? ports : [{ mode: own, path: `${path}.tls.mode` }, ...ports];
}

export interface TlsTarget {
  readonly workload: WorkloadFacts;
  /** Ports of the workload the entry is about, where they are known. */
  readonly ports: readonly number[];
}

/** Workloads behind the services of the rule's host (and the subset's labels), with the ports that lead there. */
export function tlsTargets(facts: Facts, rule: DestinationRule, asked: AskedTls): readonly TlsTarget[] {
  const host = fullHost(rule.spec?.host ?? '', rule.namespace);
  const labels = rule.spec?.subsets?.find(({ name }) => name === asked.subset)?.labels;
  const exact = facts.services.find({ host });
  const services = host.startsWith('*')
    ? facts.services.all.filter((each) => !each.meshExternal && hostWithin(each.host, host))
    : [exact].filter((each) => each !== undefined);
  return services.flatMap((service) =>
    facts
      .workloadsBehind(service)
      .filter((workload) => asked.subset === undefined || [...(labels ?? [])].every(([name, value]) => workload.labels.get(name) === value))
      .map((workload) => ({
        workload,
        ports: service.ports
          .filter(({ number }) => asked.port === undefined || number === asked.port)
          .flatMap((port) => targetPort(port, workload.instances) ?? []),
      })),
  );
}
