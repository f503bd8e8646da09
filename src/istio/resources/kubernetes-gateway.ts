/** The Gateway API's Gateway: listeners of a gateway or waypoint (docs/policies.md §4.4). */
import { condition } from './common';
import { kubernetesSelector, objectReference } from './gateway-api-fields';
import { anything, integer, labels, listOf, oneOf, partOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { isAddress, isPort, isWildcardDomain, refuser } from './traffic-fields';

const listener = struct({
  name: text,
  hostname: text,
  port: integer,
  protocol: text,
  tls: struct({ mode: oneOf('Terminate', 'Passthrough'), certificateRefs: anything, frontendValidation: anything, options: anything }),
  allowedRoutes: struct({
    namespaces: struct({ from: oneOf('All', 'Selector', 'Same', 'None'), selector: kubernetesSelector }),
    kinds: listOf(struct({ group: text, kind: text })),
  }),
});

const fields = struct({
  spec: struct({
    gatewayClassName: text,
    listeners: listOf(listener),
    addresses: listOf(struct({ type: text, value: text })),
    infrastructure: struct({ labels, annotations: labels, parametersRef: objectReference }),
    allowedListeners: anything,
    backendTLS: anything,
    tls: anything,
    defaultScope: text,
  }),
  status: partOf({
    addresses: listOf(partOf({ type: text, value: text })),
    conditions: listOf(condition),
    listeners: listOf(partOf({ name: text, attachedRoutes: integer, conditions: listOf(condition) })),
  }),
});

export const kubernetesGateway = resourceKind({
  group: 'gateway.networking.k8s.io',
  wireKind: 'Gateway',
  versions: ['v1', 'v1beta1'],
  plural: 'gateways',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    const { listeners = [] } = spec;
    if ((spec.gatewayClassName ?? '') === '') refuse('spec.gatewayClassName', 'is missing');
    if (listeners.length === 0) refuse('spec.listeners', 'is empty');
    if (listeners.length > 64) refuse('spec.listeners', 'has more than 64 entries');
    const names = new Set<string>();
    const served = new Set<string>();
    listeners.forEach(({ name = '', hostname, port, protocol = '', tls }, index) => {
      const path = `spec.listeners[${index}]`;
      if (name === '') refuse(`${path}.name`, 'is missing');
      if (names.has(name)) refuse(`${path}.name`, `is "${name}", which another listener has`);
      names.add(name);
      if (!isPort(port)) refuse(`${path}.port`, 'is missing or not a port');
      if (protocol === '') refuse(`${path}.protocol`, 'is missing');
      const key = JSON.stringify([port, protocol, hostname ?? '']);
      if (served.has(key)) refuse(path, 'has the port, protocol and hostname of another listener');
      served.add(key);
      if (hostname !== undefined && hostname !== '' && (hostname === '*' || isAddress(hostname) || !isWildcardDomain(hostname)))
        refuse(`${path}.hostname`, `is ${hostname}, not a host`);
      if (['HTTP', 'TCP', 'UDP'].includes(protocol) && tls !== undefined) refuse(`${path}.tls`, `stands beside protocol ${protocol}`);
      if (['TCP', 'UDP'].includes(protocol) && (hostname ?? '') !== '') refuse(`${path}.hostname`, `stands beside protocol ${protocol}`);
      if (protocol === 'HTTPS' && tls?.mode === 'Passthrough') refuse(`${path}.tls.mode`, 'is Passthrough beside protocol HTTPS');
    });
  },
});

export type KubernetesGateway = ResourceOf<typeof kubernetesGateway>;
