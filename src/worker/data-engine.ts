/** The data worker's engine: messages in, pictures out. Fetching, parsing, grouping and layout all happen behind it, off the main thread. */
import { assertNever } from '../lib/assert-never';
import type { Problem } from '../lib/problem';
import { createPrometheusClient } from '../prometheus/http-client';
import { dataHash } from '../snapshot/data-hash';
import { createKnownEnds, withinEndLimit } from '../telemetry/families/known-ends';
import { telemetryFromExposition } from '../telemetry/from-exposition';
import type { QueryRecord } from '../telemetry/query-record';
import { gridEnd } from '../telemetry/range-grid';
import { type TelemetryTaken, takeTelemetry } from '../telemetry/take-telemetry';
import { createAsker } from './asker';
import { awaitsBefore, createBeforeKeeper } from './before-keeper';
import { createConfiguration } from './configuration';
import { createCredentials } from './credentials';
import { createInquirer } from './inquirer';
import { carryLatency, createLatencyCadence, latencyMoment, sameQuestion } from './latency-cadence';
import type { FromWorker, Picture, RefreshRequest, ShowOptions, Source, ToWorker } from './messages';
import { offlineClient } from './offline-client';
import { createPictureMaker, type Measured } from './picture-maker';
import { worldOf } from './scenario-step';
import { createSnapshotDesk } from './snapshot-desk';
import { answerSnapshot } from './snapshot-maker';
import { createSpanKeeper } from './span-keeper';

export interface EngineParts {
  readonly fetch: typeof globalThis.fetch;
  /** Unix ms. */
  readonly now: () => number;
  readonly post: (message: FromWorker) => void;
  /** The page's address: base of relative source addresses. */
  readonly base: string;
}

export interface DataEngine {
  handle(message: ToWorker): void;
}

type Message<T extends ToWorker['type']> = Extract<ToWorker, { readonly type: T }>;

/** Names the world the bundled mock server simulates. */
const MOCK_HEADER = 'X-Seamark-Mock';

