/** What the picture does not draw, counted: nothing is hidden silently. */
import type { AppState } from '../../app/app-types';
import { many } from '../../lib/many';
import { isClosedGroup } from '../../mesh/closed-node';
import type { RemovedFromScene } from '../../scene/scene';
import { sickText } from '../find/removed-text';
import { countText } from '../text/count-text';

export interface HiddenCounts {
  /** Nodes inside closed namespaces. */
  readonly inClosedGroups: number;
  /** Sick ones among them. */
  readonly sickInClosedGroups: number;
  readonly closedGroups: number;
  /** Of the closed groups, those that are no plain namespace. */
  readonly otherGroups?: number;
  /** Edges that would drown the picture. */
  readonly edgesLeftOut: number;
  readonly foldedLegs: number;
  readonly unplacedRows: number;
  /** By hide and focus. */
  readonly removed?: RemovedFromScene | undefined;
}

export function hiddenCounts({ picture, scene, view }: Pick<AppState, 'picture' | 'scene' | 'view'>): HiddenCounts | undefined {
  if (picture === undefined) return undefined;
  const { mesh } = picture;
  const closed = mesh.nodes.filter((node) => isClosedGroup(node, mesh.groupBy));
  return {
    inClosedGroups: closed.reduce((sum, { members }) => sum + members, 0),
    sickInClosedGroups: closed.reduce((sum, { sickMembers }) => sum + sickMembers, 0),
    closedGroups: closed.length,
    otherGroups: closed.filter(({ kind }) => kind !== 'namespace').length,
    edgesLeftOut: scene?.hiddenEdges ?? 0,
    foldedLegs: view.showFolded ? 0 : mesh.edges.filter(({ foldedInto }) => foldedInto !== undefined).length,
    unplacedRows: mesh.unplacedRows,
    removed: scene?.removed,
  };
}

/** "4 closed namespaces", or "4 closed groups" where clusters or apps are among them. */
export const closedGroupsText = ({ closedGroups, otherGroups = 0 }: HiddenCounts): string =>
  many(closedGroups, otherGroups === 0 ? 'closed namespace' : 'closed group');

/** "3 edges, 120 nodes in 4 closed namespaces"; undefined when nothing is hidden. */
export function hiddenText(counts: HiddenCounts): string | undefined {
  const parts = [
    counts.removed === undefined ? undefined : removedWords(counts.removed),
    counts.edgesLeftOut > 0 ? many(counts.edgesLeftOut, 'edge') : undefined,
    counts.closedGroups > 0 ? `${many(counts.inClosedGroups, 'node')} in ${closedGroupsText(counts)}` : undefined,
    counts.foldedLegs > 0 ? many(counts.foldedLegs, 'folded leg') : undefined,
    counts.unplacedRows > 0 ? many(counts.unplacedRows, 'unplaced row') : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function removedWords(removed: RemovedFromScene): string {
  const sick = sickText(removed);
  return `${countText(removed)} by hide or focus${sick === undefined ? '' : ` (▲ ${sick})`}`;
}
