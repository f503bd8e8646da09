import { nameInId } from '../../app/focus-words';
import { displayText } from '../../scene/display-text';
import { findSelected, type MeshIndex } from '../mesh-index';
import { edgeName, nodeName } from '../text/names';

/** The name of a node, an edge or a namespace; of what is not in the picture, the last part of its id. */
export function thingName(id: string, index: MeshIndex | undefined): string {
  const found = index === undefined ? undefined : findSelected(index, id);
  if (found === undefined || index === undefined) return nameInId(id);
  if (found.kind === 'edge') return edgeName(found.edge, index.nodes);
  return found.kind === 'group' ? displayText(found.group.name, 40) : nodeName(found.node);
}
