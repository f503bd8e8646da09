/** Names of resources, and the order in which Istio prefers one over another. */

/**
 * Names one resource. `kind` is the key of `RESOURCE_KINDS` (Istio's Gateway is `Gateway`, the Gateway API's is `KubernetesGateway`);
 * `namespace` is "" for what is not namespaced.
 */
export interface Ref {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The name alone of something that carries more, such as a resource. */
export function refOf({ kind, namespace, name }: Ref): Ref {
  return { kind, namespace, name };
}

/** One text per resource, usable as a map key: names of Kubernetes hold no slash. */
export function refKey({ kind, namespace, name }: Ref): string {
  return `${kind}/${namespace}/${name}`;
}

/** "AuthorizationPolicy payments/deny-all", as sentences name it. */
export function refText({ kind, namespace, name }: Ref): string {
  const shown = kind === 'KubernetesGateway' ? 'Gateway' : kind;
  return namespace === '' ? `${shown} ${name}` : `${shown} ${namespace}/${name}`;
}

interface Aged extends Ref {
  readonly createdSeconds?: number;
}

/**
 * Istio's one sort order for "who wins": oldest first, then name, then namespace (docs/policies.md §0.3). A resource without creation time
 * counts as new; whether an order was decided by age is what `decidedByAge` tells.
 */
export function compareByAge(a: Aged, b: Aged): number {
  const age = (a.createdSeconds ?? Number.POSITIVE_INFINITY) - (b.createdSeconds ?? Number.POSITIVE_INFINITY);
  if (age !== 0 && !Number.isNaN(age)) return age;
  return compareText(a.name, b.name) || compareText(a.namespace, b.namespace);
}

/** False when the bundle does not say which of the two is older, so that a conflict between them is ambiguous (docs/policies.md §0.3). */
export function decidedByAge(a: Aged, b: Aged): boolean {
  return a.createdSeconds !== undefined && b.createdSeconds !== undefined;
}

/** By code units, the same in every locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
