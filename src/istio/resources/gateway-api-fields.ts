/** Fields and checks that the Gateway API's routes share (docs/policies.md §4.4). */
import { condition } from './common';
import { anything, integer, listOf, mapOf, oneOf, partOf, struct, text, type Value } from './reader';
import { isAddress, isWildcardDomain, type Refuse } from './traffic-fields';

export const parentReference = struct({ group: text, kind: text, namespace: text, name: text, sectionName: text, port: integer });
export const objectReference = struct({ group: text, kind: text, name: text });
const backendFields = { group: text, kind: text, name: text, namespace: text, port: integer };

const header = struct({ name: text, value: text });
const headerFilter = struct({ set: listOf(header), add: listOf(header), remove: listOf(text) });
const pathChange = struct({ type: oneOf('ReplaceFullPath', 'ReplacePrefixMatch'), replaceFullPath: text, replacePrefixMatch: text });

export const routeFilter = struct({
  type: oneOf(
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
    'RequestMirror',
    'RequestRedirect',
    'URLRewrite',
    'ExtensionRef',
    'CORS',
    'ExternalAuth',
  ),
  requestHeaderModifier: headerFilter,
  responseHeaderModifier: headerFilter,
  requestMirror: struct({
    backendRef: struct(backendFields),
    percent: integer,
    fraction: struct({ numerator: integer, denominator: integer }),
  }),
  requestRedirect: struct({ scheme: text, hostname: text, path: pathChange, port: integer, statusCode: integer }),
  urlRewrite: struct({ hostname: text, path: pathChange }),
  extensionRef: objectReference,
  cors: anything,
  externalAuth: anything,
});

/** A backend of a TCPRoute or TLSRoute. */
export const plainBackend = struct({ ...backendFields, weight: integer });
/** A backend of an HTTPRoute or GRPCRoute. */
export const filteringBackend = struct({ ...backendFields, weight: integer, filters: listOf(routeFilter) });
export const headerMatch = struct({ type: oneOf('Exact', 'RegularExpression'), name: text, value: text });
export const sessionPersistence = struct({
  sessionName: text,
  absoluteTimeout: text,
  idleTimeout: text,
  type: oneOf('Cookie', 'Header'),
  cookieConfig: struct({ lifetimeType: oneOf('Permanent', 'Session') }),
});
export const routeSpecFields = { parentRefs: listOf(parentReference), useDefaultGateways: text };

export const routeStatus = partOf({
  parents: listOf(partOf({ parentRef: parentReference, controllerName: text, conditions: listOf(condition) })),
});

/** Labels by equality and by expression, as `metav1.LabelSelector` has them. */
export const kubernetesSelector = struct({
  matchLabels: mapOf(text),
  matchExpressions: listOf(struct({ key: text, operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'), values: listOf(text) })),
});

export type ParentReference = Value<typeof parentReference>;
export type RouteFilter = Value<typeof routeFilter>;
export type BackendReference = Value<typeof filteringBackend>;

export function checkBackend(backend: Omit<BackendReference, 'filters'>, path: string, refuse: Refuse): void {
  const { group = '', kind = 'Service', name = '', port, weight = 1 } = backend;
  if (name === '') refuse(`${path}.name`, 'is missing');
  if (group === '' && kind === 'Service' && port === undefined) refuse(`${path}.port`, 'is missing: a Service needs one');
  if (weight < 0 || weight > 1_000_000) refuse(`${path}.weight`, `is ${weight}, not from 0 to 1000000`);
}

export function checkHostnames(hostnames: readonly string[] | undefined, refuse: Refuse): void {
  (hostnames ?? []).forEach((host, index) => {
    if (isAddress(host) || host === '*' || !isWildcardDomain(host)) refuse(`spec.hostnames[${index}]`, `is ${host}, not a host`);
  });
}

const settingOf = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  ExtensionRef: 'extensionRef',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
} as const;
const repeatable = new Set(['RequestMirror', 'ExtensionRef']);

export function checkFilters(filters: readonly RouteFilter[] | undefined, path: string, refuse: Refuse): void {
  const seen = new Set<string>();
  (filters ?? []).forEach((filter, index) => {
    const at = `${path}[${index}]`;
    const { type } = filter;
    if (type === undefined) {
      refuse(`${at}.type`, 'is missing');
      return;
    }
    if (seen.has(type) && !repeatable.has(type)) refuse(`${at}.type`, `is ${type}, which may stand only once`);
    seen.add(type);
    if (filter[settingOf[type]] === undefined) refuse(`${at}.${settingOf[type]}`, `is missing for ${type}`);
    const { requestMirror: mirror, requestRedirect: redirect } = filter;
    if (mirror !== undefined) {
      checkBackend(mirror.backendRef ?? {}, `${at}.requestMirror.backendRef`, refuse);
      if (mirror.percent !== undefined && mirror.fraction !== undefined) refuse(`${at}.requestMirror.percent`, 'stands beside fraction');
      if (mirror.percent !== undefined && (mirror.percent < 0 || mirror.percent > 100))
        refuse(`${at}.requestMirror.percent`, 'is not from 0 to 100');
      const { numerator = 0, denominator = 100 } = mirror.fraction ?? {};
      if (numerator < 0 || denominator < 1 || numerator > denominator) refuse(`${at}.requestMirror.fraction`, 'is not from 0 to 1');
    }
    if (redirect?.statusCode !== undefined && ![301, 302, 303, 307, 308].includes(redirect.statusCode))
      refuse(`${at}.requestRedirect.statusCode`, `is ${redirect.statusCode}, not 301, 302, 303, 307 or 308`);
  });
  if (seen.has('RequestRedirect') && seen.has('URLRewrite')) refuse(path, 'has both RequestRedirect and URLRewrite');
}

/** A duration of the Gateway API ("1h30m", at most five digits a unit); "0s" disables. */
export function isGatewayDuration(span: string): boolean {
  return /^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(span);
}

/** A rule of a TCPRoute or TLSRoute: where the connection goes, and nothing else. */
export const plainRule = struct({ name: text, backendRefs: listOf(plainBackend) });

/** Neither may be without rules, nor a rule without backends. */
export function checkPlainRules(rules: readonly Value<typeof plainRule>[], refuse: Refuse): void {
  if (rules.length === 0) refuse('spec.rules', 'is empty');
  rules.forEach(({ backendRefs = [] }, index) => {
    const path = `spec.rules[${index}].backendRefs`;
    if (backendRefs.length === 0) refuse(path, 'is empty');
    backendRefs.forEach((backend, number) => {
      checkBackend(backend, `${path}[${number}]`, refuse);
    });
  });
}

/** The filters of a rule of an HTTPRoute or GRPCRoute, its backends, and theirs. */
export function checkFilteringRule(
  { filters, backendRefs = [] }: { readonly filters?: readonly RouteFilter[]; readonly backendRefs?: readonly BackendReference[] },
  path: string,
  refuse: Refuse,
): void {
  checkFilters(filters, `${path}.filters`, refuse);
  backendRefs.forEach((backend, number) => {
    checkBackend(backend, `${path}.backendRefs[${number}]`, refuse);
    checkFilters(backend.filters, `${path}.backendRefs[${number}].filters`, refuse);
  });
}
