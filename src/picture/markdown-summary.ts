/** What a ticket needs of a picture: when, from where, what is worst, what changed, what was found and noted, and a way back to it. */
import type { ChangeClass, Difference, EdgeChange, NodeChange } from '../inquiry/diff/model';
import { formatMilliseconds, formatRatio } from '../lib/format-number';
import { many } from '../lib/many';
import type { Mesh, MeshEdge, NodeId } from '../mesh/model';
import type { DrawnFinding } from '../policy/drawn';
import { rankWorst } from '../scene/rank-worst';
import type { TrafficUnits } from '../scene/traffic-units';
import { codeText, markdownTable, plainLines, plainText } from './markdown-text';
import { nodeNames } from './node-names';

/** The words around a still (still.ts). */
interface SummaryFrame {
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly notes: readonly { readonly number: number; readonly text: string; readonly about?: string }[];
  readonly imprint: string;
}

export interface SummaryInput {
  /** The words around the picture: its facts become the head of the summary. */
  readonly frame: SummaryFrame;
  /** As listed: what hide and focus leave out is not in it. */
  readonly mesh: Mesh;
  readonly units: TrafficUnits;
  readonly difference?: Difference | undefined;
  /** Worst first. */
  readonly findings?: readonly DrawnFinding[] | undefined;
  /** Of the live view. Anything but http and https is left out. */
  readonly link?: string | undefined;
}

const MOST_EDGES = 10;
const MOST_CHANGES = 15;
const MOST_FINDINGS = 10;
const UNKNOWN = '–';