export function createDataEngine({ fetch, now, post, base }: EngineParts): DataEngine {
  const credentials = createCredentials(base);
  const pictures = createPictureMaker();
  const scrapeIntervals = new Map<string, number>();
  let ends = createKnownEnds();
  let measured: Measured | undefined;
  let show: ShowOptions | undefined;
  let inFlight: { readonly id: number; readonly controller: AbortController } | undefined;
  const cadence = createLatencyCadence();

  const headersOf = (source: Source, scenario: string | undefined, url: string) => ({
    ...credentials.headersFor(url),
    ...(source.mock && scenario !== undefined && { [MOCK_HEADER]: `scenario=${scenario}` }),
  });
  const clientFor = (source: Source, scenario: string | undefined) => {
    if (snapshots.present() !== undefined) return offlineClient;
    return createPrometheusClient({
      baseUrl: new URL(source.prometheusUrl, base).href,
      fetch,
      now,
      headers: headersOf(source, scenario, source.prometheusUrl),
    });
  };

  const pictureOf = (of: Measured, as: ShowOptions): Picture => {
    const inventory = of.before && configuration.inventoryAt(of.before.taken.telemetry.atSeconds);
    const before = of.before && { ...of.before, inventory };
    return pictures.make({ ...of, before, together: spans.together(of.request) }, as, configuration.inventory());
  };
  const redrawn = () => {
    if (measured !== undefined && show !== undefined) post({ type: 'redrawn', id: 0, picture: pictureOf(measured, show) });
  };
  const configuration = createConfiguration({
    fetch,
    now,
    base,
    headersFor: headersOf,
    onStatus: (status) => post({ type: 'configuration', id: 0, status }),
    onInventory: redrawn,
  });
  const draw = (id: number, isLast = true) => {
    if (measured === undefined || show === undefined) return;
    const picture = pictureOf(measured, show);
    post({ type: 'picture', id, picture: isLast ? picture : { ...picture, stage: 'rates' } });
  };
  const spans = createSpanKeeper({
    post,
    clientFor: ({ source, scenario }) => clientFor(source, scenario),
    ends: () => ends,
    scrapeIntervalOf: (request) => scrapeIntervals.get(keyOf(request)),
    quantileGrouping: (request, all, asked) => pictures.quantileGrouping(keyOf(request), all, show ?? asked),
    policyChanges: ({ namespaces }, grid) =>
      configuration.changes({ fromSeconds: grid.startSeconds, toSeconds: gridEnd(grid) }, namespaces),
    onHeld: () => {
      // The moment that stands there may have more in it now, such as latency.
      const again = measured?.fromSpan && measured.request && spans.momentAt(measured.request, measured.request.atSeconds);
      if (measured !== undefined && again !== undefined)
        measured = { ...measured, taken: again, before: befores.atHand(measured.request, again) ?? measured.before };
      redrawn();
    },
  });
  const befores = createBeforeKeeper({
    momentAt: (request, seconds) => snapshots.momentAt(request, seconds) ?? spans.momentAt(request, seconds),
    clientFor: ({ source, scenario }) => clientFor(source, scenario),
    ends: () => ends,
    scrapeIntervalOf: (request) => scrapeIntervals.get(keyOf(request)),
  });
  const snapshots = createSnapshotDesk({
    post,
    configuration,
    pictures,
    keyOf,
    hold: (request, recorded) => spans.hold(request, recorded),
    edgeThrough(id) {
      const span = spans.present()?.span;
      if (measured === undefined || show === undefined || span === undefined) return undefined;
      return { grid: span.grid, edges: pictures.edgeThrough(measured, show, span, id) };
    },
    onSwitch() {
      inFlight?.controller.abort();
      inFlight = undefined;
      measured = undefined;
      spans.close();
    },
  });
  const inquirer = createInquirer({
    post,
    clientFor,
    evidenceOf: (source) => {
      const inventory = configuration.inventory();
      return measured?.sourceId === source.id && inventory !== undefined ? pictures.evidence(measured, inventory) : undefined;
    },
    calls: () => pictures.calls(),
  });
  const fail = (id: number, problems: readonly Problem[], queries: readonly QueryRecord[] = []) =>
    post({ type: 'failed', id, problems, queries });
  const asker = createAsker({ post, clientFor, fail });

  async function refresh({ id, request, show: asked }: Message<'refresh'>): Promise<void> {
    inFlight?.controller.abort();
    const controller = new AbortController();
    inFlight = { id, controller };
    show = asked;
    const recorded = snapshots.measure(request, asked);
    if (recorded?.ok) {
      measured = { ...recorded.value, before: befores.atHand(request, recorded.value.taken) };
      draw(id, !awaitsBefore(measured));
      return addBefore(id, request, controller.signal);
    }
    configuration.follow(request.source, request.scenario);
    const key = keyOf(request);
    if (showFromSpan(id, request, asked)) return addBefore(id, request, controller.signal);
    if (recorded !== undefined) return fail(id, [recorded.error]);
    const before = measured?.key === key ? measured : undefined;
    const keepsLatency = cadence.keeps(request, before);

    const accept = (taken: TelemetryTaken) => {
      if (inFlight?.id !== id) return;
      const carry = before !== undefined && (taken.stage === 'rates' || keepsLatency) && sameQuestion(request, before.request);
      const shown = carry ? carryLatency(taken, before.taken) : taken;
      measured = {
        key,
        request,
        sourceId: request.source.id,
        taken: shown,
        before: befores.atHand(request, shown),
        latencyAtSeconds: carry ? latencyMoment(before, taken) : undefined,
      };
      draw(id, !awaitsBefore(measured));
    };

    ends = withinEndLimit(ends);
    const known = scrapeIntervals.get(key);
    const taken = await takeTelemetry(
      clientFor(request.source, request.scenario),
      {
        atSeconds: request.atSeconds,
        alignNow: request.alignNow,
        windowSeconds: request.windowSeconds,
        namespaces: request.namespaces,
        showIdle: request.showIdle,
        ends,
        signal: controller.signal,
        skipLatency: keepsLatency,
        ...(request.source.metricPrefix !== undefined && { metricPrefix: request.source.metricPrefix }),
        ...(known !== undefined && { knownScrapeIntervalSeconds: known }),
        quantileGrouping: (rates) => pictures.quantileGrouping(key, rates, show ?? asked),
      },
      accept,
    );
    if (inFlight?.id !== id) return;
    if (taken.scrapeIntervalSeconds !== undefined) scrapeIntervals.set(key, taken.scrapeIntervalSeconds);
    if (taken.answered) accept(taken);
    else if (before?.fromSpan && before.request === request) draw(id, !awaitsBefore(before));
    else return fail(id, taken.problems, taken.queries);
    await addBefore(id, request, controller.signal);
  }

  /** B stands; now A is asked, where one is compared with and it is not at hand. */
  async function addBefore(id: number, request: RefreshRequest, signal: AbortSignal): Promise<void> {
    if (inFlight?.id !== id) return;
    const after = measured?.request === request && awaitsBefore(measured) ? measured.taken : undefined;
    const before = after && (await befores.ask(request, after, signal));
    if (inFlight?.id !== id) return;
    inFlight = undefined;
    if (measured === undefined || before === undefined) return;
    measured = { ...measured, before };
    draw(id);
  }

  /** A moment of the held span is shown at once. False when something has to be asked: all of it, or what the span lacks where the play head rests. */
  function showFromSpan(id: number, request: RefreshRequest, asked: ShowOptions): boolean {
    const taken = spans.momentAt(request, request.atSeconds);
    if (taken === undefined) return false;
    const before = befores.atHand(request, taken);
    measured = { key: keyOf(request), request, sourceId: request.source.id, taken, before, latencyAtSeconds: undefined, fromSpan: true };
    const picture = pictureOf(measured, asked);
    const lacks = picture.latencyAsksAgain && request.moving !== true && snapshots.present() === undefined;
    const awaits = awaitsBefore(measured);
    post({ type: 'picture', id, picture: lacks || awaits ? { ...picture, stage: 'rates' } : picture });
    if (!lacks && !awaits) inFlight = undefined;
    return !lacks;
  }

  function showExposition({ id, drops, secondsApart, show: asked }: Message<'exposition'>): void {
    inFlight?.controller.abort();
    inFlight = undefined;
    show = asked;
    const read = telemetryFromExposition(drops, { secondsApart, atSeconds: now() / 1000 });
    if (!read.answered) {
      fail(id, read.problems);
      return;
    }
    measured = {
      key: EXPOSITION,
      request: undefined,
      sourceId: EXPOSITION,
      taken: { ...read, queries: [], stage: 'complete' },
      latencyAtSeconds: undefined,
    };
    draw(id);
  }

  function redraw({ id, show: asked }: Message<'show' | 'relayout'>): void {
    show = asked;
    draw(id);
  }

  function relayout(message: Message<'relayout'>): void {
    const { show: asked, restore } = message;
    if (measured !== undefined) {
      if (restore === undefined) pictures.forgetPositions(measured.key, asked);
      else pictures.restorePositions(measured.key, asked, restore);
    }
    redraw(message);
  }

  return {
    handle(message) {
      switch (message.type) {
        case 'credentials':
          credentials.remember(message.origin, message.headers);
          break;
        case 'refresh':
          void refresh(message);
          break;
        case 'show':
          redraw(message);
          break;
        case 'relayout':
          relayout(message);
          break;
        case 'whole':
          post({
            type: 'whole',
            id: message.id,
            whole: measured === undefined ? undefined : pictures.whole(measured, message.show, configuration.inventory()),
          });
          break;
        case 'data-hash':
          post({ type: 'data-hashed', id: message.id, hash: measured === undefined ? undefined : dataHash(measured.taken.telemetry) });
          break;
        case 'exposition':
          showExposition(message);
          break;
        case 'ask':
          void asker.ask(message);
          break;
        case 'range':
          if (!snapshots.range(message)) void asker.range(message);
          break;
        case 'inquire':
          void inquirer.answer(message);
          break;
        case 'bundle':
          void configuration.load(message.files, message.id).then(() => post({ type: 'configured', id: message.id }));
          break;
        case 'policies-of':
          post({ type: 'details', id: message.id, details: pictures.policiesOf(message.of) });
          break;
        case 'resource':
          post({ type: 'resource-text', id: message.id, resource: configuration.text(message.ref, message.paths) });
          break;
        case 'span':
          if (!snapshots.span(message)) void spans.load(message);
          break;
        case 'close-span':
          spans.close();
          break;
        case 'snapshot':
          post(answerSnapshot(message, { measured, show, pictures, configuration, spans, base, opened: snapshots.present()?.snapshot }));
          break;
        case 'open-snapshot':
          snapshots.open(message);
          break;
        case 'leave-snapshot':
          snapshots.leave();
          break;
        case 'abort':
          configuration.cancel(message.id);
          asker.abort(message.id);
          inquirer.abort(message.id);
          spans.abort(message.id);
          if (inFlight?.id === message.id) {
            inFlight.controller.abort();
            inFlight = undefined;
          }
          break;
        default:
          assertNever(message);
      }
    },
  };
}

const EXPOSITION = 'exposition';

/** Positions, defaults and the scrape interval belong to a source and, for the mock, its scenario, whatever step of it is shown. */
const keyOf = ({ source, scenario }: Pick<RefreshRequest, 'source' | 'scenario'>): string =>
  JSON.stringify([source.id, worldOf(scenario) ?? '']);
