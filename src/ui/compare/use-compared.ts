import { comparedShown, differenceShown } from '../../app/difference-shown';
import type { Compared } from '../../app/view-state';
import type { Difference } from '../../inquiry/diff/model';
import { useApp } from '../use-app';

/** What of two moments the picture shows; undefined while nothing is compared. */
export const useCompared = (): Compared | undefined => useApp(comparedShown);

/** Set while the difference itself is shown. */
export const useDifference = (): Difference | undefined => useApp(differenceShown);

/** Set while two moments are compared, whichever of the two is shown. */
export const useBothMoments = (): Difference | undefined =>
  useApp(({ view, picture }) => (view.compare === undefined ? undefined : picture?.difference));
