/** A route names a subset that no DestinationRule of the host defines, or a subset selects no workload. */
import { type Ref, refText } from '../../istio/ref';
import type { Finding } from '../model';
import { keepForRoute, lostRequests } from './calls-of-route';
import { analyze } from './commands';
import { edgesOf } from './evidence';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'route-to-missing-subset';

export const routeToMissingSubset: FindingKind = {
  code,
  about: 'A route sends requests to a subset that is not defined, or that selects no workload.',
  find: (context) => {
    const { missingSubsets, emptySubsets } = context.routes();
    return [
      ...missingSubsets.flatMap(({ ref, path, host, subset }) =>
        tell(context, ref, path, {
          title: `${refText(ref)} sends requests to subset ${subset} of ${host}, which is not defined.`,
          why: `No DestinationRule that these clients apply defines subset ${subset} of ${host}.`,
        }),
      ),
      ...emptySubsets.flatMap(({ ref, path, host, subset }) =>
        tell(context, ref, path, {
          title: `Subset ${subset} of ${host} in ${refText(ref)} selects no workload.`,
          why: `No workload behind ${host} has the labels of subset ${subset}.`,
        }),
      ),
    ];
  },
};

function tell(
  context: FindingContext,
  ref: Ref,
  path: string,
  { title, why }: { readonly title: string; readonly why: string },
): readonly Finding[] {
  return keepForRoute(context, `${code} ${path} ${why}`, ref, (calls) =>
    finding(code, `${ref.kind}/${ref.namespace}/${ref.name}/${path}`, {
      severity: 'error',
      title,
      evidence: [{ sentence: why, certainty: 'computed', ref, path }, ...lostRequests(calls)],
      next: 'Define the subset in the DestinationRule of the host with the labels of the workloads it means; requests sent to it fail with 503.',
      commands: analyze(ref.namespace),
      ref,
      path,
      edges: edgesOf(calls),
    }),
  );
}
