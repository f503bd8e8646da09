/** A timeline's span in the worker's engine, in Node: how long it takes to read, what it holds, and what a frame of scrubbing costs. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_THRESHOLDS } from '../../src/mesh/health';
import { gridTime } from '../../src/telemetry/range-grid';
import { syntheticAnswers } from '../../src/testing/synthetic-answer';
import { createDataEngine } from '../../src/worker/data-engine';
import type { FromWorker, RefreshRequest, SpanOverview } from '../../src/worker/messages';
import { type BenchFamily, type BenchLine, median, ratioAtMost } from './bench-line';

/** Six hours; at 1,000 and 3,000 services the limit on values makes the steps coarser than a minute. */
const SIZES = [
  { services: 300, edges: 900, frames: 60 },
  { services: 1000, edges: 3000, frames: 30 },
  { services: 3000, edges: 9000, frames: 15 },
] as const;
const TO = 1_700_000_400;
const FROM = TO - 6 * 3600;
const QUESTION = {
  source: { id: 'bench', label: 'Bench', prometheusUrl: 'http://bench', mock: false },
  scenario: undefined,
  showIdle: false,
  windowSeconds: 300,
  namespaces: [],
} as const;
const SHOW = { groupBy: undefined, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };

type Series = { readonly metric: Readonly<Record<string, string>>; readonly value: readonly [number, string] };

/** Range answers of the same series whose values go up and down; every other question is answered with nothing. */
class Source {
  requests = 0;
  bytes = 0;
  private readonly series: readonly Series[];
  private readonly pairs: readonly Series[];

  constructor(answer: string) {
    const body: { readonly data: { readonly result: readonly Series[] } } = JSON.parse(answer);
    this.series = body.data.result;
    const seen = new Map<string, Series>();
    for (const one of this.series) {
      const { response_code: _, response_flags: __, connection_security_policy: ___, ...metric } = one.metric;
      if (metric.reporter === 'source') seen.set(JSON.stringify(metric), { ...one, metric });
    }
    this.pairs = [...seen.values()].flatMap((one) =>
      ['0.5', '0.95', '0.99'].map((quantile) => ({ ...one, metric: { ...one.metric, quantile } })),
    );
  }

  readonly fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    this.requests += 1;
    const asked = init?.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    const query = asked.get('query') ?? '';
    const isRange = asked.has('start');
    const head = `{"status":"success","data":{"resultType":"${isRange ? 'matrix' : 'vector'}","result":[`;
    if (!isRange) return this.stream([head, ']}}']);
    const moments = momentsOf(asked);
    if (query.startsWith('label_replace(count(')) {
      const values = moments.map((at) => `[${at},"${this.series.length}"]`).join(',');
      return this.stream([head, `{"metric":{"family":"requests"},"values":[${values}]}`, ']}}']);
    }
    if (query.startsWith('sum by (reporter')) return this.stream(this.matrix(head, this.series, moments));
    if (query.startsWith('label_replace(histogram_quantile')) return this.stream(this.matrix(head, this.pairs, moments));
    return this.stream([head, ']}}']);
  };

  /** One instant answer of the percentiles. */
  quantiles(): string {
    return JSON.stringify({ status: 'success', data: { resultType: 'vector', result: this.pairs } });
  }

  private *matrix(head: string, series: readonly Series[], moments: readonly number[]): Generator<string> {
    yield head;
    for (const [index, { metric, value }] of series.entries()) {
      const values = moments.map((at) => `[${at},"${Number(value[1]) * (1 + Math.sin(at / 3000 + index) / 3)}"]`).join(',');
      yield `${index === 0 ? '' : ','}{"metric":${JSON.stringify(metric)},"values":[${values}]}`;
    }
    yield ']}}';
  }

  private stream(pieces: Iterable<string>): Response {
    const encoder = new TextEncoder();
    const iterator = pieces[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        let text = '';
        let done = false;
        while (text.length < 65_536 && !done) {
          const next = iterator.next();
          done = next.done === true;
          if (next.done !== true) text += next.value;
        }
        const chunk = encoder.encode(text);
        this.bytes += chunk.byteLength;
        controller.enqueue(chunk);
        if (done) controller.close();
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  }
}

