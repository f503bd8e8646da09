/** Traffic and resources of the command line's sources → a snapshot, composed as the page composes it. */
import { plainSearchOf } from '../app/url-codec/url-codec';
import { DEFAULT_VIEW } from '../app/view-state';
import type { Inventory } from '../istio/inventory';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { TOOL_VERSION } from '../lib/tool-version';
import { chooseDefaultView } from '../mesh/default-view';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { PrometheusClient } from '../prometheus/client-types';
import type { RecordedSpan, Snapshot } from '../snapshot/snapshot';
import { createKnownEnds } from '../telemetry/families/known-ends';
import { gridEnd } from '../telemetry/range-grid';
import { takeSpan } from '../telemetry/span/take-span';
import { greatestOf } from '../telemetry/span/telemetry-at';
import { type TelemetryTaken, takeTelemetry } from '../telemetry/take-telemetry';
import type { RefreshRequest, ShowOptions, SnapshotPage } from '../worker/messages';
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
  if (asked.span !== undefined && span.recorded === undefined) return err({ problems: span.problems });
  const taken = await momentOf(client.value, asked, span.recorded, context);
  const problems = [...(configured?.value.problems ?? []), ...span.problems, ...taken.problems];
  if (!taken.answered) return err({ problems });
  return ok({ snapshot: compose(asked, { taken, inventory, span: span.recorded }, context), problems });
}

async function momentOf(
  client: PrometheusClient,
  { prometheus, atSeconds, groupBy, span: wanted }: AskedSources,
  span: RecordedSpan | undefined,
  { now }: CommandContext,
): Promise<TelemetryTaken> {
  const within = span === undefined ? wanted?.toSeconds : gridEnd(span.span.grid);
  const exactly = atSeconds ?? within;
  return takeTelemetry(client, {
    ...questionOf(prometheus),
    atSeconds: exactly ?? now() / 1000,
    alignNow: exactly === undefined,
    quantileGrouping: (rates) => groupBy ?? chooseDefaultView(rates).groupBy,
  });
}

const questionOf = ({ windowSeconds, namespaces, metricPrefix }: AskedSources['prometheus']) => ({
  windowSeconds,
  namespaces,
  showIdle: false,
  ...(metricPrefix !== undefined && { metricPrefix }),
});

async function spanOf(
  client: PrometheusClient,
  { prometheus, span, groupBy }: AskedSources,
): Promise<{ readonly recorded: RecordedSpan | undefined; readonly problems: readonly Problem[] }> {
  if (span === undefined) return { recorded: undefined, problems: [] };
  const request = {
    ...questionOf(prometheus),
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
}

function compose(asked: AskedSources, { taken, inventory, span }: Found, { now }: CommandContext): Snapshot {
  const { prometheus, groupBy } = asked;
  const { windowSeconds, namespaces } = prometheus;
  const source = { id: 'prometheus', label: SOURCE_LABEL, prometheusUrl: prometheus.url, mock: false };
  const { atSeconds } = taken.telemetry;
  const request: RefreshRequest = { source, scenario: undefined, atSeconds, alignNow: false, showIdle: false, windowSeconds, namespaces };
  const together = span === undefined ? undefined : { telemetry: greatestOf(span.span), span: span.span };
  const measured: Measured = { key: '', request, sourceId: source.id, taken, latencyAtSeconds: undefined, together };
  const show: ShowOptions = { groupBy, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
  const pictures = createPictureMaker();
  pictures.make(measured, show, inventory);
  const kubernetes = asked.configuration?.kind === 'kubernetes' ? [asked.configuration.url] : [];
  return composeSnapshot({
    page: pageOf(asked, atSeconds, now() / 1000),
    measured,
    standing: pictures.standing(measured.key, show),
    inventory,
    span,
    before: undefined,
    addresses: [prometheus.url, ...kubernetes],
    opened: undefined,
  });
}

function pageOf({ prometheus, span, groupBy, title, pseudonyms }: AskedSources, atSeconds: number, savedAtSeconds: number): SnapshotPage {
  return {
    savedAtSeconds,
    version: TOOL_VERSION,
    sourceLabel: SOURCE_LABEL,
    // Names may have to be replaced in it, and nothing is asked again by itself.
    view: plainSearchOf({
      ...DEFAULT_VIEW,
      windowSeconds: prometheus.windowSeconds,
      end: { kind: 'at', seconds: atSeconds },
      span,
      refreshSeconds: undefined,
      namespaces: prometheus.namespaces,
      groupBy,
    }),
    pins: [],
    viewport: undefined,
    retro: { title, notes: [], marks: [] },
    ranges: [],
    pseudonyms,
  };
}
