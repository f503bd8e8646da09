/** The destinations of a VirtualService, each with its path, and the groups of weights they stand in. */
import { fullHost } from '../istio/host';
import type { VirtualService } from '../istio/resources/virtual-service';

export interface RouteTarget {
  /** Full name. */
  readonly host: string;
  readonly subset?: string;
  readonly weight?: number;
  /** "spec.http[0].route[1].destination". */
  readonly path: string;
}

/** Destinations that share the requests of one route; mirrors stand alone. */
export interface TargetGroup {
  /** "spec.http[0].route". */
  readonly path: string;
  readonly targets: readonly RouteTarget[];
}

interface Destination {
  readonly host?: string;
  readonly subset?: string;
}

export function targetGroups({ namespace, spec }: VirtualService): readonly TargetGroup[] {
  const targetOf = (destination: Destination | undefined, path: string, weight?: number): RouteTarget => ({
    host: fullHost(destination?.host ?? '', namespace),
    ...(destination?.subset === undefined ? {} : { subset: destination.subset }),
    ...(weight === undefined ? {} : { weight }),
    path,
  });
  const groupOf = (
    routes: readonly { readonly destination?: Destination; readonly weight?: number }[] | undefined,
    path: string,
  ): TargetGroup => ({
    path,
    targets: (routes ?? []).map(({ destination, weight }, index) => targetOf(destination, `${path}[${index}].destination`, weight)),
  });
  const http = (spec?.http ?? []).flatMap((route, index): readonly TargetGroup[] => {
    const path = `spec.http[${index}]`;
    const mirrors = (route.mirrors ?? []).map(({ destination }, at) => targetOf(destination, `${path}.mirrors[${at}].destination`));
    if (route.mirror !== undefined) mirrors.push(targetOf(route.mirror, `${path}.mirror`));
    return [groupOf(route.route, `${path}.route`), ...mirrors.map((target) => ({ path: target.path, targets: [target] }))];
  });
  const others = (['tls', 'tcp'] as const).flatMap((kind) =>
    (spec?.[kind] ?? []).map((route, index) => groupOf(route.route, `spec.${kind}[${index}].route`)),
  );
  return [...http, ...others].filter(({ targets }) => targets.length > 0);
}

/** All destinations, in the order of the resource. */
export function routeTargets(virtualService: VirtualService): readonly RouteTarget[] {
  return targetGroups(virtualService).flatMap(({ targets }) => targets);
}
