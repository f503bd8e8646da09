/** CronJob: makes Jobs at given times. */
import { jobTemplate } from './pod-template';
import { partOf } from './reader';
import { resourceKind } from './resource';

export const cronJob = resourceKind({
  group: 'batch',
  versions: ['v1', 'v1beta1'],
  plural: 'cronjobs',
  namespaced: true,
  fields: partOf({ spec: partOf({ jobTemplate }) }),
});
