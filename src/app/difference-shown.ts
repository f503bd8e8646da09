/** What of two compared moments is on the map now. */
import type { Difference } from '../inquiry/diff/model';
import type { Picture } from '../worker/messages';
import type { Compared, ViewState } from './view-state';

type Parts = {
  readonly picture: Pick<Picture, 'difference' | 'compared'> | undefined;
  readonly view: Pick<ViewState, 'compare' | 'compared'>;
};

/** The picture says it, so that nothing is drawn as the one moment while it is the other; undefined while nothing is compared. */
export function comparedShown({ picture, view }: Parts): Compared | undefined {
  if (view.compare === undefined || picture?.difference === undefined) return undefined;
  return picture.compared ?? view.compared;
}

/** The moments that the picture draws, Unix seconds: one, or both that a difference is of; none before the first picture. */
export function momentsShown({
  picture,
  view,
}: {
  readonly picture: Picture | undefined;
  readonly view: Parts['view'];
}): readonly number[] {
  if (picture === undefined) return [];
  const difference = differenceShown({ picture, view });
  return difference === undefined ? [picture.atSeconds] : [difference.before.atSeconds, picture.atSeconds];
}

/** undefined while one moment alone is shown. */
export const differenceShown = (state: Parts): Difference | undefined =>
  comparedShown(state) === 'difference' ? state.picture?.difference : undefined;
