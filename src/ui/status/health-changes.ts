/** What changed between two meshes that somebody must hear of: calls that began to fail, and calls that stopped failing. */
import type { MeshEdge } from '../../mesh/model';
import { edgeEnds, type Telling } from '../text/sentences';
import { spoken } from '../text/spoken';

/** More than this is a number: a sentence must be heard to its end. */
const MOST_NAMED = 3;

export type Failing = ReadonlySet<string>;

const isDrawn = (edge: MeshEdge): boolean => edge.foldedInto === undefined;

export const failingOf = (edges: readonly MeshEdge[]): Failing =>
  new Set(edges.filter((edge) => edge.health === 'failing' && isDrawn(edge)).map(({ id }) => id));

/** "Now failing: checkout to payment, 12 percent 503. No longer failing: web to cart."; "" when nothing of that happened. */
export function healthChanges(before: Failing, edges: readonly MeshEdge[], telling: Telling): string {
  const drawn = edges.filter(isDrawn);
  const began = drawn.filter(({ id, health }) => health === 'failing' && !before.has(id));
  // What is idle or gone did not recover.
  const ended = drawn.filter(({ id, health }) => before.has(id) && (health === 'healthy' || health === 'degraded'));
  const reason = (edge: MeshEdge) => (edge.reason === undefined ? '' : `, ${spoken(edge.reason)}`);
  return [
    listed(
      'Now failing',
      began.map((edge) => edgeEnds(edge, telling) + reason(edge)),
    ),
    listed(
      'No longer failing',
      ended.map((edge) => edgeEnds(edge, telling)),
    ),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const rest = names.length - MOST_NAMED;
  return `${what}: ${names.slice(0, MOST_NAMED).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
