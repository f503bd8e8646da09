/** Which of two versions is newer: by their version numbers, and by when their workloads were made (docs/canary.md). */
import { canonicalVersion } from '../../istio/canonical-names';
import type { Inventory } from '../../istio/inventory';
import type { Evaluator } from '../../policy/evaluator';
import type { SplitVersion } from './split';
import { workloadsOf } from './version-selectors';

/** A number as labels have it: "v2", "1.10.3", "2.0.0-rc1"; not "3f2a" or "latest". */
const NUMBER = /^v?(\d+(?:\.\d+)*)(?![\da-z]|\.\d)/i;
/** At the end of a name, where a "v" says that it is one: "cart-v2", "reviews-v1-10". */
const NUMBER_OF_NAME = /(?:^|[-.])v(\d+(?:[.-]\d+)*)$/i;
/** What one command applies is made within seconds, and no version is the older one of it. */
const LEAST_SECONDS_APART = 60;

export type VersionNumber = readonly number[];

/** undefined = it has none. What comes behind the numbers of "2.0.0-rc1" is left out, so that it equals 2.0.0. */
export function versionNumber(text: string, pattern: RegExp = NUMBER): VersionNumber | undefined {
  return pattern
    .exec(text)?.[1]
    ?.split(/[.-]/)
    .map((part) => Number.parseInt(part, 10));
}

/** Below 0 where `a` is the lower one; numbers that are missing are 0 (Semantic Versioning 2.0.0, item 11, for any count of them). */
export function compareNumbers(a: VersionNumber, b: VersionNumber): number {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Oldest first; `by` says what told it, as half a sentence. undefined = for two of them nothing tells which came first. */
export function oldestFirst(
  versions: readonly SplitVersion[],
  evaluator: Evaluator,
): { readonly versions: readonly SplitVersion[]; readonly by: string } | undefined {
  const byNumber = strictlyAscending(versions, (version) => numberOf(version, evaluator), compareNumbers);
  if (byNumber !== undefined) return { versions: byNumber, by: 'by their version numbers' };
  const byAge = strictlyAscending(
    versions,
    (version) => madeSeconds(version, evaluator),
    (a, b) => (Math.abs(a - b) < LEAST_SECONDS_APART ? 0 : a - b),
  );
  return byAge && { versions: byAge, by: 'by when their workloads were made' };
}

/** undefined where a version has no key, or two have equal ones. */
function strictlyAscending<Key>(
  versions: readonly SplitVersion[],
  keyOf: (version: SplitVersion) => Key | undefined,
  compare: (a: Key, b: Key) => number,
): readonly SplitVersion[] | undefined {
  const keyed: { readonly version: SplitVersion; readonly key: Key }[] = [];
  for (const version of versions) {
    const key = keyOf(version);
    if (key === undefined) return undefined;
    keyed.push({ version, key });
  }
  const isTied = keyed.some((one, index) => keyed.slice(index + 1).some((other) => compare(one.key, other.key) === 0));
  return isTied ? undefined : keyed.toSorted((a, b) => compare(a.key, b.key)).map(({ version }) => version);
}

/** Of the subset's label, else of the label that all its workloads share, else of the subset's or the Service's name. */
function numberOf(version: SplitVersion, { facts }: Evaluator): VersionNumber | undefined {
  const running = new Set(workloadsOf(version, facts).map(({ labels }) => canonicalVersion(labels)));
  const [only] = running.size === 1 ? running : [];
  for (const label of [canonicalVersion(version.labels), only, version.subset]) {
    const number = label === undefined ? undefined : versionNumber(label);
    if (number !== undefined) return number;
  }
  return versionNumber(version.subset ?? version.host.split('.')[0] ?? '', NUMBER_OF_NAME);
}

/** Unix seconds of its first workload; undefined = it has none, or the resources of one of them do not tell. */
function madeSeconds(version: SplitVersion, { facts, inventory }: Evaluator): number | undefined {
  let first: number | undefined;
  for (const { namespace, name } of workloadsOf(version, facts)) {
    const made = controllerSeconds(inventory, namespace, name);
    if (made === undefined) return undefined;
    first = Math.min(first ?? made, made);
  }
  return first;
}

/** Of what keeps the Pods, which stays when they are replaced. */
function controllerSeconds(inventory: Inventory, namespace: string, name: string): number | undefined {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;
  return kinds.map((kind) => inventory.find(kind, namespace, name)?.createdSeconds).find((seconds) => seconds !== undefined);
}
