/** ServiceEntry: hosts that Kubernetes has no Service for (docs/policies.md §3). */
import { condition } from './common';
import { integer, listOf, oneOf, partOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import {
  checkExportTo,
  checkSelectorLabels,
  isAddress,
  isPort,
  isProtocol,
  isWildcardDomain,
  labelSelector,
  refuser,
} from './traffic-fields';
import { checkWorkloadEntry, workloadEntryFields } from './workload-entry';

const fields = struct({
  spec: struct({
    hosts: listOf(text),
    addresses: listOf(text),
    ports: listOf(struct({ number: integer, protocol: text, name: text, targetPort: integer })),
    location: oneOf('MESH_EXTERNAL', 'MESH_INTERNAL'),
    resolution: oneOf('NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'),
    endpoints: listOf(workloadEntryFields),
    workloadSelector: labelSelector,
    exportTo: listOf(text),
    subjectAltNames: listOf(text),
  }),
  status: partOf({ conditions: listOf(condition), addresses: listOf(partOf({ value: text, host: text })) }),
});

export const serviceEntry = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  plural: 'serviceentries',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at, head) => {
    const refuse = refuser(at);
    const { hosts = [], ports = [], endpoints, resolution = 'NONE' } = spec;
    checkSelectorLabels(spec.workloadSelector?.labels, 'spec.workloadSelector.labels', refuse);
    checkExportTo(spec.exportTo, head.namespace, true, refuse);
    if (spec.workloadSelector !== undefined && endpoints !== undefined) refuse('spec.workloadSelector', 'stands beside endpoints');
    if (hosts.length === 0) refuse('spec.hosts', 'is empty');
    hosts.forEach((host, index) => {
      if (host === '*' || !isWildcardDomain(host)) refuse(`spec.hosts[${index}]`, `is ${host}, not a host`);
      const byName = resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN';
      if (byName && (endpoints ?? []).length === 0 && host.startsWith('*'))
        refuse(`spec.hosts[${index}]`, `is ${host}, which cannot be resolved by ${resolution} without endpoints`);
    });
    const names = new Set<string>();
    const numbers = new Set<number>();
    ports.forEach(({ number = 0, name = '', protocol = '' }, index) => {
      const path = `spec.ports[${index}]`;
      if (names.has(name)) refuse(`${path}.name`, `is "${name}", which another port has`);
      if (numbers.has(number)) refuse(`${path}.number`, `is ${number}, which another port has`);
      names.add(name);
      numbers.add(number);
      if (name === '') refuse(`${path}.name`, 'is missing');
      if (!isPort(number)) refuse(`${path}.number`, 'is not a port');
      if (protocol !== '' && !isProtocol(protocol)) refuse(`${path}.protocol`, `is ${protocol}, not a protocol`);
    });
    if (resolution === 'NONE' && (endpoints ?? []).length > 0) refuse('spec.endpoints', 'stand beside resolution NONE');
    if (resolution === 'DNS_ROUND_ROBIN' && (endpoints ?? []).length > 1)
      refuse('spec.endpoints', 'are more than one beside resolution DNS_ROUND_ROBIN');
    if ((spec.addresses ?? []).some((address) => address.includes('/')) && resolution !== 'NONE' && resolution !== 'STATIC')
      refuse('spec.addresses', `name a range beside resolution ${resolution}`);
    (endpoints ?? []).forEach((endpoint, index) => {
      const path = `spec.endpoints[${index}]`;
      checkWorkloadEntry(endpoint, path, refuse);
      const { address = '' } = endpoint;
      if (resolution === 'STATIC' && address !== '' && !isAddress(address) && !address.startsWith('unix://'))
        refuse(`${path}.address`, `is ${address}, not an address as resolution STATIC needs`);
      for (const name of endpoint.ports?.keys() ?? [])
        if (!names.has(name)) refuse(`${path}.ports.${name}`, 'is no port of the ServiceEntry');
    });
  },
});

export type ServiceEntry = ResourceOf<typeof serviceEntry>;