function momentsOf(asked: URLSearchParams): readonly number[] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)));
  const moments: number[] = [];
  for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) moments.push(at);
  return moments;
}

async function load(source: Source) {
  let done = (_: SpanOverview) => {};
  const whole = new Promise<SpanOverview>((resolve) => {
    done = resolve;
  });
  const posted: FromWorker[] = [];
  const engine = createDataEngine({
    fetch: source.fetch,
    now: () => TO * 1000,
    base: 'http://bench',
    post: (message) => {
      posted.push(message);
      if (message.type === 'spanned' && message.span.stage === 'complete') done(message.span);
    },
  });
  const started = performance.now();
  engine.handle({ type: 'span', id: 1, request: { ...QUESTION, fromSeconds: FROM, toSeconds: TO }, show: SHOW });
  const overview = await whole;
  return { engine, posted, overview, loadMs: performance.now() - started };
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Without it garbage is counted. */
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const heldBytes = (): number => {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

async function measure(
  { services, edges, frames: many }: (typeof SIZES)[number],
  say: (text: string) => void,
): Promise<readonly BenchLine[]> {
  const { requests } = syntheticAnswers(services, edges);
  const source = new Source(requests);
  const instant = [requests, source.quantiles()];
  // By turns with the frames: whatever else the machine does meets both.
  const parse = () => timed(() => instant.map((text) => JSON.parse(text)));
  const before = heldBytes();
  const { engine, posted, overview, loadMs } = await load(source);
  const held = heldBytes() - before;
  const { grid, size } = overview;
  let id = 1;
  const frame = (index: number): number => {
    id += 1;
    const request: RefreshRequest = { ...QUESTION, atSeconds: gridTime(grid, index), alignNow: false, moving: true };
    const ms = timed(() => engine.handle({ type: 'refresh', id, request, show: SHOW }));
    if (posted.at(-1)?.type !== 'picture') throw new Error('the moment was not shown from the span');
    return ms;
  };
  const asked = source.requests;
  const first = frame(0);
  const floors: number[] = [];
  const frames = Array.from({ length: many }, (_, turn) => {
    floors.push(parse());
    return frame((turn * 7) % grid.points);
  });
  const parseMs = median(floors);
  if (source.requests !== asked) throw new Error(`${source.requests - asked} requests while scrubbing`);
  const at = `${services} services, ${grid.points} moments`;
  say(
    `${at}: step ${grid.stepSeconds} s, ${size.series} series, ${size.values} values, ${megabytes(size.bytes)} said, ${megabytes(held)} on the heap, ` +
      `${asked} requests, ${megabytes(source.bytes)} of answers; first frame with layout ${first.toFixed(0)} ms`,
  );
  for (const { message } of overview.problems) say(`  ${message}`);
  return [
    {
      measure: 'scrubbed frame in the worker ÷ JSON.parse of the instant answers',
      size: at,
      value: median(frames),
      floor: parseMs,
      target: ratioAtMost(2),
    },
    { measure: 'slowest of those frames', size: at, value: Math.max(...frames), floor: parseMs },
    {
      measure: 'span read ÷ JSON.parse of as many instants',
      size: at,
      value: loadMs,
      floor: parseMs * grid.points,
      target: ratioAtMost(2),
    },
    {
      measure: 'bytes held ÷ what the page says',
      size: at,
      value: held / 1e6,
      floor: size.bytes / 1e6,
      unit: 'MB',
      target: ratioAtMost(1.5),
    },
  ];
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

export const spanFamily: BenchFamily = {
  name: 'span',
  about: 'six hours in steps of a minute: memory, reading, and a frame of scrubbing ÷ JSON.parse of one instant answer',
  run: async (say) => {
    const lines: BenchLine[] = [];
    for (const size of SIZES) lines.push(...(await measure(size, say)));
    return lines;
  },
};
