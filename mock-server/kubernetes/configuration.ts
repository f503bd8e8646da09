/** The configuration of a scenario's mesh: what it declares, and what its gateways and waypoints need to be what they are. */

import type { MeshDescription, PhasedObject, Service, Workload } from '../world/description';
import { podLabels } from '../world/pod-labels';
import { portOf } from '../world/service-ports';
import { declare } from './declare';
import { applied, generated } from './fill-metadata';
import { apiVersionOf } from './kinds';
import type { KubernetesObject } from './object';
import { serviceHost } from './service-host';

const istioVersion = '1.27.3';

/** YAML of plain JSON: all that a mesh configuration needs. */
function yamlOf(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return `${JSON.stringify(value)}\n`;
  if (Array.isArray(value)) return `\n${value.map((entry) => `${indent}- ${JSON.stringify(entry)}\n`).join('')}`;
  const lines = Object.entries(value).map(([name, entry]) => {
    const nested = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    return `${indent}${name}:${nested ? '\n' : ' '}${yamlOf(entry, `${indent}  `)}`;
  });
  return lines.join('');
}

function meshConfig(description: MeshDescription): KubernetesObject {
  const mesh = {
    accessLogFile: '/dev/stdout',
    defaultConfig: { discoveryAddress: 'istiod.istio-system.svc:15012' },
    enablePrometheusMerge: true,
    rootNamespace: 'istio-system',
    trustDomain: 'cluster.local',
    ...description.meshConfig,
  };
  const labels = { 'istio.io/rev': 'default', release: 'istio', 'app.kubernetes.io/version': istioVersion };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: 'istio-system', labels },
    data: { mesh: yamlOf(mesh), meshNetworks: 'networks: {}' },
  };
}

/** Services that a gateway calls, each once. */
function exposedBy(gateway: Workload, description: MeshDescription): readonly Service[] {
  const called = description.calls.flatMap(({ from, to }) => (from === gateway.id && to.kind === 'service' ? [to.service] : []));
  const services = new Map(description.services.map((service) => [service.id, service]));
  const found = [...new Set(called)].map((id) => services.get(id)).filter((service) => service !== undefined);
  return [...new Map(found.map((service) => [`${service.namespace}/${service.name}`, service])).values()];
}

/** A gateway of Istio's own kind, and one VirtualService per service behind it. */
function gatewayObjects(gateway: Workload, description: MeshDescription): readonly KubernetesObject[] {
  const own = declare('Gateway', `${gateway.namespace}/${gateway.name}`, {
    selector: { istio: podLabels(gateway).istio },
    servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.com'] }],
  });
  const routes = exposedBy(gateway, description).map((service) => {
    const host = serviceHost(service);
    return declare('VirtualService', `${service.namespace}/${service.name}-public`, {
      hosts: [`${service.name}.${service.namespace}.example.com`],
      gateways: [`${gateway.namespace}/${gateway.name}`],
      http: [{ route: [{ destination: { host, port: { number: portOf(service, 'http').port } } }] }],
    });
  });
  return [own, ...routes];
}

function waypointGateway(waypoint: Workload): KubernetesObject {
  const condition = (type: string): unknown => ({ type, status: 'True', reason: type, message: '', observedGeneration: 1 });
  const declared = declare(
    'KubernetesGateway',
    `${waypoint.namespace}/${waypoint.name}`,
    { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
    { labels: { 'istio.io/waypoint-for': 'service' } },
  );
  const host = serviceHost(waypoint);
  return {
    ...declared,
    status: { addresses: [{ type: 'Hostname', value: host }], conditions: [condition('Accepted'), condition('Programmed')] },
  };
}

function gatewayClass(name: string, controllerName: string): KubernetesObject {
  const accepted = { type: 'Accepted', status: 'True', reason: 'Accepted', message: 'Handled by Istio controller' };
  return {
    apiVersion: apiVersionOf('gateway.networking.k8s.io', 'v1'),
    kind: 'GatewayClass',
    metadata: { name },
    spec: { controllerName },
    status: { conditions: [accepted] },
  };
}

/** Everything that traffic obeys, with its metadata, by phase. */
export function configurationOf(description: MeshDescription): readonly PhasedObject[] {
  const { workloads, resources = [], phasedResources = [] } = description;
  const [first] = workloads;
  const here = workloads.filter(({ cluster }) => cluster === first?.cluster);
  const gateways = here.filter(({ proxy }) => proxy === 'gateway');
  const waypoints = here.filter(({ proxy }) => proxy === 'waypoint');
  const installed = [
    meshConfig(description),
    gatewayClass('istio', 'istio.io/gateway-controller'),
    gatewayClass('istio-waypoint', 'istio.io/mesh-controller'),
  ].map(generated);
  const written = [
    ...gateways.flatMap((gateway) => gatewayObjects(gateway, description)),
    ...waypoints.map(waypointGateway),
    ...resources,
  ].map(applied);
  const steady = [...installed, ...written].map((object): PhasedObject => ({ otherwise: object, during: {} }));
  const phased = phasedResources.map(({ otherwise, during }): PhasedObject => {
    // What one phase shares with another stays one object: nothing was applied in between.
    const distinct = new Map([otherwise, ...Object.values(during)].map((object) => [object, applied(object)]));
    const appliedOnce = (object: KubernetesObject): KubernetesObject => distinct.get(object) ?? object;
    const each = Object.entries(during).map(([phase, object]) => [phase, appliedOnce(object)] as const);
    return { otherwise: appliedOnce(otherwise), during: Object.fromEntries(each) };
  });
  return [...steady, ...phased];
}
