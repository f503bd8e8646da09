/** The server's settings from environment variables; a wrong value is one sentence that names the variable. */
import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../lib/result';
import { parseAddress } from './parse-address';
import type { Upstream } from './upstream';

export interface ServeSettings {
  readonly host: string;
  readonly port: number;
  readonly prometheus?: Upstream;
  readonly kubernetes?: Upstream;
  readonly frameAncestors?: string;
  /** Links out, a list; the page checks each. */
  readonly links?: readonly unknown[];
}

type Environment = Readonly<Record<string, string | undefined>>;
type Parsed<T> = Result<T, string>;

const readUtf8 = (path: string): string => readFileSync(path, 'utf8');
const defaultHost = '127.0.0.1';
const defaultPort = 8080;

function parsePort(text: string | undefined): Parsed<number> {
  if (text === undefined || text === '') return ok(defaultPort);
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65535 ? ok(port) : err(`PORT=${text} is not a port number (0 to 65535).`);
}

function parseUpstreamUrl(variable: string, text: string): Parsed<string> {
  const address = parseAddress(text);
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    return err(`${variable}=${text} is not an http or https address, such as http://localhost:9090.`);
  }
  return ok(text);
}

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** `K: V; K2: V2`, or a JSON object for values that hold semicolons. */
export function parseHeaders(text: string): Parsed<ReadonlyMap<string, string>> {
  const pairs = text.trimStart().startsWith('{') ? pairsOfJson(text) : pairsOfList(text);
  if (pairs === undefined) return err('PROMETHEUS_HEADERS must be "Name: value; Name: value" or a JSON object of strings.');
  const wrong = pairs.find(([name, value]) => !headerName.test(name) || !headerValue.test(value));
  return wrong === undefined ? ok(new Map(pairs)) : err(`PROMETHEUS_HEADERS holds "${wrong[0]}", which cannot be sent as a header.`);
}

function pairsOfList(text: string): readonly (readonly [string, string])[] | undefined {
  const entries = text.split(';').filter((entry) => entry.trim() !== '');
  if (entries.some((entry) => !entry.includes(':'))) return undefined;
  return entries.map((entry) => [entry.slice(0, entry.indexOf(':')).trim(), entry.slice(entry.indexOf(':') + 1).trim()]);
}

function pairsOfJson(text: string): readonly (readonly [string, string])[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(parsed);
  const strings = entries.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
  return strings.length === entries.length ? strings : undefined;
}

function parsePrometheus(environment: Environment): Parsed<Upstream | undefined> {
  const url = environment.PROMETHEUS_URL;
  const bearerTokenFile = environment.PROMETHEUS_BEARER_TOKEN_FILE;
  if (!url) {
    const orphan = ['PROMETHEUS_BEARER_TOKEN_FILE', 'PROMETHEUS_HEADERS'].find((variable) => environment[variable]);
    return orphan === undefined ? ok(undefined) : err(`${orphan} is set, but PROMETHEUS_URL is not: there is nobody to send it to.`);
  }
  const address = parseUpstreamUrl('PROMETHEUS_URL', url);
  if (!address.ok) return address;
  const headers = parseHeaders(environment.PROMETHEUS_HEADERS ?? '');
  if (!headers.ok) return headers;
  return ok({
    url,
    headers: headers.value,
    ...(bearerTokenFile ? { bearerTokenFile } : {}),
  });
}

function parseKubernetes(environment: Environment): Parsed<Upstream | undefined> {
  const url = environment.KUBERNETES_URL;
  if (!url) return ok(undefined);
  const address = parseUpstreamUrl('KUBERNETES_URL', url);
  return address.ok ? ok({ url }) : address;
}

function parseFrameAncestors(text: string | undefined): Parsed<string | undefined> {
  if (!text) return ok(undefined);
  const fine = text.split(' ').every((word) => word === "'none'" || word === "'self'" || /^https?:\/\/[\w.*-]+(:\d+)?$/.test(word));
  return fine
    ? ok(text)
    : err(`FRAME_ANCESTORS=${text} must be 'none', 'self' (with the quotes) or origins such as https://portal.example.`);
}

/** `LINKS` as JSON, or the path of a file that holds it. */
function parseLinks(environment: Environment, readText: (path: string) => string): Parsed<readonly unknown[] | undefined> {
  const { LINKS: inline, LINKS_FILE: path } = environment;
  if (inline && path) return err('LINKS and LINKS_FILE are both set: use one of them.');
  if (!inline && !path) return ok(undefined);
  const variable = path ? `LINKS_FILE=${path}` : 'LINKS';
  try {
    const parsed: unknown = JSON.parse(path ? readText(path) : (inline ?? ''));
    if (Array.isArray(parsed)) return ok(parsed);
  } catch (error) {
    if (!(error instanceof SyntaxError)) return err(`${variable} cannot be read.`);
  }
  return err(
    `${variable} must hold a JSON list such as [{ "title": "Kiali", "for": "node", "template": "https://kiali.example/{workload}" }].`,
  );
}

export function parseServeSettings(environment: Environment, readText = readUtf8): Parsed<ServeSettings> {
  const port = parsePort(environment.PORT);
  if (!port.ok) return port;
  const prometheus = parsePrometheus(environment);
  if (!prometheus.ok) return prometheus;
  const kubernetes = parseKubernetes(environment);
  if (!kubernetes.ok) return kubernetes;
  const frameAncestors = parseFrameAncestors(environment.FRAME_ANCESTORS);
  if (!frameAncestors.ok) return frameAncestors;
  const links = parseLinks(environment, readText);
  if (!links.ok) return links;
  return ok({
    host: environment.HOST || defaultHost,
    port: port.value,
    ...(prometheus.value === undefined ? {} : { prometheus: prometheus.value }),
    ...(kubernetes.value === undefined ? {} : { kubernetes: kubernetes.value }),
    ...(frameAncestors.value === undefined ? {} : { frameAncestors: frameAncestors.value }),
    ...(links.value === undefined ? {} : { links: links.value }),
  });
}
