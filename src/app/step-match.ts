/** From one match to the next: the sick first, then nodes before edges, each in the order of the mesh. */
import type { MeshPart } from '../mesh/mesh-part';
import type { Health, Mesh } from '../mesh/model';
import type { App, AppState } from './app-types';

const URGENCY: Readonly<Record<Health, number>> = { failing: 0, degraded: 1, unknown: 2, healthy: 2, idle: 2 };

/** Ids of what was found and can be shown: neither removed nor a leg that a waypoint's hop stands for. */
export function matchesInOrder({ picture, matches, view }: Pick<AppState, 'picture' | 'matches' | 'view'>): readonly string[] {
  if (picture === undefined || matches.find?.ok !== true) return [];
  return inOrder(picture.mesh, matches.find.part, matches.removed, view.showFolded);
}

function inOrder({ nodes, edges }: Mesh, found: MeshPart, removed: MeshPart | undefined, showFolded: boolean): readonly string[] {
  const gone = (id: (typeof nodes)[number]['id']): boolean => removed?.nodes.has(id) === true;
  const shown = [
    ...nodes.filter(({ id }) => found.nodes.has(id) && !gone(id)),
    ...edges.filter(
      ({ id, source, target, foldedInto }) =>
        found.edges.has(id) &&
        removed?.edges.has(id) !== true &&
        !gone(source) &&
        !gone(target) &&
        (showFolded || foldedInto === undefined),
    ),
  ];
  return shown.sort((a, b) => URGENCY[a.health] - URGENCY[b.health]).map(({ id }) => id);
}

/** Selects the match after (1) or before (-1) the selected one, round and round, and brings it into view. */
export function stepMatch({ getState, actions, canvas }: App, by: 1 | -1): void {
  const state = getState();
  const order = matchesInOrder(state);
  const at = state.view.selected === undefined ? -1 : order.indexOf(state.view.selected);
  const first = by === 1 ? 0 : order.length - 1;
  const next = order[at === -1 ? first : (at + by + order.length) % order.length];
  if (next === undefined) return;
  actions.select(next);
  canvas?.reveal(next);
}
