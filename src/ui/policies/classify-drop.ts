/** What a dropped file is: a snapshot, Kubernetes resources, statistics of a proxy, or something only the user knows. Name first, then its first bytes. */

export type DropKind = 'snapshot' | 'resources' | 'statistics' | 'unclear';

const SNAPSHOT_NAME = /\.seamark\.json(\.gz)?$|\.html?$/i;
const SNAPSHOT_TEXT = /^\s*(<!doctype html|<html)|^\{"schema":"seamark\.snapshot\//i;
const RESOURCES_NAME = /\.(ya?ml|json)(\.gz)?$|\.gz$/i;
const STATISTICS_NAME = /\.(prom|metrics)$/i;
/** A key that every resource has, at the beginning of a line or of an object. */
const RESOURCE_TEXT = /^["']?(apiVersion|kind|items)["']?\s*:|^\s*[[{]\s*["[{]/m;
const STATISTICS_TEXT = /^# (HELP|TYPE) \S|^[a-zA-Z_:][\w:]*\{[^\n]*\}\s+[-+.\dNI]|^[a-zA-Z_:][\w:]*\w\s+[-+.\dNI][\w.+-]*\s*$/m;
const GZIP = [0x1f, 0x8b];

/** How much of a file is looked at. */
export const PROBE_BYTES = 16 * 1024;

export function classifyDrop(name: string, probe: Uint8Array): DropKind {
  if (SNAPSHOT_NAME.test(name)) return 'snapshot';
  if (GZIP.every((byte, index) => probe[index] === byte)) return 'resources';
  const text = new TextDecoder('utf-8').decode(probe);
  if (SNAPSHOT_TEXT.test(text)) return 'snapshot';
  const resources = RESOURCE_TEXT.test(text);
  const statistics = STATISTICS_TEXT.test(text);
  if (resources !== statistics) return resources ? 'resources' : 'statistics';
  if (RESOURCES_NAME.test(name)) return 'resources';
  if (STATISTICS_NAME.test(name)) return 'statistics';
  // What is no text, or nothing at all, is refused in words where statistics are read.
  return text.trim() === '' || text.includes('\u0000') || text.includes('\uFFFD') ? 'statistics' : 'unclear';
}

export interface SortedDrop<T> {
  readonly snapshot: readonly T[];
  readonly resources: readonly T[];
  readonly statistics: readonly T[];
  readonly unclear: readonly T[];
}

interface Probed {
  readonly name: string;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export async function sortDrop<T extends Probed>(files: readonly T[]): Promise<SortedDrop<T>> {
  const kinds = await Promise.all(
    files.map(async (file) => {
      try {
        return classifyDrop(file.name, new Uint8Array(await file.slice(0, PROBE_BYTES).arrayBuffer()));
      } catch {
        return 'statistics';
      }
    }),
  );
  const of = (kind: DropKind) => files.filter((_, index) => kinds[index] === kind);
  return { snapshot: of('snapshot'), resources: of('resources'), statistics: of('statistics'), unclear: of('unclear') };
}
