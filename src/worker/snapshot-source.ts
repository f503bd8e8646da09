/** An opened snapshot in place of a source: what it recorded is answered as it was, anything else with the sentence that says what it holds. */
import type { Inventory } from '../istio/inventory';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { inventoryOfRecord } from '../snapshot/recorded-inventory';
import type { RecordedMoment, RecordedRange, Snapshot } from '../snapshot/snapshot';
import type { RangeAnswer, RangeQuery } from '../telemetry/ask-ranges';
import { gridIndex, gridTime, type RangeGrid } from '../telemetry/range-grid';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { OpenedSnapshot, RefreshRequest, Source, SpanOverview, SpanRequest } from './messages';
import type { Standing } from './picture-maker';
import { recordedStanding } from './snapshot-maker';
import { momentNotRecorded, scopeNotRecorded } from './snapshot-problems';
import { sourceOfSnapshot } from './source-of-snapshot';

export interface RecordedAnswer {
  readonly taken: TelemetryTaken;
  readonly latencyAtSeconds: number | undefined;
}

export interface SnapshotSource {
  readonly snapshot: Snapshot;
  readonly source: Source;
  /** undefined = no resources were known. */
  readonly inventory: Inventory | undefined;
  readonly inventoryBefore: Inventory | undefined;
  /** What a question has to be for the timeline to answer it; undefined = none was saved. */
  readonly spanRequest: SpanRequest | undefined;
  readonly standing: Standing;
  /** A moment that was recorded by itself. "Now" is the moment on screen when it was saved; fails with the sentence that names what is there. */
  moment(request: RefreshRequest): Result<RecordedAnswer, Problem>;
  /** What was asked then, at the moments of `grid`; undefined = nothing of it was. */
  range(query: RangeQuery, grid: RangeGrid): RangeAnswer | undefined;
  opened(span: SpanOverview | undefined): OpenedSnapshot;
}

export function createSnapshotSource(snapshot: Snapshot): SnapshotSource {
  const { moment, before, span, ranges, savedAtSeconds, tool, pseudonyms, view, pins, retro } = snapshot;
  const about = { savedAtSeconds, sourceLabel: snapshot.source.label };
  const source = sourceOfSnapshot(about);
  const recorded = before === undefined ? [moment] : [moment, before];
  return {
    snapshot,
    source,
    inventory: snapshot.resources && inventoryOfRecord(snapshot.resources),
    inventoryBefore: snapshot.resourcesBefore && inventoryOfRecord(snapshot.resourcesBefore),
    spanRequest: spanRequestOf(snapshot, source),
    standing: recordedStanding(snapshot),
    moment(request) {
      const { atSeconds, alignNow, windowSeconds } = request;
      const sameScope = recorded.filter((one) => isSameQuestion(one, request));
      if (sameScope.length === 0) return err(scopeNotRecorded(moment));
      const found = alignNow ? moment : sameScope.find(({ telemetry }) => telemetry.atSeconds === atSeconds);
      if (found === undefined || found.telemetry.windowSeconds !== windowSeconds)
        return err(
          momentNotRecorded(
            recorded.map(({ telemetry }) => telemetry.atSeconds),
            span?.span.grid,
          ),
        );
      return ok(answerOf(found));
    },
    range: ({ key, promql }, grid) => {
      const known = ranges.find((range) => range.promql === promql && sharesMoments(range.grid, grid));
      return known === undefined ? undefined : { key, lines: linesOver(known, grid), problems: [] };
    },
    opened: (overview) => ({
      ...about,
      tool,
      pseudonyms,
      view,
      pins,
      retro,
      ...(snapshot.viewport !== undefined && { viewport: snapshot.viewport }),
      atSeconds: moment.telemetry.atSeconds,
      ...(before !== undefined && { beforeSeconds: before.telemetry.atSeconds }),
      moments: recorded.map(({ telemetry }) => telemetry.atSeconds).sort((a, b) => a - b),
      span: overview,
    }),
  };
}

const isSameQuestion = (
  { telemetry, namespaces, showIdle }: RecordedMoment,
  request: Pick<RefreshRequest, 'windowSeconds' | 'namespaces' | 'showIdle'>,
): boolean =>
  telemetry.windowSeconds === request.windowSeconds &&
  showIdle === request.showIdle &&
  JSON.stringify(namespaces) === JSON.stringify(request.namespaces);

/** A recorded moment as the refresh that it was. */
export function answerOf({ telemetry, queries, problems, scrapeIntervalSeconds, latencyAtSeconds }: RecordedMoment): RecordedAnswer {
  const interval = scrapeIntervalSeconds === undefined ? {} : { scrapeIntervalSeconds };
  return { taken: { telemetry, queries, problems, ...interval, stage: 'complete', answered: true }, latencyAtSeconds };
}

function spanRequestOf({ span, moment }: Snapshot, source: Source): SpanRequest | undefined {
  if (span === undefined) return undefined;
  const { grid, windowSeconds } = span.span;
  return {
    source,
    scenario: undefined,
    windowSeconds,
    namespaces: moment.namespaces,
    showIdle: moment.showIdle,
    fromSeconds: grid.startSeconds,
    toSeconds: gridTime(grid, grid.points - 1),
  };
}

const sharesMoments = (recorded: RangeGrid, asked: RangeGrid): boolean =>
  Array.from({ length: asked.points }, (_, index) => gridTime(asked, index)).some((seconds) => gridIndex(recorded, seconds) !== undefined);

/** A gap at every moment that was not recorded. */
function linesOver({ grid: recorded, lines }: RecordedRange, grid: RangeGrid): RangeAnswer['lines'] {
  const places = Array.from({ length: grid.points }, (_, index) => gridIndex(recorded, gridTime(grid, index)));
  return lines.map(({ labels, values }) => ({
    labels,
    values: Float64Array.from(places, (place) => (place === undefined ? Number.NaN : (values[place] ?? Number.NaN))),
  }));
}
