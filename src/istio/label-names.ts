/** Labels and annotations of Istio and the Gateway API that more than one rule reads, with the values that decide. */

/** Pods of a gateway or waypoint: the name of their Gateway. */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
/** Which controller made a gateway or waypoint. */
export const MANAGED = 'gateway.istio.io/managed';
/** `MANAGED` of a waypoint. */
export const MANAGED_WAYPOINT = 'istio.io-mesh-controller';
/** Class of Istio's waypoints. */
export const WAYPOINT_CLASS = 'istio-waypoint';

/** Of a Namespace: sidecars are injected ("enabled") or never ("disabled"). */
export const INJECTION = 'istio-injection';
/** Of a Namespace or Pod: the control plane that injects or reads. */
export const REVISION = 'istio.io/rev';
/** Of a Pod, "true" or "false"; the annotation of this name is its older form. */
export const INJECT = 'sidecar.istio.io/inject';
/** Namespaces in which nothing is injected. */
export const NEVER_INJECTED: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/** Of a Namespace or Pod: "ambient" or "none". */
export const DATAPLANE_MODE = 'istio.io/dataplane-mode';
/** Annotation of a Pod that ztunnel captures: "enabled". */
export const REDIRECTION = 'ambient.istio.io/redirection';
/** "istio" where a proxy takes Istio's mutual TLS. */
export const TLS_MODE = 'security.istio.io/tlsMode';
/** "http" where a proxy takes HBONE. */
export const TUNNEL = 'networking.istio.io/tunnel';

/** Annotation of a Service: the namespaces that see it. */
export const EXPORT_TO = 'networking.istio.io/exportTo';
