/** WorkloadEntry: a workload that is no pod (docs/policies.md §3). */
import { status } from './common';
import { integer, labels, mapOf, struct, text, type Value } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { isAddress, isPort, isWildcardDomain, type Refuse, refuser } from './traffic-fields';

/** Also the shape of a ServiceEntry's endpoints. */
export const workloadEntryFields = struct({
  address: text,
  ports: mapOf(integer),
  labels,
  network: text,
  locality: text,
  weight: integer,
  serviceAccount: text,
});

export function checkWorkloadEntry(entry: Value<typeof workloadEntryFields>, path: string, refuse: Refuse): void {
  const { address = '', network = '', ports } = entry;
  if (address === '' && network === '') refuse(`${path}.address`, 'is missing');
  if (address.startsWith('unix://')) {
    if ((ports?.size ?? 0) > 0) refuse(`${path}.ports`, 'stands beside a Unix address');
  } else if (address !== '' && !isAddress(address) && (!isWildcardDomain(address) || address.startsWith('*')))
    refuse(`${path}.address`, `is ${address}, neither an address nor a name`);
  for (const [name, port] of ports ?? []) if (!isPort(port)) refuse(`${path}.ports.${name}`, 'is not a port');
}

const fields = struct({ spec: workloadEntryFields, status });

export const workloadEntry = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  plural: 'workloadentries',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => checkWorkloadEntry(spec, 'spec', refuser(at)),
});

export type WorkloadEntry = ResourceOf<typeof workloadEntry>;
