import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MeshEdge, NodeId } from '../../mesh/model';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { HealthMark } from '../controls/marks';
import { endName, kindName, nodePlace } from '../text/names';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { EdgeList } from './EdgeList';
import { flowText } from './edge-values';
import { Section } from './Section';
import { useSelect } from './use-select';

/** Who calls whom: both ends can be selected. */
export function EdgeEnds({ edge }: { readonly edge: MeshEdge }): ReactNode {
  return (
    <Section title="From and to">
      <End id={edge.source} as="From" />
      <p className="flex items-center gap-2 pl-1 text-2xs text-muted">
        <ArrowDown size={14} aria-hidden />
        {PROTOCOL_NAMES[edge.protocol]}
      </p>
      <End id={edge.target} as="To" />
    </Section>
  );
}

function End({ id, as }: { readonly id: NodeId; readonly as: string }): ReactNode {
  const mesh = useMesh();
  const select = useSelect();
  const node = mesh?.nodes.get(id);
  if (mesh === undefined) return null;
  return (
    <button
      type="button"
      onClick={() => select(id)}
      className="-mx-2 flex w-[calc(100%+1rem)] min-w-0 items-baseline gap-2 rounded px-2 py-0.5 text-left hover:bg-sunken"
    >
      <HealthMark health={node?.health ?? 'unknown'} />
      <span className="sr-only">{as} </span>
      <span className="min-w-0 truncate font-medium">{endName(id, mesh.nodes)}</span>
      <span className="ml-auto shrink-0 text-muted text-xs">{node === undefined ? '' : `${nodePlace(node)} · ${kindName(node.kind)}`}</span>
    </button>
  );
}

/** TCP legs of ztunnels that this hop already stands for (docs/telemetry.md §6.6). */
export function FoldedLegs({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const units = useUnits();
  const mesh = useMesh();
  const legs = (mesh?.mesh.edges ?? []).filter(({ foldedInto }) => foldedInto?.source === edge.source && foldedInto.target === edge.target);
  if (legs.length === 0) return null;
  return (
    <Section title={`ztunnel legs of this hop (${legs.length})`}>
      <EdgeList edges={legs} figure={(leg) => <span className="text-muted">{flowText(leg, units)}</span>} />
    </Section>
  );
}
