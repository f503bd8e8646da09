import { authorizationPolicy } from './authorization-policy';
import { configMap } from './config-map';
import { cronJob } from './cron-job';
import { daemonSet } from './daemon-set';
import { deployment } from './deployment';
import { destinationRule } from './destination-rule';
import { endpointSlice } from './endpoint-slice';
import { envoyFilter } from './envoy-filter';
import { gateway } from './gateway';
import { gatewayClass } from './gateway-class';
import { grpcRoute } from './grpc-route';
import { httpRoute } from './http-route';
import { job } from './job';
import { kubernetesGateway } from './kubernetes-gateway';
import { namespace } from './namespace';
import { peerAuthentication } from './peer-authentication';
import { pod } from './pod';
import { referenceGrant } from './reference-grant';
import { replicaSet } from './replica-set';
import { requestAuthentication } from './request-authentication';
import type { ResourceOf } from './resource';
import { service } from './service';
import { serviceAccount } from './service-account';
import { serviceEntry } from './service-entry';
import { sidecar } from './sidecar';
import { statefulSet } from './stateful-set';
import { tcpRoute } from './tcp-route';
import { telemetry } from './telemetry';
import { tlsRoute } from './tls-route';
import { virtualService } from './virtual-service';
import { wasmPlugin } from './wasm-plugin';
import { workloadEntry } from './workload-entry';

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
  AuthorizationPolicy: authorizationPolicy,
  RequestAuthentication: requestAuthentication,
  Telemetry: telemetry,
  DestinationRule: destinationRule,
  EnvoyFilter: envoyFilter,
  WasmPlugin: wasmPlugin,
  Gateway: gateway,
  GatewayClass: gatewayClass,
  GRPCRoute: grpcRoute,
  HTTPRoute: httpRoute,
  KubernetesGateway: kubernetesGateway,
  ReferenceGrant: referenceGrant,
  ServiceEntry: serviceEntry,
  Sidecar: sidecar,
  TCPRoute: tcpRoute,
  TLSRoute: tlsRoute,
  VirtualService: virtualService,
  WorkloadEntry: workloadEntry,
} as const;

export type KindName = keyof typeof RESOURCE_KINDS;
export const KIND_NAMES = Object.keys(RESOURCE_KINDS) as readonly KindName[];

/** Whether this is a kind that is read: the `kind` of a Ref may be any. */
export function isKindName(kind: string): kind is KindName {
  return Object.hasOwn(RESOURCE_KINDS, kind);
}

export type ResourceTypes = { readonly [K in KindName]: ResourceOf<(typeof RESOURCE_KINDS)[K]> };
