/** Which version is the candidate and which the one it is held against, and which tool shifts the weights. */
import type { Labels } from '../../istio/labels';
import type { Evaluator } from '../../policy/evaluator';
import type { Draft } from './draft';
import type { CanaryTool } from './model';
import type { SplitVersion } from './split';
import type { SharedDestination } from './split-rules';
import { oldestFirst } from './version-order';

const ROLLOUTS_HASH = 'rollouts-pod-template-hash';
const ROLLOUTS_MANAGED = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/** By the labels, annotations and names that Flagger and Argo Rollouts give (docs/canary.md). */
export function toolOf(
  destinations: readonly SharedDestination[],
  { route }: Draft,
  { facts, inventory }: Evaluator,
): CanaryTool | undefined {
  const hosts = destinations.map(({ to }) => to.host);
  const services = hosts.flatMap((host) => facts.services.find({ host }) ?? []);
  const written = inventory.get(route.ref);
  const hashes = [...services.map(({ selector }) => selector), ...destinations.map(({ to }) => to.labels)];
  const managed = [...services, ...(written === undefined ? [] : [written])];
  if (hashes.some((labels) => labels?.has(ROLLOUTS_HASH)) || managed.some(({ annotations }) => annotations.has(ROLLOUTS_MANAGED)))
    return 'Argo Rollouts';
  const names = new Set(services.map(({ name }) => name));
  const pair = [...names].some((name) => name.endsWith('-primary') && names.has(`${name.slice(0, -'-primary'.length)}-canary`));
  const owned = written?.controller?.kind === 'Canary' || managed.some(({ labels }) => isFlagger(labels));
  return owned || pair ? 'Flagger' : undefined;
}

const isFlagger = (labels: Labels): boolean => labels.get('app.kubernetes.io/managed-by') === 'flagger';

/** Names that Flagger, Argo Rollouts and people give: `cart-primary` and `cart-canary`, `stable` and `canary`, `active` and `preview`. */
const STABLE_NAME = /(^|[-.])(primary|stable|baseline|active)$/;
const CANDIDATE_NAME = /(^|[-.])(canary|candidate|preview)$/;

export interface Roles {
  /** The stable one first, then by configured share, then as they are written; `other` for all where nothing tells. */
  readonly versions: readonly SplitVersion[];
  /** One sentence: which is the candidate and by what that is known, or that nothing tells it. */
  readonly says: string;
}

interface Told {
  readonly stable: SplitVersion;
  readonly candidates: readonly SplitVersion[];
  readonly by: string;
}

/** By names, else by version numbers, else by age; never by shares, which say the opposite at 0 and at 100 % (docs/canary.md). */
export function assignRoles(versions: readonly SplitVersion[], evaluator: Evaluator): Roles {
  const told = byNames(versions) ?? byOrder(versions, evaluator);
  const roleOf = (version: SplitVersion): SplitVersion['role'] => {
    if (version === told?.stable) return 'stable';
    return told?.candidates.includes(version) ? 'candidate' : 'other';
  };
  const share = ({ role, configured }: SplitVersion): number => Number(role === 'stable') * 2 + (configured?.max ?? 0);
  return {
    versions: versions.map((version) => ({ ...version, role: roleOf(version) })).toSorted((a, b) => share(b) - share(a)),
    says:
      told === undefined
        ? NOTHING_TELLS
        : rolesSay(
            told.stable.name,
            told.candidates.map(({ name }) => name),
            told.by,
          ),
  };
}

const NOTHING_TELLS =
  'Nothing tells which version is the candidate: no name such as stable or canary, no version numbers, and no workloads made one after the other.';

/** "v1 is the stable version and v2 the candidate, by their version numbers." */
export function rolesSay(stable: string, candidates: readonly string[], by: string): string {
  const what = candidates.length === 1 ? `${candidates[0]} the candidate` : `the candidates are ${candidates.join(', ')}`;
  return `${stable} is the stable version and ${what}, ${by}.`;
}

/** One is named stable, or all but one are named candidates. */
function byNames(versions: readonly SplitVersion[]): Told | undefined {
  const named = (pattern: RegExp) => versions.filter(({ name, subset }) => pattern.test(subset ?? name));
  const stable = named(STABLE_NAME);
  const candidates = new Set(named(CANDIDATE_NAME));
  const [only, another] = stable.length > 0 || candidates.size === 0 ? stable : versions.filter((version) => !candidates.has(version));
  if (only === undefined || another !== undefined) return undefined;
  return { stable: only, candidates: versions.filter((version) => version !== only), by: 'by their names' };
}

/**
 * The newest is a candidate. What it is held against is the oldest of those before it that have a share, else the last one before it: a
 * version that was replaced long ago, and is still deployed, is neither.
 */
function byOrder(versions: readonly SplitVersion[], evaluator: Evaluator): Told | undefined {
  const ordered = oldestFirst(versions, evaluator);
  if (ordered === undefined) return undefined;
  const before = ordered.versions.slice(0, -1);
  const stable = before.find(({ configured }) => configured === undefined || configured.max > 0) ?? before.at(-1);
  if (stable === undefined) return undefined;
  return { stable, candidates: ordered.versions.slice(ordered.versions.indexOf(stable) + 1), by: ordered.by };
}
