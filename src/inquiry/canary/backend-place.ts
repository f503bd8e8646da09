/** Where in a route a destination is written, for the line of its weight. */
import { fullHost, serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import type { RouteRule } from '../../policy/model';

interface Destination {
  readonly host: string;
  readonly subset?: string;
}

const GATEWAY_API = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'] as const;

/** "spec.http[0].route[1]", "spec.rules[0].backendRefs[1]"; the rule's own path where the destination is not found. */
export function backendPlace({ ref, path, rule }: RouteRule, to: Destination, inventory: Inventory, of: 'route' | 'mirror'): string {
  if (ref.kind === 'VirtualService') return inVirtualService({ ref, path, rule }, to, inventory, of);
  const kind = GATEWAY_API.find((each) => each === ref.kind);
  const backends =
    kind === undefined || of === 'mirror' ? [] : (inventory.find(kind, ref.namespace, ref.name)?.spec?.rules?.[rule]?.backendRefs ?? []);
  const index = backends.findIndex(({ name = '', namespace = ref.namespace }) => serviceHost(name, namespace) === to.host);
  return index === -1 ? path : `spec.rules[${rule}].backendRefs[${index}]`;
}

function inVirtualService(
  { ref, path, rule }: Pick<RouteRule, 'ref' | 'path' | 'rule'>,
  to: Destination,
  inventory: Inventory,
  of: 'route' | 'mirror',
): string {
  const spec = inventory.find('VirtualService', ref.namespace, ref.name)?.spec;
  const table = (['http', 'tls', 'tcp'] as const).find((each) => path.startsWith(`spec.${each}[`)) ?? 'http';
  const is = (written: { readonly host?: string; readonly subset?: string } | undefined): boolean =>
    written !== undefined && fullHost(written.host ?? '', ref.namespace) === to.host && written.subset === to.subset;
  const http = spec?.http?.[rule];
  if (of === 'mirror') {
    const index = (http?.mirrors ?? []).findIndex(({ destination }) => is(destination));
    if (index !== -1) return `${path}.mirrors[${index}]`;
    return is(http?.mirror) ? `${path}.mirror` : path;
  }
  const routes: readonly { readonly destination?: Destination | { readonly host?: string; readonly subset?: string } }[] =
    spec?.[table]?.[rule]?.route ?? [];
  const index = routes.findIndex(({ destination }) => is(destination));
  return index === -1 ? path : `${path}.route[${index}]`;
}
