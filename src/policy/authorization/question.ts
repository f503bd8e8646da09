/** What is asked: who calls whom, over which connection, with which request (docs/policies.md §2.2, §2.8). */
import type { IstiodFlags } from '../../istio/istiod-flags';
import type { Labels } from '../../istio/labels';
import type { ExtensionProvider } from '../../istio/mesh-config';
import type { Ref } from '../../istio/ref';
import type { AttachmentSubject, ServiceBehind } from '../attachment/subject';
import type { PortProtocol } from '../facts/port-protocol';
import type { Because, Dataplane, Tri } from '../model';
import type { PolicyBindings } from './policy-bindings';
import type { RequestFacts } from './request-facts';

/** The part of `MeshConfig` that authorization reads. */
export interface AuthorizationMesh {
  readonly rootNamespace: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  readonly flags: IstiodFlags;
  /** undefined = not known (no ConfigMap). */
  readonly extensionProviders?: readonly ExtensionProvider[];
}

export interface CallSource {
  readonly dataplane: Dataplane;
  /** Without "spiffe://"; null = no peer certificate, undefined = not known. */
  readonly principal: string | null | undefined;
  readonly ip?: string;
}

/** The waypoint that the called service (or, for calls by pod address, the workload) is bound to. */
export interface CallWaypoint {
  readonly namespace: string;
  readonly name: string;
  /** `istio.io/waypoint-for`. */
  readonly takes: string;
  /** It exists, is ready and admits the object; absent = yes. */
  readonly usable?: Tri;
  /** Why it is not, or may not be, usable. */
  readonly because?: Because;
  /** Absent = the service account that carries its name, in the mesh's trust domain. */
  readonly principal?: string;
  /** Labels of its pods, where known. */
  readonly labels?: Labels;
}

export interface CallDestination {
  readonly workload: string;
  /** Namespace, labels and role `workload` (a sidecar, ztunnel or classic gateway) or `gateway`. */
  readonly subject: AttachmentSubject;
  readonly dataplane: Dataplane;
  readonly service?: ServiceBehind;
  readonly addressedBy: 'service' | 'workload';
  /** null = none, undefined = not known. */
  readonly waypoint: CallWaypoint | null | undefined;
  /** `istio.io/ingress-use-waypoint` of the service or its namespace. */
  readonly ingressUsesWaypoint: Tri;
  /** `U` where the service has a second, canary waypoint or the like: that the waypoint is passed is then not certain. */
  readonly passesWaypoint?: Tri;
}

export interface CallConnection {
  readonly workloadPort?: number;
  readonly servicePort?: number;
  readonly protocol: PortProtocol;
  /** False = plaintext at the first enforcement point: no identity whoever calls. */
  readonly mtls?: boolean;
  /** null = none is sent. */
  readonly sni?: string | null;
  readonly destinationIp?: string;
}

/** STRICT at a ztunnel: istiod makes a DENY policy of it for peers without identity (docs/policies.md §1.3). */
export interface StrictAtZtunnel {
  readonly value: Tri;
  readonly ref?: Ref;
  readonly path?: string;
}

export interface AuthorizationQuestion {
  readonly mesh: AuthorizationMesh;
  readonly bindings: PolicyBindings;
  readonly source: CallSource;
  readonly destination: CallDestination;
  readonly connection: CallConnection;
  readonly request: RequestFacts;
  readonly strict?: StrictAtZtunnel;
  /** The connection does not come about: policies are not asked (docs/policies.md §2.8). */
  readonly refusedByMtls?: Because;
}
