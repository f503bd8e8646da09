/** A route hands over to a VirtualService that it does not get: the route vanishes (docs/policies.md §4.1). */
import type { Inventory } from '../../istio/inventory';
import { refText } from '../../istio/ref';
import type { LostDelegate } from '../routing/virtual-service-source';
import { keepForRoute, lostRequests } from './calls-of-route';
import { analyze, getResource } from './commands';
import { edgesOf } from './evidence';
import { type FindingKind, finding } from './finding-kind';

const code = 'delegate-is-lost';

export const delegateIsLost: FindingKind = {
  code,
  about: 'A route delegates to a VirtualService that is not there, has hosts of its own, or is not exported to it.',
  find: (context) =>
    context.routes().lostDelegates.flatMap((lost) => {
      const { ref, path, delegate } = lost;
      const { why, next } = reasonOf(lost, context.inventory);
      return keepForRoute(context, `${code} ${path} ${why}`, ref, (calls) =>
        finding(code, `${ref.kind}/${ref.namespace}/${ref.name}/${path}`, {
          severity: 'error',
          title: `A route of ${refText(ref)} has no effect: it delegates to ${refText(delegate)}.`,
          evidence: [
            { sentence: why, certainty: 'computed', ref, path },
            {
              sentence: 'The route is left out, so its requests take a later route, or are answered with 404 where there is none.',
              certainty: 'computed',
              ref,
              path,
            },
            ...lostRequests(calls),
          ],
          next,
          commands: [...analyze(ref.namespace), ...getResource(ref)],
          ref,
          path,
          edges: edgesOf(calls),
        }),
      );
    }),
};

function reasonOf({ ref, delegate, why }: LostDelegate, inventory: Inventory): { readonly why: string; readonly next: string } {
  if (why === 'not-exported')
    return {
      why: `${refText(delegate)} is not exported to namespace ${ref.namespace}.`,
      next: `Add ${ref.namespace} to exportTo of the delegate, or take the delegation out.`,
    };
  if (inventory.find('VirtualService', delegate.namespace, delegate.name) !== undefined)
    return {
      why: `${refText(delegate)} has hosts of its own, and a delegate may have none.`,
      next: 'Take the hosts and gateways out of the delegate, or delegate to another VirtualService.',
    };
  return {
    why: `There is no ${refText(delegate)}.`,
    next: 'Correct the name and namespace of the delegate, or add it.',
  };
}
