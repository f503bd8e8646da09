/** `ports` of an AuthorizationPolicy mean ports of the workload; a Service's port there matches nothing (docs/policies.md §2.4). */
import { refText } from '../../istio/ref';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'authorization-port-is-service-port';

export const authorizationPortIsServicePort: FindingKind = {
  code,
  about: 'A rule names the port of a Service, not the port the workload listens on.',
  find: (context) =>
    context.inventory.of('AuthorizationPolicy').flatMap((policy) => {
      const ref = { kind: policy.kind, namespace: policy.namespace, name: policy.name };
      const named = portsOf(policy.spec?.rules ?? []);
      if (named.length === 0) return [];
      const workloads = context.attachedTo(ref, ['sidecar', 'ztunnel']).flatMap((key) => context.facts.workloads.get(key) ?? []);
      return named.flatMap(({ port, path }) => {
        const declared = workloads.flatMap(({ ports }) => ports ?? []);
        const services = workloads.flatMap((each) => context.facts.services.of(each));
        const asTarget = services.some((service) => service.ports.some(({ target }) => target === port));
        const service = services.find(({ ports }) => ports.some(({ number }) => number === port));
        if (declared.includes(port) || asTarget || service === undefined) return [];
        return [
          finding(code, `${policy.namespace}/${policy.name}/${path}`, {
            severity: 'warning',
            title: `${refText(ref)} names port ${port} of ${refText(service.ref)}; the workload listens on another port.`,
            evidence: [
              {
                sentence: `Port ${port} is the Service's; rules at a workload mean the workload's ports${declared.length === 0 ? '' : ` (${[...new Set(declared)].join(', ')})`}.`,
                certainty: 'computed',
                ref,
                path,
              },
            ],
            next: "Name the Service's targetPort.",
            commands: getResource(ref),
            ref,
            path,
            workloads: workloads.map(({ key }) => key),
          }),
        ];
      });
    }),
};

type Rules = readonly {
  readonly to?: readonly { readonly operation?: { readonly ports?: readonly string[]; readonly notPorts?: readonly string[] } }[];
  readonly when?: readonly { readonly key?: string; readonly values?: readonly string[] }[];
}[];

function portsOf(rules: Rules): readonly { readonly port: number; readonly path: string }[] {
  return rules.flatMap(({ to = [], when = [] }, rule) => {
    const ofOperations = to.flatMap(({ operation }, index) =>
      (['ports', 'notPorts'] as const).flatMap((field) =>
        (operation?.[field] ?? []).map((text, at) => ({
          port: Number(text),
          path: `spec.rules[${rule}].to[${index}].operation.${field}[${at}]`,
        })),
      ),
    );
    const ofConditions = when.flatMap(({ key, values = [] }, index) =>
      key === 'destination.port'
        ? values.map((text, at) => ({ port: Number(text), path: `spec.rules[${rule}].when[${index}].values[${at}]` }))
        : [],
    );
    return [...ofOperations, ...ofConditions].filter(({ port }) => Number.isInteger(port));
  });
}
