import type { EdgeChange } from '../../inquiry/diff/model';
import type { MeshEdge, MeshNode } from '../../mesh/model';
import type { EdgePolicySummary } from '../../policy/drawn';
import { flagsOf } from '../../scene/csv/flags-of';
import { displayText } from '../../scene/display-text';
import { shareText } from '../../scene/labels/split';
import type { EdgeSplit } from '../../scene/streams';
import type { TrafficUnits } from '../../scene/traffic-units';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import type { Picture } from '../../worker/messages';
import { ChangeSign } from '../compare/ChangeSign';
import { edgeCompareColumns } from '../compare/compare-columns';
import { HEALTH, HealthMark, MtlsMark } from '../controls/marks';
import { quantileOf } from '../panels/edge-values';
import { Value } from '../panels/Value';
import { VerdictMark } from '../policies/VerdictMark';
import { VERDICTS } from '../policies/words';
import { mtlsShort, ratioText, UNKNOWN, words } from '../text/edge-numbers';
import { nodeName } from '../text/names';
import type { Column, RowWithId } from './column';

/** An edge with its ends and what configuration says of it. */
export interface EdgeRow extends RowWithId {
  readonly edge: MeshEdge;
  readonly source: MeshNode | undefined;
  readonly target: MeshNode | undefined;
  readonly policy: EdgePolicySummary | undefined;
  readonly split: EdgeSplit | undefined;
  /** Where two moments are compared. */
  readonly change?: EdgeChange | undefined;
}

interface ColumnContext {
  readonly units: TrafficUnits;
  readonly stage: Picture['stage'];
  /** There is configuration, so that verdicts can be shown. */
  readonly policies: boolean;
  /** A route splits what some edge carries. */
  readonly splits: boolean;
  /** Two moments are compared. */
  readonly compared: boolean;
}

const REPORTERS = { source: 'source', waypoint: 'waypoint', destination: 'destination' } as const;
const nameOf = (node: MeshNode | undefined, id: string): string => (node === undefined ? displayText(id) : nodeName(node));
const placeOf = (node: MeshNode | undefined): string => (node?.namespace === undefined ? UNKNOWN : displayText(node.namespace));

interface Amount {
  readonly id: string;
  readonly title: string;
  readonly explains: string;
  readonly width: number;
  readonly spare?: true;
  readonly metric: string;
  readonly value: (edge: MeshEdge) => number | undefined;
  readonly text: (edge: MeshEdge) => string;
}

/** A column of numbers that carry their unrounded values. */
function amount({ id, title, explains, width, spare, metric, value, text }: Amount): Column<EdgeRow> {
  return {
    id: `edges.${id}`,
    title,
    explains,
    width,
    number: true,
    ...(spare === undefined ? {} : { spare }),
    text: ({ edge }) => text(edge),
    order: ({ edge }) => value(edge),
    content: ({ edge }) => <Value metric={metric} value={value(edge)} text={text(edge)} />,
  };
}

function amounts({ units, stage }: ColumnContext): readonly Column<EdgeRow>[] {
  const quantile = (which: 'p50' | 'p95' | 'p99') =>
    amount({
      id: which,
      title: which,
      explains: `${which} latency`,
      width: 5.5,
      metric: which,
      value: (edge) => edge.latency?.[which]?.milliseconds,
      text: (edge) => quantileOf(edge, which, stage),
    });
  const bytes = (id: string, direction: 'sent' | 'received', metric: string) =>
    amount({
      id,
      title: direction === 'sent' ? 'Sent' : 'Received',
      explains: `Bytes the client ${direction} (TCP)`,
      width: 6.5,
      metric,
      value: ({ bytesPerSecond }) => bytesPerSecond?.[direction],
      text: ({ bytesPerSecond }) => words(bytesPerSecond?.[direction], units.bytes),
    });
  return [
    amount({
      id: 'rate',
      title: 'Rate',
      explains: 'Requests (HTTP, gRPC)',
      width: 6,
      metric: 'requestsPerSecond',
      value: ({ requestsPerSecond }) => requestsPerSecond,
      text: ({ requestsPerSecond }) => words(requestsPerSecond, units.requests),
    }),
    amount({
      id: 'errors',
      title: 'Errors',
      explains: 'Share of requests that failed',
      width: 5.5,
      metric: 'errorRatio',
      value: ({ errorRatio }) => errorRatio,
      text: ({ errorRatio }) => ratioText(errorRatio),
    }),
    quantile('p50'),
    quantile('p95'),
    quantile('p99'),
    bytes('sent', 'sent', 'bytesSentPerSecond'),
    bytes('received', 'received', 'bytesReceivedPerSecond'),
  ];
}

