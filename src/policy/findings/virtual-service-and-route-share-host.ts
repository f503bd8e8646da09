/** A VirtualService and routes of the Gateway API for one host: Istio does not say what comes of it (docs/policies.md §4.1). */
import { refText } from '../../istio/ref';
import { callsRoutedBy } from './calls-of-route';
import { getResource } from './commands';
import { edgesOf } from './evidence';
import { type FindingKind, finding } from './finding-kind';

const code = 'virtual-service-and-route-share-host';

export const virtualServiceAndRouteShareHost: FindingKind = {
  code,
  about: 'A VirtualService and routes of the Gateway API stand for one host, which is not supported.',
  find: (context) =>
    context.routes().mixedHosts.flatMap(({ host, virtualServices: [first], routes }) => {
      const [route] = routes;
      if (first === undefined || route === undefined) return [];
      const calls = callsRoutedBy(context, first);
      return [
        finding(code, host, {
          severity: 'warning',
          title: `${refText(first)} and ${refText(route)} both route ${host}, which is not supported.`,
          evidence: [
            {
              sentence: 'Which of them acts is not defined, and may change with a version.',
              certainty: 'computed',
              ref: first,
              path: 'spec.hosts',
            },
          ],
          next: 'Keep one of the two kinds for the host.',
          commands: [...getResource(first), ...getResource(route)],
          ref: first,
          path: 'spec.hosts',
          edges: edgesOf(calls),
        }),
      ];
    }),
};
