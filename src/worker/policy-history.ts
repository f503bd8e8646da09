/** When configuration changed: what the resources themselves say, and what this page saw while it watched. */
import type { Inventory } from '../istio/inventory';
import { type Ref, refKey, refOf, refText } from '../istio/ref';
import { isKindName, KIND_NAMES, type KindName, RESOURCE_KINDS } from '../istio/resources/index';
import type { Resource } from '../istio/resources/resource';
import type { SpanChange } from '../telemetry/span/span';

export interface TimeSpan {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface PolicyHistory {
  /** The resources as they are now; the first ones are no change. */
  note(inventory: Inventory, nowSeconds: number): void;
  /** Another source, or another step of a demonstration: what is there now replaces what was, and nobody did that. */
  startAnew(): void;
  /** By time; no namespaces = all. What is in `istio-system` or has no namespace concerns every scope. */
  within(span: TimeSpan, inventory: Inventory | undefined, namespaces: readonly string[]): readonly SpanChange[];
}

type Deed = 'made' | 'changed' | 'deleted';

interface Event {
  readonly ref: Ref;
  readonly deed: Deed;
  readonly atSeconds: number;
}

/** So many that were seen are kept, the newest. */
const MOST_SEEN = 500;
const ROOT_NAMESPACE = 'istio-system';

/** Kinds that somebody writes to say how the mesh should behave. */
const KINDS: readonly KindName[] = KIND_NAMES.filter((kind) =>
  /(^|\.)istio\.io$|^gateway\.networking\.k8s\.io$/.test(RESOURCE_KINDS[kind].group),
);

export function createPolicyHistory(): PolicyHistory {
  let known: ReadonlyMap<string, Resource> | undefined;
  let seen: readonly Event[] = [];
  return {
    note(inventory, nowSeconds) {
      const now = resourcesOf(inventory);
      const before = known;
      known = now;
      if (before === undefined) return;
      const events: Event[] = [];
      for (const [key, resource] of before) {
        if (!now.has(key) && isListed(inventory, resource)) events.push({ ref: refOf(resource), deed: 'deleted', atSeconds: nowSeconds });
      }
      for (const [key, resource] of now) {
        const earlier = before.get(key);
        if (earlier === resource) continue;
        if (earlier === undefined) events.push({ ref: refOf(resource), deed: 'made', atSeconds: resource.createdSeconds ?? nowSeconds });
        else if (wasWritten(earlier, resource))
          events.push({ ref: refOf(resource), deed: 'changed', atSeconds: resource.changedSeconds ?? nowSeconds });
      }
      seen = [...seen, ...events].slice(-MOST_SEEN);
    },
    startAnew() {
      known = undefined;
      seen = [];
    },
    within({ fromSeconds, toSeconds }, inventory, namespaces) {
      const told = inventory === undefined ? [] : Array.from(resourcesOf(inventory).values()).flatMap(ownWord);
      const isWithin = ({ atSeconds }: Event) => atSeconds >= fromSeconds && atSeconds <= toSeconds;
      const concerns = ({ ref: { namespace } }: Event) =>
        namespaces.length === 0 || namespace === '' || namespace === ROOT_NAMESPACE || namespaces.includes(namespace);
      const events = [...told, ...seen].filter((event) => isWithin(event) && concerns(event));
      const once = new Map(events.map((event) => [`${refKey(event.ref)} ${event.deed} ${Math.round(event.atSeconds)}`, event]));
      return Array.from(once.values(), changeOf).sort((a, b) => a.atSeconds - b.atSeconds);
    },
  };
}

function resourcesOf(inventory: Inventory): ReadonlyMap<string, Resource> {
  const all = KINDS.flatMap((kind): readonly Resource[] => inventory.of(kind));
  return new Map(all.map((resource) => [refKey(resource), resource]));
}

/** A list that could not be read to its end says nothing of who is gone. */
const isListed = (inventory: Inventory, { kind }: Ref): boolean => isKindName(kind) && inventory.coverage(kind) === 'complete';

/** Controllers write into a status all the time; without times, another object is another text. */
function wasWritten(before: Resource, after: Resource): boolean {
  if (before.changedSeconds !== undefined && after.changedSeconds !== undefined) return before.changedSeconds !== after.changedSeconds;
  return before.origin.source.text !== after.origin.source.text;
}

/** Of their past, resources keep when they were made and when they were last changed. */
function ownWord(resource: Resource): readonly Event[] {
  const { createdSeconds, changedSeconds } = resource;
  const ref = refOf(resource);
  return [
    ...(createdSeconds === undefined ? [] : [{ ref, deed: 'made', atSeconds: createdSeconds } as const]),
    ...(changedSeconds === undefined || changedSeconds === createdSeconds
      ? []
      : [{ ref, deed: 'changed', atSeconds: changedSeconds } as const]),
  ];
}

function changeOf({ ref, deed, atSeconds }: Event): SpanChange {
  const subject = refText(ref);
  return { kind: 'policy', atSeconds, subject, ...(ref.namespace !== '' && { namespace: ref.namespace }), says: `${subject} was ${deed}.` };
}
