/** From resources to what telemetry would call them: workloads, services and outside hosts that may be drawn without traffic. */
import { canonicalApp, canonicalVersion } from '../istio/canonical-names';
import type { Inventory } from '../istio/inventory';
import { type Labels, selects } from '../istio/labels';
import type { ConfiguredThing } from '../mesh/configured';

/** Kinds whose Pods serve for as long as they stand. */
const CONTROLLERS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

/** Sorted by kind and name; no namespaces = all. */
export function configuredThings(inventory: Inventory, namespaces: readonly string[]): readonly ConfiguredThing[] {
  const inScope = ({ namespace }: { readonly namespace: string }) => namespaces.length === 0 || namespaces.includes(namespace);
  const workloads = CONTROLLERS.flatMap((kind) => inventory.of(kind).filter(inScope));
  return [
    ...workloads.map(
      ({ namespace, name, spec }): ConfiguredThing => workloadThing(namespace, name, spec?.template?.metadata?.labels ?? new Map()),
    ),
    ...inventory
      .of('Service')
      .filter(inScope)
      .map((service): ConfiguredThing => {
        const { namespace, name, spec } = service;
        const selector = spec?.selector ?? new Map<string, string>();
        const selected = (labels: Labels | undefined) => selector.size > 0 && labels !== undefined && selects(selector, labels);
        const alone = !workloads.some((one) => one.namespace === namespace && selected(one.spec?.template?.metadata?.labels));
        const end = { serviceName: name, serviceNamespace: namespace, service: `${name}.${namespace}.svc.cluster.local` };
        return { kind: 'service', end, alone };
      }),
    ...inventory
      .of('ServiceEntry')
      .filter(inScope)
      .flatMap(({ namespace, spec }) => (spec?.hosts ?? []).map((host) => hostThing(namespace, host))),
  ];
}

function workloadThing(namespace: string, name: string, labels: Labels): ConfiguredThing {
  const version = canonicalVersion(labels);
  // Istio names a workload without these labels after itself.
  const end = { namespace, workload: name, app: canonicalApp(labels) ?? name, ...(version !== undefined && { version }) };
  return { kind: 'workload', end };
}

const hostThing = (serviceNamespace: string, host: string): ConfiguredThing => ({
  kind: 'service',
  end: { serviceName: host, service: host, serviceNamespace },
  alone: true,
});
