/** Conditions that only a request tells, as VirtualServices write them (docs/policies.md §4.1). */
import type { Value } from '../../istio/resources/reader';
import type { stringMatch } from '../../istio/resources/traffic-fields';
import type { HttpMatch, TcpMatch, TlsMatch } from '../../istio/resources/virtual-service-fields';
import type { RouteCondition } from '../model';

type StringMatch = Value<typeof stringMatch>;

const CLAIMS = '@request.auth.claims';

/** "request.headers[x-user]"; a header that stands for a claim of the token is that claim. */
export function headerAttribute(name: string): string {
  if (name.startsWith(`${CLAIMS}[`)) return `request.auth.claims${name.slice(CLAIMS.length)}`;
  if (name.startsWith(`${CLAIMS}.`)) return `request.auth.claims[${name.slice(CLAIMS.length + 1)}]`;
  return `request.headers[${name.toLowerCase()}]`;
}

/** An empty match, and the regex "*", ask only for presence. */
function conditionOf(attribute: string, match: StringMatch, negated: boolean): RouteCondition {
  const op = (word: string) => (negated ? `not${word[0]?.toUpperCase()}${word.slice(1)}` : word);
  if (match.exact !== undefined) return { attribute, op: op('exact'), value: match.exact };
  if (match.prefix !== undefined) return { attribute, op: op('prefix'), value: match.prefix };
  if (match.regex !== undefined && match.regex !== '*') return { attribute, op: op('regex'), value: match.regex };
  return { attribute, op: op('present') };
}

/** Prefix "/" and regex ".*" hold for every path. */
function everyPath({ prefix, regex }: StringMatch): boolean {
  return prefix === '/' || regex === '.*';
}

/** All of them must hold; empty = every request. */
export function httpConditions(match: HttpMatch): readonly RouteCondition[] {
  const { uri, scheme, method, authority, ignoreUriCase } = match;
  const conditions: RouteCondition[] = [];
  if (uri !== undefined && Object.keys(uri).length > 0 && !everyPath(uri))
    conditions.push({ ...conditionOf('request.path', uri, false), ...(ignoreUriCase === true ? { ignoreCase: true } : {}) });
  for (const [attribute, value] of [
    ['request.scheme', scheme],
    ['request.method', method],
    ['request.host', authority],
  ] as const)
    if (value !== undefined) conditions.push(conditionOf(attribute, value, false));
  for (const [name, value] of match.headers ?? []) conditions.push(conditionOf(headerAttribute(name), value, false));
  for (const [name, value] of match.withoutHeaders ?? []) conditions.push(conditionOf(headerAttribute(name), value, true));
  for (const [name, value] of match.queryParams ?? []) conditions.push(conditionOf(`request.queryParams[${name}]`, value, false));
  return conditions;
}

/** Every way a match of a `tls` or `tcp` route can hold: one SNI host and one subnet each. */
export function connectionConditions(match: TlsMatch | TcpMatch): readonly (readonly RouteCondition[])[] {
  const hosts = 'sniHosts' in match ? (match.sniHosts ?? []) : [];
  const names = hosts.includes('*') ? [] : hosts;
  const subnets = match.destinationSubnets ?? [];
  const bySni = names.length === 0 ? [[]] : names.map((value) => [{ attribute: 'connection.sni', op: 'host', value }]);
  const bySubnet = subnets.length === 0 ? [[]] : subnets.map((value) => [{ attribute: 'destination.ip', op: 'subnet', value }]);
  return bySni.flatMap((sni) => bySubnet.map((subnet) => [...sni, ...subnet]));
}
