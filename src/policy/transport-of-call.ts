/** What the client of a call sends, and whether the server takes it. */
import { serviceHost } from '../istio/host';
import { TLS_MODE, TUNNEL } from '../istio/label-names';
import { NO_LABELS } from '../istio/labels';
import type { Facts } from './facts/create-facts';
import type { ServiceFacts } from './facts/services';
import type { WorkloadFacts } from './facts/workload-facts';
import type { Because, CallPolicy, Routing, ServerMtls } from './model';
import type { Transports } from './mtls/edge-transport';
import type { TransportServer, TransportService } from './mtls/transport-question';
import type { ObservedService } from './observation';
import type { CallQuestion, ResolvedCall } from './resolve-call';

export type TransportOfCall = (call: ResolvedCall, routing: Routing) => CallPolicy['transport'];

const NOBODY: ServerMtls = { value: 'PERMISSIVE', certainty: 'unknown', because: [], ports: new Map() };

/** What resources say, and with it what was measured. */
export interface TransportEngine {
  readonly configured: TransportOfCall;
  readonly observed: TransportOfCall;
}

/** Whether what was measured of the call may settle what resources leave open: not where they are imagined and say something else. */
export type Settles = (call: ResolvedCall, configured: CallPolicy['transport']) => boolean;

export function createTransportOfCall(
  transports: Transports,
  facts: Facts,
  serverMtls: (workload: WorkloadFacts) => ServerMtls,
  { knowsServices, settles = () => true }: { readonly knowsServices: boolean; readonly settles?: Settles | undefined },
): TransportEngine {
  const configured: TransportOfCall = (call, routing) => {
    const { source, question, destination, service, workloadPort } = call;
    if (destination === undefined && service?.meshExternal !== true) return unknownServer;
    const subset = subsetOf(call, routing);
    const asked = {
      client: {
        dataplane: source?.dataplane.value ?? 'unknown',
        namespace: source?.namespace ?? question.source.namespace ?? '',
        labels: source?.labels ?? NO_LABELS,
        labelsComplete: source?.labelsComplete ?? false,
      },
      server:
        destination === undefined
          ? { dataplane: 'none' as const, mtls: NOBODY }
          : serverOf(destination, workloadPort, serverMtls(destination)),
      ...(subset === undefined ? {} : { subset }),
    };
    const answer = (addressed: TransportService | undefined): CallPolicy['transport'] => {
      const found = transports.edgeTransport({ ...asked, ...(addressed === undefined ? {} : { service: addressed }) });
      const { value, works, certainty, because } = found;
      return { value, works, certainty, because };
    };
    if (service !== undefined) return answer(serviceOf(call, service, facts));
    if (question.service !== undefined) return assumed(answer(namedService(call, question.service)), namedOnly);
    return knowsServices || destination === undefined ? answer(undefined) : whicheverAddress(answer, destination);
  };
  const observed: TransportOfCall = (call, routing) => {
    const found = configured(call, routing);
    const settled = withObserved(call, found);
    return settled === found || settles(call, found) ? settled : found;
  };
  return { configured, observed };
}

const namedOnly: Because = {
  sentence: 'The service that telemetry names is not among the resources: it is taken for one with any ports.',
  certainty: 'assumed',
};

function assumed(transport: CallPolicy['transport'], because: Because): CallPolicy['transport'] {
  if (transport.certainty === 'unknown') return transport;
  return { ...transport, certainty: 'assumed', because: [...transport.because, because] };
}

/** No Service was given at all: the call may have been addressed to one, or to an address. */
function whicheverAddress(
  answer: (service: TransportService | undefined) => CallPolicy['transport'],
  { namespace, name }: WorkloadFacts,
): CallPolicy['transport'] {
  const byAddress = answer(undefined);
  const byService = answer({ host: serviceHost(name, namespace), namespace });
  if (byAddress.value === byService.value && byAddress.works === byService.works) return byAddress;
  const sentence = 'No Services were given, so whether the client addresses one, to which it would send mutual TLS, is not known.';
  return { value: 'unknown', works: 'U', certainty: 'unknown', because: [{ sentence, certainty: 'unknown' }] };
}

