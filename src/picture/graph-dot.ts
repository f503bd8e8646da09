/** The graph in the language of Graphviz: `seamark graph … --format dot | dot -Tsvg`. */
import { formatByteRate, formatMilliseconds, formatRatio, formatRequestRate } from '../lib/format-number';
import type { Mesh, MeshEdge } from '../mesh/model';
import type { Telemetry } from '../telemetry/rows';
import { dotText } from './dot-text';
import { nodeNames } from './node-names';

function rateText({ requestsPerSecond, bytesPerSecond }: MeshEdge, totals: boolean): string | undefined {
  if (requestsPerSecond !== undefined) return totals ? `${requestsPerSecond} requests` : formatRequestRate(requestsPerSecond);
  if (bytesPerSecond === undefined) return undefined;
  return totals ? `${bytesPerSecond.sent} B` : formatByteRate(bytesPerSecond.sent);
}

function labelOf(edge: MeshEdge, totals: boolean): string {
  const errors = edge.errorRatio ? `${formatRatio(edge.errorRatio)} errors` : undefined;
  const p99 = edge.latency?.p99;
  const latency = p99 && `p99 ${p99.atLeast ? '≥ ' : ''}${formatMilliseconds(p99.milliseconds)}`;
  return [edge.protocol, rateText(edge, totals), errors, latency].filter((part) => part !== undefined).join(', ');
}

/** Boxes are namespaces; legs that a waypoint's hop stands for are dashed. */
export function graphDot(mesh: Mesh, telemetry: Pick<Telemetry, 'totals'>): string {
  const names = nodeNames(mesh);
  const node = (id: MeshEdge['source'], indent: string): string => `${indent}${dotText(id)} [label=${dotText(names.get(id) ?? id)}];`;
  const grouped = new Set(mesh.groups.flatMap(({ members }) => members));
  const drawn = new Set(mesh.nodes.map(({ id }) => id));
  const boxes = mesh.groups.flatMap(({ name, members }, index) => {
    const inside = members.filter((id) => drawn.has(id)).map((id) => node(id, '    '));
    return inside.length === 0 ? [] : [`  subgraph cluster_${index} {`, `    label=${dotText(name)};`, ...inside, '  }'];
  });
  const loose = mesh.nodes.filter(({ id }) => !grouped.has(id)).map(({ id }) => node(id, '  '));
  const edges = mesh.edges.map((edge) => {
    const style = edge.foldedInto === undefined ? '' : ', style=dashed';
    return `  ${dotText(edge.source)} -> ${dotText(edge.target)} [label=${dotText(labelOf(edge, telemetry.totals === true))}${style}];`;
  });
  return ['digraph mesh {', '  rankdir=LR;', '  node [shape=box];', ...boxes, ...loose, ...edges, '}'].join('\n');
}
