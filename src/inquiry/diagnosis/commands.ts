/** The read-only commands of docs/policies.md §7 with names filled in. Names come from labels and resources, so each is checked before it stands in a command. */
import type { Labels } from '../../istio/labels';
import { safeName } from '../../policy/findings/commands';
import type { ObservedEnd } from '../../policy/observation';
import type { FailingCall } from './failing-call';
import type { Resources } from './resources';

/** Made of checked parts already. */
interface Safe {
  readonly safe: string;
}

/** One command, or none where a name is missing or is not safe before a shell. */
export function command(words: TemplateStringsArray, ...names: readonly (string | number | Safe | undefined)[]): readonly string[] {
  let text = words[0] ?? '';
  for (const [index, name] of names.entries()) {
    const safe = safeText(name);
    if (safe === undefined) return [];
    text += `${safe}${words[index + 1] ?? ''}`;
  }
  return [text];
}

function safeText(name: string | number | Safe | undefined): string | undefined {
  if (typeof name === 'object') return name.safe;
  const text = name === undefined ? '' : String(name);
  return safeName(text) ? text : undefined;
}

const CONTROLLERS: Readonly<Record<string, string>> = { StatefulSet: 'statefulset/', DaemonSet: 'daemonset/' };

/** "web-7c9d" of a known Pod, else "deploy/web": what istioctl and kubectl take for a workload. */
export function podOf(end: ObservedEnd, resources: Resources | undefined): Safe | undefined {
  const instance = resources?.instanceOf(end);
  if (instance?.kind === 'Pod' && safeName(instance.name)) return { safe: instance.name };
  const { workload } = end;
  if (workload === undefined || !safeName(workload)) return undefined;
  return { safe: `${CONTROLLERS[instance?.kind ?? ''] ?? 'deploy/'}${workload}` };
}

/** What `proxy-config` shows of the proxy of a workload: `what` is "route" or "cluster --fqdn …". */
export function proxyConfig(what: 'listener' | 'route' | 'ecds', end: ObservedEnd, { resources }: FailingCall): readonly string[] {
  const yaml = what === 'route' ? { safe: ' -o yaml' } : { safe: '' };
  return command`istioctl proxy-config ${what} ${podOf(end, resources)} -n ${end.namespace}${yaml}`;
}

/** The cluster of the called host as the caller's proxy has it. */
export function clusterOf({ observed: { source }, resources, ...call }: FailingCall): readonly string[] {
  return command`istioctl proxy-config cluster ${podOf(source, resources)} -n ${source.namespace} --fqdn ${hostOf(call)} -o yaml`;
}

/** The endpoints of the called host as the caller's proxy has them; of one subset where the port is known. */
export function endpointsOf(call: FailingCall, subset?: { readonly port: number | undefined; readonly name: string }): readonly string[] {
  const { source } = call.observed;
  const [pod, host] = [podOf(source, call.resources), hostOf(call)];
  if (subset?.port !== undefined)
    return command`istioctl proxy-config endpoint ${pod} -n ${source.namespace} --cluster 'outbound|${subset.port}|${subset.name}|${host}'`;
  const port = onlyPort(call);
  return port === undefined
    ? command`istioctl proxy-config endpoint ${pod} -n ${source.namespace}`
    : command`istioctl proxy-config endpoint ${pod} -n ${source.namespace} --cluster 'outbound|${port}||${host}'`;
}

function onlyPort({ resources, observed: { service } }: FailingCall): number | undefined {
  const ports = resources?.service(service)?.spec?.ports ?? [];
  return ports.length === 1 ? ports[0]?.port : undefined;
}

/** The called host without its port. */
export function hostOf({ call }: Pick<FailingCall, 'call'>): string | undefined {
  const { service, serviceName, serviceNamespace } = call.destination;
  const [bare] = service?.split(':') ?? [];
  if (bare?.includes('.') === true) return bare;
  if (serviceName === undefined || serviceNamespace === undefined) return bare;
  return serviceName.includes('.') ? serviceName : `${serviceName}.${serviceNamespace}.svc.cluster.local`;
}

/** Log of the proxy beside a workload, or of the workload itself. */
export function logOf(end: ObservedEnd, container: 'istio-proxy' | 'app', { resources }: FailingCall): readonly string[] {
  const proxy = container === 'istio-proxy' ? { safe: ' -c istio-proxy' } : { safe: '' };
  return command`kubectl logs ${podOf(end, resources)} -n ${end.namespace}${proxy} --since=10m`;
}

/** State, restarts and events of what runs. */
export function stateOf(end: ObservedEnd, { resources }: FailingCall): readonly string[] {
  const pod = podOf(end, resources);
  const kind = { safe: pod?.safe.includes('/') === false ? 'pod ' : '' };
  return command`kubectl describe ${kind}${pod} -n ${end.namespace}`;
}

export function inSync(end: ObservedEnd, { resources }: FailingCall): readonly string[] {
  const pod = podOf(end, resources);
  return command`istioctl proxy-status ${pod}.${end.namespace}`;
}

/** Which addresses serve the called service. */
export function endpointSlices({ observed: { service } }: FailingCall): readonly string[] {
  return command`kubectl get endpointslice -n ${service?.namespace} -l kubernetes.io/service-name=${service?.name}`;
}

/** Pods with these labels. */
export function podsWith(namespace: string | undefined, labels: Labels): readonly string[] {
  return command`kubectl get pods -n ${namespace} -l ${selectorOf(labels)} --show-labels`;
}

function selectorOf(labels: Labels): Safe | undefined {
  const pairs = [...labels];
  const isSafe = pairs.every(([name, value]) => /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name) && /^[A-Za-z0-9._-]*$/.test(value));
  return pairs.length > 0 && isSafe ? { safe: pairs.map(([name, value]) => `${name}=${value}`).join(',') } : undefined;
}

/** What governs a Pod; without one what governs the service. */
export function describeCall({ observed: { destination, service }, resources }: FailingCall): readonly string[] {
  const instance = resources?.instanceOf(destination);
  if (instance?.kind === 'Pod') return command`istioctl x describe pod ${instance.name} -n ${instance.namespace}`;
  return command`istioctl x describe service ${service?.name} -n ${service?.namespace}`;
}

export function checkInjection(end: ObservedEnd, { resources }: FailingCall): readonly string[] {
  return command`istioctl x check-inject ${podOf(end, resources)} -n ${end.namespace}`;
}
