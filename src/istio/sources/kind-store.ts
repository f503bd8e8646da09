/** The objects of one kind as a Kubernetes API last told them; an unchanged object keeps its resource, so that `===` means unchanged. */
import type { Problem } from '../../lib/problem';
import type { Coverage } from '../inventory';
import { isRecord } from '../resources/reader';
import type { Resource } from '../resources/resource';
import type { InputIssue } from './bundle';
import { fieldIssues } from './bundle-issues';
import { versionOf, type WatchEvent, type WireObject } from './kubernetes-client';
import type { ServedKind } from './kubernetes-discovery';
import { parseObject } from './kubernetes-objects';

interface Entry {
  readonly version: string | undefined;
  readonly resource: Resource;
  readonly issues: readonly InputIssue[];
}

export class KindStore {
  /** undefined = never answered, so nothing is known. */
  coverage: Coverage | undefined;
  problem: Problem | undefined;
  private entries = new Map<string, Entry>();

  constructor(readonly served: ServedKind) {}

  replace(objects: readonly WireObject[]): void {
    const earlier = this.entries;
    this.entries = new Map();
    for (const object of objects) this.put(object, earlier);
    this.coverage = 'complete';
  }

  apply({ type, object }: WatchEvent): void {
    if (type === 'DELETED') this.entries.delete(keyOf(object));
    else this.put(object, this.entries);
  }

  /** Nothing of it may be read (any more). */
  forbid(): void {
    this.entries = new Map();
    this.coverage = 'forbidden';
  }

  *resources(): Generator<Resource> {
    for (const { resource } of this.entries.values()) yield resource;
  }

  *issues(): Generator<InputIssue> {
    for (const { issues } of this.entries.values()) yield* issues;
  }

  private put(object: WireObject, earlier: ReadonlyMap<string, Entry>): void {
    const key = keyOf(object);
    const version = versionOf(object);
    const known = earlier.get(key);
    if (known !== undefined && version !== undefined && known.version === version) {
      this.entries.set(key, known);
      return;
    }
    const parsed = parseObject(object, this.served);
    if (parsed.outcome !== 'read') return;
    this.entries.set(key, { version, resource: parsed.resource, issues: fieldIssues(parsed.resource, parsed.issues) });
  }
}

function keyOf({ metadata }: WireObject): string {
  const { namespace, name } = isRecord(metadata) ? metadata : {};
  return `${String(namespace ?? '')}/${String(name ?? '')}`;
}
