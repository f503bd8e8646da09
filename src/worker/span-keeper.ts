/** Holds one loaded span: its moments are refreshed from it without asking anybody, and all of them share one arrangement. */
import type { Outcome } from '../lib/outcome';
import type { PrometheusClient } from '../prometheus/client-types';
import type { RecordedSpan } from '../snapshot/snapshot';
import { failuresOf } from '../telemetry/failures-of';
import type { KnownEnds } from '../telemetry/families/known-ends';
import type { QuantileGrouping } from '../telemetry/families/quantiles';
import { gridIndex, type RangeGrid } from '../telemetry/range-grid';
import type { Telemetry } from '../telemetry/rows';
import { inOrder } from '../telemetry/span/changes/in-order';
import { MOST_VALUES } from '../telemetry/span/plan-span';
import type { SpanChange, TelemetrySpan } from '../telemetry/span/span';
import { type SpanTaken, takeSpan } from '../telemetry/span/take-span';
import { greatestOf, telemetryAt } from '../telemetry/span/telemetry-at';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { FromWorker, RefreshRequest, ShowOptions, SpanOverview, SpanRequest, ToWorker } from './messages';
import type { Together } from './together';

type Load = Extract<ToWorker, { readonly type: 'span' }>;

export interface SpanKeeperParts {
  readonly post: (message: FromWorker) => void;
  readonly clientFor: (request: SpanRequest) => PrometheusClient;
  readonly ends: () => KnownEnds;
  readonly scrapeIntervalOf: (request: SpanRequest) => number | undefined;
  readonly quantileGrouping: (request: SpanRequest, all: Telemetry, show: ShowOptions) => QuantileGrouping;
  /** What became of the configuration within the grid. */
  readonly policyChanges: (request: SpanRequest, grid: RangeGrid) => readonly SpanChange[];
  /** What is held is not what it was: moments may be shown, have more in them, or are gone. */
  readonly onHeld: () => void;
}

/** A span with moments to show. */
export interface HeldSpan {
  readonly request: SpanRequest;
  readonly span: TelemetrySpan;
  readonly overview: SpanOverview;
}

export interface SpanKeeper {
  /** Loads a span in place of the one before; posts `spanned` for each stage, or `failed`. */
  load(message: Load): Promise<void>;
  /** Holds a span that was recorded, as if it had been loaded. */
  hold(request: SpanRequest, recorded: RecordedSpan): SpanOverview;
  abort(id: number): void;
  close(): void;
  /** undefined = none, or its rates have not arrived. */
  present(): HeldSpan | undefined;
  /**
   * A moment of the grid for exactly this question, as an ordinary refresh would have answered it (`rates` while latency is under way);
   * undefined = it has to be asked.
   */
  momentAt(request: RefreshRequest, seconds: number): TelemetryTaken | undefined;
  /** What is laid out while the span of this question is held; the same object as long as it holds the same series. */
  together(request: RefreshRequest | undefined): Together | undefined;
}

interface Holding extends HeldSpan {
  readonly together: Together;
}

