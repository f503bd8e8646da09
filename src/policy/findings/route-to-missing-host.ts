/** A route sends requests to a host that does not exist. */
import { hostWithin } from '../../istio/host';
import { type Ref, refText } from '../../istio/ref';
import { routeTargets } from '../virtual-service-targets';
import { callsRoutedBy, lostRequests } from './calls-of-route';
import { analyze } from './commands';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'route-to-missing-host';

export const routeToMissingHost: FindingKind = {
  code,
  about: 'A route names a host that no Service and no ServiceEntry has.',
  find: (context) => {
    if (!servicesAreKnown(context)) return [];
    const wildcards = context.facts.services.all.map(({ host }) => host).filter((host) => host.startsWith('*'));
    const missing = (host: string) =>
      host !== '' &&
      host !== '*' &&
      context.facts.services.find({ host }) === undefined &&
      !context.facts.services.all.some((service) => service.host === host) &&
      !wildcards.some((wildcard) => hostWithin(host, wildcard));
    const ofVirtualServices = context.inventory.of('VirtualService').flatMap((resource) =>
      routeTargets(resource)
        .filter(({ host }) => missing(host))
        .map(({ host, path }) => tell(context, refOf(resource), `${path}.host`, host)),
    );
    return [...ofVirtualServices, ...ofGatewayApi(context, missing)];
  },
};

/** Where nobody said anything about Services, their absence means nothing (docs/policies.md §0.1). */
function servicesAreKnown({ inventory }: FindingContext): boolean {
  const coverage = inventory.coverage('Service');
  return coverage === 'complete' || coverage === 'given';
}

function ofGatewayApi(context: FindingContext, missing: (host: string) => boolean) {
  return (['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'] as const).flatMap((kind) =>
    context.inventory.of(kind).flatMap((route) =>
      (route.spec?.rules ?? []).flatMap(({ backendRefs }, rule) =>
        (backendRefs ?? []).flatMap((backend, index) => {
          const { group = '', kind: backendKind = 'Service', name = '', namespace = route.namespace } = backend;
          const host = `${name}.${namespace}.svc.cluster.local`;
          if (group !== '' || backendKind !== 'Service' || !missing(host)) return [];
          return [tell(context, refOf(route), `spec.rules[${rule}].backendRefs[${index}].name`, host)];
        }),
      ),
    ),
  );
}

function tell(context: FindingContext, ref: Ref, path: string, host: string) {
  const calls = callsRoutedBy(context, ref);
  return finding(code, `${ref.kind}/${ref.namespace}/${ref.name}/${path}`, {
    severity: 'error',
    title: `${refText(ref)} sends requests to ${host}, which does not exist.`,
    evidence: [
      { sentence: `No Service and no ServiceEntry has the host ${host}.`, certainty: 'computed', ref, path },
      ...lostRequests(calls),
    ],
    next: 'Correct the host, or add the Service it means; until then these requests fail with 503 or 500.',
    commands: analyze(ref.namespace),
    ref,
    path,
    edges: [...new Set(calls.map(({ call }) => call.edge))],
  });
}

function refOf({ kind, namespace, name }: Ref): Ref {
  return { kind, namespace, name };
}
