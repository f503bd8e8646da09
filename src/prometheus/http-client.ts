/** Prometheus HTTP API v1 over a fetch that is passed in. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { type Address, parseAddress } from './address';
import type { Answer, PrometheusClient, QueryAnswer, RangeOptions, RequestOptions } from './client-types';
import { readEnvelope } from './envelope';
import * as problems from './problems';
import { durationText } from './promql-text';
import { secretsOf } from './redact';
import { MATRIX, SeriesStream, VECTOR } from './series-stream';
import { type BodyReader, type Exchange, exchange, type Fetch, timeoutOf } from './transport';
import * as wire from './wire';

export interface ClientOptions {
  /** `http://host:9090`, `https://host/prefix/` or a same-origin path such as `/api/prometheus`. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** Sent with every request to this address and nowhere else; never shown. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, for costs and clock skew. */
  readonly now?: () => number;
}

interface Question<T> {
  readonly path: string;
  readonly params: URLSearchParams;
  /** Endpoints that take a form body; the others are always GET. */
  readonly form: boolean;
  readonly parse: (data: unknown) => wire.Parsed<T>;
  readonly count: (value: T) => number;
  readonly options: RequestOptions;
  /** Reads the body while it arrives; a fresh one for each attempt. */
  readonly reader?: () => BodyReader;
}

/** The first header that no request could carry, by name; values are never told. */
function unsendable(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers({ [name]: value });
    } catch {
      return name;
    }
  }
  return undefined;
}

function params(entries: readonly (readonly [string, string | number | undefined])[]): URLSearchParams {
  const result = new URLSearchParams();
  for (const [name, value] of entries) {
    if (value !== undefined) result.append(name, String(value));
  }
  return result;
}

const withQuery = (url: string, query: string): string => {
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
};

const isRefusedMethod = (answer: Result<Exchange, Problem>): boolean =>
  answer.ok && (answer.value.status === 405 || answer.value.status === 501);

/** Asks one Prometheus-compatible API: form POST first, GET from then on where POST is refused with 405. */
class HttpClient {
  private readonly secrets: readonly string[];
  private readonly headers: Readonly<Record<string, string>>;
  private readonly badHeader: string | undefined;
  private getOnly = false;

  constructor(
    private readonly address: Address,
    private readonly fetch: Fetch,
    headers: Readonly<Record<string, string>>,
    private readonly now: () => number,
  ) {
    const own = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization') ? {} : address.headers;
    this.headers = { ...own, ...headers };
    this.secrets = [...address.secrets, ...secretsOf(this.headers)];
    this.badHeader = unsendable(this.headers);
  }

  async ask<T>(question: Question<T>): Answer<T> {
    if (this.badHeader !== undefined) return err(problems.badHeader(this.badHeader));
    const sent = await this.send(question);
    if (!sent.ok) return sent;
    const reader = { shown: this.address.shown, secrets: this.secrets };
    const envelope = readEnvelope(sent.value, reader);
    if (!envelope.ok) return envelope;
    const parsed = question.parse(envelope.value.data);
    if (!parsed.ok) return err(problems.notPrometheus(reader.shown, parsed.error));
    return ok(this.answer(question, sent.value, envelope.value, parsed.value));
  }

  private async send<T>({ path, params, form, options, reader }: Question<T>): Promise<Result<Exchange, Problem>> {
    const url = this.address.endpoint(path);
    const sending = {
      fetch: this.fetch,
      now: this.now,
      shown: this.address.shown,
      headers: this.headers,
    };
    if (form && !this.getOnly) {
      const posted = await exchange(sending, url, params, options, reader?.());
      if (!isRefusedMethod(posted)) return posted;
      this.getOnly = true;
    }
    return exchange(sending, withQuery(url, params.toString()), undefined, options, reader?.());
  }

