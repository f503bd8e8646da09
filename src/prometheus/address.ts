/** A Prometheus base address: what requests are built from, and what may be shown of it. */

export interface Address {
  /** URL of an endpoint below the base path, e.g. `endpoint('query')` → `http://host/prefix/api/v1/query`. */
  readonly endpoint: (path: string) => string;
  /** Headers that the address itself implies: fetch refuses `user:password@`, so it travels as Basic authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** The address without user, password, query and fragment: safe to print. */
  readonly shown: string;
  /** Texts that must never be printed. */
  readonly secrets: readonly string[];
  /** Origin of an absolute address; undefined for a same-origin path such as `/api/prometheus`. */
  readonly origin: string | undefined;
}

/** The path requests are joined to: no trailing slash, and a pasted `/api/v1` is taken off again. */
const basePath = (path: string): string => path.replace(/\/+$/, '').replace(/\/api\/v1(\/query)?$/, '');

const joiner =
  (prefix: string, search: string) =>
  (path: string): string =>
    `${prefix}/api/v1/${path}${search}`;

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads a base address: absolute (`http://host:9090/prefix/`) or a same-origin path; undefined when it is neither. */
export function parseAddress(baseUrl: string): Address | undefined {
  const text = baseUrl.trim();
  if (text.startsWith('/') && !text.startsWith('//')) {
    const [path = ''] = text.split(/[?#]/);
    return {
      endpoint: joiner(basePath(path), ''),
      headers: {},
      shown: path,
      secrets: [],
      origin: undefined,
    };
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const prefix = `${url.protocol}//${url.host}${basePath(url.pathname)}`;
  const user = decoded(url.username);
  const password = decoded(url.password);
  const hasUser = user !== '' || password !== '';
  return {
    endpoint: joiner(prefix, url.search),
    headers: hasUser ? { Authorization: `Basic ${base64(`${user}:${password}`)}` } : {},
    shown: prefix,
    secrets: [password, url.password, ...url.searchParams.values()].filter((secret) => secret !== ''),
    origin: url.origin,
  };
}
