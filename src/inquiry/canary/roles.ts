/** Which version is the one that stays, and which tool shifts the weights. */
import type { Labels } from '../../istio/labels';
import type { Evaluator } from '../../policy/evaluator';
import type { Draft } from './draft';
import type { CanaryTool } from './model';
import type { SplitVersion } from './split';
import type { SharedDestination } from './split-rules';

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

/**
 * One version is stable: the one a convention names so, else the one with the greatest share, else the first that is written. All others are
 * candidates. The stable one comes first, then by share.
 */
export function assignRoles(versions: readonly SplitVersion[], { rules }: Draft): readonly SplitVersion[] {
  const last = rules.findLast(({ conditional }) => !conditional) ?? rules.at(-1);
  const lastShare = ({ host, subset }: SplitVersion): number =>
    last?.shares.find((share) => share.host === host && share.subset === subset)?.share ?? 0;
  const rank = (version: SplitVersion): readonly number[] => [
    Number(/(^|[-.])(primary|stable)$/.test(version.subset ?? version.name)) -
      Number(/(^|[-.])(canary|preview)$/.test(version.subset ?? version.name)),
    lastShare(version),
    version.configured?.max ?? 0,
  ];
  const ranked = versions.toSorted((a, b) => compareRanks(rank(b), rank(a)));
  return ranked.map((version, index) => ({ ...version, role: index === 0 ? 'stable' : 'candidate' }));
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
