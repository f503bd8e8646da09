/** Services as callers address them, and which of their ports lead to which ports of a workload. */
import { serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import type { Labels } from '../../istio/labels';
import { compareText, type Ref } from '../../istio/ref';
import type { Service } from '../../istio/resources/service';
import type { ServiceEntry } from '../../istio/resources/service-entry';
import { listIn } from '../../lib/list-in';
import { onceEach } from '../../lib/once-each';
import type { ObservedService, Protocol } from '../observation';
import type { Instance } from './instance';
import { type PortProtocol, portCarries, portProtocol } from './port-protocol';
import { createSelectorIndex, type SelectorIndex } from './selector-index';
import type { WorkloadFacts } from './workload-facts';

export interface ServicePort {
  readonly number: number;
  readonly name?: string;
  readonly protocol: PortProtocol;
  /** Port of the workload: a number, or the name of a container port. */
  readonly target: number | string;
}

/** A Kubernetes Service, or one host of a ServiceEntry. */
export interface ServiceFacts {
  readonly ref: Ref;
  readonly host: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
  readonly headless: boolean;
  /** `location: MESH_EXTERNAL` of a ServiceEntry, or an ExternalName. */
  readonly meshExternal: boolean;
}

export interface Services {
  readonly ofService: (service: Service) => ServiceFacts;
  readonly ofEntry: (entry: ServiceEntry) => readonly ServiceFacts[];
  readonly all: readonly ServiceFacts[];
  /** By namespace and name, else by host ("reviews.default.svc.cluster.local" and shorter forms). */
  readonly find: (service: ObservedService) => ServiceFacts | undefined;
  /** Those that select the workload, by name. */
  readonly of: (workload: WorkloadFacts) => readonly ServiceFacts[];
}

/** The same resource gives the same facts as in `before`. */
export function createServices(inventory: Inventory, before?: Services): Services {
  const ofService = before?.ofService ?? onceEach(factsOfService);
  const ofEntry = before?.ofEntry ?? onceEach(factsOfEntry);
  const all = [...inventory.of('Service').map(ofService), ...inventory.of('ServiceEntry').flatMap(ofEntry)].sort(compareServices);
  const byName = new Map<string, ServiceFacts>();
  const byHost = new Map<string, ServiceFacts>();
  for (const service of all) {
    const name = `${service.namespace}/${service.name}`;
    if (service.ref.kind === 'Service' || !byName.has(name)) byName.set(name, service);
    if (service.ref.kind === 'Service' || !byHost.has(service.host)) byHost.set(service.host, service);
  }
  const indexes = selectorsByNamespace(all);
  const find = ({ host, name, namespace }: ObservedService): ServiceFacts | undefined => {
    const named = name === undefined || namespace === undefined ? undefined : byName.get(`${namespace}/${name}`);
    if (named !== undefined || host === undefined) return named;
    const [bare = host] = host.split(':');
    return byHost.get(bare) ?? byName.get(kubernetesName(bare) ?? '');
  };
  return { ofService, ofEntry, all, find, of: ({ namespace, labels }) => indexes.get(namespace)?.selecting(labels) ?? [] };
}

function compareServices(a: ServiceFacts, b: ServiceFacts): number {
  return (
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name) ||
    compareText(a.host, b.host) ||
    compareText(a.ref.kind, b.ref.kind)
  );
}

/** "reviews.default", "reviews.default.svc" and "reviews.default.svc.any.domain" → "default/reviews". */
function kubernetesName(host: string): string | undefined {
  const [name, namespace, svc, ...domain] = host.split('.');
  if (name === undefined || namespace === undefined) return undefined;
  return svc === undefined || (svc === 'svc' && !domain.includes('')) ? `${namespace}/${name}` : undefined;
}

function selectorsByNamespace(all: readonly ServiceFacts[]): ReadonlyMap<string, SelectorIndex<ServiceFacts>> {
  const byNamespace = new Map<string, (readonly [Labels, ServiceFacts])[]>();
  for (const service of all) {
    if (service.selector === undefined || service.selector.size === 0) continue;
    listIn(byNamespace, service.namespace).push([service.selector, service]);
  }
  return new Map([...byNamespace].map(([namespace, entries]) => [namespace, createSelectorIndex(entries)]));
}

function factsOfService(service: Service): ServiceFacts {
  const { namespace, name, labels, annotations, spec } = service;
  const ports = (spec?.ports ?? []).flatMap((port): readonly ServicePort[] =>
    port.port === undefined
      ? []
      : [
          {
            number: port.port,
            ...(port.name === undefined ? {} : { name: port.name }),
            protocol: portProtocol(port),
            target: port.targetPort === undefined || port.targetPort === 0 ? port.port : port.targetPort,
          },
        ],
  );
  return {
    ref: { kind: 'Service', namespace, name },
    host: serviceHost(name, namespace),
    namespace,
    name,
    labels,
    annotations,
    ...(spec?.selector === undefined ? {} : { selector: spec.selector }),
    ports,
    headless: spec?.clusterIP === 'None',
    meshExternal: spec?.type === 'ExternalName',
  };
}

function factsOfEntry({ namespace, name, labels, annotations, spec }: ServiceEntry): readonly ServiceFacts[] {
  const selector = spec?.workloadSelector?.labels;
  const ports = (spec?.ports ?? []).flatMap(({ number, name: portName, protocol, targetPort }): readonly ServicePort[] =>
    number === undefined
      ? []
      : [
          {
            number,
            ...(portName === undefined ? {} : { name: portName }),
            protocol: portProtocol({ ...(protocol === undefined ? {} : { appProtocol: protocol }), port: number }),
            target: targetPort ?? number,
          },
        ],
  );
  return (spec?.hosts ?? []).map((host) => ({
    ref: { kind: 'ServiceEntry', namespace, name },
    host,
    namespace,
    name,
    labels,
    annotations,
    ...(selector === undefined ? {} : { selector }),
    ports,
    headless: spec?.resolution === 'NONE' || spec?.resolution === undefined,
    meshExternal: spec?.location !== 'MESH_INTERNAL',
  }));
}

/** The one port that can have carried the traffic; undefined when none or several could. */
export function portFor(service: ServiceFacts | undefined, protocol: Protocol): ServicePort | undefined {
  const [only, another] = (service?.ports ?? []).filter((port) => portCarries(port.protocol, protocol));
  return another === undefined ? only : undefined;
}

/** Number of the workload's port behind a service port; undefined = a name that no known instance declares, or instances differ. */
export function targetPort({ target }: ServicePort, instances: readonly Instance[]): number | undefined {
  if (typeof target === 'number') return target;
  const numbers = new Set(
    instances.map(
      ({ containers, initContainers }) =>
        [...containers, ...initContainers].flatMap(({ ports = [] }) => ports).find(({ name }) => name === target)?.containerPort,
    ),
  );
  const [number] = numbers;
  return numbers.size === 1 ? number : undefined;
}