const MTLS: Column<EdgeRow> = {
  id: 'edges.mtls',
  title: 'mTLS',
  explains: 'Share of the traffic that was mutual TLS',
  width: 5.5,
  number: true,
  text: ({ edge }) => mtlsShort(edge.mtls),
  order: ({ edge }) => edge.mtls.ratio,
  content: ({ edge }) => (
    <span data-metric="mtls" data-value={edge.mtls.ratio}>
      <MtlsMark share={edge.mtls} />
    </span>
  ),
};

const VERDICT: Column<EdgeRow> = {
  id: 'edges.verdict',
  title: 'Verdict',
  explains: 'What authorization policies say of the call',
  width: 7.5,
  text: ({ policy }) => (policy === undefined ? UNKNOWN : VERDICTS[policy.verdict].word),
  order: ({ policy }) => policy?.verdict,
  content: ({ policy }) => (policy === undefined ? UNKNOWN : <VerdictMark verdict={policy.verdict} />),
};

const SPLIT: Column<EdgeRow> = {
  id: 'edges.split',
  title: 'Split',
  explains: 'Observed of configured share, where a route splits what the source sends',
  width: 9,
  text: ({ split }) =>
    split === undefined
      ? UNKNOWN
      : split.parts.map(({ part }) => `${displayText(part.version, 24)} ${shareText(split.stream, part)}`).join(', '),
  order: ({ split }) => split?.parts[0]?.share,
};

/** Columns of the edges, in reading order. */
export function edgeColumns(context: ColumnContext): readonly Column<EdgeRow>[] {
  return [
    {
      id: 'edges.source',
      title: 'Source',
      width: 11.5,
      text: ({ edge, source }) => nameOf(source, edge.source),
      content: ({ edge, source, change }) => (
        <>
          {change?.class === 'removed' ? <ChangeSign change="removed" /> : <HealthMark health={edge.health} />}{' '}
          {nameOf(source, edge.source)}
        </>
      ),
    },
    { id: 'edges.target', title: 'Target', width: 10.5, text: ({ edge, target }) => nameOf(target, edge.target) },
    { id: 'edges.protocol', title: 'Protocol', width: 5.5, text: ({ edge }) => PROTOCOL_NAMES[edge.protocol] },
    ...(context.compared ? edgeCompareColumns(context.units) : [...amounts(context), MTLS]),
    {
      id: 'edges.health',
      title: 'Health',
      width: 6.5,
      number: true,
      text: ({ edge }) => HEALTH[edge.health].word,
      order: ({ edge }) => HEALTH[edge.health].rank,
      content: ({ edge }) => <HealthMark health={edge.health} words />,
    },
    {
      id: 'edges.reason',
      title: 'Reason',
      explains: 'Why it is not healthy',
      width: 14,
      text: ({ edge }) => (edge.reason === undefined ? '' : displayText(edge.reason, 160)),
      order: ({ edge }) => edge.reason,
    },
    {
      id: 'edges.flags',
      title: 'Flags',
      explains: 'Envoy’s response flags, the commonest first',
      width: 6,
      text: ({ edge }) =>
        flagsOf(edge)
          .map((flags) => displayText(flags, 24))
          .join(' '),
      order: ({ edge }) => flagsOf(edge)[0],
    },
    {
      id: 'edges.from',
      title: 'From namespace',
      width: 9,
      text: ({ source }) => placeOf(source),
      order: ({ source }) => source?.namespace,
    },
    { id: 'edges.to', title: 'To namespace', width: 9, text: ({ target }) => placeOf(target), order: ({ target }) => target?.namespace },
    ...(context.policies ? [VERDICT] : []),
    ...(context.splits ? [SPLIT] : []),
    { id: 'edges.reporter', title: 'Reporter', explains: 'Whose proxy counted', width: 7, text: ({ edge }) => REPORTERS[edge.reporter] },
    {
      id: 'edges.members',
      title: 'Edges',
      explains: 'Edges added up in this one',
      width: 5,
      number: true,
      spare: true,
      text: ({ edge }) => String(edge.members),
      order: ({ edge }) => edge.members,
    },
  ];
}
