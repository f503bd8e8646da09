/** A route sends requests to a host that does not exist, or to a backend that is refused. */
import { type Ref, refText } from '../../istio/ref';
import type { Finding } from '../model';
import { keepForRoute, lostRequests } from './calls-of-route';
import { analyze, getResource } from './commands';
import { edgesOf } from './evidence';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'route-to-missing-host';

export const routeToMissingHost: FindingKind = {
  code,
  about: 'A route names a host that no Service and no ServiceEntry has, or a backend that may not be used.',
  find: (context) => {
    const { missingHosts, refusedBackends } = context.routes();
    return [
      ...missingHosts.flatMap(({ ref, path, host }) =>
        tell(context, ref, path, host, `No Service and no ServiceEntry has the host ${host}.`),
      ),
      ...refusedBackends.flatMap(({ ref, path, host, reason }) => tell(context, ref, path, host, `The backend is refused: ${reason}.`)),
    ];
  },
};

function tell(context: FindingContext, ref: Ref, path: string, host: string, why: string): readonly Finding[] {
  return keepForRoute(context, `${code} ${path} ${why}`, ref, (calls) =>
    finding(code, `${ref.kind}/${ref.namespace}/${ref.name}/${path}`, {
      severity: 'error',
      title: `${refText(ref)} sends requests to ${host}, which cannot take them.`,
      evidence: [{ sentence: why, certainty: 'computed', ref, path }, ...lostRequests(calls)],
      next: 'Correct the destination, or add what it names; until then these requests fail with 503 or 500.',
      commands: [...analyze(ref.namespace), ...getResource(ref)],
      ref,
      path,
      edges: edgesOf(calls),
    }),
  );
}
