/** A route of the Gateway API stands before a Service or ServiceEntry that does not exist (docs/policies.md §4.4). */
import { refText } from '../../istio/ref';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'route-parent-is-missing';

export const routeParentIsMissing: FindingKind = {
  code,
  about: 'A route of the Gateway API names a Service or ServiceEntry as its parent that does not exist.',
  find: ({ routes }) =>
    routes().lostParents.map(({ ref, path, parent }) =>
      finding(code, `${ref.kind}/${ref.namespace}/${ref.name}/${path}`, {
        severity: 'warning',
        title: `${refText(ref)} does nothing for ${refText(parent)}, which does not exist.`,
        evidence: [
          { sentence: `There is no ${refText(parent)}, so no request is routed by this parent.`, certainty: 'computed', ref, path },
        ],
        next: 'Correct the kind, name and namespace of the parent, or add what it names.',
        commands: getResource(ref),
        ref,
        path,
      }),
    ),
};