export function createSpanKeeper(parts: SpanKeeperParts): SpanKeeper {
  let holding: Holding | undefined;
  let loading: { readonly id: number; readonly controller: AbortController } | undefined;

  const keep = (request: SpanRequest, span: TelemetrySpan, overview: SpanOverview) => {
    // Percentiles that arrive later move nobody.
    const same = holding?.span.requests === span.requests && holding.span.tcp === span.tcp;
    const together = same && holding !== undefined ? holding.together : { telemetry: greatestOf(span), span };
    holding = { request, span, overview, together };
    parts.onHeld();
  };
  const letGo = () => {
    loading?.controller.abort();
    loading = undefined;
    const held = holding !== undefined;
    holding = undefined;
    if (held) parts.onHeld();
  };
  const matching = (request: RefreshRequest | undefined): Holding | undefined =>
    holding !== undefined && request !== undefined && sameQuestion(holding.request, request) ? holding : undefined;

  return {
    async load({ id, request, show }) {
      letGo();
      const controller = new AbortController();
      const { signal } = controller;
      loading = { id, controller };
      const accept = (taken: SpanTaken) => {
        if (signal.aborted) return;
        const changes = inOrder([...taken.changes, ...parts.policyChanges(request, taken.grid)]);
        const overview = overviewOf(taken, request.windowSeconds, changes);
        if (taken.span !== undefined) keep(request, taken.span, overview);
        parts.post({ type: 'spanned', id, span: overview });
      };
      const scrapeIntervalSeconds = parts.scrapeIntervalOf(request);
      const { fromSeconds, toSeconds, windowSeconds, namespaces, showIdle, source } = request;
      const { taken, problems } = await takeSpan(
        parts.clientFor(request),
        {
          fromSeconds,
          toSeconds,
          windowSeconds,
          namespaces,
          showIdle,
          signal,
          ends: parts.ends(),
          quantileGrouping: (all) => parts.quantileGrouping(request, all, show),
          ...(source.metricPrefix !== undefined && { metricPrefix: source.metricPrefix }),
          ...(scrapeIntervalSeconds !== undefined && { scrapeIntervalSeconds }),
        },
        accept,
      );
      if (signal.aborted) return;
      loading = undefined;
      if (taken?.queries.some(({ failed }) => failed === undefined)) accept(taken);
      else parts.post({ type: 'failed', id, problems, queries: taken?.queries ?? [] });
    },
    hold(request, { span, strip, changes, queries, problems }) {
      letGo();
      const overview: SpanOverview = {
        grid: span.grid,
        windowSeconds: span.windowSeconds,
        stage: 'complete',
        strip,
        changes,
        size: sizeOf(span),
        queries,
        problems,
      };
      keep(request, span, overview);
      return overview;
    },
    abort(id) {
      if (loading?.id === id) letGo();
    },
    close: letGo,
    present: () => holding,
    momentAt(request, seconds) {
      const held = matching(request);
      const index = held === undefined || request.alignNow ? undefined : gridIndex(held.span.grid, seconds);
      if (held === undefined || index === undefined) return undefined;
      const scrapeIntervalSeconds = parts.scrapeIntervalOf(held.request);
      return {
        telemetry: telemetryAt(held.span, index),
        ...ofMoment(held.overview),
        ...(scrapeIntervalSeconds !== undefined && { scrapeIntervalSeconds }),
        stage: held.overview.stage === 'complete' ? 'complete' : 'rates',
        answered: true,
      };
    },
    together: (request) => matching(request)?.together,
  };
}

/** The same mesh, window and scope, at whatever moment. */
function sameQuestion(span: SpanRequest, request: RefreshRequest): boolean {
  return (
    span.source.id === request.source.id &&
    span.source.prometheusUrl === request.source.prometheusUrl &&
    span.scenario === request.scenario &&
    span.windowSeconds === request.windowSeconds &&
    span.showIdle === request.showIdle &&
    span.namespaces.length === request.namespaces.length &&
    span.namespaces.every((namespace, index) => namespace === request.namespaces[index])
  );
}

function overviewOf(
  { grid, stage, strip, span, queries, problems }: SpanTaken,
  windowSeconds: number,
  changes: Outcome<readonly SpanChange[]>,
): SpanOverview {
  const told = [...problems, ...changes.problems];
  return { grid, windowSeconds, stage, strip, changes: changes.value, size: sizeOf(span), queries, problems: told };
}

/** Queries whose rows a moment is made of; the others are the timeline's own. */
const OF_MOMENTS: ReadonlySet<string> = new Set(['requests', 'tcp', 'connections', 'waypoints', 'quantiles', 'quantiles-native']);

/** What a picture of one moment says of its queries, without what concerns the timeline alone. */
function ofMoment({ queries, problems }: SpanOverview): Pick<TelemetryTaken, 'queries' | 'problems'> {
  const own = queries.filter(({ family }) => OF_MOMENTS.has(family));
  const failures = new Set(failuresOf(queries).map(({ message }) => message));
  const others = problems.filter(({ code, message }) => !failures.has(message) && !code.startsWith('span-'));
  return { queries: own, problems: [...others, ...failuresOf(own)] };
}

/** A row, what its values are kept in and what is known of its ends, about: measured in Node (docs/benchmarks.md). */
const BYTES_PER_SERIES = 1000;

function sizeOf(span: TelemetrySpan | undefined): SpanOverview['size'] {
  if (span === undefined) return { series: 0, values: 0, bytes: 0, mostValues: MOST_VALUES };
  const { requests, tcp, connections = [], quantiles = [], waypoints = [] } = span;
  const series = requests.length + tcp.length + connections.length + quantiles.length + waypoints.length;
  const values = series * span.grid.points;
  return { series, values, bytes: values * Float64Array.BYTES_PER_ELEMENT + series * BYTES_PER_SERIES, mostValues: MOST_VALUES };
}
