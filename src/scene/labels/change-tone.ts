/** In what tone a delta is written. */
import type { Delta } from '../../inquiry/diff/model';
import { isSick } from '../../mesh/health';
import type { MeshEdge } from '../../mesh/model';
import type { Tone } from '../scene';
import { CHANGE_STYLES } from '../style-table';

/** More of what is bad: fail; less: better. What is sick at B is never called better. */
export function toneOfDelta({ before, after }: Delta, moreIs: 'worse' | 'better', edge: MeshEdge): Tone {
  const isMore = (after ?? 0) > (before ?? 0);
  const isWorse = isMore === (moreIs === 'worse');
  if (isWorse) return CHANGE_STYLES.worse.tone;
  return isSick(edge.health) ? 'ok' : CHANGE_STYLES.better.tone;
}
