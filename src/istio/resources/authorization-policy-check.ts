/** What Istio's validation refuses in an AuthorizationPolicy, and what it warns of (docs/policies.md §2.3, §2.4). */
import { parseBlock } from '../ip-block';
import type {
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationRule,
  AuthorizationSource,
  AuthorizationSpec,
} from './authorization-policy-fields';
import { checkTarget } from './policy-target';
import type { Place } from './reader';

type Reject = (path: string, message: string) => void;
type Texts = readonly string[] | undefined;

const mostServiceAccounts = 16;
const longestServiceAccount = 320;
const sourceIdentityKeys = ['source.namespace', 'source.principal', 'source.serviceAccount', 'source.trustDomain'];
const plainKeys = [...sourceIdentityKeys, 'request.auth.principal', 'request.auth.audiences', 'request.auth.presenter', 'connection.sni'];
const ipKeys = ['source.ip', 'remote.ip', 'destination.ip'];
const bracketKeys = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];
/** Named variables, empty braces and bare wildcards are no operators of a path template. */
const unsupportedTemplate = /\/\{\w+=\*\*?\}|\{\w*\}|\/\*\*?|\*\*?\//;

export function checkAuthorizationPolicy(spec: AuthorizationSpec | undefined, at: Place): void {
  checkTarget(spec, at);
  if (spec === undefined) return;
  const { action = 'ALLOW', provider, rules } = spec;
  const reject: Reject = (path, message) => at.note({ path, severity: 'rejected', message });
  if ((action === 'DENY' || action === 'CUSTOM') && rules === undefined)
    reject('spec.rules', `is missing: a ${action} policy without rules never matches; an empty rule {} matches everything`);
  if (action === 'CUSTOM' && rules !== undefined && (provider?.name ?? '') === '') reject('spec.provider.name', 'is missing');
  if (action !== 'CUSTOM' && provider !== undefined) reject('spec.provider', `must not be set with action ${action}`);
  rules?.forEach((rule, index) => {
    const path = `spec.rules[${index}]`;
    checkRule(rule, path, reject);
    if (action === 'CUSTOM') checkCustomRule(rule, path, reject);
    if (action === 'DENY' && deniesAllTcp(rule))
      at.note({
        path,
        severity: 'warning',
        message: countsOnTcp(rule)
          ? 'has HTTP fields, which do not count on TCP ports: there it denies every connection that the rest of it matches'
          : 'holds HTTP fields only: on TCP ports it denies everything',
        hint: 'Name the ports the rule is meant for (to.operation.ports).',
      });
  });
}

function checkRule({ from, to, when }: AuthorizationRule, path: string, reject: Reject): void {
  if (from?.length === 0) reject(`${path}.from`, 'must not be empty');
  if (to?.length === 0) reject(`${path}.to`, 'must not be empty');
  from?.forEach(({ source }, index) => {
    const at = `${path}.from[${index}].source`;
    if (source === undefined) reject(at, 'is missing');
    else checkSource(source, at, reject);
  });
  to?.forEach(({ operation }, index) => {
    const at = `${path}.to[${index}].operation`;
    if (operation === undefined) reject(at, 'is missing');
    else checkOperation(operation, at, reject);
  });
  when?.forEach((condition, index) => {
    checkCondition(condition, `${path}.when[${index}]`, reject);
  });
}

function isEmpty(fields: Readonly<Record<string, Texts>>): boolean {
  return Object.values(fields).every((values) => (values?.length ?? 0) === 0);
}

function checkValues(fields: Readonly<Record<string, Texts>>, path: string, reject: Reject): void {
  for (const [name, values] of Object.entries(fields))
    values?.forEach((value, index) => {
      if (value === '') reject(`${path}.${name}[${index}]`, 'is empty');
    });
}

function checkSource(source: AuthorizationSource, path: string, reject: Reject): void {
  if (isEmpty(source)) reject(path, 'must not be empty');
  checkValues(source, path, reject);
  const { serviceAccounts = [], notServiceAccounts = [] } = source;
  const { principals = [], notPrincipals = [], namespaces = [], notNamespaces = [] } = source;
  if (
    serviceAccounts.length + notServiceAccounts.length > 0 &&
    [principals, notPrincipals, namespaces, notNamespaces].some((each) => each.length > 0)
  )
    reject(`${path}.serviceAccounts`, 'cannot be set together with principals or namespaces');
  checkServiceAccounts(serviceAccounts, `${path}.serviceAccounts`, reject);
  checkServiceAccounts(notServiceAccounts, `${path}.notServiceAccounts`, reject);
  checkBlocks(source.ipBlocks, `${path}.ipBlocks`, reject);
  checkBlocks(source.notIpBlocks, `${path}.notIpBlocks`, reject);
  checkBlocks(source.remoteIpBlocks, `${path}.remoteIpBlocks`, reject);
  checkBlocks(source.notRemoteIpBlocks, `${path}.notRemoteIpBlocks`, reject);
}

