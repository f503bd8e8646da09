/** The resources at hand: those of the source's Kubernetes API, or of files that were dropped in their place. */
import { createInventory, type Inventory } from '../istio/inventory';
import { positionsIn } from '../istio/locate';
import type { Ref } from '../istio/ref';
import { KIND_NAMES } from '../istio/resources/index';
import type { InputIssue } from '../istio/sources/bundle';
import { createKubernetesClient } from '../istio/sources/kubernetes-client';
import { readBundle } from '../istio/sources/read-bundle';
import { watchInventory } from '../istio/sources/watch-inventory';
import type { Problem } from '../lib/problem';
import type { ResourceText } from '../policy/drawn';
import type { SpanChange } from '../telemetry/span/span';
import { createInventoryHistory } from './inventory-history';
import type { BundleFile, ConfigurationStatus, Source } from './messages';
import { createPolicyHistory, type TimeSpan } from './policy-history';
import { worldOf } from './scenario-step';
import { wait } from './wait';

export interface ConfigurationParts {
  readonly fetch: typeof globalThis.fetch;
  /** Unix ms. */
  readonly now: () => number;
  /** The page's address: base of relative source addresses. */
  readonly base: string;
  readonly headersFor: (source: Source, scenario: string | undefined, url: string) => Readonly<Record<string, string>>;
  readonly onStatus: (status: ConfigurationStatus) => void;
  /** The resources changed. */
  readonly onInventory: () => void;
}

/** The resources of a snapshot, and those of the moment it is compared with; undefined = none were known. */
interface Recorded {
  readonly from: string;
  readonly inventory: Inventory | undefined;
  readonly inventoryBefore: Inventory | undefined;
}

export interface Configuration {
  /** Watches the Kubernetes API of this source, if it has one; the same source again changes nothing. */
  follow(source: Source, scenario: string | undefined): void;
  /** Files take the place of the Kubernetes API; no files give it back. Resolves when they are read, cancelled or superseded. */
  load(files: readonly BundleFile[], id: number): Promise<void>;
  cancel(id: number): void;
  /** What a snapshot recorded takes the place of everything, also where it knows no resources; undefined gives back what was there. */
  record(recorded: Recorded | undefined): void;
  /** undefined while there are no resources. */
  inventory(): Inventory | undefined;
  /** As they were then; undefined = nobody watched, or files stand in their place, which have no time. */
  inventoryAt(seconds: number): Inventory | undefined;
  /** What is known to have changed in a span of time. */
  changes(span: TimeSpan, namespaces: readonly string[]): readonly SpanChange[];
  /** A resource as it was read, with the lines of these fields; undefined = it is not (or no longer) among the resources. */
  text(ref: Ref, paths: readonly string[]): ResourceText | undefined;
}

/** A browser has six connections to a server, and traffic needs some: watches take turns. */
const WATCH_TURNS = { slots: 2, seconds: 2 };

interface Held {
  readonly origin: 'kubernetes' | 'bundle';
  readonly from: readonly string[];
  readonly inventory: Inventory;
  readonly problems: readonly Problem[];
  readonly issues: readonly InputIssue[];
}

