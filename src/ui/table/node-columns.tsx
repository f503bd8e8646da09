import type { NodeChange } from '../../inquiry/diff/model';
import type { Flow, MeshNode } from '../../mesh/model';
import type { NodePolicySummary } from '../../policy/drawn';
import { versionsOf } from '../../scene/csv/versions-of';
import { displayText } from '../../scene/display-text';
import type { TrafficUnits } from '../../scene/traffic-units';
import { ChangeSign } from '../compare/ChangeSign';
import { nodeCompareColumns } from '../compare/compare-columns';
import { HEALTH, HealthMark } from '../controls/marks';
import { Value } from '../panels/Value';
import { DATAPLANES, POSTURES } from '../policies/words';
import { ratioText, UNKNOWN } from '../text/edge-numbers';
import { kindName, nodeName } from '../text/names';
import type { Column, RowWithId } from './column';

/** A node with what configuration says of it. */
export interface NodeRow extends RowWithId {
  readonly node: MeshNode;
  readonly policy: NodePolicySummary | undefined;
  /** Where two moments are compared. */
  readonly change?: NodeChange | undefined;
}

interface ColumnContext {
  readonly units: TrafficUnits;
  /** There is configuration, so that data planes and modes can be shown. */
  readonly policies: boolean;
  /** Two moments are compared. */
  readonly compared: boolean;
}

const text = (value: string | undefined): string => (value === undefined ? UNKNOWN : displayText(value));

function amount(
  { id, title, explains, metric }: { readonly id: string; readonly title: string; readonly explains: string; readonly metric: string },
  value: (node: MeshNode) => number | undefined,
  write: (value: number) => string,
): Column<NodeRow> {
  const written = (node: MeshNode) => {
    const known = value(node);
    return known === undefined ? UNKNOWN : write(known);
  };
  return {
    id: `nodes.${id}`,
    title,
    explains,
    width: 6.5,
    number: true,
    text: ({ node }) => written(node),
    order: ({ node }) => value(node),
    content: ({ node }) => <Value metric={metric} value={value(node)} text={written(node)} />,
  };
}

function flow(side: 'incoming' | 'outgoing', word: string, units: TrafficUnits): readonly Column<NodeRow>[] {
  const of = (node: MeshNode): Flow => node[side];
  const calls = side === 'incoming' ? 'it answers' : 'it makes';
  return [
    amount(
      { id: `${side}.rate`, title: word, explains: `Requests ${calls}`, metric: `${side}RequestsPerSecond` },
      (node) => of(node).requestsPerSecond,
      units.requests,
    ),
    amount(
      {
        id: `${side}.errors`,
        title: `${word} errors`,
        explains: `Share of the requests ${calls} that failed`,
        metric: `${side}ErrorRatio`,
      },
      (node) => of(node).errorRatio,
      ratioText,
    ),
    amount(
      { id: `${side}.bytes`, title: `${word} bytes`, explains: `Bytes of the TCP connections ${calls}`, metric: `${side}BytesPerSecond` },
      (node) => of(node).bytesPerSecond,
      units.bytes,
    ),
  ];
}

const POLICY_COLUMNS: readonly Column<NodeRow>[] = [
  {
    id: 'nodes.dataplane',
    title: 'Data plane',
    width: 9,
    text: ({ policy }) => (policy?.dataplane === undefined ? UNKNOWN : DATAPLANES[policy.dataplane]),
    order: ({ policy }) => policy?.dataplane,
  },
  {
    id: 'nodes.mode',
    title: 'mTLS mode',
    explains: 'What the servers accept',
    width: 7.5,
    text: ({ policy }) => policy?.serverMode ?? UNKNOWN,
    order: ({ policy }) => policy?.serverMode,
  },
  {
    id: 'nodes.posture',
    title: 'Posture',
    explains: 'What happens to a call that no rule names',
    width: 9,
    text: ({ policy }) => (policy?.posture === undefined ? UNKNOWN : POSTURES[policy.posture].word),
    order: ({ policy }) => policy?.posture,
  },
];

/** Columns of the nodes, in reading order; closed groups are rows like any other. */
export function nodeColumns({ units, policies, compared }: ColumnContext): readonly Column<NodeRow>[] {
  return [
    {
      id: 'nodes.name',
      title: 'Name',
      width: 14,
      text: ({ node }) => nodeName(node),
      content: ({ node, change }) => (
        <>
          {change?.class === 'removed' ? <ChangeSign change="removed" /> : <HealthMark health={node.health} />} {nodeName(node)}
        </>
      ),
    },
    { id: 'nodes.kind', title: 'Kind', width: 9, text: ({ node }) => kindName(node.kind) },
    { id: 'nodes.namespace', title: 'Namespace', width: 9, text: ({ node }) => text(node.namespace), order: ({ node }) => node.namespace },
    { id: 'nodes.cluster', title: 'Cluster', width: 8, text: ({ node }) => text(node.cluster), order: ({ node }) => node.cluster },
    {
      id: 'nodes.versions',
      title: 'Versions',
      width: 8,
      text: ({ node }) =>
        versionsOf(node)
          .map((version) => displayText(version, 24))
          .join(' '),
      order: ({ node }) => versionsOf(node)[0],
    },
    ...(compared ? nodeCompareColumns(units) : [...flow('incoming', 'In', units), ...flow('outgoing', 'Out', units)]),
    {
      id: 'nodes.health',
      title: 'Health',
      width: 6.5,
      number: true,
      text: ({ node }) => HEALTH[node.health].word,
      order: ({ node }) => HEALTH[node.health].rank,
      content: ({ node }) => <HealthMark health={node.health} words />,
    },
    {
      id: 'nodes.reason',
      title: 'Reason',
      explains: 'Why it is not healthy',
      width: 16,
      text: ({ node }) => (node.reason === undefined ? '' : displayText(node.reason, 160)),
      order: ({ node }) => node.reason,
    },
    {
      id: 'nodes.members',
      title: 'Members',
      explains: 'Nodes a closed group stands for, and how many of them are sick',
      width: 7,
      number: true,
      text: ({ node }) => (node.sickMembers > 0 && node.members > 1 ? `${node.members}, ${node.sickMembers} sick` : String(node.members)),
      order: ({ node }) => node.members,
    },
    ...(policies ? POLICY_COLUMNS : []),
  ];
}
