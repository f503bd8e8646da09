/** Traffic and resources of the command line's sources → a snapshot, composed as the page composes it. */
import { showOptions } from '../app/show-options';
import { plainSearchOf } from '../app/url-codec/url-codec';
import { viewInFile } from '../app/view-in-file';
import type { Inventory } from '../istio/inventory';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { TOOL_VERSION } from '../lib/tool-version';
import { chooseDefaultView } from '../mesh/default-view';
import type { PrometheusClient } from '../prometheus/client-types';
import type { RecordedSpan, Snapshot } from '../snapshot/snapshot';
import { createKnownEnds } from '../telemetry/families/known-ends';
import { gridEnd } from '../telemetry/range-grid';
import { takeSpan } from '../telemetry/span/take-span';
import { greatestOf } from '../telemetry/span/telemetry-at';
import { type TelemetryTaken, takeTelemetry } from '../telemetry/take-telemetry';
import { createBeforeKeeper, type TakenBefore } from '../worker/before-keeper';
import type { RefreshRequest, SnapshotPage, Source } from '../worker/messages';
import { createPictureMaker, type Measured } from '../worker/picture-maker';
import { composeSnapshot } from '../worker/snapshot-maker';
import type { CommandContext } from './command';
import { readConfiguration } from './configuration-source';
import { clientOf } from './prometheus-source';
import type { AskedSources } from './snapshot-arguments';

export interface SnapshotTaken {
  readonly snapshot: Snapshot;
  readonly problems: readonly Problem[];
}

/** What it is called in files: its address stays out of them. */
const SOURCE_LABEL = 'Prometheus';

/** Fails on what was written wrongly (`usage`), or when the source did not answer. */
export async function takeSnapshot(
  asked: AskedSources,
  context: CommandContext,
): Promise<Result<SnapshotTaken, { readonly usage: string } | { readonly problems: readonly Problem[] }>> {
  const client = await clientOf(asked.prometheus, context);
  if (!client.ok) return err({ usage: client.error });
  const configured = asked.configuration === undefined ? undefined : await readConfiguration(asked.configuration, context);
  if (configured?.ok === false) return err({ usage: configured.error });
  const inventory = configured?.value.answered === true ? configured.value.inventory : undefined;
  const span = await spanOf(client.value, asked);
  if (asked.view.span !== undefined && span.recorded === undefined) return err({ problems: span.problems });
  const taken = await momentOf(client.value, asked, span.recorded, context);
  const problems = [...asked.problems, ...(configured?.value.problems ?? []), ...span.problems, ...taken.problems];
  if (!taken.answered) return err({ problems });
  const before = await beforeOf(client.value, asked, taken);
  const snapshot = compose(
    asked,
    { taken, inventory, span: span.recorded, before: before?.taken.answered === true ? before : undefined },
    context,
  );
  return ok({ snapshot, problems: [...problems, ...(before?.taken.problems ?? [])] });
}

/** The moment that the view compares with, asked as the page asks it; undefined = none. */
async function beforeOf(client: PrometheusClient, asked: AskedSources, taken: TelemetryTaken): Promise<TakenBefore | undefined> {
  const { compare } = asked.view;
  if (compare === undefined) return undefined;
  const { atSeconds } = taken.telemetry;
  const beforeSeconds = compare.kind === 'at' ? compare.seconds : atSeconds - compare.seconds;
  const keeper = createBeforeKeeper({
    momentAt: () => undefined,
    clientFor: () => client,
    ends: createKnownEnds,
    scrapeIntervalOf: () => taken.scrapeIntervalSeconds,
  });
  return keeper.ask({ ...requestOf(asked, atSeconds), beforeSeconds }, taken, new AbortController().signal);
}

const sourceOf = ({ prometheus: { url, metricPrefix } }: AskedSources): Source => ({
  id: 'prometheus',
  label: SOURCE_LABEL,
  prometheusUrl: url,
  mock: false,
  ...(metricPrefix !== undefined && { metricPrefix }),
});

