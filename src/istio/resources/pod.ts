/** Pod: a running instance of a workload. */
import { condition } from './common';
import { podSpec } from './pod-template';
import { listOf, partOf, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';

export const pod = resourceKind({
  group: '',
  versions: ['v1'],
  plural: 'pods',
  namespaced: true,
  fields: partOf({
    spec: podSpec,
    status: partOf({ phase: text, podIP: text, podIPs: listOf(partOf({ ip: text })), conditions: listOf(condition) }),
  }),
});

export type Pod = ResourceOf<typeof pod>;