export function markdownSummary(input: SummaryInput): string {
  const { frame, link } = input;
  const facts = frame.facts.map(({ name, text }) => `- **${plainText(name)}**: ${plainText(text)}`);
  const live = link !== undefined && /^https?:\/\//.test(link) ? [`[Live view](<${link.replace(/[<>\s]/g, encodeURIComponent)}>)`] : [];
  const parts = [
    `## ${plainText(frame.title)}`,
    facts.join('\n'),
    ...worst(input),
    ...changes(input),
    ...findings(input),
    ...notes(input),
    ...live,
    `_${plainText(frame.imprint)}_`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const nameOf = (names: ReadonlyMap<NodeId, string>, id: NodeId): string => names.get(id) ?? id;
const call = ({ source, target }: Pick<MeshEdge, 'source' | 'target'>, names: ReadonlyMap<NodeId, string>): string =>
  codeText(`${nameOf(names, source)} → ${nameOf(names, target)}`);

function worst({ mesh, units }: SummaryInput): readonly string[] {
  const edges = mesh.edges.filter(({ foldedInto }) => foldedInto === undefined);
  const ranks = rankWorst(edges);
  const sick = edges.filter(({ health }) => health === 'failing' || health === 'degraded');
  const ranked = [...sick].sort((a, b) => (ranks.get(a.id) ?? ranks.size + 1) - (ranks.get(b.id) ?? ranks.size + 1)).slice(0, MOST_EDGES);
  const title = '### Worst edges';
  if (ranked.length === 0) return [title, `None of ${many(edges.length, 'edge')} is failing or degraded.`];
  const names = nodeNames(mesh);
  const rows = ranked.map((edge) => [
    call(edge, names),
    edge.protocol,
    rateOf(edge, units),
    edge.errorRatio === undefined ? UNKNOWN : formatRatio(edge.errorRatio),
    p99Of(edge),
    mtlsOf(edge),
    edge.reason === undefined ? edge.health : `${edge.health}: ${plainText(edge.reason, 120)}`,
  ]);
  const table = markdownTable(
    [
      ['Edge', 'left'],
      ['Protocol', 'left'],
      ['Rate', 'right'],
      ['Errors', 'right'],
      ['p99', 'right'],
      ['mTLS', 'right'],
      ['Health', 'left'],
    ],
    rows,
  );
  const more = sick.length - ranked.length;
  return [title, table, ...(more === 0 ? [] : [`And ${many(more, 'more edge')} failing or degraded.`])];
}

function rateOf({ requestsPerSecond, bytesPerSecond }: MeshEdge, units: TrafficUnits): string {
  if (requestsPerSecond !== undefined) return units.requests(requestsPerSecond);
  return bytesPerSecond === undefined ? UNKNOWN : units.bytes(bytesPerSecond.sent + bytesPerSecond.received);
}

function p99Of({ latency }: MeshEdge): string {
  const p99 = latency?.p99;
  return p99 === undefined ? UNKNOWN : `${p99.atLeast ? '≥ ' : ''}${formatMilliseconds(p99.milliseconds)}`;
}

function mtlsOf({ mtls: { ratio } }: MeshEdge): string {
  if (ratio === undefined) return 'unknown';
  if (ratio <= 0) return 'plaintext';
  return ratio >= 1 ? 'mutual' : formatRatio(ratio);
}

const CLASSES: readonly ChangeClass[] = ['added', 'removed', 'worse', 'better', 'changed'];

function changes({ mesh, difference, units }: SummaryInput): readonly string[] {
  if (difference === undefined) return [];
  const { ranked, counts, edges, nodes, removed, policies } = difference;
  const names = new Map([...nodeNames({ ...mesh, nodes: removed.nodes }), ...nodeNames(mesh)]);
  const told = CLASSES.filter((one) => counts[one] > 0).map((one) => `${counts[one]} ${one}`);
  const rows = ranked.slice(0, MOST_CHANGES).flatMap((id): (readonly string[])[] => {
    const edge = edges.get(id);
    if (edge !== undefined) return [edgeRow(edge, names, units)];
    const node = nodes.get(id);
    return node === undefined ? [] : [nodeRow(node, names, units)];
  });
  const table = markdownTable(
    [
      ['What', 'left'],
      ['Change', 'left'],
      ['Rate', 'right'],
      ['Errors', 'right'],
      ['p99', 'right'],
    ],
    rows,
  );
  const more = ranked.length - rows.length;
  const resources = policies?.resources ?? [];
  return [
    '### Changes',
    told.length === 0 ? 'Nothing differs beyond noise and chance.' : `${told.join(', ')}.`,
    ...(rows.length === 0 ? [] : [table]),
    ...(more > 0 ? [`And ${many(more, 'more change')}.`] : []),
    ...(resources.length === 0
      ? []
      : [
          resources
            .slice(0, MOST_CHANGES)
            .map((one) => `- ${one.class}: ${codeText(`${one.kind} ${one.namespace}/${one.name}`)}`)
            .join('\n'),
        ]),
  ];
}

const edgeRow = (change: EdgeChange, names: ReadonlyMap<NodeId, string>, units: TrafficUnits): readonly string[] => [
  call(change, names),
  change.class,
  from(change.rate, units.requests),
  from(change.errorRatio, formatRatio),
  from(change.p99, formatMilliseconds),
];

const nodeRow = (change: NodeChange, names: ReadonlyMap<NodeId, string>, units: TrafficUnits): readonly string[] => [
  codeText(nameOf(names, change.id)),
  change.class,
  from(change.rate, units.requests),
  from(change.errorRatio, formatRatio),
  '',
];

/** "120 rps → 90 rps"; once where both are the same words. */
function from({ before, after }: EdgeChange['rate'], format: (value: number) => string): string {
  const [was, is] = [before, after].map((value) => (value === undefined ? UNKNOWN : format(value)));
  return was === is ? `${is}` : `${was} → ${is}`;
}

function findings({ findings: all }: SummaryInput): readonly string[] {
  if (all === undefined || all.length === 0) return [];
  const told = all.filter(({ severity }) => severity !== 'info');
  const listed = told
    .slice(0, MOST_FINDINGS)
    .map(({ severity, title, next }) => `- **${severity}**: ${plainText(title)} ${plainText(next)}`);
  const more = told.length - listed.length;
  const remarks = all.length - told.length;
  return [
    '### Findings',
    ...(listed.length === 0 ? [] : [listed.join('\n')]),
    ...(more > 0 ? [`And ${many(more, 'more finding')}.`] : []),
    ...(remarks > 0 ? [`${listed.length === 0 ? '' : 'And '}${many(remarks, 'remark')} for information.`] : []),
  ];
}

function notes({ frame }: SummaryInput): readonly string[] {
  if (frame.notes.length === 0) return [];
  const listed = frame.notes.map(({ number, text, about }) => {
    const indent = ' '.repeat(`${number}. `.length);
    const subject = about === undefined ? '' : `**${plainText(about)}**  \n${indent}`;
    return `${number}. ${subject}${plainLines(text, indent)}`;
  });
  return ['### Notes', listed.join('\n')];
}
