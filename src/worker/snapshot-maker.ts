/** What is shown and what is behind it → a snapshot: what the worker holds, what the page adds, and nothing that may be secret. */
import type { Inventory } from '../istio/inventory';
import type { GroupId } from '../mesh/model';
import { maskSnapshot } from '../snapshot/mask-snapshot';
import { recordResources } from '../snapshot/record-resources';
import { redactSnapshot } from '../snapshot/redact-snapshot';
import { formsOfAddress } from '../snapshot/redact-text';
import type { RecordedLayout, RecordedMoment, RecordedSpan, Snapshot } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { Configuration } from './configuration';
import type { FromWorker, ShowOptions, SnapshotPage, Source, ToWorker } from './messages';
import type { Measured, PictureMaker, Standing } from './picture-maker';
import { nothingToSave } from './problems';
import type { HeldSpan, SpanKeeper } from './span-keeper';

/** All that a snapshot is made of. */
export interface SnapshotParts {
  readonly page: SnapshotPage;
  readonly measured: Measured;
  readonly standing: Standing;
  readonly inventory: Inventory | undefined;
  /** Of the same question as what is measured. */
  readonly span: RecordedSpan | undefined;
  /** The moment compared with, and the resources of then where they are known. */
  readonly before: { readonly taken: TelemetryTaken; readonly inventory: Inventory | undefined } | undefined;
  /** Addresses of the source, which no text of the file may hold. */
  readonly addresses: readonly string[];
  /** What is shown came from this snapshot: what it recorded stays as it was. */
  readonly opened: Snapshot | undefined;
}

export function composeSnapshot(parts: SnapshotParts): Snapshot {
  const { page, measured, inventory, opened } = parts;
  const span = opened?.span ?? parts.span;
  const before = parts.before === undefined ? opened?.before : momentOf({ ...measured, ...parts.before, latencyAtSeconds: undefined });
  const inventoryBefore = parts.before?.inventory;
  const resourcesBefore = inventoryBefore === undefined ? opened?.resourcesBefore : recordResources(inventoryBefore);
  const resources = inventory === undefined ? undefined : recordResources(inventory);
  const snapshot: Snapshot = {
    tool: opened?.tool ?? { name: 'seamark', version: page.version },
    savedAtSeconds: page.savedAtSeconds,
    source: { label: page.sourceLabel },
    view: page.view,
    moment: momentOf(measured),
    ...(before !== undefined && { before }),
    ...(span !== undefined && { span }),
    ranges: opened?.ranges ?? page.ranges.map(({ promql, grid, lines }) => ({ promql, grid, lines })),
    ...(resources !== undefined && { resources }),
    ...(resourcesBefore !== undefined && { resourcesBefore }),
    ...defaultsOf(parts.standing),
    places: placesOf(parts.standing, opened),
    pins: page.pins,
    ...(page.viewport !== undefined && { viewport: page.viewport }),
    retro: page.retro,
    pseudonyms: opened?.pseudonyms === true,
  };
  const redacted = redactSnapshot(snapshot, parts.addresses.flatMap(formsOfAddress));
  return page.pseudonyms && !snapshot.pseudonyms ? maskSnapshot(redacted) : redacted;
}

function momentOf({ taken, request, latencyAtSeconds }: Measured): RecordedMoment {
  const { telemetry, scrapeIntervalSeconds, queries, problems } = taken;
  return {
    telemetry,
    ...(scrapeIntervalSeconds !== undefined && { scrapeIntervalSeconds }),
    ...(latencyAtSeconds !== undefined && { latencyAtSeconds }),
    namespaces: request?.namespaces ?? [],
    showIdle: request?.showIdle ?? false,
    queries,
    problems,
  };
}

/** As far as it has arrived. */
export function recordSpan({ span, overview }: HeldSpan): RecordedSpan {
  const { strip, changes, queries, problems } = overview;
  return { span, strip, changes, queries, problems };
}

