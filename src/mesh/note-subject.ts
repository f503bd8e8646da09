/** What an id is of: ids of edges, groups and nodes cannot look like each other (ids.ts). */
import type { NoteSubject } from './note';

/** undefined = nothing is selected: the whole mesh at that moment. */
export function subjectOf(id: string | undefined): NoteSubject {
  if (id === undefined) return { kind: 'moment' };
  if (id.includes('>')) return { kind: 'edge', id };
  return { kind: id.startsWith('group/') || id.startsWith('rest/') ? 'group' : 'node', id };
}
