/** Service: a name, its ports, and the workloads behind it. */
import { status } from './common';
import { integer, integerOrText, labels, listOf, partOf, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';

const servicePort = partOf({ name: text, protocol: text, appProtocol: text, port: integer, targetPort: integerOrText });

export const service = resourceKind({
  group: '',
  versions: ['v1'],
  plural: 'services',
  namespaced: true,
  fields: partOf({
    spec: partOf({
      ports: listOf(servicePort),
      selector: labels,
      type: text,
      /** "None" = headless. */
      clusterIP: text,
      clusterIPs: listOf(text),
      externalName: text,
    }),
    status,
  }),
});

export type Service = ResourceOf<typeof service>;
