/** `portLevelMtls` names a port that no container has: often the port of the Service (docs/policies.md §1.5). */
import { selects } from '../../istio/labels';
import { refText } from '../../istio/ref';
import { childPath } from '../../istio/resources/reader';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'mtls-port-is-no-workload-port';

export const mtlsPortIsNoWorkloadPort: FindingKind = {
  code,
  about: 'A port of portLevelMtls is no port of the workload, so the entry acts on nothing that is called.',
  find: (context) =>
    context.inventory.of('PeerAuthentication').flatMap((policy) => {
      const { spec, namespace, name, kind } = policy;
      const selector = spec?.selector?.matchLabels;
      if (selector === undefined || selector.size === 0 || spec?.portLevelMtls === undefined || namespace === context.rootNamespace)
        return [];
      const workloads = [...context.facts.workloads.values()].filter(
        (each) => each.namespace === namespace && each.labelsComplete && selects(selector, each.labels),
      );
      const services = workloads.flatMap((each) => context.facts.services.of(each));
      const ref = { kind, namespace, name };
      return [...spec.portLevelMtls.keys()].flatMap((text) => {
        const port = Number(text);
        const declared = workloads.flatMap(({ ports }) => ports ?? []);
        const asTarget = services.some((service) => service.ports.some(({ target }) => target === port));
        // Without a declared port nobody can tell: containers may listen on ports they do not declare.
        if (declared.length === 0 || declared.includes(port) || asTarget) return [];
        const service = services.find(({ ports }) => ports.some(({ number }) => number === port));
        const path = childPath('spec.portLevelMtls', text);
        return [
          finding(code, `${namespace}/${name}/${text}`, {
            severity: 'warning',
            title: `${refText(ref)} sets the mode of port ${text}, which its workloads do not have.`,
            evidence: [
              {
                sentence:
                  service === undefined
                    ? `Its workloads have the ports ${[...new Set(declared)].join(', ')}.`
                    : `${text} is a port of ${refText(service.ref)}; portLevelMtls means ports of the workload (${[...new Set(declared)].join(', ')}).`,
                certainty: 'computed',
                ref,
                path,
              },
            ],
            next: 'Name the port the container listens on.',
            commands: getResource(ref),
            ref,
            path,
            workloads: workloads.map(({ key }) => key),
          }),
        ];
      });
    }),
};
