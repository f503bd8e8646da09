import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningMock } from '../mock-server/handlers/running-mock.testing';
import { DEFAULT_THRESHOLDS } from '../src/mesh/health';
import { gridIndex, gridTime } from '../src/telemetry/range-grid';
import { createDataEngine } from '../src/worker/data-engine';
import type { FromWorker, Picture, RefreshRequest, ShowOptions, SpanOverview, SpanRequest } from '../src/worker/messages';

/** A span of the simulated outage through the worker's engine: what it asks, what it shows, and where everything stands. */

const HOUR = 3600;
/** Full hours, UTC: the story of the scenario begins anew at each. */
const FROM = Date.UTC(2026, 2, 10, 6) / 1000;
const TO = FROM + 6 * HOUR;
const SHOW: ShowOptions = { groupBy: undefined, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
const WAIT_MS = 60_000;

describe('a span of six hours in steps of a minute', { timeout: 240_000 }, () => {
  let mock: RunningMock;
  const question = { scenario: 'outage', showIdle: false, windowSeconds: 300, namespaces: [] } as const;
  const source = () => ({ id: 'mock', label: 'Demo', prometheusUrl: `${mock.base}/api/prometheus`, mock: true });
  const spanRequest = (): SpanRequest => ({ ...question, source: source(), fromSeconds: FROM, toSeconds: TO });
  const at = (atSeconds: number, more: Partial<RefreshRequest> = {}): RefreshRequest => ({
    ...question,
    source: source(),
    atSeconds,
    alignNow: false,
    ...more,
  });

  /** An engine, what it asked (PromQL by request) and what it posted. */
  function engine() {
    const asked: string[] = [];
    const posted: FromWorker[] = [];
    const listeners = new Set<() => void>();
    const made = createDataEngine({
      fetch: async (input, init) => {
        const body = init?.body instanceof URLSearchParams ? init.body : new URLSearchParams();
        asked.push(body.get('query') ?? String(input));
        return fetch(input, init);
      },
      now: () => TO * 1000,
      base: mock.base,
      post: (message) => {
        posted.push(message);
        for (const listener of listeners) listener();
      },
    });
    let id = 0;
    const until = <T>(find: (message: FromWorker) => T | undefined) =>
      new Promise<T>((resolve, reject) => {
        const look = () => {
          const found = posted.map(find).find((one) => one !== undefined);
          if (found === undefined) return;
          listeners.delete(look);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error('nothing was posted')), WAIT_MS);
        listeners.add(look);
        look();
      });
    return {
      asked,
      posted,
      handle: made.handle,
      async span(): Promise<SpanOverview> {
        id += 1;
        const own = id;
        made.handle({ type: 'span', id: own, request: spanRequest(), show: SHOW });
        return until((message) =>
          message.type === 'spanned' && message.id === own && message.span.stage === 'complete' ? message.span : undefined,
        );
      },
      async refresh(request: RefreshRequest, show: ShowOptions = SHOW): Promise<Picture> {
        id += 1;
        const own = id;
        made.handle({ type: 'refresh', id: own, request, show });
        return until((message) =>
          message.type === 'picture' && message.id === own && message.picture.stage === 'complete' ? message.picture : undefined,
        );
      },
    };
  }

  let page: ReturnType<typeof engine>;
  let overview: SpanOverview;
  let live: Picture;
  let askedForSpan: readonly string[];
  beforeAll(async () => {
    mock = await RunningMock.start();
    page = engine();
    live = await page.refresh(at(FROM + 10 * 60));
    const before = page.asked.length;
    overview = await page.span();
    askedForSpan = page.asked.slice(before);
  }, 240_000);
  afterAll(async () => mock?.close());

  it('opens in at most three requests a family, totals first and latency last', () => {
    const times = new Map<string, number>();
    for (const promql of askedForSpan) times.set(promql, (times.get(promql) ?? 0) + 1);
    expect(Math.max(...times.values())).toBeLessThanOrEqual(3);
    const stages = page.posted.flatMap((message) => (message.type === 'spanned' ? [message.span.stage] : []));
    expect(stages).toEqual(['strip', 'rates', 'complete']);
    const families = overview.queries.map(({ family }) => family);
    expect(families.slice(0, 2)).toEqual(['span-size', 'strip']);
    expect(families.slice(-2)).toEqual(['quantiles', 'strip-p99']);
    expect(overview.queries.map(({ promql }) => promql).sort()).toEqual([...times.keys()].sort());
    expect(overview.grid).toEqual({ startSeconds: FROM, stepSeconds: 60, points: 361 });
  });

  it('shows what the story of the scenario tells: 55 % of the calls to fraud fail from :38 on, and nothing before :30', () => {
    const { errorRatio, requestsPerSecond, p99Milliseconds } = overview.strip;
    const minute = (index: number) => gridIndex(overview.grid, FROM + index * 60)!;
    // A window of five minutes is all within a phase five minutes after it began; noise of single requests aside nothing fails in the first.
    expect(errorRatio[minute(15)]).toBe(0);
    expect(errorRatio[minute(25)]).toBe(0);
    expect(errorRatio[minute(45)]).toBeGreaterThan(0.1);
    expect(p99Milliseconds[minute(15)]).toBeLessThan(500);
    expect(p99Milliseconds[minute(45)]).toBeGreaterThan(1000);
    expect(requestsPerSecond.every((value) => value > 100)).toBe(true);
  });

  it('marks the alerts of every hour where they begin and end', () => {
    const minutes = (kind: string, subject: string) =>
      overview.changes
        .filter((change) => change.kind === kind && change.subject === subject)
        .map(({ atSeconds }) => (atSeconds - FROM) / 60);
    const hours = [0, 60, 120, 180, 240, 300];
    expect(minutes('alert', 'HighErrorRate')).toEqual(hours.map((hour) => hour + 31));
    expect(minutes('alert-ended', 'HighErrorRate')).toEqual(hours.map((hour) => hour + 50));
  });

  it('asks nothing more while all its moments are scrubbed, and nothing moves', async () => {
    const before = page.asked.length;
    const places = new Map<string, string>();
    for (let index = 0; index < overview.grid.points; index += 1) {
      const picture = await page.refresh(at(gridTime(overview.grid, index), { moving: true }));
      expect(picture.atSeconds).toBe(gridTime(overview.grid, index));
      for (const [id, place] of picture.layout.nodes) {
        const known = places.get(id) ?? JSON.stringify(place);
        expect(JSON.stringify(place), `${id} at ${index}`).toBe(known);
        places.set(id, known);
      }
    }
    expect(page.asked.length).toBe(before);
    // Those that were there before the span was opened stand where they stood.
    for (const [id, place] of live.layout.nodes) expect(places.get(id)).toBe(JSON.stringify(place));
  });

  it.each([5, 24, 33, 45, 55, 347])('is at minute %d the picture that an ordinary refresh gives', async (minute) => {
    const other = engine();
    const ordinary = await other.refresh(at(FROM + minute * 60));
    const held = await page.refresh(at(FROM + minute * 60));
    const told = ({ mesh }: Picture) =>
      mesh.edges.map(({ id, requestsPerSecond, errorRatio, mtls, health }) => ({ id, requestsPerSecond, errorRatio, mtls, health }));
    expect(round(told(held))).toEqual(round(told(ordinary)));
    expect(held.mesh.nodes.map(({ id }) => id)).toEqual(ordinary.mesh.nodes.map(({ id }) => id));
    expect(held.latencyAsksAgain).toBe(false);
    for (const edge of ordinary.mesh.edges.filter(({ protocol }) => protocol !== 'tcp')) {
      const p99 = held.mesh.edges.find(({ id }) => id === edge.id)?.latency?.p99?.milliseconds ?? Number.NaN;
      expect(p99 / (edge.latency?.p99?.milliseconds ?? Number.NaN), edge.id).toBeCloseTo(1, 6);
    }
    expect(held.queries.map(({ family }) => family)).toEqual(['requests', 'tcp', 'connections', 'quantiles']);
  });

  it('asks the source for a moment between two, and for what closed groups need where the head rests', async () => {
    const before = page.asked.length;
    await page.refresh(at(FROM + 90));
    expect(page.asked.length).toBeGreaterThan(before);
    const group = live.mesh.groups.find(({ level }) => level === 'namespace')!;
    const closed = { ...SHOW, closed: [group.id] };
    const resting = page.asked.length;
    const moving = await page.refresh(at(FROM + 120, { moving: true }), closed);
    expect(page.asked.length).toBe(resting);
    expect(moving.latencyAsksAgain).toBe(true);
    const rested = await page.refresh(at(FROM + 120), closed);
    expect(page.asked.length).toBeGreaterThan(resting);
    expect(rested.latencyAsksAgain).toBe(false);
    expect(rested.mesh.edges.filter(({ protocol }) => protocol !== 'tcp').every(({ latency }) => latency !== undefined)).toBe(true);
  });

  it('holds two of its moments against each other without asking, and says what two questions say', async () => {
    const request = (more: Partial<RefreshRequest>) => at(FROM + 46 * 60, { beforeSeconds: FROM + 15 * 60, ...more });
    const before = page.asked.length;
    const held = await page.refresh(request({}));
    expect(page.asked.length).toBe(before);
    const told = ({ difference }: Picture) =>
      difference?.ranked.map((id) => [id, difference.edges.get(id)?.class, difference.edges.get(id)?.errorRatio]);
    expect(told(held)).toHaveLength(4);
    expect(round(told(held))).toEqual(round(told(await engine().refresh(request({})))));
    // A moment off the grid is asked where the head rests, and not while it moves.
    const off = { beforeSeconds: FROM + 15 * 60 + 30 };
    expect((await page.refresh(request({ ...off, moving: true }))).difference).toBeUndefined();
    expect(page.asked.length).toBe(before);
    expect((await page.refresh(request(off))).difference?.before.atSeconds).toBe(off.beforeSeconds);
    expect(page.asked.length).toBeGreaterThan(before);
  });

  it('is let go of when it closes', async () => {
    page.handle({ type: 'close-span' });
    const before = page.asked.length;
    await page.refresh(at(FROM + 120));
    expect(page.asked.length).toBeGreaterThan(before);
  });
});

/** Sums are taken in another order. */
const round = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'number' ? Number(one.toPrecision(9)) : one)));
