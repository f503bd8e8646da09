/** What the client of a call sends, and whether the server takes it. */
import type { Facts } from './facts/create-facts';
import type { ServiceFacts } from './facts/services';
import type { WorkloadFacts } from './facts/workload-facts';
import type { CallPolicy, Routing, ServerMtls } from './model';
import type { Transports } from './mtls/edge-transport';
import type { TransportServer, TransportService } from './mtls/transport-question';
import type { ResolvedCall } from './resolve-call';

export type TransportOfCall = (call: ResolvedCall, routing: Routing) => CallPolicy['transport'];

const NO_LABELS: ReadonlyMap<string, string> = new Map();
const TLS_MODE = 'security.istio.io/tlsMode';
const NOBODY: ServerMtls = { value: 'PERMISSIVE', certainty: 'unknown', because: [], ports: new Map() };

export function createTransportOfCall(
  transports: Transports,
  facts: Facts,
  serverMtls: (workload: WorkloadFacts) => ServerMtls,
): TransportOfCall {
  return (call, routing) => {
    const { source, question, destination, service, workloadPort } = call;
    if (destination === undefined && service?.meshExternal !== true) return unknownServer;
    const subset = subsetOf(call, routing);
    const { value, works, certainty, because } = transports.edgeTransport({
      client: {
        dataplane: source?.dataplane.value ?? 'unknown',
        namespace: source?.namespace ?? question.source.namespace ?? '',
        labels: source?.labels ?? NO_LABELS,
        labelsComplete: source?.labelsComplete ?? false,
      },
      server:
        destination === undefined ? { dataplane: 'none', mtls: NOBODY } : serverOf(destination, workloadPort, serverMtls(destination)),
      ...(service === undefined ? {} : { service: serviceOf(call, service, facts) }),
      ...(subset === undefined ? {} : { subset }),
    });
    return { value, works, certainty, because };
  };
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
    takesTunnel: labels.get('networking.istio.io/tunnel') === 'http',
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
