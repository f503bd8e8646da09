import { configMap } from './config-map';
import { cronJob } from './cron-job';
import { daemonSet } from './daemon-set';
import { deployment } from './deployment';
import { endpointSlice } from './endpoint-slice';
import { job } from './job';
import { namespace } from './namespace';
import { peerAuthentication } from './peer-authentication';
import { pod } from './pod';
import { replicaSet } from './replica-set';
import type { ResourceOf } from './resource';
import { service } from './service';
import { serviceAccount } from './service-account';
import { statefulSet } from './stateful-set';

/** Every kind that is read. Adding one is a file and a line here. */
export const RESOURCE_KINDS = {
  ConfigMap: configMap,
  CronJob: cronJob,
  DaemonSet: daemonSet,
  Deployment: deployment,
  EndpointSlice: endpointSlice,
  Job: job,
  Namespace: namespace,
  Pod: pod,
  ReplicaSet: replicaSet,
  Service: service,
  ServiceAccount: serviceAccount,
  StatefulSet: statefulSet,
  PeerAuthentication: peerAuthentication,
} as const;

export type KindName = keyof typeof RESOURCE_KINDS;
export type ResourceTypes = { readonly [K in KindName]: ResourceOf<(typeof RESOURCE_KINDS)[K]> };
