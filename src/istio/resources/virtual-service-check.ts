/** What Istio's validation refuses in a VirtualService. */
import { hostWithin } from '../host';
import type { Place } from './reader';
import type { ResourceHead } from './resource';
import {
  checkDestination,
  checkExportTo,
  checkGatewayNames,
  checkPercent,
  checkWeighted,
  isAddress,
  isDnsLabel,
  isPort,
  isWildcardDomain,
  type Refuse,
  refuser,
} from './traffic-fields';
import type { HttpMatch, HttpRoute, TlsMatch, VirtualServiceFields } from './virtual-service-fields';

export function checkVirtualService({ spec = {} }: VirtualServiceFields, at: Place, head: ResourceHead): void {
  const refuse = refuser(at);
  const { hosts = [], gateways = [], http = [], tls = [], tcp = [] } = spec;
  const delegate = hosts.length === 0;
  const toMesh = (gateways.length === 0 && !delegate) || gateways.includes('mesh');
  if (delegate && gateways.length > 0) refuse('spec.gateways', 'stands in a delegate, which has none');
  if (delegate && (tls.length > 0 || tcp.length > 0))
    refuse(tls.length > 0 ? 'spec.tls' : 'spec.tcp', 'stands in a delegate, which has only http');
  if (http.length + tls.length + tcp.length === 0) refuse('spec', 'has no http, tcp or tls route');
  checkGatewayNames(gateways, 'spec.gateways', refuse);
  checkExportTo(spec.exportTo, head.namespace, false, refuse);
  const seen = new Set<string>();
  hosts.forEach((host, index) => {
    const path = `spec.hosts[${index}]`;
    if (host === '*' && toMesh) refuse(path, 'is *, which is not allowed for the mesh gateway');
    else if (!isWildcardDomain(host) && !isAddress(host)) refuse(path, `is ${host}, not a host`);
    if (seen.has(host)) refuse(path, `names ${host} twice`);
    seen.add(host);
  });
  http.forEach((route, index) => {
    checkHttpRoute(route, `spec.http[${index}]`, delegate, refuse);
  });
  tls.forEach(({ match = [], route = [] }, index) => {
    const path = `spec.tls[${index}]`;
    if (match.length === 0) refuse(path, 'has no match');
    match.forEach((each, entry) => {
      checkTlsMatch(each, hosts, `${path}.match[${entry}]`, refuse);
    });
    if (route.length === 0) refuse(path, 'has no route');
    checkWeighted(route, `${path}.route`, refuse);
  });
  tcp.forEach(({ match = [], route = [] }, index) => {
    const path = `spec.tcp[${index}]`;
    match.forEach((each, entry) => {
      checkConnectionMatch(each, `${path}.match[${entry}]`, refuse);
    });
    if (route.length === 0) refuse(path, 'has no route');
    checkWeighted(route, `${path}.route`, refuse);
  });
}

function checkConnectionMatch(
  match: { readonly port?: number; readonly gateways?: readonly string[] },
  path: string,
  refuse: Refuse,
): void {
  if (match.port !== undefined && match.port !== 0 && !isPort(match.port)) refuse(`${path}.port`, 'is not a port');
  checkGatewayNames(match.gateways, `${path}.gateways`, refuse);
}

function checkTlsMatch(match: TlsMatch, hosts: readonly string[], path: string, refuse: Refuse): void {
  checkConnectionMatch(match, path, refuse);
  const { sniHosts = [] } = match;
  if (sniHosts.length === 0) refuse(`${path}.sniHosts`, 'is missing');
  sniHosts.forEach((sni, index) => {
    if (!isAddress(sni) && !hosts.some((host) => hostWithin(sni, host)))
      refuse(`${path}.sniHosts[${index}]`, `is ${sni}, which is within none of the hosts`);
  });
}

function checkHttpRoute(route: HttpRoute, path: string, delegate: boolean, refuse: Refuse): void {
  const { match = [], route: to = [], redirect, directResponse } = route;
  const root = !delegate && route.delegate !== undefined;
  if (delegate && route.delegate !== undefined) refuse(`${path}.delegate`, 'stands in a delegate: only one level is possible');
  if (root) {
    for (const field of ['redirect', 'route', 'directResponse'] as const)
      if (route[field] !== undefined) refuse(`${path}.${field}`, 'stands beside delegate');
  } else if (redirect !== undefined) {
    for (const field of ['fault', 'rewrite', 'directResponse'] as const)
      if (route[field] !== undefined) refuse(`${path}.${field}`, 'stands beside redirect');
    if (to.length > 0) refuse(`${path}.route`, 'stands beside redirect');
  } else if (directResponse !== undefined) {
    if (to.length > 0) refuse(`${path}.route`, 'stands beside directResponse');
    if (route.rewrite !== undefined) refuse(`${path}.rewrite`, 'stands beside directResponse');
  } else if (to.length === 0) refuse(path, 'has no route, redirect, directResponse or delegate');
  match.forEach((each, index) => {
    checkHttpMatch(each, `${path}.match[${index}]`, root || delegate, refuse);
  });
  checkWeighted(to, `${path}.route`, refuse);
  checkDestination(route.mirror, `${path}.mirror`, refuse);
  if (route.mirror !== undefined && route.mirrors !== undefined) refuse(`${path}.mirrors`, 'stands beside mirror');
  (route.mirrors ?? []).forEach((mirror, index) => {
    if (mirror.destination === undefined) refuse(`${path}.mirrors[${index}].destination`, 'is missing');
    checkDestination(mirror.destination, `${path}.mirrors[${index}].destination`, refuse);
    checkRange(mirror.percentage?.value, 0, 100, `${path}.mirrors[${index}].percentage.value`, refuse);
  });
  checkRange(route.mirrorPercentage?.value, 0, 100, `${path}.mirrorPercentage.value`, refuse);
  checkRange(route.mirrorPercent, 0, 100, `${path}.mirrorPercent`, refuse);
  checkAnswers(route, path, refuse);
  checkTiming(route, path, refuse);
}

