/** A call that somebody imagines: two names → the questions the engine can answer, one for each workload that may be reached. */
import type { RequestFacts } from './authorization/request-facts';
import type { Facts } from './facts/create-facts';
import type { ServiceFacts } from './facts/services';
import { callKey, workloadKey } from './keys';
import type { ObservedEnd } from './observation';
import type { CallQuestion } from './resolve-call';

export interface ImaginedCall {
  readonly from: { readonly namespace: string; readonly name: string };
  /** A workload, or a service with workloads behind it; `port` is the service's. */
  readonly to: { readonly namespace: string; readonly name: string; readonly port?: number };
  readonly request?: RequestFacts;
}

/**
 * A workload is called by its service where it has just one (with that port); a service is asked about for every workload behind it. A name
 * nobody knows is asked about all the same: the answer says what is unknown.
 */
export function questionsOf({ from, to, request }: ImaginedCall, facts: Facts): readonly CallQuestion[] {
  const source: ObservedEnd = { namespace: from.namespace, workload: from.name };
  const workload = facts.workloads.get(workloadKey(to.namespace, to.name));
  if (workload !== undefined) {
    const services = facts.services.of(workload).filter((service) => hasPort(service, to.port));
    const [only, another] = services;
    const service = another === undefined ? only : services.find(({ name }) => name === to.name || name === workload.labels.get('app'));
    return [question(source, { namespace: to.namespace, workload: to.name }, service, to.port, request)];
  }
  const service = facts.services.find({ name: to.name, namespace: to.namespace });
  const behind = service === undefined ? [] : facts.workloadsBehind(service);
  if (service === undefined || behind.length === 0)
    return [question(source, { namespace: to.namespace, ...(service === undefined && { workload: to.name }) }, service, to.port, request)];
  return behind.map(({ namespace, name }) => question(source, { namespace, workload: name }, service, to.port, request));
}

const hasPort = ({ ports }: ServiceFacts, port: number | undefined): boolean =>
  port === undefined || ports.some(({ number }) => number === port);

function question(
  source: ObservedEnd,
  destination: ObservedEnd,
  service: ServiceFacts | undefined,
  asked: number | undefined,
  request: RequestFacts | undefined,
): CallQuestion {
  const port = asked ?? (service?.ports.length === 1 ? service.ports[0]?.number : undefined);
  const addressed = service && { host: service.host, name: service.name, namespace: service.namespace };
  const protocol = service?.ports.find(({ number }) => number === port)?.protocol ?? 'auto';
  const call = { source, destination, ...(addressed && { service: addressed }) };
  const key = callKey({ ...call, protocol: protocol === 'http' || protocol === 'grpc' ? protocol : 'tcp' }, port);
  return { key, ...call, protocol, ...(port !== undefined && { port }), ...(request && { request }) };
}
