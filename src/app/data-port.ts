/** Promises over the worker's messages: each call carries an id, its answers find their way back, stale ones are dropped. */
import type { Ref } from '../istio/ref';
import type { Problem } from '../lib/problem';
import type { EdgeId } from '../mesh/model';
import type { PolicyDetails, ResourceText } from '../policy/drawn';
import type { InstantSample } from '../prometheus/client-types';
import type { RangeQuery, RangesAnswered } from '../telemetry/ask-ranges';
import type { QueryRecord } from '../telemetry/query-record';
import type { RangeGrid } from '../telemetry/range-grid';
import type { AnswerOf, InquiryName, QuestionOf } from '../worker/inquiries/index';
import type {
  BundleFile,
  ConfigurationStatus,
  FromWorker,
  OpenedSnapshot,
  Picture,
  RefreshRequest,
  ShowOptions,
  SnapshotPage,
  Source,
  SpanOverview,
  SpanRequest,
  ToWorker,
  WholeMesh,
} from '../worker/messages';

/**
 * Both directions of a worker; `worker/worker-client.ts` makes one in the page, tests make one by hand. Pictures share with the one before
 * what did not change (`worker/picture-wire.ts`).
 */
export interface WorkerChannel {
  send(message: ToWorker): void;
  subscribe(listener: (message: FromWorker) => void): () => void;
}

/** A refresh that gave no picture: the problems say why, the queries what was tried. */
export class RefreshFailure extends Error {
  constructor(
    readonly problems: readonly Problem[],
    readonly queries: readonly QueryRecord[],
  ) {
    super(problems[0]?.message ?? 'No source answered.');
  }
}

export interface ExpositionDrops {
  readonly drops: readonly { readonly name: string; readonly text: string }[];
  readonly secondsApart: number | undefined;
}

export interface RangeQuestion {
  readonly source: Source;
  readonly scenario: string | undefined;
  readonly queries: readonly RangeQuery[];
  readonly grid: RangeGrid;
  readonly about?: EdgeId;
}

export interface Inquired<N extends InquiryName> {
  readonly source: Source;
  readonly scenario: string | undefined;
  readonly name: N;
  readonly question: QuestionOf<N>;
}

/** The data worker as the app calls it. */
export interface DataPort {
  /** Resolves with the complete picture; earlier stages arrive through `onPicture`. Rejects with RefreshFailure, or AbortError. */
  refresh(request: RefreshRequest, show: ShowOptions, onPicture: (picture: Picture) => void, signal: AbortSignal): Promise<Picture>;
  exposition(input: ExpositionDrops, show: ShowOptions): Promise<Picture>;
  /** Regroups what was fetched; no network. */
  show(show: ShowOptions): Promise<Picture>;
  /** Lays out anew, or goes back to an arrangement that was left; no network. */
  relayout(show: ShowOptions, restore?: number): Promise<Picture>;
  /** Everything that closed groups hold; no network. undefined = nothing was fetched yet. */
  whole(show: ShowOptions): Promise<WholeMesh | undefined>;
  /** The fingerprint of what is on screen (snapshot/data-hash.ts); undefined = nothing was fetched yet. */
  dataHash(): Promise<string | undefined>;
  ask(source: Source, scenario: string | undefined, promql: string, atSeconds: number): Promise<readonly InstantSample[]>;
  /** The range queries of one chart. */
  range(question: RangeQuestion, signal: AbortSignal): Promise<RangesAnswered>;
  /** A question to configuration and observation together. */
  inquire<N extends InquiryName>(asked: Inquired<N>, onProgress: (share: number) => void, signal: AbortSignal): Promise<AnswerOf<N>>;
  /** Loads a timeline: resolves when all of it is there; earlier stages arrive through `onOverview`. */
  span(request: SpanRequest, show: ShowOptions, onOverview: (span: SpanOverview) => void, signal: AbortSignal): Promise<SpanOverview>;
  closeSpan(): void;
  /** The bytes of a snapshot file of what is shown. */
  snapshot(page: SnapshotPage): Promise<{ readonly bytes: ArrayBuffer; readonly problems: readonly Problem[] }>;
  /** Shows a snapshot file in place of a source. */
  openSnapshot(name: string, bytes: ArrayBuffer): Promise<OpenedSnapshot>;
  leaveSnapshot(): void;
  credentials(origin: string, headers: Readonly<Record<string, string>>): void;
  /** Reads dropped resources; an empty list lets go of them. What came of it arrives through `onConfiguration`. */
  bundle(files: readonly BundleFile[], signal?: AbortSignal): Promise<void>;
  policiesOf(id: string): Promise<PolicyDetails>;
  resourceText(ref: Ref, paths: readonly string[]): Promise<ResourceText | undefined>;
  /** What the worker tells without being asked. */
  onPush(listener: PushListener): void;
}

export interface PushListener {
  readonly configuration: (status: ConfigurationStatus) => void;
  readonly redrawn: (picture: Picture) => void;
}

