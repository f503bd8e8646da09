/** How big a node is drawn. Identity decides (kind, name, versions), traffic never: what flows cannot move anything. */
import { levelOf } from '../mesh/closed-node';
import type { MeshNode } from '../mesh/model';

export interface NodeSize {
  readonly width: number;
  readonly height: number;
}

/** Names up to `length` characters fit into `width` scene pixels at the name's font; longer ones end in an ellipsis. */
const NAME_CLASSES = [
  { length: 9, width: 128 },
  { length: 15, width: 152 },
  { length: 22, width: 200 },
] as const;
const WIDEST = 240;

const PLAIN_HEIGHT = 44;
/** Height of one version row inside an app node. */
export const PART_HEIGHT = 18;
/** Versions shown as rows; what is beyond them is counted in the last row. */
export const MOST_PARTS = 4;

function widthOf(name: string): number {
  return NAME_CLASSES.find((one) => name.length <= one.length)?.width ?? WIDEST;
}

/** Width and height in scene pixels. Depends on kind, the length class of the name and the number of versions only. */
export function nodeSize(node: Pick<MeshNode, 'kind' | 'name' | 'parts'>): NodeSize {
  if (levelOf(node.kind) === 'namespace') return { width: Math.max(WIDEST, widthOf(node.name)), height: 96 };
  const parts = node.parts?.length ?? 0;
  const rows = parts > 1 ? Math.min(parts, MOST_PARTS) : 0;
  return { width: widthOf(node.name), height: PLAIN_HEIGHT + rows * PART_HEIGHT };
}
