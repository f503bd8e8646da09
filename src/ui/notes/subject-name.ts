/** What a note is about, in few words. */
import { partsOfNodeId } from '../../mesh/ids';
import type { NodeId } from '../../mesh/model';
import type { NoteSubject } from '../../mesh/note';
import { displayText } from '../../scene/display-text';
import { findSelected, type MeshIndex } from '../mesh-index';
import { edgeName, groupWord, nodeName } from '../text/names';

/** Things that are not in the picture are named by their ids. */
export function subjectName(about: NoteSubject, index: MeshIndex | undefined): string {
  if (about.kind === 'moment') return 'the whole mesh';
  const found = index === undefined ? undefined : findSelected(index, about.id);
  if (found === undefined || index === undefined) return absentName(about.id);
  if (found.kind === 'edge') return edgeName(found.edge, index.nodes);
  if (found.kind === 'group') return `${groupWord(found.group.level)} ${displayText(found.group.name, 40)}`;
  return nodeName(found.node);
}

function absentName(id: string): string {
  const [source = '', target] = id.split('>');
  if (target !== undefined) return `${endName(source)} → ${endName(target)}`;
  return endName(id);
}

function endName(id: string): string {
  const { name, namespace } = partsOfNodeId(id as NodeId);
  return displayText(name ?? namespace ?? id.slice(id.lastIndexOf('/') + 1), 40);
}