export function createDataPort(channel: WorkerChannel): DataPort & { dispose(): void } {
  let lastId = 0;
  const waiting = new Map<number, (message: FromWorker) => void>();
  let push: PushListener | undefined;
  const unsubscribe = channel.subscribe((message) => {
    if (message.type === 'configuration') push?.configuration(message.status);
    else if (message.type === 'redrawn') push?.redrawn(message.picture);
    else waiting.get(message.id)?.(message);
  });

  /** Sends one message and settles with the first answer that `read` accepts; `failed` rejects. */
  const call = <T>(send: (id: number) => ToWorker, read: (message: FromWorker) => T | undefined, signal?: AbortSignal): Promise<T> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const abort = () => {
        waiting.delete(id);
        channel.send({ type: 'abort', id });
        reject(new DOMException('Superseded by a newer request.', 'AbortError'));
      };
      const settle = () => {
        waiting.delete(id);
        signal?.removeEventListener('abort', abort);
      };
      waiting.set(id, (message) => {
        if (message.type === 'failed') {
          settle();
          reject(new RefreshFailure(message.problems, message.queries));
          return;
        }
        const value = read(message);
        if (value === undefined) return;
        settle();
        resolve(value);
      });
      signal?.addEventListener('abort', abort, { once: true });
      channel.send(send(id));
    });

  const anyPicture = (message: FromWorker) => (message.type === 'picture' ? message.picture : undefined);

  return {
    refresh: (request, show, onPicture, signal) =>
      call(
        (id) => ({ type: 'refresh', id, request, show }),
        (message) => {
          const picture = anyPicture(message);
          if (picture !== undefined) onPicture(picture);
          return picture?.stage === 'complete' ? picture : undefined;
        },
        signal,
      ),
    exposition: (input, show) => call((id) => ({ type: 'exposition', id, ...input, show }), anyPicture),
    show: (show) => call((id) => ({ type: 'show', id, show }), anyPicture),
    relayout: (show, restore) => call((id) => ({ type: 'relayout', id, show, ...(restore !== undefined && { restore }) }), anyPicture),
    dataHash: () =>
      call(
        (id) => ({ type: 'data-hash', id }),
        (message) => (message.type === 'data-hashed' ? { hash: message.hash } : undefined),
      ).then(({ hash }) => hash),
    whole: (show) =>
      call(
        (id) => ({ type: 'whole', id, show }),
        (message) => (message.type === 'whole' ? { whole: message.whole } : undefined),
      ).then(({ whole }) => whole),
    ask: (source, scenario, promql, atSeconds) =>
      call(
        (id) => ({ type: 'ask', id, source, scenario, promql, atSeconds }),
        (message) => (message.type === 'answer' ? message.samples : undefined),
      ),
    range: (question, signal) =>
      call(
        (id) => ({ type: 'range', id, ...question }),
        (message) => (message.type === 'ranged' ? message.ranges : undefined),
        signal,
      ),
    inquire: <N extends InquiryName>(asked: Inquired<N>, onProgress: (share: number) => void, signal: AbortSignal) =>
      call<{ readonly answer: AnswerOf<N> }>(
        (id) => ({ type: 'inquire', id, ...asked }),
        (message) => {
          if (message.type === 'progress') onProgress(message.share);
          // The id says which inquiry it answers.
          return message.type === 'inquired' ? { answer: message.answer as AnswerOf<N> } : undefined;
        },
        signal,
      ).then(({ answer }) => answer),
    span: (request, show, onOverview, signal) =>
      call(
        (id) => ({ type: 'span', id, request, show }),
        (message) => {
          if (message.type !== 'spanned') return undefined;
          onOverview(message.span);
          return message.span.stage === 'complete' ? message.span : undefined;
        },
        signal,
      ),
    closeSpan: () => channel.send({ type: 'close-span' }),
    snapshot: (page) =>
      call(
        (id) => ({ type: 'snapshot', id, page }),
        (message) => (message.type === 'snapshotted' ? message : undefined),
      ),
    openSnapshot: (name, bytes) =>
      call(
        (id) => ({ type: 'open-snapshot', id, name, bytes }),
        (message) => (message.type === 'snapshot-opened' ? message.opened : undefined),
      ),
    leaveSnapshot: () => channel.send({ type: 'leave-snapshot' }),
    credentials: (origin, headers) => channel.send({ type: 'credentials', origin, headers }),
    bundle: (files, signal) =>
      call(
        (id) => ({ type: 'bundle', id, files }),
        (message) => (message.type === 'configured' ? true : undefined),
        signal,
      ).then(() => undefined),
    policiesOf: (of) =>
      call(
        (id) => ({ type: 'policies-of', id, of }),
        (message) => (message.type === 'details' ? message.details : undefined),
      ),
    resourceText: (ref, paths) =>
      call(
        (id) => ({ type: 'resource', id, ref, paths }),
        (message) => (message.type === 'resource-text' ? { text: message.resource } : undefined),
      ).then(({ text }) => text),
    onPush: (listener) => {
      push = listener;
    },
    dispose: unsubscribe,
  };
}
