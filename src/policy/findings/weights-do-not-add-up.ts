/** Weights that do not mean what they seem to. */

import { type Ref, refText } from '../../istio/ref';
import { formatRatio } from '../../lib/format-number';
import { targetGroups } from '../virtual-service-targets';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'weights-do-not-add-up';

export const weightsDoNotAddUp: FindingKind = {
  code,
  about: 'The weights of a route do not add up to 100, so the shares are others than the numbers say.',
  find: ({ inventory, routes }) => {
    const ofVirtualServices = routes().oddWeights.map(({ ref, path, sum }) => {
      const resource = inventory.find('VirtualService', ref.namespace, ref.name);
      const targets = resource === undefined ? [] : (targetGroups(resource).find((group) => group.path === path)?.targets ?? []);
      const shares = targets.map(
        ({ host, subset, weight = 0 }) => `${subset === undefined ? host : `${host} ${subset}`} ${share(weight, sum)}`,
      );
      return tell(ref, path, sum, shares);
    });
    const ofGatewayApi = (['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'] as const).flatMap((kind) =>
      inventory.of(kind).flatMap((route) =>
        (route.spec?.rules ?? []).flatMap(({ backendRefs = [] }, index) => {
          const sum = backendRefs.reduce((total, { weight = 1 }) => total + weight, 0);
          return backendRefs.length > 0 && sum === 0 ? [tell(route, `spec.rules[${index}].backendRefs`, 0, [])] : [];
        }),
      ),
    );
    return [...ofVirtualServices, ...ofGatewayApi];
  },
};

function share(weight: number, sum: number): string {
  return sum === 0 ? 'nothing' : formatRatio(weight / sum);
}

function tell({ kind, namespace, name }: Ref, path: string, sum: number, shares: readonly string[]) {
  const ref = { kind, namespace, name };
  const none = sum === 0;
  return finding(code, `${kind}/${namespace}/${name}/${path}`, {
    severity: none ? 'error' : 'warning',
    title: none
      ? `${refText(ref)} gives every destination of a rule weight 0.`
      : `The weights of ${refText(ref)} add up to ${sum}, not to 100.`,
    evidence: [
      {
        sentence: none ? 'No destination is left, so these requests are answered with an error.' : `The shares are ${shares.join(', ')}.`,
        certainty: 'computed',
        ref,
        path,
      },
    ],
    next: none
      ? 'Give at least one destination a weight.'
      : 'Write weights that add up to 100, so that each number is the percentage it looks like.',
    commands: getResource(ref),
    ref,
    path,
  });
}
