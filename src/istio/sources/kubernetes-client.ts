/** Reads a Kubernetes API over a fetch that is passed in: discovery, lists page by page, watches. Never asks for Secrets. */
import type { Problem } from '../../lib/problem';
import { err, ok, type Result } from '../../lib/result';
import { isRecord } from '../resources/reader';
import { jsonLines } from './json-lines';
import { type Discovery, discover, type ServedKind } from './kubernetes-discovery';
import * as problems from './kubernetes-problems';
import { type Failure, type Fetch, receive, receiveJson, type Sending, type Wait } from './kubernetes-transport';

export type WireObject = Readonly<Record<string, unknown>>;

export interface Listed {
  readonly objects: readonly WireObject[];
  readonly resourceVersion: string;
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: WireObject;
}

/** `ended` = the server closed it in good order; `expired` = the version is too old to go on from (410): list again. */
export interface WatchEnd {
  readonly how: 'ended' | 'expired' | 'failed';
  /** Where the next watch goes on. */
  readonly resourceVersion: string;
  readonly events: number;
  readonly failure?: Failure;
}

export interface KubernetesClient {
  /** The address as it may be shown. */
  readonly shown: string;
  readonly wait: Wait;
  readonly discover: (signal?: AbortSignal) => Promise<Result<Discovery, Problem>>;
  /** `selector` is a part of the query: "labelSelector=istio.io/rev". */
  readonly list: (
    kind: ServedKind,
    options?: { readonly selector?: string | undefined; readonly signal?: AbortSignal | undefined },
  ) => Promise<Result<Listed, Failure>>;
  readonly watch: (kind: ServedKind, from: WatchFrom, onEvent: (event: WatchEvent) => void) => Promise<WatchEnd>;
}

export interface KubernetesClientOptions {
  /** `http://localhost:8001`, `https://host:6443` or a same-origin path such as `/api/kubernetes`. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly wait: Wait;
  /** Sent with every request to this address and nowhere else; never shown. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For a whole answer, watches apart. */
  readonly timeoutSeconds?: number;
}

const PAGE_OBJECTS = 500;
const MOST_PAGES = 2_000;
const MOST_RESTARTS = 3;
/** The server ends a watch after this time; a connection that says nothing for longer is dead. */
const WATCH_SECONDS = 290;
const WATCH_GRACE_SECONDS = 30;

interface WatchFrom {
  readonly resourceVersion: string;
  readonly selector?: string | undefined;
  /** How long the server shall keep it open. */
  readonly seconds?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Never throws; every failure is a Problem from `kubernetes-problems.ts`. */
export function createKubernetesClient({
  baseUrl,
  fetch,
  wait,
  headers = {},
  timeoutSeconds = 30,
}: KubernetesClientOptions): KubernetesClient {
  const base = baseOf(baseUrl);
  const shown = base ?? 'the given address';
  const sending: Sending = { base: base ?? '', shown, fetch, wait, headers };
  const ask = (path: string, what: string, signal: AbortSignal | undefined): Promise<Result<unknown, Failure>> =>
    base === undefined
      ? Promise.resolve(err({ problem: problems.badAddress() }))
      : receiveJson(sending, { path, what, seconds: timeoutSeconds, signal });
  return {
    shown,
    wait,
    discover: (signal) => discover((path, what) => ask(path, what, signal), shown),
    list: (kind, { selector, signal } = {}) => listAll((path, what) => ask(path, what, signal), kind, selector, shown),
    watch: (kind, from, onEvent) => watch(sending, kind, from, onEvent),
  };
}

function baseOf(text: string): string | undefined {
  const trimmed = text.trim().replace(/\/+$/, '');
  if (trimmed.startsWith('/') && !trimmed.startsWith('//')) return trimmed;
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  const { username, password, search, hash } = new URL(trimmed);
  return username === '' && password === '' && search === '' && hash === '' ? trimmed : undefined;
}

const query = (parts: readonly (string | undefined)[]): string => `?${parts.filter((part) => part !== undefined).join('&')}`;

type AskPath = (path: string, what: string) => Promise<Result<unknown, Failure>>;

/** All pages; a list that expires on the way starts over. */
async function listAll(ask: AskPath, kind: ServedKind, selector: string | undefined, shown: string): Promise<Result<Listed, Failure>> {
  let objects: WireObject[] = [];
  let token: string | undefined;
  let restarts = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const next = token === undefined ? undefined : `continue=${encodeURIComponent(token)}`;
    const answer = await ask(`${kind.path()}${query([selector, `limit=${PAGE_OBJECTS}`, next])}`, kind.plural);
    if (!answer.ok) {
      if (answer.error.status !== 410 || ++restarts > MOST_RESTARTS) return answer;
      objects = [];
      token = undefined;
      continue;
    }
    const read = pageOf(answer.value);
    if (read === undefined) return err({ problem: problems.notKubernetes(shown, kind.plural) });
    for (const object of read.objects) objects.push(object);
    if (read.next === '') return ok({ objects, resourceVersion: read.resourceVersion });
    token = read.next;
  }
  return err({ problem: problems.tooLarge(shown) });
}

