import { type ReactNode, useMemo } from 'react';
import { many } from '../../lib/many';
import { isClosedGroup } from '../../mesh/closed-node';
import type { Flow, GroupId, MeshEdge, MeshGroup, MeshNode } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { SplitSection } from '../canary/SplitSection';
import { ChartSection } from '../charts/ChartSection';
import { TrendSwitch, Trends } from '../charts/Trends';
import { Button } from '../controls/Button';
import { HealthMark } from '../controls/marks';
import type { MeshIndex } from '../mesh-index';
import { FindingsOf } from '../policies/Findings';
import { NodePolicies } from '../policies/NodePolicies';
import { ReadinessLink } from '../readiness/ReadinessLink';
import { ratioText } from '../text/edge-numbers';
import { groupWord } from '../text/names';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { LinksOut } from './LinksOut';
import { PeerTable } from './PeerTable';
import { PlaceOfNode } from './Pins';
import { QueriesOfNode } from './Queries';
import { busiestFirst } from './rank-edges';
import { Section } from './Section';
import { TrafficClasses } from './TrafficClasses';
import { Figure, Value } from './Value';

/** Beyond these the list has no trends: they are asked together. */
const MOST_TRENDS = 100;
const NONE: readonly MeshEdge[] = [];

export function NodePanel({ node }: { readonly node: MeshNode }): ReactNode {
  const index = useMesh();
  const incoming = useMemo(() => busiestFirst(index?.incoming.get(node.id) ?? NONE), [index, node.id]);
  const charted = useMemo(() => ({ kind: 'node', node }) as const, [node]);
  const outgoing = useMemo(() => busiestFirst(index?.outgoing.get(node.id) ?? NONE), [index, node.id]);
  const peers = useMemo(() => [...incoming, ...outgoing].slice(0, MOST_TRENDS), [incoming, outgoing]);
  return (
    <>
      <Section title="Health">
        <NodeHealth node={node} />
      </Section>
      <FindingsOf id={node.id} />
      <SplitSection id={node.id} />
      <Section title="Traffic">
        <dl className="grid grid-cols-2 gap-3">
          <FlowFigure name="In" metric="incoming" flow={node.incoming} />
          <FlowFigure name="Out" metric="outgoing" flow={node.outgoing} />
        </dl>
        <TrafficClasses incoming={incoming} outgoing={outgoing} />
      </Section>
      <ChartSection charted={charted} />
      <NodePolicies id={node.id} />
      <ReadinessOf node={node} />
      <Trends edges={peers}>
        <Section title={`Called by (${incoming.length})`} aside={peers.length === 0 ? null : <TrendSwitch />}>
          {incoming.length === 0 ? (
            <p className="text-muted">{node.root ? 'Nobody in this picture: traffic starts here.' : 'Nobody in this picture.'}</p>
          ) : (
            <PeerTable caption="Callers" edges={incoming} peer="source" />
          )}
        </Section>
        <Section title={`Calls (${outgoing.length})`}>
          {outgoing.length === 0 ? (
            <p className="text-muted">Nothing in this picture.</p>
          ) : (
            <PeerTable caption="Called services" edges={outgoing} peer="target" />
          )}
        </Section>
      </Trends>
      <Versions node={node} />
      <Facts node={node} />
      <GroupSwitch node={node} />
      <PlaceOfNode id={node.id} />
      <LinksOut of={charted} />
      <QueriesOfNode node={node} />
    </>
  );
}

/** Where a PeerAuthentication would count: something runs there. */
function ReadinessOf({ node: { kind, namespace } }: { readonly node: MeshNode }): ReactNode {
  if (namespace === undefined || !['workload', 'app', 'versionedApp', 'appGroup', 'namespace'].includes(kind)) return null;
  return (
    <div className="border-line border-b px-4 py-2 print:hidden">
      <ReadinessLink namespace={namespace} />
    </div>
  );
}