/** Telemetry names a service only if a proxy knows it. */
function namedService({ question, destination, protocol }: ResolvedCall, { host, name, namespace }: ObservedService): TransportService {
  const at = namespace ?? destination?.namespace ?? question.source.namespace ?? '';
  const full = host?.includes('.') === true ? (host.split(':')[0] ?? host) : serviceHost(name ?? host ?? '', at);
  return { host: full, namespace: at, ...(protocol === 'http' || protocol === 'grpc' ? { protocol } : {}) };
}

/** Whether somebody other than the client's sidecar says that all of the traffic was mTLS; a sidecar as source never tells (docs/telemetry.md §6.5). */
export function saysMtls({ mtls }: Pick<CallQuestion, 'mtls'>): boolean {
  return mtls !== undefined && mtls.mutual > 0 && mtls.plaintext === 0;
}

/** What was observed settles what resources leave open. What they do say stands: where the two differ, that is a finding. */
function withObserved(call: ResolvedCall, configured: CallPolicy['transport']): CallPolicy['transport'] {
  const { value, works, certainty, because } = configured;
  if (!saysMtls(call.question) || call.destination === undefined || certainty === 'computed' || certainty === 'reported') return configured;
  const carries = value === 'mtls' || value === 'hbone';
  if (carries ? works === 'F' : because.some(({ ref }) => ref?.kind === 'DestinationRule')) return configured;
  const sentence = 'Telemetry reports mutual TLS for all of this traffic.';
  return {
    value: carries ? value : observedTransport(call),
    works: 'T',
    certainty: 'reported',
    because: [{ sentence, certainty: 'reported' }, ...(carries ? because : [])],
  };
}

function observedTransport({ source, destination, question }: ResolvedCall): 'mtls' | 'hbone' {
  const ambient = source?.dataplane.value === 'ambient' || destination?.dataplane.value === 'ambient';
  return ambient || question.reporters?.includes('waypoint') === true ? 'hbone' : 'mtls';
}

const unknownServer: CallPolicy['transport'] = {
  value: 'unknown',
  works: 'U',
  certainty: 'unknown',
  because: [{ sentence: 'The workload that is called is not known, so neither is what it accepts.', certainty: 'unknown' }],
};

function serverOf(destination: WorkloadFacts, port: number | undefined, mtls: ServerMtls): TransportServer {
  const { dataplane, labels } = destination;
  const tlsMode = tlsModeOf(destination);
  return {
    dataplane: dataplane.value,
    mtls,
    ...(port === undefined ? {} : { port }),
    ...(tlsMode === undefined ? {} : { tlsMode }),
    takesTunnel: labels.get(TUNNEL) === 'http',
  };
}

/** The injector sets the label, so what nobody runs yet cannot have it. */
function tlsModeOf({ instances, labels, labelsComplete }: WorkloadFacts): string | null | undefined {
  const running = instances.length > 0 && instances.every(({ live }) => live);
  return labels.get(TLS_MODE) ?? (running && labelsComplete ? null : undefined);
}

function serviceOf({ servicePort }: ResolvedCall, service: ServiceFacts, facts: Facts): TransportService {
  const { host, namespace, meshExternal, headless } = service;
  return {
    host,
    namespace,
    ...(servicePort === undefined ? {} : { port: servicePort.number, protocol: servicePort.protocol }),
    meshExternal,
    headless,
    ...(headless ? { allTakeMtls: allTakeMtls(facts.workloadsBehind(service)) } : {}),
  };
}

function allTakeMtls(workloads: readonly WorkloadFacts[]): boolean {
  return (
    workloads.length > 0 &&
    workloads.every((workload) => (tlsModeOf(workload) ?? (workload.dataplane.value === 'sidecar' ? 'istio' : null)) === 'istio')
  );
}

/** The subset through which a route can lead to this workload, where there is only one. */
function subsetOf({ service, destination }: ResolvedCall, { rules }: Routing): string | undefined {
  const leading = rules
    .flatMap(({ shares }) => shares)
    .filter(({ host, share, labels }) => {
      if (host !== service?.host || share === 0) return false;
      return labels === undefined || [...labels].every(([name, value]) => (destination?.labels.get(name) ?? value) === value);
    });
  const [first, ...others] = new Set(leading.map(({ subset }) => subset));
  return others.length === 0 ? first : undefined;
}
