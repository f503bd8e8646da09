import { share, shareById } from '../lib/share';
import type { Scene } from './scene';

/** `next` with the identity of everything that did not change: `===` means nothing to draw, and an equal scene is `previous` itself. */
export function shareScene(previous: Scene | undefined, next: Scene): Scene {
  if (previous === undefined) return next;
  const groups = shareById(previous.groups, next.groups);
  const nodes = shareById(previous.nodes, next.nodes);
  const edges = shareById(previous.edges, next.edges);
  const removed = share(previous.removed, next.removed);
  const notes = share(previous.notes, next.notes);
  const same = groups === previous.groups && nodes === previous.nodes && edges === previous.edges && notes === previous.notes;
  const sameCounts =
    previous.hiddenEdges === next.hiddenEdges && previous.notesElsewhere === next.notesElsewhere && previous.removed === removed;
  if (same && sameCounts) return previous;
  return { ...next, groups, nodes, edges, ...(notes === undefined ? {} : { notes }), ...(removed === undefined ? {} : { removed }) };
}
