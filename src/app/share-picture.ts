import { share, shareById } from '../lib/share';
import type { Mesh } from '../mesh/model';
import type { Picture, WholeMesh } from '../worker/messages';

/** What did not change keeps its identity from one answer of the worker to the next. */

/** `next` itself when there was nothing before. */
export function sharePicture(before: Picture | undefined, next: Picture): Picture {
  if (before === undefined) return next;
  return {
    ...next,
    mesh: shareMesh(before.mesh, next.mesh),
    layout: share(before.layout, next.layout),
    ...(next.ghosts !== undefined && { ghosts: share(before.ghosts, next.ghosts) }),
    ...(next.policies !== undefined && { policies: share(before.policies, next.policies) }),
    problems: share(before.problems, next.problems),
    namespaces: share(before.namespaces, next.namespaces),
  };
}

/** `next` itself when there was nothing before. */
export function shareWhole(before: WholeMesh | undefined, next: WholeMesh): WholeMesh {
  if (before === undefined) return next;
  return {
    mesh: shareMesh(before.mesh, next.mesh),
    namespaces: shareMesh(before.namespaces, next.namespaces),
    ...(next.policies !== undefined && { policies: share(before.policies, next.policies) }),
    ...(next.difference !== undefined && { difference: next.difference }),
  };
}

const shareMesh = (before: Mesh, next: Mesh): Mesh => ({
  ...next,
  nodes: shareById(before.nodes, next.nodes),
  edges: shareById(before.edges, next.edges),
  groups: shareById(before.groups, next.groups),
});
