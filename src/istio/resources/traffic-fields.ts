/** Fields and checks that Istio's traffic resources share (docs/policies.md §4.1). */
import { integer, labels, listOf, mapOf, number, type Place, struct, text } from './reader';

export const stringMatch = struct({ exact: text, prefix: text, regex: text });
export const percent = struct({ value: number });
export const portSelector = struct({ number: integer });
export const destination = struct({ host: text, subset: text, port: portSelector });
const headerOperations = struct({ set: mapOf(text), add: mapOf(text), remove: listOf(text) });
export const headerChanges = struct({ request: headerOperations, response: headerOperations });
export const labelSelector = struct({ labels });

/** Notes a refusal at a path below the resource. */
export type Refuse = (path: string, message: string) => void;

export function refuser(at: Place): Refuse {
  return (path, message) => at.note({ path, severity: 'rejected', message });
}

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export function isDnsLabel(name: string): boolean {
  return dnsLabel.test(name);
}

export function isPort(port: number | undefined): boolean {
  return port !== undefined && port >= 1 && port <= 65_535;
}

/** A DNS name, possibly short, possibly with a wildcard as its first label. */
export function isWildcardDomain(host: string): boolean {
  if (host === '*') return true;
  const bare = host.startsWith('*.') ? host.slice(2) : host.replace(/^\*-?/, '');
  return (
    bare.length <= 255 &&
    bare
      .replace(/\.$/, '')
      .split('.')
      .every((part) => /^[a-zA-Z0-9_]([-a-zA-Z0-9_]{0,61}[a-zA-Z0-9_])?$/.test(part))
  );
}

export function isAddress(host: string): boolean {
  return /^(\d{1,3}\.){3}\d{1,3}$/.test(host) || (host.includes(':') && /^[\da-fA-F:.]+$/.test(host));
}

/** `exportTo`: no duplicates, `*` only alone, `~` only where it is allowed (`validateExportTo`). */
export function checkExportTo(exportTo: readonly string[] | undefined, namespace: string, noneAllowed: boolean, refuse: Refuse): void {
  const seen = new Set<string>();
  (exportTo ?? []).forEach((each, index) => {
    const path = `spec.exportTo[${index}]`;
    const key = each === '.' ? namespace : each;
    if (seen.has(key)) refuse(path, `names ${each} twice`);
    seen.add(key);
    if (each === '~' && !noneAllowed) refuse(path, 'is ~, which only ServiceEntries may use');
    else if (!['.', '*', '~'].includes(each) && !isDnsLabel(each)) refuse(path, `is ${each}, neither ".", "*" nor a namespace`);
  });
  if (seen.size > 1 && seen.has('*')) refuse('spec.exportTo', 'has * beside other entries');
  if (seen.size > 1 && seen.has('~')) refuse('spec.exportTo', 'has ~ beside other entries');
}

/** Labels of a selector may hold no wildcard (`ValidateAlphaWorkloadSelector`). */
export function checkSelectorLabels(selector: ReadonlyMap<string, string> | undefined, path: string, refuse: Refuse): void {
  for (const [name, value] of selector ?? []) {
    if (name === '') refuse(path, 'has a label without name');
    if (name.includes('*') || value.includes('*')) refuse(path, `has a wildcard in ${name}=${value}: selectors know none`);
  }
}

interface DestinationFields {
  readonly host?: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

export function checkDestination(value: DestinationFields | undefined, path: string, refuse: Refuse): void {
  if (value === undefined) return;
  if (value.host === undefined || value.host === '') refuse(`${path}.host`, 'is missing');
  else if (value.host === '*' || !isWildcardDomain(value.host)) refuse(`${path}.host`, `is ${value.host}, not a host`);
  if (value.subset !== undefined && value.subset !== '' && !isDnsLabel(value.subset))
    refuse(`${path}.subset`, `is ${value.subset}, not a name of a subset`);
  if (value.port !== undefined && !isPort(value.port.number)) refuse(`${path}.port.number`, 'is not a port');
}

interface WeightedFields {
  readonly destination?: DestinationFields;
  readonly weight?: number;
}

/** Each needs a destination; weights are not negative, and several of them not all 0. */
export function checkWeighted(routes: readonly WeightedFields[], path: string, refuse: Refuse): void {
  let total = 0;
  routes.forEach(({ destination: to, weight = 0 }, index) => {
    if (to === undefined) refuse(`${path}[${index}].destination`, 'is missing');
    checkDestination(to, `${path}[${index}].destination`, refuse);
    if (weight < 0) refuse(`${path}[${index}].weight`, 'is negative');
    total += weight;
  });
  if (routes.length > 1 && total === 0) refuse(path, 'has weights that are all 0');
}

export function checkGatewayNames(gateways: readonly string[] | undefined, path: string, refuse: Refuse): void {
  (gateways ?? []).forEach((name, index) => {
    const parts = name.split('/');
    const good =
      parts.length === 1
        ? isWildcardDomain(name) && !name.startsWith('*')
        : parts.length === 2 && parts.every((each, part) => isDnsLabel(each) || (part === 0 && each === '.'));
    if (!good) refuse(`${path}[${index}]`, `is ${name}, not a name of a gateway`);
  });
}

/** 0, or from 0.0001 to 100. */
export function checkPercent(value: number | undefined, path: string, refuse: Refuse): void {
  if (value !== undefined && (value < 0 || value > 100 || (value > 0 && value < 0.0001)))
    refuse(path, `is ${value}, not a percentage from 0 to 100`);
}

const protocols = new Set(
  'HTTP HTTP2 HTTP_PROXY GRPC GRPC-WEB GRPC-WEB-TEXT HTTPS TLS TCP UDP MONGO REDIS MYSQL HBONE DOUBLEHBONE AUTO'.split(' '),
);

/** Istio's names of protocols, in any case. */
export function isProtocol(name: string): boolean {
  return protocols.has(name.toUpperCase());
}
