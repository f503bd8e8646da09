/** `ports` of an AuthorizationPolicy mean ports of the workload; a Service's port there matches nothing (docs/policies.md §2.4). */
import { type Ref, refText } from '../../istio/ref';
import type { ServiceFacts } from '../facts/services';
import type { WorkloadFacts } from '../facts/workload-facts';
import type { Finding } from '../model';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'authorization-port-is-service-port';

export const authorizationPortIsServicePort: FindingKind = {
  code,
  about: 'A rule names the port of a Service, not the port the workload listens on.',
  find: (context) =>
    context.inventory.of('AuthorizationPolicy').flatMap((policy) => {
      const named = portsOf(policy.spec?.rules ?? []);
      if (named.length === 0) return [];
      const keys = context.attachedTo(policy, ['sidecar', 'ztunnel']);
      const workloads = keys.flatMap((key) => context.facts.workloads.get(key) ?? []);
      const services = [...new Set(workloads.flatMap((each) => context.facts.services.of(each)))];
      return context.keep(code, policy, [...workloads, ...services], () =>
        named.flatMap((port) => ofPort(policy, port, workloads, services)),
      );
    }),
};

interface NamedPort {
  readonly port: number;
  readonly path: string;
}

function ofPort(
  { kind, namespace, name }: Ref,
  { port, path }: NamedPort,
  workloads: readonly WorkloadFacts[],
  services: readonly ServiceFacts[],
): readonly Finding[] {
  const ref = { kind, namespace, name };
  const declared = [...new Set(workloads.flatMap(({ ports }) => ports ?? []))];
  const asTarget = services.some(({ ports }) => ports.some(({ target }) => target === port));
  const service = services.find(({ ports }) => ports.some(({ number }) => number === port));
  if (declared.includes(port) || asTarget || service === undefined) return [];
  const known = declared.length === 0 ? '' : ` (${declared.join(', ')})`;
  return [
    finding(code, `${namespace}/${name}/${path}`, {
      severity: 'warning',
      title: `${refText(ref)} names port ${port} of ${refText(service.ref)}; the workload listens on another port.`,
      evidence: [
        {
          sentence: `Port ${port} is the Service's; rules at a workload mean the workload's ports${known}.`,
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
}

type Rules = readonly {
  readonly to?: readonly { readonly operation?: { readonly ports?: readonly string[]; readonly notPorts?: readonly string[] } }[];
  readonly when?: readonly { readonly key?: string; readonly values?: readonly string[] }[];
}[];

function portsOf(rules: Rules): readonly NamedPort[] {
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
