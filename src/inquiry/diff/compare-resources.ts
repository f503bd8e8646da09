/** Two inventories → which resources are not the same, and in which fields (docs/diff.md). */
import type { Inventory } from '../../istio/inventory';
import { stepsOf } from '../../istio/locate';
import { readYaml } from '../../istio/parse-yaml';
import { compareText, type Ref, refKey } from '../../istio/ref';
import { isKindName, KIND_NAMES, type KindName } from '../../istio/resources/index';
import { childPath, isRecord } from '../../istio/resources/reader';
import type { Resource } from '../../istio/resources/resource';
import type { MomentOfDiff, ResourceChange } from './model';

/** What runs, and comes and goes with every rollout, is not what somebody changed. */
const RUNNING: ReadonlySet<string> = new Set<KindName>(['Pod', 'ReplicaSet', 'EndpointSlice', 'Job']);
/** Whether resources of the kind run, rather than say how something should run. */
export const isRunning = (kind: string): boolean => RUNNING.has(kind);

/** Paths told of one resource; more say no more than that much of it differs. */
const MOST_PATHS = 20;
const DEEPEST = 60;

/**
 * Resources of both moments. One that only one of them has counts as added or removed where the other knows its kind; else only its time of
 * creation tells. What a controller made, or writes (status, versions, ages), is left out.
 */
export function compareResources(before: Inventory, after: Inventory, between: Between): readonly ResourceChange[] {
  const old = listOf(before);
  const now = listOf(after);
  const changes: ResourceChange[] = [];
  for (const [key, resource] of now) {
    const earlier = old.get(key);
    if (earlier === resource) continue;
    if (earlier === undefined) {
      if (knows(before, resource) || isWithin(resource.createdSeconds, between)) changes.push(changeOf(resource, 'added', between));
      continue;
    }
    const paths = differingPaths(earlier, resource);
    if (paths.length > 0) changes.push(changeOf(resource, 'changed', between, paths));
  }
  for (const [key, resource] of old)
    if (!now.has(key) && knows(after, resource)) changes.push({ ...nameOf(resource), class: 'removed', paths: [] });
  return changes.toSorted(byName);
}

/** Only the resources of now are known: their times tell what was created or last changed since A. What was removed nobody knows. */
export function changesByTime(after: Inventory, between: Between): readonly ResourceChange[] {
  return [...listOf(after).values()]
    .flatMap((resource): readonly ResourceChange[] => {
      if (isWithin(resource.createdSeconds, between)) return [changeOf(resource, 'added', between)];
      return isWithin(resource.changedSeconds, between) ? [changeOf(resource, 'changed', between)] : [];
    })
    .toSorted(byName);
}

/** From A, exclusive, to B. */
export interface Between {
  readonly before: MomentOfDiff;
  readonly after: MomentOfDiff;
}

const isWithin = (seconds: number | undefined, { before, after }: Between): seconds is number =>
  seconds !== undefined && seconds > before.atSeconds && seconds <= after.atSeconds;

const nameOf = ({ kind, namespace, name }: Ref): Ref => ({ kind, namespace, name });

function changeOf(resource: Resource, as: ResourceChange['class'], between: Between, paths: readonly string[] = []): ResourceChange {
  const at = [resource.changedSeconds, resource.createdSeconds].find((seconds) => isWithin(seconds, between));
  return { ...nameOf(resource), class: as, ...(at !== undefined && { atSeconds: at }), paths };
}

const byName = (a: Ref, b: Ref): number =>
  compareText(a.namespace, b.namespace) || compareText(a.kind, b.kind) || compareText(a.name, b.name);

const knows = (inventory: Inventory, { kind }: Resource): boolean => isKindName(kind) && inventory.knows(kind);

/** Refused ones too: that a policy is refused now is a change. A ConfigMap without text is none of the mesh's. */
function listOf(inventory: Inventory): ReadonlyMap<string, Resource> {
  const all = [...KIND_NAMES.flatMap((kind): readonly Resource[] => inventory.of(kind)), ...inventory.rejected];
  const written = all.filter(({ kind, controller }) => !isRunning(kind) && controller === undefined);
  return new Map(written.map((resource) => [refKey(resource), resource]));
}

/** Empty where the two are the same but for what the API server and controllers keep in them, or one cannot be read. */
function differingPaths(before: Resource, after: Resource): readonly string[] {
  const [a, b] = [before.origin.source.text, after.origin.source.text];
  if (a === b && before.origin.path === after.origin.path) return [];
  const [old, now] = [written(before), written(after)];
  if (old === undefined || now === undefined) return [];
  const paths: string[] = [];
  notePaths(old, now, { path: '', depth: 0, paths });
  return paths;
}

/** The object as somebody wrote it. */
function written({ origin }: Resource): Readonly<Record<string, unknown>> | undefined {
  const read = readYaml(origin.source.text);
  const object = read.ok ? at(read.value.value, stepsOf(origin.path) ?? []) : undefined;
  if (!isRecord(object)) return undefined;
  const { status: _, metadata, ...fields } = object;
  return { ...fields, metadata: isRecord(metadata) ? { labels: metadata.labels, annotations: annotationsOf(metadata.annotations) } : {} };
}

/** Steps come of a list's own place in a document, never from the outside. */
function at(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((inside, step) => {
    if (Array.isArray(inside)) return inside[Number(step)];
    return isRecord(inside) && Object.hasOwn(inside, step) ? inside[step] : undefined;
  }, value);
}

/** Copies of the object and counters that controllers write. */
const BOOKKEEPING = /^(kubectl\.kubernetes\.io\/|deployment\.kubernetes\.io\/)/;

function annotationsOf(annotations: unknown): unknown {
  if (!isRecord(annotations)) return undefined;
  const kept = Object.entries(annotations).filter(([name]) => !BOOKKEEPING.test(name));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

interface Noting {
  readonly path: string;
  readonly depth: number;
  readonly paths: string[];
}

/** Where two values part: entry by entry in lists of the same length, else the list as a whole. */
function notePaths(before: unknown, after: unknown, { path, depth, paths }: Noting): void {
  if (Object.is(before, after) || paths.length >= MOST_PATHS) return;
  const inside = { depth: depth + 1, paths };
  if (depth < DEEPEST && isRecord(before) && isRecord(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      notePaths(own(before, name), own(after, name), { ...inside, path: childPath(path, name) });
  } else if (depth < DEEPEST && Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, entry] of before.entries()) notePaths(entry, after[index], { ...inside, path: `${path}[${index}]` });
  } else paths.push(path);
}

const own = (record: Readonly<Record<string, unknown>>, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);
