/** The wrapper around every Prometheus answer, and what each failing status means. */
import * as z from 'zod/mini';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import * as problems from './problems';
import { redact } from './redact';
import type { Exchange } from './transport';

// A strict content security policy reports the `new Function` that zod would otherwise try.
z.config({ jitless: true });

const words = z.optional(z.nullable(z.array(z.string())));
const Envelope = z.object({
  status: z.enum(['success', 'error']),
  data: z.optional(z.unknown()),
  errorType: z.optional(z.string()),
  error: z.optional(z.string()),
  warnings: words,
  infos: words,
  /** VictoriaMetrics' cluster version says so when some storage nodes did not answer. */
  isPartial: z.optional(z.boolean()),
});

export interface Success {
  readonly data: unknown;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

interface Reader {
  readonly shown: string;
  readonly secrets: readonly string[];
}

const looksLikeHtml = (exchange: Exchange): boolean =>
  exchange.contentType.toLowerCase().includes('html') || exchange.text.trimStart().startsWith('<');

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The server's own error text and type, when its body has Prometheus' form. */
function serverWords(exchange: Exchange, secrets: readonly string[]): { readonly type: string; readonly error: string } | undefined {
  const parsed = Envelope.safeParse(parseJson(exchange.text)?.value);
  if (!parsed.success || parsed.data.status !== 'error') return undefined;
  return {
    type: parsed.data.errorType ?? '',
    error: redact(parsed.data.error ?? parsed.data.errorType ?? '', secrets),
  };
}

function unavailable(exchange: Exchange, reader: Reader, said: ReturnType<typeof serverWords>): Problem {
  if (said?.type === 'timeout' || said?.type === 'canceled') return problems.queryTimeout(said.error);
  if (said !== undefined) return problems.serverError(503, said.error);
  // Prometheus itself says just "Service Unavailable" while it starts; anything longer is a proxy's page.
  const isProxy = looksLikeHtml(exchange) || /upstream|gateway|proxy/i.test(exchange.text);
  return isProxy ? problems.proxyError(reader.shown, 503) : problems.starting(reader.shown);
}

function statusProblem(exchange: Exchange, reader: Reader): Problem {
  const said = serverWords(exchange, reader.secrets);
  const text = said?.error ?? (looksLikeHtml(exchange) ? '' : redact(exchange.text, reader.secrets));
  switch (exchange.status) {
    case 400:
      return problems.badQuery(text);
    case 401:
      return problems.unauthorized(reader.shown);
    case 403:
      return problems.forbidden(reader.shown);
    case 404:
      return problems.wrongPath(reader.shown);
    case 405:
    case 501:
      return problems.methodNotAllowed(reader.shown);
    case 422:
      return problems.queryFailed(text);
    case 429:
      return problems.rateLimited(reader.shown, exchange.retryAfter && redact(exchange.retryAfter, reader.secrets));
    case 503:
      return unavailable(exchange, reader, said);
    case 502:
    case 504:
      // Our own proxy's word for a redirect that it did not follow.
      if (said?.type === 'login-expired') return problems.loginExpired(reader.shown, undefined);
      return said === undefined ? problems.proxyError(reader.shown, exchange.status) : problems.serverError(exchange.status, text);
    default:
      return problems.serverError(exchange.status, text);
  }
}

function unreadable(exchange: Exchange, reader: Reader): Problem {
  if (exchange.text.trim() === '') return problems.notPrometheus(reader.shown, 'the answer is empty');
  if (/^\s*[{[]/.test(exchange.text)) return problems.truncated(reader.shown);
  return problems.notPrometheus(reader.shown, 'the answer is not JSON');
}

/** Turns an exchange into Prometheus' `data` with the server's warnings, or the Problem that explains it. */
export function readEnvelope(exchange: Exchange, reader: Reader): Result<Success, Problem> {
  if (exchange.redirect !== undefined && (exchange.status === 0 || exchange.status >= 300 || looksLikeHtml(exchange))) {
    return err(problems.loginExpired(reader.shown, exchange.redirect.target));
  }
  if (exchange.status < 200 || exchange.status >= 300) return err(statusProblem(exchange, reader));
  if (looksLikeHtml(exchange)) return err(problems.htmlAnswer(reader.shown));
  const json = parseJson(exchange.text);
  if (json === undefined) return err(unreadable(exchange, reader));
  const parsed = Envelope.safeParse(json.value);
  if (!parsed.success) return err(problems.notPrometheus(reader.shown, 'the JSON has no "status" and "data"'));
  if (parsed.data.status === 'error') return err(problems.queryFailed(redact(parsed.data.error ?? '', reader.secrets)));
  const partial = parsed.data.isPartial === true ? ['The answer is partial: some storage nodes did not answer.'] : [];
  return ok({
    data: parsed.data.data,
    warnings: [...(parsed.data.warnings ?? []), ...partial],
    infos: parsed.data.infos ?? [],
  });
}
