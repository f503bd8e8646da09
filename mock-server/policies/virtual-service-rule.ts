/** Which VirtualService decides for a service, and which of its rules a request meets (docs/policies.md §4.1). */
import { field, isRecord, type KubernetesObject, listAt, numberAt, pairsAt, textAt, textsAt } from '../kubernetes/object';
import { serviceHost } from '../kubernetes/service-host';
import type { RequestClass, Service } from '../world/description';
import { podLabels, selects } from '../world/pod-labels';
import { fullHost, hostFit, hostKey, type PolicySet } from './policy-set';
import { headerOf, type RouteQuestion, type RouteRule, type RouteTarget } from './route-rule';

function stringFits(match: unknown, value: string | undefined): boolean {
  if (value === undefined) return false;
  const [exact, prefix, regex] = ['exact', 'prefix', 'regex'].map((name) => textAt(match, name));
  if (exact !== undefined) return value === exact;
  if (prefix !== undefined) return value.startsWith(prefix);
  return regex === undefined || matchesPattern(regex, value);
}

function matchesPattern(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return false;
  }
}

function matchFits(match: unknown, request: RequestClass, { client, port }: RouteQuestion): boolean {
  const place = textAt(match, 'sourceNamespace');
  const headers = field(match, 'headers');
  const matchPort = numberAt(match, 'port');
  return (
    selects(pairsAt(match, 'sourceLabels'), podLabels(client)) &&
    (place === undefined || place === client.namespace) &&
    (matchPort === undefined || matchPort === port) &&
    (field(match, 'uri') === undefined || stringFits(field(match, 'uri'), request.path ?? '/')) &&
    (field(match, 'method') === undefined || stringFits(field(match, 'method'), request.method ?? 'GET')) &&
    (!isRecord(headers) || Object.entries(headers).every(([name, wanted]) => stringFits(wanted, headerOf(request, name))))
  );
}

function hostsService(host: string, namespace: string, service: Service): number | undefined {
  return hostFit(fullHost(host, namespace), serviceHost(service));
}

function boundToGateway(resource: KubernetesObject): boolean {
  return textsAt(resource, 'spec', 'gateways').some((gateway) => gateway !== 'mesh');
}

/** What may decide: for a gateway what is bound to one and leads to the service, for the mesh what names its host. */
function virtualServicesAbout(set: PolicySet, { service, router }: RouteQuestion): readonly KubernetesObject[] {
  const host = serviceHost(service);
  if (router === 'gateway') {
    const leading = set.by('routes by destination', ['VirtualService'], (candidate) => {
      if (!boundToGateway(candidate)) return [];
      const routes = listAt(candidate, 'spec', 'http').flatMap((rule) => listAt(rule, 'route'));
      return routes.map((route) => fullHost(textAt(route, 'destination', 'host') ?? '', candidate.metadata.namespace ?? ''));
    });
    return leading(host);
  }
  const naming = set.by('routes by host', ['VirtualService'], (candidate) => {
    if (boundToGateway(candidate) && !textsAt(candidate, 'spec', 'gateways').includes('mesh')) return [];
    return textsAt(candidate, 'spec', 'hosts').map((name) => hostKey(fullHost(name, candidate.metadata.namespace ?? '')));
  });
  return [...naming(host), ...naming('*')];
}

/** The VirtualService that a client uses for a service: most specific host, then oldest. */
export function virtualServiceFor(set: PolicySet, question: RouteQuestion): KubernetesObject | undefined {
  const { client, service, router } = question;
  const candidates = virtualServicesAbout(set, question).flatMap((candidate) => {
    const namespace = candidate.metadata.namespace ?? '';
    if (textsAt(candidate, 'spec', 'exportTo').includes('.') && namespace !== client.namespace) return [];
    if (router === 'gateway') return [{ candidate, fit: 0 }];
    if (router === 'waypoint' && namespace !== service.namespace) return [];
    const fits = textsAt(candidate, 'spec', 'hosts').map((host) => hostsService(host, namespace, service) ?? -1);
    const fit = Math.max(-1, ...fits);
    return fit < 0 ? [] : [{ candidate, fit }];
  });
  const best = Math.max(...candidates.map(({ fit }) => fit));
  return candidates.find(({ fit }) => fit === best)?.candidate;
}

export function virtualServiceRule(resource: KubernetesObject, request: RequestClass, question: RouteQuestion): RouteRule | undefined {
  const namespace = resource.metadata.namespace ?? '';
  const rules = listAt(resource, 'spec', question.protocol === 'tcp' ? 'tcp' : 'http');
  const rule = rules.find((candidate) => {
    const matches = listAt(candidate, 'match');
    return matches.length === 0 || matches.some((match) => matchFits(match, request, question));
  });
  if (rule === undefined) return undefined;
  const routes = listAt(rule, 'route');
  const targetOf = (destination: unknown): RouteTarget => {
    const subset = textAt(destination, 'subset');
    return { host: fullHost(textAt(destination, 'host') ?? '', namespace), ...(subset === undefined ? {} : { subset }) };
  };
  const destinations = routes.map((route) => ({
    ...targetOf(field(route, 'destination')),
    weight: routes.length === 1 ? 1 : (numberAt(route, 'weight') ?? 0),
  }));
  const single = field(rule, 'mirror');
  const mirrors = [
    ...(single === undefined ? [] : [{ ...targetOf(single), percent: numberAt(rule, 'mirrorPercentage', 'value') ?? 100 }]),
    ...listAt(rule, 'mirrors').map((mirror) => ({
      ...targetOf(field(mirror, 'destination')),
      percent: numberAt(mirror, 'percentage', 'value') ?? 100,
    })),
  ];
  return { destinations, kind: 'VirtualService', mirrors, fault: field(rule, 'fault') };
}
