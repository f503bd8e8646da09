import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import type { MatrixLine } from '../../scene/matrix/matrix';
import { CHANGE_STYLES } from '../../scene/style-table';

/** "checkout", "All". */
export function lineName({ kind, name }: MatrixLine): string {
  if (kind === 'all') return 'All';
  if (name !== undefined) return displayText(name);
  return kind === 'cluster' ? 'no cluster' : 'outside';
}

/** With where it is and what it holds, for those who cannot see the indent. */
export function lineSentence(line: MatrixLine): string {
  const { kind, namespace, cluster, members, open } = line;
  if (kind === 'all') return 'All';
  const place = [namespace, cluster].flatMap((part) => (part === undefined ? [] : [displayText(part)])).join(' · ');
  const holds = kind === 'node' ? undefined : many(members, 'node');
  const state = open === undefined ? undefined : open ? 'open' : 'closed';
  const became = line.change && CHANGE_STYLES[line.change].means;
  return [lineName(line), place === '' ? undefined : `in ${place}`, holds, state, became].filter((part) => part !== undefined).join(', ');
}
