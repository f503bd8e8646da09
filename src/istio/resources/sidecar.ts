/** Sidecar: what the proxies of a namespace import and accept (docs/policies.md §3). */
import { status } from './common';
import { anything, integer, listOf, oneOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import {
  checkSelectorLabels,
  destination,
  isDnsLabel,
  isPort,
  isWildcardDomain,
  labelSelector,
  type Refuse,
  refuser,
} from './traffic-fields';

const port = struct({ number: integer, protocol: text, name: text, targetPort: integer });
const captureMode = oneOf('DEFAULT', 'IPTABLES', 'NONE');

const fields = struct({
  spec: struct({
    workloadSelector: labelSelector,
    ingress: listOf(struct({ port, bind: text, captureMode, defaultEndpoint: text, tls: anything, connectionPool: anything })),
    egress: listOf(struct({ port, bind: text, captureMode, hosts: listOf(text) })),
    outboundTrafficPolicy: struct({ mode: oneOf('REGISTRY_ONLY', 'ALLOW_ANY'), egressProxy: destination }),
    inboundConnectionPool: anything,
  }),
  status,
});

function checkEgressHost(host: string, path: string, refuse: Refuse): void {
  const slash = host.indexOf('/');
  if (slash < 0) {
    refuse(path, `is ${host}, not namespace/host`);
    return;
  }
  const [namespace, dns] = [host.slice(0, slash), host.slice(slash + 1)];
  if (!['*', '.', '~'].includes(namespace) && !isDnsLabel(namespace)) refuse(path, `is ${host}, whose namespace is none`);
  if (!isWildcardDomain(dns)) refuse(path, `is ${host}, whose host is none`);
}

export const sidecar = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  plural: 'sidecars',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    checkSelectorLabels(spec.workloadSelector?.labels, 'spec.workloadSelector.labels', refuse);
    const { ingress = [], egress = [] } = spec;
    if (ingress.length + egress.length === 0 && spec.outboundTrafficPolicy === undefined && spec.inboundConnectionPool === undefined)
      refuse('spec', 'has no ingress, egress, outboundTrafficPolicy or inboundConnectionPool');
    const ports = new Set<number>();
    ingress.forEach((listener, index) => {
      const path = `spec.ingress[${index}].port`;
      const { number } = listener.port ?? {};
      if (number === undefined || !isPort(number)) refuse(path, 'is missing or not a port');
      else if (ports.has(number)) refuse(path, `is ${number}, which another ingress listener has`);
      else ports.add(number);
    });
    egress.forEach((listener, index) => {
      const path = `spec.egress[${index}]`;
      const { hosts = [] } = listener;
      if (hosts.length === 0) refuse(`${path}.hosts`, 'is empty');
      hosts.forEach((host, entry) => {
        checkEgressHost(host, `${path}.hosts[${entry}]`, refuse);
      });
      if (listener.port === undefined && index !== egress.length - 1)
        refuse(path, 'has no port, which only the last egress listener may lack');
    });
    if (spec.outboundTrafficPolicy?.egressProxy !== undefined && spec.outboundTrafficPolicy.mode === 'REGISTRY_ONLY')
      refuse('spec.outboundTrafficPolicy.egressProxy', 'stands beside REGISTRY_ONLY');
  },
});

export type Sidecar = ResourceOf<typeof sidecar>;
