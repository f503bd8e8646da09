/** What is shown and what is behind it → a snapshot: what the worker holds, what the page adds, and nothing that may be secret. */
import type { Inventory } from '../istio/inventory';
import type { Problem } from '../lib/problem';
import { maskSnapshot } from '../snapshot/mask-snapshot';
import { recordResources } from '../snapshot/record-resources';
import { redactSnapshot } from '../snapshot/redact-snapshot';
import { formsOfAddress } from '../snapshot/redact-text';
import type { RecordedLayout, RecordedMoment, RecordedSpan, Snapshot } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import type { FromWorker, SnapshotPage, Source, ToWorker } from './messages';
import type { Measured, Standing } from './picture-maker';
import { nothingToSave } from './problems';
import type { HeldSpan } from './span-keeper';

/** All that a snapshot is made of. */
export interface SnapshotParts {
  readonly page: SnapshotPage;
  readonly measured: Measured;
  readonly standing: Standing;
  readonly inventory: Inventory | undefined;
  /** Of the same question as what is measured. */
  readonly span: HeldSpan | undefined;
  /** The moment compared with. */
  readonly before: Measured | undefined;
  /** Addresses of the source, which no text of the file may hold. */
  readonly addresses: readonly string[];
  /** What is shown came from this snapshot: what it recorded stays as it was. */
  readonly opened: Snapshot | undefined;
}

export function composeSnapshot(parts: SnapshotParts): Snapshot {
  const { page, measured, inventory, opened } = parts;
  const span = opened?.span ?? spanOf(parts.span);
  const before = parts.before === undefined ? opened?.before : momentOf(parts.before);
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
    ...(opened?.resourcesBefore !== undefined && { resourcesBefore: opened.resourcesBefore }),
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

function spanOf(held: HeldSpan | undefined): RecordedSpan | undefined {
  if (held === undefined) return undefined;
  const { span, overview } = held;
  const { strip, changes, queries, problems } = overview;
  return { span, strip, changes, queries, problems };
}

function defaultsOf({ automatic }: Standing): Pick<Snapshot, 'defaults'> {
  if (automatic === undefined) return {};
  const { groupBy, closed, gathered } = automatic;
  return { defaults: { groupBy, closed: [...closed].sort(), gathered: [...gathered].sort() } };
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
export interface SnapshotHeld extends Omit<SnapshotParts, 'page' | 'measured' | 'addresses'> {
  readonly measured: Measured | undefined;
}

type Asked = Extract<ToWorker, { readonly type: 'snapshot' }>;

/** The answer to the message; before anything was fetched there is nothing to save. */
export function answerSnapshot({ id, page }: Asked, held: SnapshotHeld, base: string): FromWorker {
  const { measured } = held;
  const problems: readonly Problem[] = [];
  if (measured === undefined) return { type: 'failed', id, problems: [nothingToSave()], queries: [] };
  const snapshot = composeSnapshot({ ...held, page, measured, addresses: addressesOf(measured.request?.source, base) });
  // `writeSnapshot` makes an array of its own.
  return { type: 'snapshotted', id, bytes: writeSnapshot(snapshot).slice().buffer, problems };
}

function addressesOf(source: Source | undefined, base: string): readonly string[] {
  const urls = [source?.prometheusUrl, source?.kubernetesUrl, base];
  return urls
    .flatMap((url) => (url !== undefined && URL.canParse(url, base) ? [new URL(url, base)] : []))
    .flatMap(({ protocol, href }) => (/^https?:$/.test(protocol) ? [href] : []));
}
