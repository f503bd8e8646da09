/** One request to a Kubernetes API: sent, bounded in time and size, abortable. Waiting is passed in: nothing here has a clock. */
import type { Problem } from '../../lib/problem';
import { err, ok, type Result } from '../../lib/result';
import * as problems from './kubernetes-problems';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
/** Resolves after the time, or at once when the signal is aborted; never rejects. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface Sending {
  readonly base: string;
  /** The address as it may be shown. */
  readonly shown: string;
  readonly fetch: Fetch;
  readonly wait: Wait;
  readonly headers: Readonly<Record<string, string>>;
}

const MOST_PAGE_CHARACTERS = 128_000_000;

/** A caller's abort and our own deadline as one signal that can be let go of again. */
function deadline(wait: Wait, seconds: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const clock = new AbortController();
  let late = false;
  const stop = () => controller.abort();
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  void wait(seconds * 1000, clock.signal).then(() => {
    if (clock.signal.aborted) return;
    late = true;
    stop();
  });
  return {
    signal: controller.signal,
    isLate: () => late,
    release: () => {
      clock.abort();
      signal?.removeEventListener('abort', stop);
    },
  };
}

export interface Asking {
  readonly path: string;
  /** What is asked for, as sentences name it: "Services". */
  readonly what: string;
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Status other than 200 is an error, whose status goes with it. */
export interface Failure {
  readonly problem: Problem;
  readonly status?: number;
}

/** Sends the request and hands over each piece of text of a good answer; `take` returns false to stop. Resolves when the answer has ended. */
export async function receive(sending: Sending, asking: Asking, take: (text: string) => boolean): Promise<Result<void, Failure>> {
  const { shown } = sending;
  const limits = deadline(sending.wait, asking.seconds, asking.signal);
  let response: Response | undefined;
  try {
    response = await sending.fetch(`${sending.base}${asking.path}`, {
      method: 'GET',
      headers: { Accept: 'application/json', ...sending.headers },
      redirect: 'manual',
      signal: limits.signal,
    });
    const failure = failureOf(response, asking.what, shown);
    if (failure !== undefined) {
      await response.body?.cancel();
      return err(failure);
    }
    await drain(response, take);
    return ok(undefined);
  } catch {
    if (asking.signal?.aborted) return err({ problem: problems.aborted() });
    if (limits.isLate()) return err({ problem: problems.timedOut(shown, asking.seconds) });
    return err({ problem: response === undefined ? problems.unreachable(shown) : problems.brokeOff(shown) });
  } finally {
    limits.release();
  }
}

async function drain(response: Response, take: (text: string) => boolean): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (take(decoder.decode(next.value, { stream: true }))) continue;
    await reader.cancel();
    return;
  }
  take(decoder.decode());
}

function failureOf(response: Response, what: string, shown: string): Failure | undefined {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) return { problem: problems.redirected(shown), status };
  if (status === 401) return { problem: problems.unauthorized(shown), status };
  if (status === 403) return { problem: problems.forbidden(what), status };
  if (status === 404) return { problem: problems.missing(what), status };
  if (status === 410) return { problem: problems.expired(what), status };
  if (status === 429) return { problem: problems.rateLimited(shown), status };
  if (status !== 200) return { problem: problems.serverError(shown, status, what), status };
  if ((response.headers.get('content-type') ?? '').includes('text/html')) return { problem: problems.htmlAnswer(shown), status };
  return undefined;
}

/** The JSON of one answer. */
export async function receiveJson(sending: Sending, asking: Asking): Promise<Result<unknown, Failure>> {
  const pieces: string[] = [];
  let length = 0;
  const received = await receive(sending, asking, (text) => {
    pieces.push(text);
    length += text.length;
    return length <= MOST_PAGE_CHARACTERS;
  });
  if (!received.ok) return received;
  if (length > MOST_PAGE_CHARACTERS) return err({ problem: problems.tooLarge(sending.shown) });
  const text = pieces.join('').trim();
  if (text === '') return err({ problem: problems.emptyAnswer(sending.shown, asking.what) });
  if (text.startsWith('<')) return err({ problem: problems.htmlAnswer(sending.shown) });
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    const isCut = text.startsWith('{') && !text.endsWith('}');
    return err({ problem: isCut ? problems.brokeOff(sending.shown) : problems.notKubernetes(sending.shown, asking.what) });
  }
}
