/** The resources as they would be after a draft was applied, and what each document does to them (docs/what-if.md). */
import { type Coverage, createInventory, type Inventory } from '../../istio/inventory';
import { type Ref, refKey } from '../../istio/ref';
import { isKindName, KIND_NAMES, type KindName, RESOURCE_KINDS } from '../../istio/resources/index';
import type { Resource, ResourceKind } from '../../istio/resources/resource';
import { share } from '../../lib/share';
import type { DraftEffect } from './model';
import type { DraftDocument } from './read-draft';

/** A document that counts: what it puts in place of what, or takes away. */
export interface EffectiveChange {
  readonly ref: Ref;
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
}

export interface JudgedDocument {
  readonly document: DraftDocument;
  readonly does: DraftEffect;
}

export interface JudgedRemoval {
  readonly ref: Ref;
  readonly does: 'removes' | 'absent';
}

export interface ChangedInventory {
  readonly inventory: Inventory;
  readonly documents: readonly JudgedDocument[];
  readonly removals: readonly JudgedRemoval[];
  readonly changes: readonly EffectiveChange[];
}

/** What is applied at `newestSeconds` is newer than everything that stands. */
export function changedInventory(
  inventory: Inventory,
  documents: readonly DraftDocument[],
  remove: readonly Ref[],
  atSeconds: number,
): ChangedInventory {
  const removed = new Map(remove.map((ref) => [refKey(ref), ref]));
  const last = new Map<string, DraftDocument>();
  for (const each of documents) if ('resource' in each.found) last.set(refKey(each.found.resource), each);
  const newestSeconds = newest(inventory, atSeconds);
  const changes: EffectiveChange[] = [];
  const judged = documents.map((written): JudgedDocument => {
    const { found } = written;
    if (!('resource' in found)) return { document: written, does: 'unread' in found ? 'unread' : 'unreadable' };
    const key = refKey(found.resource);
    if (removed.has(key) || last.get(key) !== written) return { document: written, does: 'superseded' };
    if (found.resource.rejected) return { document: written, does: 'refused' };
    const before = inventory.get(found.resource);
    const after = applied(found.resource, before, newestSeconds);
    if (before !== undefined && !before.rejected && isSame(before, after)) return { document: written, does: 'same' };
    changes.push({ ref: found.resource, before, after });
    return { document: written, does: before === undefined ? 'adds' : 'replaces' };
  });
  const removals = [...removed.values()].map((ref): JudgedRemoval => {
    const before = inventory.get(ref);
    if (before !== undefined) changes.push({ ref, before, after: undefined });
    return { ref, does: before === undefined ? 'absent' : 'removes' };
  });
  return { inventory: withChanges(inventory, changes), documents: judged, removals, changes };
}

/** The same inventory with these changes; how complete each kind is stays as it was. */
export function withChanges(inventory: Inventory, changes: readonly EffectiveChange[]): Inventory {
  if (changes.length === 0) return inventory;
  const changed = new Map(changes.map(({ ref, after }) => [refKey(ref), after]));
  const left = [...inventory.duplicates, ...KIND_NAMES.flatMap((kind): readonly Resource[] => inventory.of(kind)), ...inventory.rejected];
  const coverage = new Map<KindName, Coverage>(KIND_NAMES.map((kind) => [kind, inventory.coverage(kind)]));
  const kept = left.filter((resource) => !changed.has(refKey(resource)));
  return createInventory([...kept, ...[...changed.values()].filter((resource) => resource !== undefined)], coverage);
}

function newest(inventory: Inventory, atSeconds: number): number {
  let newestSeconds = atSeconds;
  for (const kind of KIND_NAMES)
    for (const { createdSeconds = 0 } of inventory.of(kind)) if (createdSeconds >= newestSeconds) newestSeconds = createdSeconds + 1;
  return newestSeconds;
}

/** What the API server makes of it: it keeps the age of what it replaces, and lets nobody write ages or a status. */
function applied(written: Resource, before: Resource | undefined, newestSeconds: number): Resource {
  const { createdSeconds, ...resource } = without(written, 'status');
  const age = before === undefined ? newestSeconds : (before.createdSeconds ?? createdSeconds);
  return {
    ...(before === undefined || saysWhatWasMade(before) ? {} : statusOf(before)),
    ...resource,
    ...(resource.kind === 'Namespace' &&
      before?.labels.has(NAME_LABEL) !== false && { labels: new Map([...resource.labels, [NAME_LABEL, resource.name]]) }),
    ...(age !== undefined && { createdSeconds: age }),
    ...(before?.controller !== undefined && { controller: before.controller }),
  };
}

/** Set by the API server on every Namespace; files often leave it out. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The status of policies and routes says what istiod made of the resource as it was; that of others (addresses, phases) tells what runs. */
function saysWhatWasMade({ kind }: Resource): boolean {
  const described: ResourceKind<unknown> | undefined = isKindName(kind) ? RESOURCE_KINDS[kind] : undefined;
  return described?.group.endsWith('.istio.io') === true || kind.endsWith('Route');
}

const statusOf = (resource: Resource): object => ('status' in resource ? { status: resource.status } : {});

function without(resource: Resource, field: 'status'): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => name !== field)) as unknown as Resource;
}

/** Nothing differs that a person wrote. */
function isSame(before: Resource, after: Resource): boolean {
  const [old, now] = [before, after].map((resource) =>
    Object.fromEntries(Object.entries(resource).filter(([name]) => !UNWRITTEN.has(name))),
  );
  return share(old, now) === old;
}

const UNWRITTEN: ReadonlySet<string> = new Set(['origin', 'createdSeconds', 'controller', 'status', 'apiVersion']);