/** The question of a moment as the page would put it. */
const requestOf = (asked: AskedSources, atSeconds: number): RefreshRequest => ({
  source: sourceOf(asked),
  scenario: undefined,
  atSeconds,
  alignNow: false,
  showIdle: asked.view.showIdle,
  windowSeconds: asked.prometheus.windowSeconds,
  namespaces: asked.prometheus.namespaces,
});

async function momentOf(
  client: PrometheusClient,
  asked: AskedSources,
  span: RecordedSpan | undefined,
  { now }: CommandContext,
): Promise<TelemetryTaken> {
  const { view, atSeconds } = asked;
  const within = span === undefined ? view.span?.toSeconds : gridEnd(span.span.grid);
  const exactly = atSeconds ?? within;
  return takeTelemetry(client, {
    ...questionOf(asked),
    atSeconds: exactly ?? now() / 1000,
    alignNow: exactly === undefined,
    quantileGrouping: (rates) => view.groupBy ?? chooseDefaultView(rates).groupBy,
  });
}

const questionOf = ({ prometheus: { windowSeconds, namespaces, metricPrefix }, view: { showIdle } }: AskedSources) => ({
  windowSeconds,
  namespaces,
  showIdle,
  ...(metricPrefix !== undefined && { metricPrefix }),
});

async function spanOf(
  client: PrometheusClient,
  asked: AskedSources,
): Promise<{ readonly recorded: RecordedSpan | undefined; readonly problems: readonly Problem[] }> {
  const { span, groupBy } = asked.view;
  if (span === undefined) return { recorded: undefined, problems: [] };
  const request = {
    ...questionOf(asked),
    ...span,
    signal: new AbortController().signal,
    ends: createKnownEnds(),
    quantileGrouping: (all: Parameters<typeof chooseDefaultView>[0]) => groupBy ?? chooseDefaultView(all).groupBy,
  };
  const { taken, problems } = await takeSpan(client, request, () => undefined);
  if (taken?.span === undefined) return { recorded: undefined, problems: taken === undefined ? problems : taken.problems };
  const { strip, changes, queries, problems: found } = taken;
  return { recorded: { span: taken.span, strip, changes, queries, problems: found }, problems: found };
}

interface Found {
  readonly taken: TelemetryTaken;
  readonly inventory: Inventory | undefined;
  readonly span: RecordedSpan | undefined;
  /** undefined = nothing is compared, or it was not answered. */
  readonly before: TakenBefore | undefined;
}

function compose(asked: AskedSources, { taken, inventory, span, before }: Found, { now }: CommandContext): Snapshot {
  const { atSeconds } = taken.telemetry;
  const request = requestOf(asked, atSeconds);
  const together = span === undefined ? undefined : { telemetry: greatestOf(span.span), span: span.span };
  const measured: Measured = { key: '', request, sourceId: request.source.id, taken, latencyAtSeconds: undefined, together, before };
  const show = showOptions(asked.view);
  const pictures = createPictureMaker();
  pictures.make(measured, show, inventory);
  const kubernetes = asked.configuration?.kind === 'kubernetes' ? [asked.configuration.url] : [];
  return composeSnapshot({
    page: pageOf(asked, { atSeconds, beforeSeconds: before?.taken.telemetry.atSeconds, savedAtSeconds: now() / 1000 }),
    measured,
    standing: pictures.standing(measured.key, show),
    inventory,
    span,
    before: before && { taken: before.taken, inventory: undefined },
    addresses: [asked.prometheus.url, ...kubernetes],
    opened: undefined,
  });
}

interface Moments {
  readonly atSeconds: number;
  readonly beforeSeconds: number | undefined;
  readonly savedAtSeconds: number;
}

function pageOf({ view, title, pseudonyms }: AskedSources, { atSeconds, beforeSeconds, savedAtSeconds }: Moments): SnapshotPage {
  return {
    savedAtSeconds,
    version: TOOL_VERSION,
    sourceLabel: SOURCE_LABEL,
    // Names may have to be replaced in it, and nothing is asked again by itself.
    view: plainSearchOf(viewInFile(view, atSeconds, beforeSeconds)),
    pins: Array.from(view.pins, ([id, place]) => ({ id, ...place })),
    viewport: view.viewport,
    retro: { title, notes: [], marks: [] },
    ranges: [],
    pseudonyms,
  };
}
