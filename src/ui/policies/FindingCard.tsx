import type { ReactNode } from 'react';
import type { EdgeId, NodeId } from '../../mesh/model';
import type { DrawnFinding } from '../../policy/drawn';
import { displayText } from '../../scene/display-text';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { SeverityMark } from '../controls/marks';
import { useSelect } from '../panels/use-select';
import { ReadinessLink } from '../readiness/ReadinessLink';
import { edgeName, endName } from '../text/names';
import { useMesh } from '../use-mesh';
import { Commands } from './Commands';
import { Disclosure } from './Disclosure';
import { Reasons } from './Reasons';
import { ResourceLink } from './ResourceLink';
import { SEVERITIES } from './words';

interface FindingCardProps {
  readonly finding: DrawnFinding;
  /** Its title leads to what it is about. */
  readonly leads: boolean;
  /** Whether evidence and commands are open at first. */
  readonly open?: boolean;
}

/** One finding: what, by which evidence, and what to do next. */
export function FindingCard({ finding, leads, open = false }: FindingCardProps): ReactNode {
  const { severity, title, code, next, ref, path } = finding;
  return (
    <article className="flex gap-1.5" data-finding={code} data-severity={severity}>
      <SeverityMark severity={severity} />
      <div className="min-w-0 flex-1">
        {leads ? <FindingLead finding={finding} /> : <p className="break-words font-medium">{displayText(title, 300)}</p>}
        <p className="text-2xs text-muted">
          {SEVERITIES[severity].one} · {displayText(code, 80)}
        </p>
        <p className="mt-0.5 break-words">
          <span className="font-medium">Next: </span>
          {displayText(next, 400)}
        </p>
        {ref === undefined ? null : <ResourceLink of={ref} path={path} />}
        {code === 'permissive-plaintext-sources' ? <ReadinessLink namespace={namespaceOf(finding)} /> : null}
        <Disclosure openAtFirst={open} title={<span className="text-muted text-xs">Evidence and commands</span>}>
          <Proof finding={finding} />
        </Disclosure>
      </div>
    </article>
  );
}

/** Of the first workload it names ("namespace/name"). */
const namespaceOf = ({ workloads: [first] }: DrawnFinding): string | undefined => first?.split('/')[0];

function Proof({ finding: { evidence, commands } }: { readonly finding: DrawnFinding }): ReactNode {
  return (
    <>
      <Reasons because={evidence} />
      <Commands commands={commands} />
    </>
  );
}

const MOST_PLACES = 4;

/** The title selects the first thing the finding touches; the others stand below it. */
export function FindingLead({ finding: { title, drawnEdges, drawnNodes } }: { readonly finding: DrawnFinding }): ReactNode {
  const select = useSelect();
  const places: readonly (EdgeId | NodeId)[] = drawnEdges.length > 0 ? drawnEdges : drawnNodes;
  const [first, ...others] = places;
  if (first === undefined) return <p className="break-words font-medium">{displayText(title, 300)}</p>;
  return (
    <>
      <button
        type="button"
        onClick={() => select(first)}
        className="max-w-full break-words rounded text-left font-medium hover:underline"
        title="Show it on the map"
      >
        {displayText(title, 300)}
      </button>
      {others.length === 0 ? null : (
        <div className="flex items-baseline gap-2 text-xs">
          <span className="text-muted">also</span>
          <ul className="min-w-0">
            {others.slice(0, MOST_PLACES).map((id) => (
              <li key={id}>
                <Place id={id} />
              </li>
            ))}
            {others.length > MOST_PLACES ? <li className="text-muted">and {others.length - MOST_PLACES} more</li> : null}
          </ul>
        </div>
      )}
    </>
  );
}

function Place({ id }: { readonly id: EdgeId | NodeId }): ReactNode {
  const mesh = useMesh();
  const select = useSelect();
  if (mesh === undefined) return null;
  const edge = mesh.edges.get(id as EdgeId);
  return (
    <button
      type="button"
      onClick={() => select(id)}
      className="min-h-6 max-w-full break-words rounded text-left text-accent underline decoration-dotted underline-offset-2"
    >
      {edge === undefined ? endName(id as NodeId, mesh.nodes) : `${edgeName(edge, mesh.nodes)} · ${PROTOCOL_NAMES[edge.protocol]}`}
    </button>
  );
}
