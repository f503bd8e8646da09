import type { ReactNode } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { Trend } from '../charts/Trends';
import { HealthMark } from '../controls/marks';
import { edgeName } from '../text/names';
import { useMesh } from '../use-mesh';
import { useSelect } from './use-select';

interface EdgeListProps {
  readonly edges: readonly MeshEdge[];
  readonly figure: (edge: MeshEdge) => ReactNode;
}

/** Ranked edges with the number they are ranked by. */
export function EdgeList({ edges, figure }: EdgeListProps): ReactNode {
  const mesh = useMesh();
  const select = useSelect();
  if (mesh === undefined) return null;
  return (
    <ol className="-mx-2">
      {edges.map((edge) => (
        <li key={edge.id}>
          <button
            type="button"
            onClick={() => select(edge.id)}
            className="flex min-h-7 w-full items-baseline gap-2 rounded px-2 py-1 text-left hover:bg-sunken"
          >
            <HealthMark health={edge.health} />
            <span className="min-w-0 flex-1 truncate" title={edgeName(edge, mesh.nodes)}>
              {edgeName(edge, mesh.nodes)}
            </span>
            <Trend edge={edge} className="shrink-0 self-center" />
            <span className="shrink-0 text-right">{figure(edge)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
