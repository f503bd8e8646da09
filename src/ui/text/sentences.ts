/** A node, an edge or a group as one sentence, for those who hear the map: name, illness first, then figures with their units in full. */
import type { Difference, EdgeChange, NodeChange } from '../../inquiry/diff/model';
import type { Consequence } from '../../inquiry/what-if/model';
import { formatShare } from '../../lib/format-number';
import type { MeshEdge, MeshGroup, MeshNode, MtlsShare, NodeId } from '../../mesh/model';
import type { DrawnPolicies } from '../../policy/drawn';
import type { Verdict } from '../../policy/model';
import { displayText } from '../../scene/display-text';
import { configuredText } from '../../scene/labels/split';
import { briefOfConsequence, type DraftMarks } from '../../scene/overlays/draft';
import { type EdgeSplit, observedShare, splitsByEdge } from '../../scene/streams';
import type { TrafficUnits } from '../../scene/traffic-units';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { changeSentence } from '../compare/change-words';
import type { Selected } from '../mesh-index';
import { quantileText, ratioText } from './edge-numbers';
import { endName, groupWord, kindName, nodeName } from './names';
import { spoken } from './spoken';

/** What the sentences of one picture need. */
export interface Telling {
  readonly nodes: ReadonlyMap<NodeId, MeshNode>;
  readonly units: TrafficUnits;
  /** Whether a name is unclear without its cluster. */
  readonly manyClusters: boolean;
  /** undefined while there is no configuration. */
  readonly policies: DrawnPolicies | undefined;
  /** What routes split, by edge. */
  readonly splits: ReadonlyMap<string, EdgeSplit>;
  /** Set while the difference of two moments is drawn. */
  readonly difference?: Difference | undefined;
  /** Set while a draft is marked on the map. */
  readonly draft?: DraftMarks | undefined;
}

export function telling(
  nodes: ReadonlyMap<NodeId, MeshNode>,
  {
    units,
    policies,
    difference,
    draft,
  }: Pick<Telling, 'units' | 'difference' | 'draft'> & { readonly policies?: DrawnPolicies | undefined },
): Telling {
  const clusters = new Set<string>();
  for (const { cluster } of nodes.values()) if (cluster !== undefined) clusters.add(cluster);
  return { nodes, units, policies, difference, draft, manyClusters: clusters.size > 1, splits: splitsByEdge(policies?.streams, nodes) };
}

type Part = string | undefined;
const sentence = (parts: readonly Part[]): string => parts.filter((part) => part !== undefined && part !== '').join(', ');

/** "orders in checkout, app, failing: 12 percent 503, receives 120 requests per second, 3.1 percent errors, sends …". */
export function describeNode(node: MeshNode, { units, manyClusters, policies, difference }: Telling): string {
  const flow = (verb: string, { requestsPerSecond, errorRatio, bytesPerSecond }: MeshNode['incoming']): readonly Part[] => [
    requestsPerSecond > 0 ? `${verb} ${spoken(units.requests(requestsPerSecond))}` : undefined,
    requestsPerSecond > 0 ? errorsText(errorRatio) : undefined,
    bytesPerSecond > 0 ? `${verb} ${spoken(units.bytes(bytesPerSecond))} over TCP` : undefined,
  ];
  const versions = node.parts === undefined || node.parts.length < 2 ? undefined : `${node.parts.length} versions`;
  const finding = policies?.nodes.get(node.id)?.worstFinding;
  return sentence([
    nodeName(node) + placeText(node, manyClusters),
    node.waypoint === true ? 'waypoint' : lowerFirst(kindName(node.kind)),
    changeText(difference?.nodes.get(node.id), units),
    node.members > 1 ? `${node.members} inside, ${sickText(node.sickMembers)}` : undefined,
    healthText(node),
    node.configured === true ? 'from configuration' : undefined,
    node.inherited === 'failing' || node.inherited === 'degraded' ? `calls something ${node.inherited}` : undefined,
    versions,
    ...flow('receives', node.incoming),
    ...flow('sends', node.outgoing),
    findingText(finding),
  ]);
}

/** "checkout to payment, 120 requests per second, 3.1 percent errors, p99 240 milliseconds, mutual TLS". */
export function describeEdge(edge: MeshEdge, telling: Telling): string {
  const summary = telling.policies?.edges.get(edge.id);
  const flows = edge.health !== 'idle';
  const p99 = edge.latency?.p99;
  return sentence([
    edgeEnds(edge, telling),
    edge.protocol === 'http' ? undefined : PROTOCOL_NAMES[edge.protocol],
    changeText(telling.difference?.edges.get(edge.id), telling.units),
    draftText(telling.draft?.get(edge.id)),
    healthText(edge),
    edge.members > 1 ? `${edge.members} edges added up, ${sickText(edge.sickMembers)}` : undefined,
    flows ? trafficText(edge, telling.units) : undefined,
    flows && edge.protocol !== 'tcp' ? errorsText(edge.errorRatio) : undefined,
    p99 === undefined ? undefined : `p99 ${spoken(quantileText(p99))}`,
    flows ? mtlsText(edge.mtls) : undefined,
    summary === undefined ? undefined : VERDICTS[summary.verdict],
    splitText(telling.splits.get(edge.id)),
    findingText(summary?.worstFinding),
  ]);
}

