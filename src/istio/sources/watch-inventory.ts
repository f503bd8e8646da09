/** Keeps an inventory of a cluster up to date: lists every kind, watches it, lists again when a watch cannot go on. */
import type { Problem } from '../../lib/problem';
import { createInventory } from '../inventory';
import { ClusterKinds, type ClusterReading } from './cluster-kinds';
import type { KindStore } from './kind-store';
import type { KubernetesClient, WatchEnd } from './kubernetes-client';
import * as problems from './kubernetes-problems';
import { listKind } from './list-kind';
import { Turns } from './turns';

export interface WatchInventoryOptions {
  readonly client: KubernetesClient;
  readonly signal: AbortSignal;
  /** First when every kind has answered or failed once, then at most once a batch. */
  readonly onChange: (reading: ClusterReading) => void;
  readonly batchMilliseconds?: number;
  /**
   * How many watches may be open at once, and how long each is, where connections are scarce (a browser has six to a server): kinds then
   * take turns, and a change is seen after at most kinds ÷ slots × seconds. Without it every kind is watched all the time.
   */
  readonly turns?: { readonly slots: number; readonly seconds: number };
}

const LISTS_AT_A_TIME = 4;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const FORBIDDEN_DELAY_MS = 60_000;
/** After so many broken watches in a row the kind is listed anew. */
const MOST_BROKEN_WATCHES = 3;

const delayMs = (failures: number): number => Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 10));

/** Resolves when the signal is aborted, and only then; never rejects. */
export async function watchInventory(options: WatchInventoryOptions): Promise<void> {
  const { client, signal, onChange } = options;
  for (let failures = 1; !signal.aborted; failures++) {
    const discovered = await client.discover(signal);
    if (signal.aborted) return;
    if (discovered.ok) return new ClusterWatch(options, new ClusterKinds(discovered.value)).run();
    onChange(nothing(discovered.error));
    await client.wait(delayMs(failures), signal);
  }
}

const nothing = (problem: Problem): ClusterReading => ({ inventory: createInventory([]), problems: [problem], issues: [] });

class ClusterWatch {
  private readonly lists = new Turns(LISTS_AT_A_TIME);
  private readonly watches: Turns | undefined;
  private readonly unsettled: Set<KindStore>;
  private scheduled = false;

  constructor(
    private readonly options: WatchInventoryOptions,
    private readonly cluster: ClusterKinds,
  ) {
    this.watches = options.turns === undefined ? undefined : new Turns(options.turns.slots);
    this.unsettled = new Set(cluster.stores);
  }

  async run(): Promise<void> {
    if (this.cluster.stores.length === 0) this.options.onChange(this.cluster.reading());
    await Promise.all(this.cluster.stores.map((store) => this.follow(store)));
  }

  /** One kind, for as long as the signal lasts. */
  private async follow(store: KindStore): Promise<void> {
    const { client, signal } = this.options;
    let failures = 0;
    while (!signal.aborted) {
      const { resourceVersion, selector } = await this.lists.take(() => listKind(client, store, signal));
      if (signal.aborted) return;
      this.unsettled.delete(store);
      this.changed();
      if (resourceVersion === undefined) {
        await client.wait(store.coverage === 'forbidden' ? FORBIDDEN_DELAY_MS : delayMs(++failures), signal);
        continue;
      }
      const isBroken = await this.watchOn(store, resourceVersion, selector);
      failures = isBroken ? failures + 1 : 0;
      if (isBroken) await client.wait(delayMs(failures), signal);
    }
  }

  /** Watch after watch until the kind must be listed anew; true when that is because something is broken. */
  private async watchOn(store: KindStore, from: string, selector: string | undefined): Promise<boolean> {
    const { client, signal } = this.options;
    let resourceVersion = from;
    let failures = 0;
    let events = 0;
    while (!signal.aborted) {
      const end = await this.watchOnce(store, resourceVersion, selector);
      events += end.events;
      if (signal.aborted) return false;
      // A version that expires although nothing was seen since the list would expire again at once.
      if (end.how === 'expired') return events === 0;
      resourceVersion = end.resourceVersion;
      failures = end.how === 'failed' && end.events === 0 ? failures + 1 : 0;
      this.tellWatching(store, end);
      if (failures >= MOST_BROKEN_WATCHES || isRefused(end)) return true;
      if (end.how === 'failed') await client.wait(delayMs(Math.max(failures, 1)), signal);
      // A server that ends every watch at once must not be asked without a breath between.
      else if (end.events === 0) await client.wait(FIRST_DELAY_MS, signal);
    }
    return false;
  }

  private watchOnce(store: KindStore, resourceVersion: string, selector: string | undefined): Promise<WatchEnd> {
    const { client, signal, turns } = this.options;
    const watch = () =>
      client.watch(
        store.served,
        { resourceVersion, selector, signal, ...(turns === undefined ? {} : { seconds: turns.seconds }) },
        (event) => {
          store.apply(event);
          this.changed();
        },
      );
    return this.watches === undefined ? watch() : this.watches.take(watch);
  }

  private tellWatching(store: KindStore, end: WatchEnd): void {
    const earlier = store.problem;
    store.problem = end.how === 'failed' && end.events === 0 ? problems.watchEnded(store.served.plural) : undefined;
    if (earlier?.message !== store.problem?.message) this.changed();
  }

  /** Many events soon after each other are one change. */
  private changed(): void {
    const { client, signal, onChange, batchMilliseconds = 500 } = this.options;
    if (this.scheduled || this.unsettled.size > 0 || signal.aborted) return;
    this.scheduled = true;
    void client.wait(batchMilliseconds, signal).then(() => {
      this.scheduled = false;
      if (!signal.aborted) onChange(this.cluster.reading());
    });
  }
}

/** Listing is allowed and watching is not: then listing now and then has to do. */
function isRefused({ failure }: WatchEnd): boolean {
  const status = failure?.status;
  return status === 401 || status === 403 || status === 404 || status === 405;
}
