/** Istio's control plane and ztunnels as objects of a cluster. */
import { ztunnelsOf } from '../world/emitter';
import type { KubernetesObject } from './object';
import { istioVersion, nodeNames, owned, podStatus } from './pod-objects';

/** Istio's control plane, and its ztunnels where a mesh has them. */
export function controlPlaneObjects(cluster: string, nodes: number, seed: number, ambientMesh: boolean): readonly KubernetesObject[] {
  const namespace = 'istio-system';
  const istiod = { app: 'istiod', istio: 'pilot', 'istio.io/rev': 'default' };
  const env = [
    { name: 'REVISION', value: 'default' },
    { name: 'CLUSTER_ID', value: cluster },
    ...(ambientMesh ? [{ name: 'PILOT_ENABLE_AMBIENT', value: 'true' }] : []),
  ];
  const containers = [
    { name: 'discovery', image: `docker.io/istio/pilot:${istioVersion}`, env, ports: [{ name: 'grpc-xds', containerPort: 15010 }] },
  ];
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'istiod', namespace, labels: istiod },
    spec: {
      replicas: 1,
      selector: { matchLabels: istiod },
      template: { metadata: { labels: istiod }, spec: { serviceAccountName: 'istiod', containers } },
    },
    status: { replicas: 1, readyReplicas: 1, availableReplicas: 1 },
  };
  if (!ambientMesh) return [deployment];
  const labels = { app: 'ztunnel' };
  const ztunnel = [{ name: 'istio-proxy', image: `docker.io/istio/ztunnel:${istioVersion}`, args: ['proxy', 'ztunnel'] }];
  const daemonSet = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'ztunnel', namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { serviceAccountName: 'ztunnel', containers: ztunnel } },
    },
    status: { desiredNumberScheduled: nodes, numberReady: nodes },
  };
  const pods = ztunnelsOf(cluster, nodes, seed).map((emitter, index): KubernetesObject => {
    const place = {
      name: emitter.labels.get('pod') ?? '',
      ip: (emitter.labels.get('instance') ?? '').replace(/:.*$/, ''),
      node: nodeNames(nodes)[index] ?? '',
    };
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: place.name, namespace, labels, ...owned({ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'ztunnel' }) },
      spec: { serviceAccountName: 'ztunnel', nodeName: place.node, containers: ztunnel },
      status: podStatus(place, ztunnel),
    };
  });
  return [deployment, daemonSet, ...pods];
}
