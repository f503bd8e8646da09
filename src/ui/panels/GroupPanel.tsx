import { type ReactNode, useMemo } from 'react';
import { many } from '../../lib/many';
import type { MeshGroup } from '../../mesh/model';
import { nodesIn } from '../../mesh/nodes-in';
import { displayText } from '../../scene/display-text';
import { ChartSection } from '../charts/ChartSection';
import { Button } from '../controls/Button';
import type { MeshIndex } from '../mesh-index';
import { ReadinessLink } from '../readiness/ReadinessLink';
import { ratioText } from '../text/edge-numbers';
import { groupTitle, groupWord } from '../text/names';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { type GroupFlow, groupFlows } from './group-flows';
import { LinksOut } from './LinksOut';
import { NodeRows } from './NodeList';
import { sickFirst } from './order-nodes';
import { Section } from './Section';
import { useSelect } from './use-select';
import { Figure, Value } from './Value';

/** An open group: what crosses its border, the groups in it, and who is in it, the sick first. */
export function GroupPanel({ group }: { readonly group: MeshGroup }): ReactNode {
  const index = useMesh();
  const drawn = useMemo(() => (index === undefined ? [] : sickFirst(nodesIn(index.mesh, new Set([group.id])))), [group, index]);
  const charted = useMemo(() => ({ kind: 'group', group }) as const, [group]);
  return (
    <>
      <Section title={groupTitle(group.level)}>
        <p>
          {many(group.members.length, 'node')} inside, {group.sickMembers === 0 ? 'none sick' : `${group.sickMembers} sick`}.
        </p>
        <GroupToggle group={group} index={index} />
        {group.level === 'namespace' ? <ReadinessLink namespace={group.namespace} /> : null}
      </Section>
      {index === undefined ? null : <Flows group={group} index={index} />}
      {index === undefined ? null : <Within group={group} index={index} />}
      <ChartSection charted={charted} />
      <Section title={`Drawn inside (${drawn.length})`}>
        <NodeRows nodes={drawn} />
      </Section>
      <LinksOut of={charted} />
    </>
  );
}

function GroupToggle({ group, index }: { readonly group: MeshGroup; readonly index: MeshIndex | undefined }): ReactNode {
  const openGroups = useApp((state) => state.picture?.openGroups);
  const byNamespace = useApp((state) => state.picture?.mesh.groupBy === 'namespace');
  const actions = useActions();
  const open = openGroups?.includes(group.id) === true;
  const closedAround = closedAncestor(group, index, openGroups ?? []);
  if (byNamespace && group.level === 'namespace') return null;
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      <Button onClick={() => actions.toggleGroup(group.id)}>
        {open ? `Close this ${groupWord(group.level)}` : `Open this ${groupWord(group.level)}`}
      </Button>
      {closedAround === undefined ? null : (
        <Button onClick={() => actions.toggleGroup(closedAround.id)}>
          Open {displayText(closedAround.name)}, the closed {groupWord(closedAround.level)} around it
        </Button>
      )}
    </div>
  );
}

/** The outermost closed group around this one. */
function closedAncestor(group: MeshGroup, index: MeshIndex | undefined, openGroups: readonly string[]): MeshGroup | undefined {
  const parent = group.parent === undefined ? undefined : index?.groups.get(group.parent);
  if (parent === undefined) return undefined;
  return closedAncestor(parent, index, openGroups) ?? (openGroups.includes(parent.id) ? undefined : parent);
}

function Flows({ group, index }: { readonly group: MeshGroup; readonly index: MeshIndex }): ReactNode {
  const flows = useMemo(() => groupFlows(index, new Set(nodesIn(index.mesh, new Set([group.id])).map(({ id }) => id))), [group, index]);
  return (
    <Section title="Traffic" aside={<span className="text-2xs text-muted">sums of the drawn edges</span>}>
      <dl className="grid grid-cols-3 gap-3">
        <FlowFigure name="In" metric="incoming" flow={flows.incoming} />
        <FlowFigure name="Out" metric="outgoing" flow={flows.outgoing} />
        <FlowFigure name="Inside" metric="inside" flow={flows.inside} />
      </dl>
    </Section>
  );
}

function FlowFigure({ name, metric, flow }: { readonly name: string; readonly metric: string; readonly flow: GroupFlow }): ReactNode {
  const units = useUnits();
  const bytes = flow.bytesPerSecond > 0 ? `TCP ${units.bytes(flow.bytesPerSecond)}` : undefined;
  const errors = flow.errorRatio === undefined ? undefined : `${ratioText(flow.errorRatio)} errors`;
  return (
    <Figure name={name} note={[errors, bytes, many(flow.edges, 'edge')].filter((part) => part !== undefined).join(' · ')}>
      <Value metric={`${metric}RequestsPerSecond`} value={flow.requestsPerSecond} text={units.requests(flow.requestsPerSecond)} />
    </Figure>
  );
}

/** The groups directly inside, each to be opened or closed on its own. */
function Within({ group, index }: { readonly group: MeshGroup; readonly index: MeshIndex }): ReactNode {
  const openGroups = useApp((state) => state.picture?.openGroups);
  const byNamespace = useApp((state) => state.picture?.mesh.groupBy === 'namespace');
  const actions = useActions();
  const select = useSelect();
  const inside = index.mesh.groups.filter(({ parent, level }) => parent === group.id && !(byNamespace && level === 'namespace'));
  if (inside.length === 0) return null;
  return (
    <Section title={`Groups inside (${inside.length})`}>
      <ul className="flex flex-col gap-1">
        {inside.map((inner) => {
          const open = openGroups?.includes(inner.id) === true;
          const name = displayText(inner.name);
          return (
            <li key={inner.id} className="flex items-baseline gap-2">
              <button
                type="button"
                className="min-w-0 flex-1 truncate rounded px-1 py-1 text-left hover:bg-sunken"
                onClick={() => select(inner.id)}
              >
                {name}
                <span className="text-muted text-xs">
                  {' '}
                  · {many(inner.members.length, 'node')}
                  {inner.sickMembers > 0 ? `, ${inner.sickMembers} sick` : ''}
                </span>
              </button>
              <Button onClick={() => actions.toggleGroup(inner.id)} aria-label={`${open ? 'Close' : 'Open'} ${name}`}>
                {open ? 'Close' : 'Open'}
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
