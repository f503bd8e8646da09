/** One HTTP exchange: sent, timed, abortable, read to the end. Knows no Prometheus beyond its address. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import type { RequestOptions } from './client-types';
import * as problems from './problems';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface Exchange {
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  /** Set when the server redirected: where to, when that may be known and shown. */
  readonly redirect: { readonly target: string | undefined } | undefined;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly clockSkewSeconds: number | undefined;
}

export interface Sending {
  readonly fetch: Fetch;
  readonly now: () => number;
  /** The address as it may be shown in problems. */
  readonly shown: string;
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_TIMEOUT_SECONDS = 30;
export const timeoutOf = (options: RequestOptions): number => options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;

const REFUSED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const UNKNOWN_HOST = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL']);
const LOST = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'EPROTO']);
const SLOW = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Node tells why in `cause.code`; a browser tells nothing. */
function causeCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !(error.cause instanceof Error) || !('code' in error.cause)) return undefined;
  return typeof error.cause.code === 'string' ? error.cause.code : undefined;
}

function connectionProblem(error: unknown, shown: string, timeoutSeconds: number): Problem {
  const code = causeCode(error);
  if (error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port') return problems.blockedPort(shown);
  if (code === undefined) return problems.unreachable(shown);
  if (REFUSED.has(code)) return problems.refused(shown);
  if (UNKNOWN_HOST.has(code)) return problems.unknownHost(shown);
  if (SLOW.has(code)) return problems.timedOut(shown, timeoutSeconds);
  if (LOST.has(code) || code.startsWith('HPE_')) return problems.connectionLost(shown);
  if (code.includes('CERT') || code.includes('SIGNATURE') || code.startsWith('ERR_TLS')) return problems.certificate(shown);
  return problems.unreachable(shown);
}

function skewSeconds(headers: Headers, nowMs: number): number | undefined {
  const sentMs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(sentMs)) return undefined;
  const age = Number(headers.get('age') ?? 0);
  // The header has whole seconds: half a second is its mean error.
  return (sentMs + 500 - nowMs) / 1000 + (Number.isFinite(age) ? age : 0);
}

/** Where a redirect led, without query and user: those may carry tokens. */
function shownTarget(location: string | null, requestUrl: string): string | undefined {
  if (location === null || !URL.canParse(location, requestUrl)) return undefined;
  const url = new URL(location, requestUrl);
  return `${url.origin}${url.pathname}`;
}

function redirectOf(response: Response, requestUrl: string): Exchange['redirect'] {
  if (response.type === 'opaqueredirect') return { target: undefined };
  if (response.status >= 300 && response.status < 400)
    return {
      target: shownTarget(response.headers.get('location'), requestUrl),
    };
  if (response.redirected) return { target: shownTarget(response.url, requestUrl) };
  return undefined;
}

/** Reads the text of a good answer while it arrives. */
export interface BodyReader {
  feed(text: string): void;
  /** What stands for the text from here on; undefined = the text itself. */
  end(): string | undefined;
}

async function readText(response: Response, reader: BodyReader | undefined): Promise<{ readonly text: string; readonly bytes: number }> {
  if (reader !== undefined && response.ok && response.body !== null) return readChunks(response.body, reader);
  const buffer = await response.arrayBuffer();
  return { text: new TextDecoder().decode(buffer), bytes: buffer.byteLength };
}

/** The bytes are kept, not their text: only who cannot read on the way needs it. */
async function readChunks(
  body: ReadableStream<Uint8Array>,
  reader: BodyReader,
): Promise<{ readonly text: string; readonly bytes: number }> {
  const decoder = new TextDecoder();
  const chunks: Uint8Array[] = [];
  const stream = body.getReader();
  let bytes = 0;
  for (let chunk = await stream.read(); !chunk.done; chunk = await stream.read()) {
    chunks.push(chunk.value);
    bytes += chunk.value.byteLength;
    reader.feed(decoder.decode(chunk.value, { stream: true }));
  }
  reader.feed(decoder.decode());
  return { text: reader.end() ?? decodeAll(chunks), bytes };
}

function decodeAll(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  const texts = chunks.map((chunk) => decoder.decode(chunk, { stream: true }));
  return texts.join('') + decoder.decode();
}

/** A caller's abort and our own timeout as one signal that can be let go of again. */
function guard(options: RequestOptions) {
  const controller = new AbortController();
  const timer = AbortSignal.timeout(timeoutOf(options) * 1000);
  const stop = () => controller.abort();
  timer.addEventListener('abort', stop);
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted) stop();
  return {
    signal: controller.signal,
    timedOut: () => timer.aborted,
    release: () => {
      timer.removeEventListener('abort', stop);
      options.signal?.removeEventListener('abort', stop);
    },
  };
}

/**
 * Sends one request and reads the whole answer. Any HTTP status is a value; only what prevents an answer is a Problem.
 * Redirects are not followed: an API has no reason to redirect but a login, and headers must not travel to another origin.
 */
export async function exchange(
  sending: Sending,
  url: string,
  body: URLSearchParams | undefined,
  options: RequestOptions,
  reader?: BodyReader,
): Promise<Result<Exchange, Problem>> {
  const limits = guard(options);
  const startMs = sending.now();
  let response: Response | undefined;
  try {
    response = await sending.fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Accept: 'application/json', ...sending.headers },
      redirect: 'manual',
      signal: limits.signal,
      ...(body === undefined ? {} : { body }),
    });
    const arrivedMs = sending.now();
    const { text, bytes } = await readText(response, reader);
    return ok({
      status: response.status,
      text,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after') ?? undefined,
      redirect: redirectOf(response, url),
      bytes,
      milliseconds: sending.now() - startMs,
      clockSkewSeconds: skewSeconds(response.headers, arrivedMs),
    });
  } catch (error) {
    if (options.signal?.aborted) return err(problems.aborted());
    if (limits.timedOut()) return err(problems.timedOut(sending.shown, timeoutOf(options)));
    if (response === undefined) return err(connectionProblem(error, sending.shown, timeoutOf(options)));
    return err(
      error instanceof RangeError || isTooLong(error) ? problems.answerTooLarge(sending.shown) : problems.truncated(sending.shown),
    );
  } finally {
    limits.release();
  }
}

const isTooLong = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STRING_TOO_LONG';
