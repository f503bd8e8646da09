/** Holds the snapshot that is open, if any, and answers in place of a source while it is. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import type { EdgeId, MeshEdge } from '../mesh/model';
import { looksLikeHtml, snapshotInHtml } from '../snapshot/html-form';
import { readSnapshot } from '../snapshot/read-snapshot';
import type { RecordedSpan } from '../snapshot/snapshot';
import type { RangeGrid } from '../telemetry/range-grid';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { Configuration } from './configuration';
import { answerThrough } from './edge-through';
import type { FromWorker, RefreshRequest, ShowOptions, SpanOverview, SpanRequest, ToWorker } from './messages';
import { notInSnapshot } from './offline-client';
import type { Measured, PictureMaker } from './picture-maker';
import { timelineNotRecorded } from './snapshot-problems';
import { createSnapshotSource, type SnapshotSource } from './snapshot-source';

type Message<T extends ToWorker['type']> = Extract<ToWorker, { readonly type: T }>;

export interface SnapshotDeskParts {
  readonly post: (message: FromWorker) => void;
  readonly configuration: Configuration;
  readonly pictures: Pick<PictureMaker, 'takeOver'>;
  readonly keyOf: (request: RefreshRequest) => string;
  /** Makes the recorded span the one whose moments are shown without asking. */
  readonly hold: (request: SpanRequest, span: RecordedSpan) => SpanOverview;
  /** A drawn edge at every moment of the held span; undefined = there is none. */
  readonly edgeThrough: (id: EdgeId) => Through | undefined;
  /** Another world is shown from now on: nothing of the one before stands for it. */
  readonly onSwitch: () => void;
}

interface Through {
  readonly grid: RangeGrid;
  readonly edges: readonly (MeshEdge | undefined)[];
}

export interface SnapshotDesk {
  present(): SnapshotSource | undefined;
  /** Posts `snapshot-opened` or `failed`; a file that cannot be read leaves everything as it was. */
  open(message: Message<'open-snapshot'>): void;
  leave(): void;
  /** A recorded moment, arranged as it was saved; undefined = no snapshot is open. */
  measure(request: RefreshRequest, show: ShowOptions): Result<Measured, Problem> | undefined;
  /** One that was recorded by itself, exactly of this question. */
  momentAt(request: RefreshRequest, seconds: number): TelemetryTaken | undefined;
  /** False, like `span`, when no snapshot is open: then somebody has to be asked. */
  range(message: Message<'range'>): boolean;
  span(message: Message<'span'>): boolean;
}

export function createSnapshotDesk({ post, configuration, pictures, keyOf, hold, edgeThrough, onSwitch }: SnapshotDeskParts): SnapshotDesk {
  let open: SnapshotSource | undefined;
  /** Positions are taken over with the first question: it says what they are kept under. */
  let arranged = false;

  const heldSpan = ({ snapshot, spanRequest }: SnapshotSource): SpanOverview | undefined =>
    snapshot.span === undefined || spanRequest === undefined ? undefined : hold(spanRequest, snapshot.span);

  return {
    present: () => open,
    open({ id, name, bytes }) {
      const read = snapshotIn(name, new Uint8Array(bytes));
      if (!read.ok) {
        post({ type: 'failed', id, problems: [read.error], queries: [] });
        return;
      }
      onSwitch();
      const source = createSnapshotSource(read.value);
      open = source;
      arranged = false;
      configuration.record({ from: name, inventory: source.inventory, inventoryBefore: source.inventoryBefore });
      configuration.follow(source.source, undefined);
      post({ type: 'snapshot-opened', id, opened: source.opened(heldSpan(source)) });
    },
    leave() {
      if (open === undefined) return;
      open = undefined;
      onSwitch();
      configuration.record(undefined);
    },
    measure(request, show) {
      if (open === undefined) return undefined;
      const key = keyOf(request);
      if (!arranged) pictures.takeOver(key, show, open.standing);
      arranged = true;
      const found = open.moment(request);
      return found.ok ? ok({ key, request, sourceId: request.source.id, ...found.value }) : err(found.error);
    },
    momentAt(request, seconds) {
      const found = open?.moment({ ...request, atSeconds: seconds, alignNow: false });
      return found?.ok ? found.value.taken : undefined;
    },
    range({ id, queries, grid, about }) {
      if (open === undefined) return false;
      const source = open;
      const through = about === undefined ? undefined : edgeThrough(about);
      const answers = queries.map(
        (query) =>
          source.range(query, grid) ??
          (through && answerThrough(query, through.edges, through.grid, grid)) ?? {
            key: query.key,
            lines: [],
            failed: notInSnapshot(),
            problems: [],
          },
      );
      post({ type: 'ranged', id, ranges: { answers, milliseconds: 0 } });
      return true;
    },
    span({ id }) {
      if (open === undefined) return false;
      const overview = heldSpan(open);
      if (overview === undefined) post({ type: 'failed', id, problems: [timelineNotRecorded()], queries: [] });
      else post({ type: 'spanned', id, span: overview });
      return true;
    },
  };
}

/** Both forms of a file. */
function snapshotIn(name: string, bytes: Uint8Array) {
  if (!looksLikeHtml(name, bytes)) return readSnapshot(bytes);
  const held = snapshotInHtml(new TextDecoder().decode(bytes));
  return held.ok ? readSnapshot(held.value) : held;
}
