/** One attribute of a call against one list of patterns: what `source`, `operation` and `when` are made of (docs/policies.md §2.4). */
import { containsAddress, parseBlock } from '../../istio/ip-block';
import { isPathTemplate } from '../../istio/resources/authorization-policy-check';
import type { Tri } from '../model';
import { claimPath, claimTexts, matchesRequestPrincipal } from './claims';
import { inNamespaceOfEnvoy, isServiceAccount, parseIdentity, type TrustDomains, withAliases } from './identity';
import { any, FALSE, type Judged, known, undecidedBy } from './kleene';
import { normalizePath } from './normalize-path';
import { matchesPathTemplate } from './path-template';
import type { Seen } from './seen';
import { matchesText } from './text-match';

/** Which filter evaluates: Envoy's for HTTP or for TCP, or a ztunnel. */
export type Chain = 'http' | 'tcp' | 'ztunnel';

export interface MatchContext {
  readonly chain: Chain;
  readonly seen: Seen;
  readonly mesh: TrustDomains;
  readonly policyNamespace: string;
}

/** `http` = it can only be read from an HTTP request; a TCP filter cannot. */
export interface Attribute {
  readonly http: boolean;
  readonly judge: (pattern: string, context: MatchContext) => Judged;
}

/** Any of the patterns. */
export function judgeAny({ judge }: Attribute, patterns: readonly string[], context: MatchContext): Judged {
  return any(patterns.map((pattern) => judge(pattern, context)));
}

function ofPeer(matches: (pattern: string, principal: string, context: MatchContext) => boolean): Attribute {
  return {
    http: false,
    judge: (pattern, context) => {
      const { principal } = context.seen;
      if (principal === undefined) return undecidedBy('source.principal');
      return principal === null ? FALSE : known(matches(pattern, principal, context));
    },
  };
}

export const principals = ofPeer((pattern, principal, { chain, mesh }) =>
  chain === 'ztunnel' ? matchesText(pattern, principal) : withAliases(pattern, mesh).some((each) => matchesText(each, principal)),
);

export const namespaces = ofPeer((pattern, principal, { chain }) =>
  chain === 'ztunnel' ? matchesText(pattern, parseIdentity(principal)?.namespace ?? '') : inNamespaceOfEnvoy(pattern, principal),
);

export const serviceAccounts = ofPeer((pattern, principal, { policyNamespace }) => isServiceAccount(pattern, principal, policyNamespace));

export const trustDomains = ofPeer((pattern, principal) => matchesText(pattern, principal.split('/')[0] ?? ''));

function ofAddress(name: string, read: (seen: Seen) => string | undefined): Attribute {
  return {
    http: false,
    judge: (pattern, { seen }) => {
      const text = read(seen);
      if (text === undefined) return undecidedBy(name);
      const [block, address] = [parseBlock(pattern), parseBlock(text)];
      return known(block !== undefined && address !== undefined && containsAddress(block, address));
    },
  };
}

export const sourceIp = ofAddress('source.ip', ({ sourceIp }) => sourceIp);
/** Envoy's TCP filter reads it too; for a ztunnel it is no field of a connection. */
export const remoteIp = ofAddress('remote.ip', ({ remoteIp }) => remoteIp);
export const destinationIp = ofAddress('destination.ip', ({ destinationIp }) => destinationIp);

export const ports: Attribute = {
  http: false,
  judge: (pattern, { seen }) => (seen.port === undefined ? undecidedBy('destination.port') : known(Number(pattern) === seen.port)),
};

export const sni: Attribute = {
  http: false,
  judge: (pattern, { seen }) =>
    seen.sni === undefined ? undecidedBy('connection.sni') : known(seen.sni !== null && matchesText(pattern, seen.sni)),
};

function ofRequest(name: string, read: (seen: Seen) => string | undefined, matches = matchesText): Attribute {
  return {
    http: true,
    judge: (pattern, { seen }) => {
      const text = read(seen);
      return text === undefined ? undecidedBy(name) : known(matches(pattern, text));
    },
  };
}

export const methods = ofRequest('request.method', ({ method }) => method);
export const hosts = ofRequest('request.host', hostOf, (pattern, host) => matchesText(pattern.toLowerCase(), host.toLowerCase()));
export const paths = ofRequest('request.path', ({ path }) => path, matchesPath);

function hostOf({ host, headers }: Seen): string | undefined {
  return host ?? headers?.get(':authority') ?? headers?.get('host');
}

function matchesPath(pattern: string, path: string): boolean {
  const normal = normalizePath(path);
  return isPathTemplate(pattern) ? matchesPathTemplate(pattern, normal) : matchesText(pattern, normal);
}

/** A token counts where a RequestAuthentication reads it. */
function ofToken(name: string, matches: (pattern: string, claims: NonNullable<Seen['jwt']>) => boolean): Attribute {
  return {
    http: true,
    judge: (pattern, { seen: { jwt, readsTokens } }) => {
      const read: Tri = readsTokens;
      if (read === 'F') return FALSE;
      return jwt === undefined ? undecidedBy(name) : known(matches(pattern, jwt));
    },
  };
}

export const requestPrincipals = ofToken('request.auth.principal', matchesRequestPrincipal);

function ofClaim(name: string, path: readonly string[]): Attribute {
  return ofToken(name, (pattern, claims) => claimTexts(claims, path).some((text) => matchesText(pattern, text)));
}

/** `:method` and the like are the request's own. */
const pseudoHeaders: ReadonlyMap<string, Attribute> = new Map([
  [':authority', ofRequest('request.host', hostOf)],
  ['host', ofRequest('request.host', hostOf)],
  [':method', methods],
  [':path', ofRequest('request.path', ({ path }) => path)],
]);

function ofHeader(name: string): Attribute {
  return (
    pseudoHeaders.get(name.toLowerCase()) ?? {
      http: true,
      judge: (pattern, { seen }) => {
        if (seen.headers === undefined) return undecidedBy(`request.headers[${name}]`);
        const value = seen.headers.get(name.toLowerCase());
        return known(value !== undefined && (pattern === '*' || matchesText(pattern, value)));
      },
    }
  );
}

const conditions: ReadonlyMap<string, Attribute> = new Map([
  ['source.principal', principals],
  ['source.namespace', namespaces],
  ['source.serviceAccount', serviceAccounts],
  ['source.trustDomain', trustDomains],
  ['source.ip', sourceIp],
  ['remote.ip', remoteIp],
  ['destination.ip', destinationIp],
  ['destination.port', ports],
  ['connection.sni', sni],
  ['request.auth.principal', requestPrincipals],
  ['request.auth.audiences', ofClaim('request.auth.audiences', ['aud'])],
  ['request.auth.presenter', ofClaim('request.auth.presenter', ['azp'])],
]);

/** What a `when` key asks for; undefined = Istio does not know it, and skips the whole rule. */
export function conditionAttribute(key: string): Attribute | undefined {
  const fixed = conditions.get(key);
  if (fixed !== undefined) return fixed;
  const [name] = claimPath(key);
  if (name === undefined || name === '' || !key.endsWith(']')) return undefined;
  if (key.startsWith('request.headers[')) return ofHeader(key.slice('request.headers['.length, -1));
  if (key.startsWith('request.auth.claims[')) return ofClaim(key, claimPath(key));
  return key.startsWith('experimental.envoy.filters.') ? { http: false, judge: () => undecidedBy(key) } : undefined;
}

/** `when` keys that a ztunnel can evaluate. */
export const ZTUNNEL_CONDITIONS: readonly string[] = [
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
];