function defaultsOf({ automatic }: Standing): Pick<Snapshot, 'defaults'> {
  if (automatic === undefined) return {};
  const { groupBy, closed, gathered } = automatic;
  return { defaults: { groupBy, closed: [...closed].sort(), gathered: [...gathered].sort() } };
}

/** The way back: where everything stood when it was saved. */
export function recordedStanding({ places, defaults }: Pick<Snapshot, 'places' | 'defaults'>): Standing {
  // The ids of a file are branded as they are read: whatever they say, they stand for what this file says.
  const ids = (list: readonly string[]) => new Set(list as readonly GroupId[]);
  return {
    layout: {
      nodes: new Map(places.nodes.map(({ id, x, y }) => [id, { x, y }])),
      groups: new Map(places.groups.map(({ id, x, y, width, height }) => [id, { x, y, width, height }])),
    },
    automatic: defaults && { groupBy: defaults.groupBy, closed: ids(defaults.closed), gathered: ids(defaults.gathered) },
  };
}

/** What is laid out again where it stood may get another box by a hair: where nobody moved, the recorded places stand. */
function placesOf({ layout }: Standing, opened: Snapshot | undefined): RecordedLayout {
  if (layout === undefined) return opened?.places ?? { nodes: [], groups: [] };
  const stayed = opened?.places.nodes.every(({ id, x, y }) => {
    const point = layout.nodes.get(id);
    return point === undefined || (point.x === x && point.y === y);
  });
  if (opened !== undefined && stayed === true) return opened.places;
  return {
    nodes: byId(layout.nodes).map(([id, { x, y }]) => ({ id, x, y })),
    groups: byId(layout.groups).map(([id, { x, y, width, height }]) => ({ id, x, y, width, height })),
  };
}

const byId = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** What the worker holds when a snapshot is asked for. */
export interface SnapshotHeld {
  readonly measured: Measured | undefined;
  readonly show: ShowOptions | undefined;
  readonly pictures: Pick<PictureMaker, 'standing'>;
  readonly configuration: Pick<Configuration, 'inventory' | 'inventoryAt'>;
  readonly spans: Pick<SpanKeeper, 'together' | 'present'>;
  /** The page's address: base of relative source addresses. */
  readonly base: string;
  readonly opened: Snapshot | undefined;
}

type Asked = Extract<ToWorker, { readonly type: 'snapshot' }>;

/** The answer to the message; before anything was fetched there is nothing to save. */
export function answerSnapshot({ id, page }: Asked, held: SnapshotHeld): FromWorker {
  const { measured, show, pictures, configuration, spans, base, opened } = held;
  if (measured === undefined || show === undefined) return { type: 'failed', id, problems: [nothingToSave()], queries: [] };
  const span = spans.together(measured.request) === undefined ? undefined : spans.present();
  const before = measured.before?.wanted === true && measured.before.taken.answered ? measured.before.taken : undefined;
  const snapshot = composeSnapshot({
    page,
    measured,
    standing: pictures.standing(measured.key, show),
    inventory: configuration.inventory(),
    span: span && recordSpan(span),
    before: before && { taken: before, inventory: configuration.inventoryAt(before.telemetry.atSeconds) },
    addresses: opened === undefined ? addressesOf(measured.request?.source, base) : [],
    opened,
  });
  // `writeSnapshot` makes an array of its own.
  return { type: 'snapshotted', id, bytes: writeSnapshot(snapshot).slice().buffer, problems: [] };
}

function addressesOf(source: Source | undefined, base: string): readonly string[] {
  const urls = [source?.prometheusUrl, source?.kubernetesUrl, base];
  return urls
    .flatMap((url) => (url !== undefined && URL.canParse(url, base) ? [new URL(url, base)] : []))
    .flatMap(({ protocol, href }) => (/^https?:$/.test(protocol) ? [href] : []));
}
