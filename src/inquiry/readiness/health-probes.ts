/** Probes of the kubelet that STRICT would refuse: those that injection did not redirect to the agent (docs/readiness.md). */
import type { Container, Instance } from '../../policy/facts/instance';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';

export interface RefusedProbe {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  readonly how: 'HTTP' | 'gRPC';
  readonly container: string;
  /** Workload port. */
  readonly port: number;
}

const REWRITE = 'sidecar.istio.io/rewriteAppHTTPProbers';
const PROXY = 'istio-proxy';
/** Where injection sends probes instead: the agent's own server and its readiness. */
const AGENT_PORTS = [15_020, 15_021];
const AGENT_PATH = '/app-health/';

/**
 * Of a workload with a sidecar, each once. Pods that run show their probes as injection left them; of templates only the annotation tells. A
 * TCP probe opens a connection to the proxy, which accepts it in any mode; ztunnel lets the kubelet pass.
 */
export function refusedProbes({ instances, dataplane }: Pick<WorkloadFacts, 'instances' | 'dataplane'>): readonly RefusedProbe[] {
  if (dataplane.value !== 'sidecar') return [];
  const live = instances.filter((instance) => instance.live);
  const found = (live.length > 0 ? live : instances.filter(isLeftAlone)).flatMap(probesOf);
  return [...new Map(found.map((probe) => [JSON.stringify(probe), probe])).values()];
}

const isLeftAlone = ({ annotations }: Instance): boolean => annotations.get(REWRITE) === 'false';

function probesOf({ containers }: Instance): readonly RefusedProbe[] {
  return containers
    .filter(({ name }) => name !== PROXY)
    .flatMap((container) => [
      ...probeOf(container, 'liveness', container.livenessProbe),
      ...probeOf(container, 'readiness', container.readinessProbe),
      ...probeOf(container, 'startup', container.startupProbe),
    ]);
}

function probeOf(container: Container, kind: RefusedProbe['kind'], probe: Container['livenessProbe']): readonly RefusedProbe[] {
  const { httpGet, grpc } = probe ?? {};
  const port = portNumber(httpGet?.port ?? grpc?.port, container);
  if (port === undefined || AGENT_PORTS.includes(port) || httpGet?.path?.startsWith(AGENT_PATH) === true) return [];
  return [{ kind, how: httpGet === undefined ? 'gRPC' : 'HTTP', container: container.name ?? '', port }];
}

function portNumber(port: number | string | undefined, { ports = [] }: Container): number | undefined {
  return typeof port === 'string' ? ports.find(({ name }) => name === port)?.containerPort : port;
}