function checkAnswers({ redirect, directResponse, fault }: HttpRoute, path: string, refuse: Refuse): void {
  if (redirect !== undefined) {
    const { uri, authority, port, derivePort, scheme, redirectCode } = redirect;
    if (uri === undefined && authority === undefined && port === undefined && derivePort === undefined && scheme === undefined)
      refuse(`${path}.redirect`, 'names no uri, authority, scheme or port');
    if (redirectCode !== undefined && redirectCode !== 0) checkRange(redirectCode, 300, 399, `${path}.redirect.redirectCode`, refuse);
    if (scheme !== undefined && scheme !== '' && !['http', 'https'].includes(scheme))
      refuse(`${path}.redirect.scheme`, 'is not http or https');
  }
  if (directResponse !== undefined) checkRange(directResponse.status ?? 0, 200, 600, `${path}.directResponse.status`, refuse);
  if (fault === undefined) return;
  if (fault.abort === undefined && fault.delay === undefined) refuse(`${path}.fault`, 'has neither abort nor delay');
  checkPercent(fault.abort?.percentage?.value, `${path}.fault.abort.percentage.value`, refuse);
  checkPercent(fault.delay?.percentage?.value, `${path}.fault.delay.percentage.value`, refuse);
  checkRange(fault.abort?.httpStatus, 200, 600, `${path}.fault.abort.httpStatus`, refuse);
  if (fault.abort?.http2Error !== undefined) refuse(`${path}.fault.abort.http2Error`, 'is not supported');
  if (fault.delay?.exponentialDelay !== undefined) refuse(`${path}.fault.delay.exponentialDelay`, 'is not supported');
}

function checkTiming({ timeout, retries, fault }: HttpRoute, path: string, refuse: Refuse): void {
  const spans = [
    ['timeout', timeout],
    ['retries.perTryTimeout', retries?.perTryTimeout],
    ['fault.delay.fixedDelay', fault?.delay?.fixedDelay],
  ] as const;
  for (const [field, span] of spans)
    if (span !== undefined && !/^-?(\d+(\.\d*)?(h|ms|us|µs|ns|m|s))+$|^0$/.test(span))
      refuse(`${path}.${field}`, `is ${span}, not a duration`);
  if (retries === undefined) return;
  const { attempts = 0, perTryTimeout, retryOn, retryRemoteLocalities } = retries;
  if (attempts < 0) refuse(`${path}.retries.attempts`, 'is negative');
  if (attempts === 0 && (perTryTimeout !== undefined || (retryOn ?? '') !== '' || retryRemoteLocalities !== undefined))
    refuse(`${path}.retries.attempts`, 'is 0, which leaves the other settings of retries without meaning');
}

function checkHttpMatch(match: HttpMatch, path: string, delegating: boolean, refuse: Refuse): void {
  checkConnectionMatch(match, path, refuse);
  const { sourceNamespace = '' } = match;
  if (sourceNamespace !== '' && !isDnsLabel(sourceNamespace)) refuse(`${path}.sourceNamespace`, `is ${sourceNamespace}, not a namespace`);
  const plain = [
    ['uri', match.uri],
    ['scheme', match.scheme],
    ['method', match.method],
    ['authority', match.authority],
  ] as const;
  const named = (['headers', 'queryParams', 'withoutHeaders'] as const).flatMap((field) =>
    [...(match[field] ?? [])].map(([name, value]) => [`${field}[${JSON.stringify(name)}]`, value] as const),
  );
  for (const [field, value] of [...plain, ...named]) {
    if (value === undefined) continue;
    if (value.prefix === '') refuse(`${path}.${field}.prefix`, 'is empty');
    if (value.regex === '') refuse(`${path}.${field}.regex`, 'is empty');
    if ((value.regex?.length ?? 0) > 1024) refuse(`${path}.${field}.regex`, 'is longer than 1024 characters');
    if (Object.keys(value).length > 1) refuse(`${path}.${field}`, 'has more than one of exact, prefix and regex');
  }
  if (delegating && match.uri?.regex !== undefined && match.uri.prefix !== undefined)
    refuse(`${path}.uri`, 'mixes kinds of match in a delegation');
}

function checkRange(value: number | undefined, from: number, to: number, path: string, refuse: Refuse): void {
  if (value !== undefined && (value < from || value > to)) refuse(path, `is ${value}, not from ${from} to ${to}`);
}