function NodeHealth({ node }: { readonly node: MeshNode }): ReactNode {
  const calls = node.inherited === 'failing' || node.inherited === 'degraded';
  return (
    <div className="flex flex-col gap-1">
      <p>
        <HealthMark health={node.health} words />
        {node.reason === undefined ? null : <span> · {displayText(node.reason, 160)}</span>}
      </p>
      {node.configured === true ? <p className="text-muted">No traffic in this window; known from configuration.</p> : null}
      {calls ? (
        <p>
          <HealthMark health={node.inherited} words />
          <span> · inherited: something it calls is sick</span>
        </p>
      ) : null}
      {node.members > 1 && node.sickMembers > 0 ? (
        <p>
          {node.sickMembers} of {node.members} inside are sick.
        </p>
      ) : null}
    </div>
  );
}

function FlowFigure({ name, metric, flow }: { readonly name: string; readonly metric: string; readonly flow: Flow }): ReactNode {
  const units = useUnits();
  const bytes = flow.bytesPerSecond > 0 ? `TCP ${units.bytes(flow.bytesPerSecond)}` : undefined;
  const errors = flow.errorRatio === undefined ? undefined : `${ratioText(flow.errorRatio)} errors`;
  return (
    <Figure name={name} note={[errors, bytes].filter((part) => part !== undefined).join(' · ') || undefined}>
      <Value metric={`${metric}RequestsPerSecond`} value={flow.requestsPerSecond} text={units.requests(flow.requestsPerSecond)} />
    </Figure>
  );
}

function Versions({ node }: { readonly node: MeshNode }): ReactNode {
  const units = useUnits();
  const parts = node.parts ?? [];
  if (parts.length < 2) return null;
  const total = parts.reduce((sum, part) => sum + part.requestsPerSecond, 0);
  return (
    <Section title="Versions" aside={<span className="text-2xs text-muted">observed share of requests</span>}>
      <table className="w-full">
        <thead className="sr-only">
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Share</th>
            <th scope="col">Rate</th>
            <th scope="col">Errors</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.version} data-version={part.version}>
              <th scope="row" className="py-0.5 text-left font-normal" title={part.workloads.map((name) => displayText(name)).join(', ')}>
                {displayText(part.version, 24)}
              </th>
              <td className="w-14 text-right font-semibold">{total > 0 ? ratioText(part.requestsPerSecond / total) : '–'}</td>
              <td className="w-20 text-right">
                <Value metric="requestsPerSecond" value={part.requestsPerSecond} text={units.requests(part.requestsPerSecond)} />
              </td>
              <td className="w-20 text-right">
                <Value metric="errorRatio" value={part.errorRatio} text={ratioText(part.errorRatio)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Facts({ node }: { readonly node: MeshNode }): ReactNode {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Cluster', node.cluster],
    ['Namespace', node.namespace],
    ['App', node.app],
    ['Version', node.version ?? (node.parts?.length === 1 ? node.parts[0]?.version : undefined)],
    ['Role', node.waypoint === true ? 'Waypoint: a proxy that enforces policy for others' : undefined],
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  if (known.length === 0) return null;
  return (
    <Section title="Identity">
      <dl className="grid grid-cols-[6rem_1fr] gap-x-2 gap-y-0.5">
        {known.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-words">{displayText(value, 120)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** A closed group opens here; the open ones around a node can be closed. */
function GroupSwitch({ node }: { readonly node: MeshNode }): ReactNode {
  const openGroups = useApp((state) => state.picture?.openGroups);
  const closed = useApp((state) => isClosedGroup(node, state.picture?.mesh.groupBy));
  const index = useMesh();
  const actions = useActions();
  const around = groupsAround(node.group, index).filter(({ id }) => openGroups?.includes(id) === true || (closed && id === node.group));
  if (around.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2 border-line border-b px-4 py-3 print:hidden">
      {around.map(({ id, level }) => (
        <Button key={id} onClick={() => actions.toggleGroup(id)}>
          {closed && id === node.group ? `Open this ${groupWord(level)} (${many(node.members, 'node')})` : `Close its ${groupWord(level)}`}
        </Button>
      ))}
    </div>
  );
}

/** The innermost first. */
function groupsAround(id: GroupId | undefined, index: MeshIndex | undefined): readonly MeshGroup[] {
  const group = id === undefined ? undefined : index?.groups.get(id);
  return group === undefined ? [] : [group, ...groupsAround(group.parent, index)];
}