export function createConfiguration(parts: ConfigurationParts): Configuration {
  let cluster: Held | undefined;
  let bundle: Held | undefined;
  let watching: { readonly key: string; readonly world: string; readonly controller: AbortController } | undefined;
  let reading: { readonly id: number; readonly controller: AbortController } | undefined;

  const history = createPolicyHistory();
  const inventories = createInventoryHistory();
  /** While a snapshot is open: its resources, and the files that were held before. */
  let snapshot: { readonly held: Held | undefined; readonly before: Inventory | undefined; readonly aside: Held | undefined } | undefined;

  const held = () => bundle ?? (snapshot === undefined ? cluster : snapshot.held);
  const tell = (change: Partial<ConfigurationStatus> = {}) => parts.onStatus({ ...statusOf(held()), ...change });
  const changed = () => {
    tell();
    parts.onInventory();
  };

  return {
    follow(source, scenario) {
      const key = source.kubernetesUrl === undefined ? '' : JSON.stringify([source.id, source.kubernetesUrl, scenario ?? '']);
      if (key === (watching?.key ?? '')) return;
      watching?.controller.abort();
      const world = JSON.stringify([source.id, source.kubernetesUrl, worldOf(scenario) ?? '']);
      // Another step of the same demonstration: its objects take the place of these when they are read.
      const stays = cluster !== undefined && watching?.world === world;
      watching = undefined;
      history.startAnew();
      inventories.startAnew();
      const had = cluster !== undefined;
      if (!stays) cluster = undefined;
      if (had && !stays && bundle === undefined) changed();
      const { kubernetesUrl } = source;
      if (kubernetesUrl === undefined) return;
      const controller = new AbortController();
      watching = { key, world, controller };
      const from = [kubernetesUrl];
      if (bundle === undefined && !stays) tell({ origin: 'kubernetes', phase: 'reading', from });
      const url = new URL(kubernetesUrl, parts.base).href;
      void watchInventory({
        client: createKubernetesClient({
          baseUrl: url,
          fetch: (input, init) => parts.fetch(input, init),
          wait,
          headers: parts.headersFor(source, scenario, kubernetesUrl),
        }),
        signal: controller.signal,
        turns: WATCH_TURNS,
        onChange: ({ inventory, problems, issues }) => {
          if (controller.signal.aborted) return;
          cluster = { origin: 'kubernetes', from, inventory, problems, issues };
          history.note(inventory, parts.now() / 1000);
          inventories.note(inventory, parts.now() / 1000);
          if (bundle === undefined && snapshot === undefined) changed();
        },
      });
    },
    async load(files, id) {
      reading?.controller.abort();
      if (files.length === 0) {
        reading = undefined;
        bundle = undefined;
        changed();
        return;
      }
      const controller = new AbortController();
      reading = { id, controller };
      const total = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
      const from = files.map(({ name }) => name);
      tell({ phase: 'reading', progress: 0 });
      const { value, problems } = await readBundle(
        files.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })),
        {
          pause: () => wait(0, controller.signal),
          signal: controller.signal,
          onProgress: ({ bytesDone }) => {
            if (!controller.signal.aborted) tell({ phase: 'reading', progress: total === 0 ? 1 : Math.min(1, bytesDone / total) });
          },
        },
      );
      if (reading?.controller !== controller) return;
      reading = undefined;
      if (controller.signal.aborted) tell();
      // Files without a single resource change nothing: what was there stays, and the problems say why.
      else if (value.resources.length === 0) tell({ phase: 'failed', problems, issues: value.issues });
      else {
        bundle = { origin: 'bundle', from, inventory: createInventory(value.resources), problems, issues: value.issues };
        changed();
      }
    },
    cancel(id) {
      if (reading?.id !== id) return;
      reading.controller.abort();
      reading = undefined;
      tell();
    },
    record(recorded) {
      const aside = snapshot === undefined ? bundle : snapshot.aside;
      if (recorded === undefined) {
        bundle = aside;
        snapshot = undefined;
      } else {
        const { from, inventory, inventoryBefore } = recorded;
        bundle = undefined;
        const held: Held | undefined = inventory && { origin: 'bundle', from: [from], inventory, problems: [], issues: [] };
        snapshot = { held, before: inventoryBefore, aside };
      }
      tell();
    },
    inventory: () => held()?.inventory,
    inventoryAt(seconds) {
      if (bundle !== undefined) return undefined;
      return snapshot === undefined ? inventories.at(seconds) : snapshot.before;
    },
    changes: (span, namespaces) => history.within(span, held()?.inventory, namespaces),
    text(ref, paths) {
      const resource = held()?.inventory.get(ref);
      if (resource === undefined) return undefined;
      const { source } = resource.origin;
      const positionOf = positionsIn(resource.origin);
      const lines = paths.flatMap((path): [string, number][] => {
        const line = positionOf(path)?.line;
        return line === undefined ? [] : [[path, line - source.firstLine + 1]];
      });
      return { ref, from: fromText(source), firstLine: source.firstLine, text: source.text, lines: new Map(lines) };
    },
  };
}

const fromText = ({ file, document: index }: { readonly file: string; readonly document: number }): string =>
  index === 1 ? file : `${file}, document ${index}`;

function statusOf(held: Held | undefined): ConfigurationStatus {
  if (held === undefined) return { origin: 'none', phase: 'ready', from: [], kinds: [], problems: [], issues: [] };
  const { origin, from, inventory, problems, issues } = held;
  const kinds = KIND_NAMES.map((kind) => ({
    kind,
    count: inventory.of(kind).length,
    coverage: inventory.coverage(kind),
  }));
  const failed = origin === 'kubernetes' && kinds.every(({ coverage }) => coverage === 'none' || coverage === 'forbidden');
  return { origin, phase: failed ? 'failed' : 'ready', from, kinds, problems, issues };
}