  private answer<T>(
    question: Question<T>,
    sent: Exchange,
    envelope: {
      readonly data: unknown;
      readonly warnings: readonly string[];
      readonly infos: readonly string[];
    },
    parsed: { readonly value: T; readonly leftOut: number },
  ): QueryAnswer<T> {
    const samples = wire.parseSamplesRead(envelope.data);
    const leftOut = parsed.leftOut === 0 ? [] : [`${parsed.leftOut} series are native histograms and were left out.`];
    return {
      data: parsed.value,
      warnings: [...envelope.warnings, ...leftOut],
      infos: envelope.infos,
      cost: {
        milliseconds: sent.milliseconds,
        series: question.count(parsed.value),
        bytes: sent.bytes,
        ...(samples === undefined ? {} : { samples }),
      },
      ...(sent.clockSkewSeconds === undefined ? {} : { clockSkewSeconds: sent.clockSkewSeconds }),
    };
  }
}

const size = (list: readonly unknown[]): number => list.length;

/** A client whose every question fails with the same problem. */
function unusable(problem: Problem): PrometheusClient {
  const fail = async () => err(problem);
  return {
    instant: fail,
    readInstant: fail,
    range: fail,
    readRange: fail,
    series: fail,
    labelNames: fail,
    labelValues: fail,
    buildInfo: fail,
  };
}

const timeout = (options: RequestOptions) => durationText(timeoutOf(options));

type InstantOptions = RequestOptions & { readonly atSeconds: number };

const instantForm = (query: string, options: InstantOptions) => ({
  path: 'query',
  params: params([
    ['query', query],
    ['time', options.atSeconds],
    ['timeout', timeout(options)],
    ['stats', 'all'],
  ]),
  form: true,
  options,
});

const rangeForm = (query: string, options: RangeOptions) => ({
  path: 'query_range',
  params: params([
    ['query', query],
    ['start', options.startSeconds],
    ['end', options.endSeconds],
    ['step', options.stepSeconds],
    ['timeout', timeout(options)],
  ]),
  form: true,
  options,
});

/** What is read while it arrives; each attempt with a stream of its own. */
function streamed<T, Series>(make: () => SeriesStream<T, Series>) {
  let stream = make();
  return {
    reader: () => {
      stream = make();
      return stream;
    },
    parse: (data: unknown) => stream.parse(data),
    count: () => stream.count(),
  };
}

/** A client for one address. Never throws; every failure is a Problem from `problems.ts`. */
export function createPrometheusClient({ baseUrl, fetch, headers = {}, now = Date.now }: ClientOptions): PrometheusClient {
  const address = parseAddress(baseUrl);
  if (address === undefined) return unusable(problems.badAddress());
  const client = new HttpClient(address, fetch, headers, now);
  return {
    instant: (query, options) => client.ask({ ...instantForm(query, options), parse: wire.parseInstant, count: size }),
    readInstant: (query, options, start) =>
      client.ask({ ...instantForm(query, options), ...streamed(() => new SeriesStream(VECTOR, start)) }),
    range: (query, options) => client.ask({ ...rangeForm(query, options), parse: wire.parseRange, count: size }),
    readRange: (query, options, start) => client.ask({ ...rangeForm(query, options), ...streamed(() => new SeriesStream(MATRIX, start)) }),
    series: (matchers, options) =>
      client.ask({
        path: 'series',
        params: params([...matchers.map((one) => ['match[]', one] as const), ['start', options.startSeconds], ['end', options.endSeconds]]),
        form: true,
        parse: wire.parseLabelSets,
        count: size,
        options,
      }),
    labelNames: (options) =>
      client.ask({
        path: 'labels',
        params: params([]),
        form: true,
        parse: wire.parseNames,
        count: size,
        options,
      }),
    labelValues: (label, options) =>
      client.ask({
        path: `label/${encodeURIComponent(label)}/values`,
        params: params((options.matchers ?? []).map((one) => ['match[]', one])),
        form: false,
        parse: wire.parseNames,
        count: size,
        options,
      }),
    buildInfo: (options) =>
      client.ask({
        path: 'status/buildinfo',
        params: params([]),
        form: false,
        parse: wire.parseBuildInfo,
        count: () => 1,
        options,
      }),
  };
}
