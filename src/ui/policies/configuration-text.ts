/** The state of configuration in words: what the button says, and what is worth saying of each kind. */
import { displayText } from '../../scene/display-text';
import type { ConfigurationStatus } from '../../worker/messages';

export const resourceCount = ({ kinds }: ConfigurationStatus): number => kinds.reduce((sum, { count }) => sum + count, 0);

/** How many problems and issues need eyes. */
export function troubleCount({ problems, issues }: ConfigurationStatus): number {
  return problems.length + issues.filter(({ severity }) => severity !== 'info').length;
}

/** Short enough for a button. */
export function chipText(status: ConfigurationStatus): string {
  const { origin, phase, from, progress } = status;
  if (phase === 'reading') return progress === undefined ? 'reading…' : `reading ${Math.round(progress * 100)} %`;
  const trouble = troubleCount(status);
  const marks = trouble === 0 ? '' : ` ▲ ${trouble}`;
  if (phase === 'failed') return `unreadable${marks}`;
  if (origin === 'none') return `none${marks}`;
  const name = origin === 'kubernetes' ? 'Kubernetes' : bundleName(from);
  return `${name}${marks}`;
}

/** "mesh.yaml", or "3 files". */
export function bundleName(from: readonly string[]): string {
  const [only] = from;
  return from.length === 1 && only !== undefined ? displayText(only.split('/').at(-1) ?? only, 28) : `${from.length} files`;
}

export type Kind = ConfigurationStatus['kinds'][number];

/** Kinds that the API refused or does not serve: what they would decide is unknown. */
export const absentKinds = ({ kinds }: ConfigurationStatus): readonly Kind[] =>
  kinds.filter(({ coverage }) => coverage === 'forbidden' || coverage === 'missing');

/** Most first. */
export const presentKinds = ({ kinds }: ConfigurationStatus): readonly Kind[] =>
  kinds.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