function checkServiceAccounts(values: readonly string[], path: string, reject: Reject): void {
  if (values.length > mostServiceAccounts) reject(path, `has ${values.length} entries; ${mostServiceAccounts} are allowed`);
  values.forEach((value, index) => {
    const [namespaceOrName, name, ...more] = value.split('/');
    if (more.length > 0 || name === '' || (name !== undefined && namespaceOrName === ''))
      reject(`${path}[${index}]`, 'must be "namespace/name" or "name"');
    if (value.length > longestServiceAccount) reject(`${path}[${index}]`, `is longer than ${longestServiceAccount} characters`);
  });
}

function checkBlocks(values: Texts, path: string, reject: Reject): void {
  values?.forEach((value, index) => {
    if (parseBlock(value) === undefined) reject(`${path}[${index}]`, 'is neither an IP address nor a CIDR range');
  });
}

function checkPorts(values: Texts, path: string, reject: Reject): void {
  values?.forEach((value, index) => {
    if (!/^\d+$/.test(value) || Number(value) > 65_535) reject(`${path}[${index}]`, 'is not a port number');
  });
}

function checkOperation(operation: AuthorizationOperation, path: string, reject: Reject): void {
  if (isEmpty(operation)) reject(path, 'must not be empty');
  checkValues(operation, path, reject);
  checkPorts(operation.ports, `${path}.ports`, reject);
  checkPorts(operation.notPorts, `${path}.notPorts`, reject);
  for (const [name, values] of [
    ['paths', operation.paths],
    ['notPaths', operation.notPaths],
  ] as const)
    values?.forEach((value, index) => {
      if (isPathTemplate(value) && !isSupportedTemplate(value)) reject(`${path}.${name}[${index}]`, 'is not a supported path template');
    });
}

/** Whether a path is a template: it holds `{*}` or `{**}`. */
export function isPathTemplate(path: string): boolean {
  return path.includes('{*}') || path.includes('{**}');
}

function isSupportedTemplate(path: string): boolean {
  return !unsupportedTemplate.test(path);
}

function checkCondition({ key = '', values, notValues }: AuthorizationCondition, path: string, reject: Reject): void {
  if (key === '') {
    reject(`${path}.key`, 'is missing');
    return;
  }
  if ((values?.length ?? 0) === 0 && (notValues?.length ?? 0) === 0) reject(path, `needs values or notValues for ${key}`);
  checkValues({ values, notValues }, path, reject);
  if (key === 'destination.port') {
    checkPorts(values, `${path}.values`, reject);
    checkPorts(notValues, `${path}.notValues`, reject);
  } else if (ipKeys.includes(key)) {
    checkBlocks(values, `${path}.values`, reject);
    checkBlocks(notValues, `${path}.notValues`, reject);
  } else if (!isConditionKey(key)) reject(`${path}.key`, `${JSON.stringify(key)} is not an attribute of Istio`);
}

/** Whether Istio knows the `key` of a condition. One it does not know would void the whole rule. */
export function isConditionKey(key: string): boolean {
  if (key === 'destination.port' || ipKeys.includes(key) || plainKeys.includes(key)) return true;
  const open = key.indexOf('[');
  return bracketKeys.some((prefix) => key.startsWith(prefix)) && key.endsWith(']') && open > 0 && open < key.length - 2;
}

const unsupportedByCustom = [
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'trustDomains',
  'notTrustDomains',
] as const;

function checkCustomRule({ from, when }: AuthorizationRule, path: string, reject: Reject): void {
  from?.forEach(({ source }, index) => {
    for (const name of unsupportedByCustom)
      if ((source?.[name]?.length ?? 0) > 0) reject(`${path}.from[${index}].source.${name}`, 'is not supported with action CUSTOM');
  });
  when?.forEach(({ key = '' }, index) => {
    if (sourceIdentityKeys.includes(key) || key.startsWith('request.auth.'))
      reject(`${path}.when[${index}].key`, `${JSON.stringify(key)} is not supported with action CUSTOM`);
  });
}

/** IST0133: a DENY rule of HTTP fields denies whole TCP connections (docs/policies.md §2.5). */
function deniesAllTcp({ from = [], to = [] }: AuthorizationRule): boolean {
  const sources = from.flatMap(({ source }) => (source === undefined ? [] : [source]));
  const operations = to.flatMap(({ operation }) => (operation === undefined ? [] : [operation]));
  const tcpTo = operations.some(({ ports, notPorts }) => ports !== undefined || notPorts !== undefined);
  return (sources.length > 0 && operations.length === 0 && !sources.some(hasTcpFields)) || (operations.length > 0 && !tcpTo);
}

function hasTcpFields({ requestPrincipals: _, notRequestPrincipals: __, ...rest }: AuthorizationSource): boolean {
  return Object.values(rest).some((each) => each !== undefined);
}

/** Whether some of the rule is left on a TCP port: each source must hold something that counts there. */
function countsOnTcp({ from = [], when = [] }: AuthorizationRule): boolean {
  const isLeft = ({ remoteIpBlocks: _, notRemoteIpBlocks: __, ...rest }: AuthorizationSource) => hasTcpFields(rest);
  const everySource = from.length > 0 && from.every(({ source }) => source !== undefined && isLeft(source));
  return everySource || when.some(({ key = '' }) => !key.startsWith('request.') && key !== 'remote.ip');
}