function pageOf(answer: unknown): (Listed & { readonly next: string }) | undefined {
  if (!isRecord(answer) || !isRecord(answer.metadata)) return undefined;
  // An empty list of Go's is null.
  const items = answer.items ?? [];
  if (!Array.isArray(items) || typeof answer.kind !== 'string' || !answer.kind.endsWith('List')) return undefined;
  const { resourceVersion, continue: next } = answer.metadata;
  return {
    objects: items.filter(isRecord),
    resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '',
    next: typeof next === 'string' ? next : '',
  };
}

async function watch(
  sending: Sending,
  kind: ServedKind,
  { resourceVersion: from, selector, seconds = WATCH_SECONDS, signal }: WatchFrom,
  onEvent: (event: WatchEvent) => void,
): Promise<WatchEnd> {
  let resourceVersion = from;
  let events = 0;
  let expired = false;
  let refused = false;
  const lines = jsonLines((value) => {
    const read = eventOf(value);
    if (read === undefined) refused = true;
    else if (read.type === 'ERROR') {
      expired = isRecord(read.object) && read.object.code === 410;
      refused = !expired;
    } else {
      events++;
      resourceVersion = versionOf(read.object) ?? resourceVersion;
      if (read.type !== 'BOOKMARK') onEvent({ type: read.type, object: read.object });
    }
  });
  const path = `${kind.path()}${query([
    'watch=1',
    'allowWatchBookmarks=true',
    selector,
    `resourceVersion=${encodeURIComponent(from)}`,
    `timeoutSeconds=${seconds}`,
  ])}`;
  const asking = { path, what: kind.plural, seconds: seconds + WATCH_GRACE_SECONDS, signal };
  const received = await receive(sending, asking, (piece) => {
    if (!lines.push(piece)) refused = true;
    return !expired && !refused && !signal?.aborted;
  });
  if (expired || (!received.ok && received.error.status === 410)) return { how: 'expired', resourceVersion, events };
  if (!received.ok) return { how: 'failed', resourceVersion, events, failure: received.error };
  if (refused) return { how: 'failed', resourceVersion, events, failure: { problem: problems.notKubernetes(sending.shown, kind.plural) } };
  return { how: 'ended', resourceVersion, events };
}

function eventOf(value: unknown): { readonly type: WatchEvent['type'] | 'BOOKMARK' | 'ERROR'; readonly object: WireObject } | undefined {
  if (!isRecord(value) || !isRecord(value.object)) return undefined;
  const { type, object } = value;
  if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED' && type !== 'BOOKMARK' && type !== 'ERROR') return undefined;
  return { type, object };
}

export function versionOf(object: WireObject): string | undefined {
  const version = isRecord(object.metadata) ? object.metadata.resourceVersion : undefined;
  return typeof version === 'string' ? version : undefined;
}
