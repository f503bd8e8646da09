/**
 * Passes one request on to an upstream and its answer back. Headers go both ways by an allow list: cookies and hop-by-hop headers stay here.
 * Redirects are not followed, so credentials never leave the configured origin. When the browser gives up, so does the request behind.
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendApiError } from './api-error';
import { parseAddress } from './parse-address';
import { credentialHeaders, hasOwnCredentials, type Upstream, upstreamAddress } from './upstream';

const requestHeaders = ['accept', 'accept-encoding', 'content-type'];
const callersCredentials = ['authorization', 'x-scope-orgid'];
const responseHeaders = ['content-type', 'content-encoding', 'content-length', 'date', 'retry-after'];
const defaultTimeoutSeconds = 120;

class UpstreamTimeout extends Error {}

interface Ask {
  readonly address: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | undefined;
  readonly timeoutSeconds: number;
}

function picked(headers: IncomingMessage['headers'], names: readonly string[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') result[name] = value;
  }
  return result;
}

function ask({ address, method, headers, body, timeoutSeconds }: Ask, reply: FastifyReply): Promise<IncomingMessage> {
  const start = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const outgoing = start(address, {
      method,
      headers: { ...headers, ...length },
    });
    const timer = setTimeout(() => outgoing.destroy(new UpstreamTimeout()), timeoutSeconds * 1000);
    reply.raw.once('close', () => outgoing.destroy());
    outgoing.once('error', reject);
    outgoing.once('close', () => clearTimeout(timer));
    outgoing.once('response', (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    outgoing.end(body);
  });
}

function sendFailure(reply: FastifyReply, upstream: Upstream, error: unknown): FastifyReply {
  const { host } = new URL(upstream.url);
  if (error instanceof UpstreamTimeout) return sendApiError(reply, 504, 'timeout', `${host} did not answer in time.`);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return sendApiError(reply, 502, 'unavailable', `${host} cannot be reached${code}.`);
}

function sendRedirected(reply: FastifyReply, upstream: Upstream, answer: IncomingMessage): FastifyReply {
  answer.destroy();
  const target = parseAddress(answer.headers.location ?? '', upstream.url);
  const where = target === undefined ? 'elsewhere' : target.origin + target.pathname;
  const message = `${new URL(upstream.url).host} redirects to ${where}: a login that has expired, or the address of something else.`;
  return sendApiError(reply, 502, 'login-expired', message);
}

/** `path` begins with a slash and has been checked; `search` is the query with its question mark, or empty. */
export async function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  upstream: Upstream,
  target: { readonly path: string; readonly search: string },
): Promise<FastifyReply> {
  let credentials: Record<string, string>;
  try {
    credentials = await credentialHeaders(upstream);
  } catch {
    return sendApiError(reply, 502, 'unavailable', 'The bearer token file of this source cannot be read.');
  }
  const own = hasOwnCredentials(upstream);
  const passed = picked(request.headers, own ? requestHeaders : [...requestHeaders, ...callersCredentials]);
  let answer: IncomingMessage;
  try {
    answer = await ask(
      {
        address: upstreamAddress(upstream, target.path, target.search),
        method: request.method,
        headers: { ...passed, ...credentials },
        body: Buffer.isBuffer(request.body) ? request.body : undefined,
        timeoutSeconds: upstream.timeoutSeconds ?? defaultTimeoutSeconds,
      },
      reply,
    );
  } catch (error) {
    return sendFailure(reply, upstream, error);
  }
  const status = answer.statusCode ?? 502;
  if (status >= 300 && status < 400) return sendRedirected(reply, upstream, answer);
  // A watch may stay silent for long: its headers go out before its first event.
  reply.raw.once('pipe', () => reply.raw.flushHeaders());
  return reply.code(status).headers(picked(answer.headers, responseHeaders)).header('cache-control', 'no-store').send(answer);
}
