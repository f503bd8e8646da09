import { isSick, worst } from './health';
import type { Flow, Health, MeshEdge, MeshNode, NodeId } from './model';
import { errorsPerSecond } from './response-code';

/** What a node is before its edges are looked at. */
export type NodeFace = Omit<MeshNode, 'root' | 'incoming' | 'outgoing' | 'health' | 'inherited' | 'reason' | 'members' | 'sickMembers'>;

interface Around {
  readonly incoming: MeshEdge[];
  readonly outgoing: MeshEdge[];
}

/** Joins nodes with what their edges say of them: flows, own and inherited health. Sorted by id. */
export function buildNodes(faces: readonly NodeFace[], edges: readonly MeshEdge[], count4xx: boolean): readonly MeshNode[] {
  const around = new Map<NodeId, Around>(faces.map(({ id }) => [id, { incoming: [], outgoing: [] }]));
  for (const edge of edges) {
    around.get(edge.source)?.outgoing.push(edge);
    around.get(edge.target)?.incoming.push(edge);
  }
  const names = new Map(faces.map(({ id, name }) => [id, name]));
  return [...faces]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((face) => buildNode(face, around.get(face.id) ?? { incoming: [], outgoing: [] }, names, count4xx));
}

function buildNode(face: NodeFace, { incoming, outgoing }: Around, names: ReadonlyMap<NodeId, string>, count4xx: boolean): MeshNode {
  const own = worstEdge(incoming);
  const called = worstEdge(outgoing);
  const health = own?.health ?? (outgoing.some(({ health }) => health !== 'idle') ? 'healthy' : 'idle');
  const inherited = called?.health ?? 'idle';
  const reason = reasonOf(own, called, names);
  return {
    ...face,
    root: incoming.every(({ source }) => source === face.id),
    incoming: flowOf(standing(face, incoming), count4xx),
    outgoing: flowOf(standing(face, outgoing), count4xx),
    health,
    inherited,
    ...(reason !== undefined && { reason }),
    members: 1,
    sickMembers: isSick(health) ? 1 : 0,
  };
}

/** Edges in sorted order, so among equals the first by id. */
function worstEdge(edges: readonly MeshEdge[]): { readonly health: Health; readonly edge: MeshEdge } | undefined {
  let found: { health: Health; edge: MeshEdge } | undefined;
  for (const edge of edges) {
    if (found === undefined || worst(found.health, edge.health) !== found.health) found = { health: edge.health, edge };
  }
  return found;
}

type Worst = ReturnType<typeof worstEdge>;

function reasonOf(own: Worst, called: Worst, names: ReadonlyMap<NodeId, string>): string | undefined {
  if (own !== undefined && isSick(own.health)) return own.edge.reason;
  if (called === undefined || !isSick(called.health) || called.edge.reason === undefined) return undefined;
  return `calls ${names.get(called.edge.target) ?? 'unknown'}: ${called.edge.reason}`;
}

/** A folded leg repeats what the waypoint's hop already counts, except for the waypoint itself, which has nothing else. */
function standing(face: NodeFace, edges: readonly MeshEdge[]): readonly MeshEdge[] {
  return face.waypoint === true ? edges : edges.filter(({ foldedInto }) => foldedInto === undefined);
}

/** Totals of edges. */
export function flowOf(edges: readonly MeshEdge[], count4xx: boolean): Flow {
  let requestsPerSecond = 0;
  let errors = 0;
  let bytesPerSecond = 0;
  for (const edge of edges) {
    requestsPerSecond += edge.requestsPerSecond ?? 0;
    if (edge.responses !== undefined) errors += errorsPerSecond(edge.protocol, edge.responses, count4xx);
    bytesPerSecond += (edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0);
  }
  return { requestsPerSecond, ...(requestsPerSecond > 0 && { errorRatio: errors / requestsPerSecond }), bytesPerSecond };
}
