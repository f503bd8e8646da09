/** One thing a workload runs as, or would run as: a Pod, a Pod template, or a WorkloadEntry. */
import type { Labels } from '../../istio/labels';
import type { Ref } from '../../istio/ref';

export interface Instance {
  readonly ref: Ref;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly serviceAccount: string;
  readonly hostNetwork: boolean;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  /** Addresses a Pod has; empty for a template. */
  readonly addresses: readonly string[];
  /** A cluster runs it: what its containers and annotations say is what is, not what a webhook may still add (docs/policies.md §4.6). */
  readonly live: boolean;
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number; readonly protocol?: string }[];
  readonly livenessProbe?: HealthProbe;
  readonly readinessProbe?: HealthProbe;
  readonly startupProbe?: HealthProbe;
}

/** Whom the kubelet asks; a port is a number or the name of one of the container's. */
export interface HealthProbe {
  readonly httpGet?: { readonly path?: string; readonly port?: number | string };
  readonly grpc?: { readonly port?: number };
}
