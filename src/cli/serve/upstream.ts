/** A server behind ours: where it is, and what proves to it who asks. */
import { readFile } from 'node:fs/promises';

export interface Upstream {
  /** Origin and base path; a user and password in it become Basic authentication and appear nowhere else. */
  readonly url: string;
  /** Read again for every request, so a rotated token is used at once. */
  readonly bearerTokenFile?: string;
  /** Added to every request, e.g. a tenant. */
  readonly headers?: ReadonlyMap<string, string>;
  /** Until the first byte of the answer; default 120, the default of Prometheus' own `--query.timeout`. */
  readonly timeoutSeconds?: number;
}

/** Does our server answer for the caller? Then the caller's own credentials are not passed on. */
export function hasOwnCredentials(upstream: Upstream): boolean {
  return upstream.bearerTokenFile !== undefined || (upstream.headers?.size ?? 0) > 0 || new URL(upstream.url).username !== '';
}

/** Header names in lower case. Throws when the token file cannot be read. */
export async function credentialHeaders(upstream: Upstream): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  const { username, password } = new URL(upstream.url);
  if (username !== '') {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  for (const [name, value] of upstream.headers ?? []) headers[name.toLowerCase()] = value;
  if (upstream.bearerTokenFile !== undefined) {
    headers.authorization = `Bearer ${(await readFile(upstream.bearerTokenFile, 'utf8')).trim()}`;
  }
  return headers;
}

/** The address of `path` (which begins with a slash) on the upstream, base path kept, without user and password. */
export function upstreamAddress(upstream: Upstream, path: string, search: string): URL {
  const address = new URL(upstream.url);
  address.username = '';
  address.password = '';
  address.pathname = address.pathname.replace(/\/+$/, '') + path;
  address.search = search;
  address.hash = '';
  return address;
}
