/** Route weights as the change log sets them, whatever the mesh's resources say. */
import type { Service } from './description';

export interface Change {
  readonly atMs: number;
  readonly kind: string;
  readonly value: unknown;
}

export interface RouteWeight {
  readonly atSeconds: number;
  readonly host: string;
  readonly weights: ReadonlyMap<string, number>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The route-weight changes among all changes, oldest first; a change of another shape is not one. */
export function routeWeights(changes: readonly Change[]): readonly RouteWeight[] {
  const found: RouteWeight[] = [];
  for (const { kind, value, atMs } of changes) {
    if (kind !== 'route-weight' || !isRecord(value) || typeof value.host !== 'string' || !isRecord(value.weights)) continue;
    const weights = new Map<string, number>();
    for (const [version, weight] of Object.entries(value.weights)) {
      if (typeof weight === 'number' && weight >= 0 && Number.isFinite(weight)) weights.set(version, weight);
    }
    if ([...weights.values()].some((weight) => weight > 0)) found.push({ atSeconds: atMs / 1000, host: value.host, weights });
  }
  return found.sort((a, b) => a.atSeconds - b.atSeconds);
}

/** Weights of one service that nothing ever set or changes. */
export function weightsSinceEver({ name, namespace }: Service, split: Readonly<Record<string, number>>): RouteWeight {
  return { atSeconds: Number.NEGATIVE_INFINITY, host: `${namespace}/${name}`, weights: new Map(Object.entries(split)) };
}

export function namesHost(host: string, service: Service): boolean {
  const { name, namespace } = service;
  return [name, `${name}.${namespace}`, `${namespace}/${name}`, `${name}.${namespace}.svc.cluster.local`].includes(host);
}
