/** What something is called that the moment on show has not: its id still says it. */
import type { EdgeChange } from '../../inquiry/diff/model';
import { partsOfNodeId } from '../../mesh/ids';
import type { MeshNode, NodeId } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { nodeName } from '../text/names';

export function changedName(id: NodeId, nodes: ReadonlyMap<NodeId, MeshNode>): string {
  const node = nodes.get(id);
  if (node !== undefined) return nodeName(node);
  const { name, version } = partsOfNodeId(id);
  return displayText(name === undefined ? id : [name, version].filter((part) => part !== undefined).join(' '));
}

export const changedEdgeName = ({ source, target }: Pick<EdgeChange, 'source' | 'target'>, nodes: ReadonlyMap<NodeId, MeshNode>): string =>
  `${changedName(source, nodes)} → ${changedName(target, nodes)}`;
