/** The configuration of a mesh at one moment, indexed for the questions that traffic asks. */
import { groupOf } from '../kubernetes/kinds';
import { type KubernetesObject, pairsAt, textAt } from '../kubernetes/object';
import { serviceHost } from '../kubernetes/service-host';

/** Where Istio's control plane lives in every scenario. */
export const rootNamespace = 'istio-system';

/** Oldest first, then by name, then by namespace: Istio's order of precedence (docs/policies.md §0.3). */
function byAge(a: KubernetesObject, b: KubernetesObject): number {
  const key = ({ metadata }: KubernetesObject): readonly string[] => [
    metadata.creationTimestamp ?? '',
    metadata.name,
    metadata.namespace ?? '',
  ];
  const [left, right] = [key(a), key(b)];
  for (const [index, text] of left.entries()) {
    const other = right[index] ?? '';
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}

/** Istio's Gateway is `Gateway`, the Gateway API's is `KubernetesGateway`. */
function kindName(object: KubernetesObject): string {
  return object.kind === 'Gateway' && groupOf(object.apiVersion) === 'gateway.networking.k8s.io' ? 'KubernetesGateway' : object.kind;
}

export class PolicySet {
  readonly #byKind = new Map<string, KubernetesObject[]>();
  readonly #byPlace = new Map<string, KubernetesObject[]>();
  readonly #refs = new Set<string>();
  readonly #indexes = new Map<string, Map<string, KubernetesObject[]>>();
  readonly #registryOnly: boolean;

  constructor(objects: Iterable<KubernetesObject>) {
    for (const object of [...objects].sort(byAge)) {
      const kind = kindName(object);
      const { namespace = '', name } = object.metadata;
      this.#refs.add(`${kind} ${namespace}/${name}`);
      for (const [index, key] of [
        [this.#byKind, kind],
        [this.#byPlace, `${kind} ${namespace}`],
      ] as const) {
        const known = index.get(key);
        if (known === undefined) index.set(key, [object]);
        else known.push(object);
      }
    }
    const config = this.in('ConfigMap', rootNamespace).find(({ metadata }) => metadata.name === 'istio');
    this.#registryOnly = /mode:\s*"?REGISTRY_ONLY/.test(textAt(config, 'data', 'mesh') ?? '');
  }

  /** All of a kind, oldest first. */
  all(kind: string): readonly KubernetesObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Those of a kind in a namespace, oldest first. */
  in(kind: string, namespace: string): readonly KubernetesObject[] {
    return this.#byPlace.get(`${kind} ${namespace}`) ?? [];
  }

  /** All of a kind by what `keysOf` says they are about, oldest first; worked out once under `name`. */
  by(
    name: string,
    kinds: readonly string[],
    keysOf: (object: KubernetesObject) => readonly string[],
  ): (key: string) => readonly KubernetesObject[] {
    const index = this.#indexes.get(name) ?? new Map<string, KubernetesObject[]>();
    if (!this.#indexes.has(name)) {
      this.#indexes.set(name, index);
      for (const object of kinds.flatMap((kind) => this.all(kind))) {
        for (const key of new Set(keysOf(object))) {
          const known = index.get(key);
          if (known === undefined) index.set(key, [object]);
          else known.push(object);
        }
      }
    }
    return (key) => index.get(key) ?? [];
  }

  /** `DestinationRule shop/cart`. */
  has(ref: string): boolean {
    return this.#refs.has(ref);
  }

  /** MeshConfig's `outboundTrafficPolicy`. */
  get registryOnly(): boolean {
    return this.#registryOnly;
  }
}

/** The labels a resource selects by, under `spec.selector.matchLabels`. */
export function selectorOf(object: KubernetesObject): readonly (readonly [string, string])[] {
  return pairsAt(object, 'spec', 'selector', 'matchLabels');
}

/** A host as written in a resource, as a full name. */
export function fullHost(host: string, namespace: string): string {
  return host.includes('.') || host === '*' ? host : serviceHost({ name: host, namespace });
}

/** How specific a pattern is for a host: its length; undefined when it does not fit. */
export function hostFit(pattern: string, host: string): number | undefined {
  if (pattern === host) return Number.POSITIVE_INFINITY;
  if (pattern === '*') return 0;
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) ? pattern.length : undefined;
}

/** The key under which a host is looked up: itself, or `*` for every pattern. */
export function hostKey(host: string): string {
  return host.startsWith('*') ? '*' : host;
}
