/** A focus in few words, for crumbs and buttons. */
import { assertNever } from '../../lib/assert-never';
import type { Focus } from '../../mesh/focus';
import { displayText } from '../../scene/display-text';
import { findSelected, type MeshIndex } from '../mesh-index';
import { edgeName, nodeName } from '../text/names';

/** "payment ±2 hops", "payment, callers 1 hop", "web → ledger, all paths", "problems ±1 hop". */
export function focusWords(focus: Focus, index: MeshIndex | undefined): string {
  switch (focus.kind) {
    case 'problems':
      return 'problems ±1 hop';
    case 'path':
      return `${thingName(focus.from, index)} → ${thingName(focus.to, index)}, all paths`;
    case 'around': {
      const name = thingName(focus.id, index);
      const hops = `${focus.hops} ${focus.hops === 1 ? 'hop' : 'hops'}`;
      if (focus.direction === 'both') return `${name} ±${hops}`;
      return `${name}, ${focus.direction === 'up' ? 'callers' : 'calls'} ${hops}`;
    }
    default:
      return assertNever(focus);
  }
}

/** The name of a node, an edge or a namespace; of what is not in the picture, the last part of its id. */
export function thingName(id: string, index: MeshIndex | undefined): string {
  const found = index === undefined ? undefined : findSelected(index, id);
  if (found === undefined || index === undefined) return displayText(id.slice(id.lastIndexOf('/') + 1), 40);
  if (found.kind === 'edge') return edgeName(found.edge, index.nodes);
  return found.kind === 'group' ? displayText(found.group.name, 40) : nodeName(found.node);
}
