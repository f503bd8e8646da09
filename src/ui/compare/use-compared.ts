import { comparedShown, differenceShown } from '../../app/difference-shown';
import type { Compared } from '../../app/view-state';
import type { Difference, EdgeChange, NodeChange } from '../../inquiry/diff/model';
import { useApp } from '../use-app';

/** What of two moments the picture shows; undefined while nothing is compared. */
export const useCompared = (): Compared | undefined => useApp(comparedShown);

/** Set while the difference itself is shown. */
export const useDifference = (): Difference | undefined => useApp(differenceShown);

/** Set while two moments are compared, whichever of the two is shown. */
export const useBothMoments = (): Difference | undefined =>
  useApp(({ view, picture }) => (view.compare === undefined ? undefined : picture?.difference));

/** What became of an edge or a node, drawn or inside a closed group; undefined while nothing is compared. */
export function useChangeOf(id: string): EdgeChange | NodeChange | undefined {
  const drawn = useBothMoments();
  const within = useApp(({ whole }) => whole?.difference);
  if (drawn === undefined) return undefined;
  return drawn.edges.get(id) ?? drawn.nodes.get(id) ?? within?.edges.get(id) ?? within?.nodes.get(id);
}
