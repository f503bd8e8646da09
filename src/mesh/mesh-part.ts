/** Some of the nodes and edges of a mesh: what was found, what a focus keeps, what is hidden. */
import type { EdgeId, NodeId } from './model';

export interface MeshPart {
  readonly nodes: ReadonlySet<NodeId>;
  readonly edges: ReadonlySet<EdgeId>;
}
