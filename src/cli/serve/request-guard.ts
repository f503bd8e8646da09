/** Who may ask: a page of another site must not read through a server that runs on the user's own machine with the user's credentials. */
import type { IncomingHttpHeaders } from 'node:http';
import { parseAddress } from './parse-address';

const loopbackNames = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function isLoopback(host: string): boolean {
  return host === '::1' || loopbackNames.test(host.toLowerCase());
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/**
 * Against DNS rebinding: a foreign name that resolves to 127.0.0.1 is still a foreign name in the Host header.
 * Only a server bound to the loopback can tell; one that is published is reached by names it cannot know.
 */
function isForeignHost(headers: IncomingHttpHeaders, boundHost: string): boolean {
  return isLoopback(boundHost) && (headers.host === undefined || !loopbackNames.test(nameOf(headers.host)));
}

/** Did a script of another origin send this? Browsers say so; programs that say nothing are not browsers. */
function isFromAnotherOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (headers.origin === undefined) return false;
  return parseAddress(headers.origin)?.host !== headers.host;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Why this request is refused, as a sentence; undefined when it is not. Opening the page by a link from elsewhere is fine. */
export function refusal({ method, url, headers }: Asked, boundHost: string): string | undefined {
  if (isForeignHost(headers, boundHost)) return `This server answers to ${boundHost} and localhost only, not to other host names.`;
  const reads = method === 'GET' || method === 'HEAD';
  if ((!reads || url.startsWith('/api/')) && isFromAnotherOrigin(headers)) return 'Pages of other origins may not ask here.';
  return undefined;
}