/** "would be denied with the draft"; what it does not touch says nothing. */
const draftText = (consequence: Consequence | undefined): Part =>
  consequence === undefined ? undefined : `${briefOfConsequence(consequence).replace('mTLS', 'mutual TLS')} with the draft`;

/** "worse from A to B: 0.2 percent to 8.4 percent errors"; what did not change is said, too, for nobody hears a grey line. */
function changeText(change: EdgeChange | NodeChange | undefined, units: TrafficUnits): Part {
  if (change === undefined) return undefined;
  return spoken(changeSentence(change, units).replaceAll(' → ', ' to ').replaceAll(' err', ' errors').replaceAll('−', 'minus '));
}

/** "v2 gets 11.8 percent of the requests, 10 percent are configured", for each version on the edge. */
export function splitText(found: EdgeSplit | undefined): Part {
  if (found === undefined) return undefined;
  const { stream, parts } = found;
  return sentence(
    parts.map(({ part }) => {
      const share = observedShare(stream, part);
      const configured = configuredText(part);
      const observed = share === undefined ? `no ${stream.counted} to split` : `${formatShare(share)} of the ${stream.counted}`;
      const asked = configured === undefined ? 'no share is configured' : `${configured.replace('–', ' to ')} configured`;
      return spoken(`${displayText(part.version, 40)} gets ${observed}, ${asked}`);
    }),
  );
}

/** "orders to inventory in fulfilment": the place is said where it is another one. */
export function edgeEnds(edge: MeshEdge, { nodes, manyClusters }: Telling): string {
  const source = nodes.get(edge.source);
  const target = nodes.get(edge.target);
  const elsewhere = target !== undefined && (source?.namespace !== target.namespace || source?.cluster !== target.cluster);
  return `${endName(edge.source, nodes)} to ${endName(edge.target, nodes)}${elsewhere ? placeText(target, manyClusters) : ''}`;
}

/** "checkout, namespace, 8 inside, 2 sick, open". */
export function describeGroup(group: MeshGroup, open: boolean): string {
  return sentence([
    displayText(group.name),
    groupWord(group.level),
    `${group.members.length} inside`,
    sickText(group.sickMembers),
    open ? 'open' : 'closed',
  ]);
}

export function describeSelected(found: Selected, telling: Telling, openGroups: readonly string[]): string {
  if (found.kind === 'node') return describeNode(found.node, telling);
  if (found.kind === 'edge') return describeEdge(found.edge, telling);
  return describeGroup(found.group, openGroups.includes(found.group.id));
}

function placeText({ namespace, cluster }: Pick<MeshNode, 'namespace' | 'cluster'>, manyClusters: boolean): string {
  const place = namespace === undefined ? '' : ` in ${displayText(namespace)}`;
  return manyClusters && cluster !== undefined ? `${place} of cluster ${displayText(cluster, 32)}` : place;
}

function healthText({ health, reason }: Pick<MeshNode, 'health' | 'reason'>): Part {
  if (health === 'healthy') return undefined;
  if (health === 'unknown') return 'health unknown';
  return reason === undefined ? health : `${health}: ${spoken(displayText(reason, 160))}`;
}

function trafficText({ requestsPerSecond, bytesPerSecond }: MeshEdge, units: TrafficUnits): Part {
  if (requestsPerSecond !== undefined) return spoken(units.requests(requestsPerSecond));
  return bytesPerSecond === undefined ? undefined : spoken(units.bytes(bytesPerSecond.sent + bytesPerSecond.received));
}

function errorsText(ratio: number | undefined): Part {
  if (ratio === undefined) return undefined;
  return ratio === 0 ? 'no errors' : `${spoken(ratioText(ratio))} errors`;
}

/** Three states, and unknown is never plaintext (docs/telemetry.md §6.5). */
function mtlsText({ ratio }: MtlsShare): string {
  if (ratio === undefined) return 'encryption unknown';
  if (ratio <= 0) return 'plaintext';
  return ratio >= 1 ? 'mutual TLS' : `${spoken(ratioText(ratio))} mutual TLS`;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  allowed: 'allowed by configuration',
  denied: 'denied by configuration',
  depends: 'whether configuration allows it depends on the request',
  unknown: 'whether configuration allows it is not known',
  ambiguous: 'configuration is ambiguous',
};

const findingText = (severity: 'error' | 'warning' | 'info' | undefined): Part =>
  severity === undefined || severity === 'info' ? undefined : `has a finding: ${severity}`;

const sickText = (sick: number): string => (sick === 0 ? 'none sick' : `${sick} sick`);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
