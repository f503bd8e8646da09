/** Which workload a Pod belongs to, by the name Istio's metrics give it. */
import type { Labels } from '../../istio/labels';
import type { Ref } from '../../istio/ref';

interface Owned extends Ref {
  readonly labels: Labels;
  readonly controller?: { readonly kind: string; readonly name: string };
}

/** The label that overrides what owners say. */
const NAME_LABEL = 'service.istio.io/workload-name';
const CRON_JOB_RUN = /^(.+)-\d{8,10}$/;

/** Name of the workload; `find` looks up the controller of a controller (a ReplicaSet's Deployment, a Job's CronJob). */
export function workloadNameOf(pod: Owned, find: (kind: string, namespace: string, name: string) => Owned | undefined): string {
  return pod.labels.get(NAME_LABEL) ?? nameByController(pod, find);
}

function nameByController(pod: Owned, find: (kind: string, namespace: string, name: string) => Owned | undefined): string {
  const { controller } = pod;
  if (controller === undefined) return pod.name;
  const owner = find(controller.kind, pod.namespace, controller.name)?.controller;
  if (owner !== undefined) return owner.name;
  if (controller.kind === 'ReplicaSet') return withoutHash(controller.name, pod.labels);
  if (controller.kind === 'Job') return CRON_JOB_RUN.exec(controller.name)?.[1] ?? controller.name;
  return controller.name;
}

/** A ReplicaSet's name ends in the hash its Pods carry as a label (Argo's Rollouts have a label of their own). */
function withoutHash(name: string, labels: Labels): string {
  for (const label of ['pod-template-hash', 'rollouts-pod-template-hash']) {
    const hash = labels.get(label);
    if (hash !== undefined && hash !== '' && name.endsWith(`-${hash}`)) return name.slice(0, -hash.length - 1);
  }
  return name;
}
