import type { EdgeOutline } from './finish-edge';
import { isSick, worst } from './health';
import type { Flow, Health, MeshNode, NodeId } from './model';
import { type NodeFace, setKnown, type Writable } from './node-face';

interface Around {
  readonly incoming: EdgeOutline[];
  readonly outgoing: EdgeOutline[];
}

/** Joins nodes with what their edges say of them: flows, own and inherited health. Sorted by id. */
export function buildNodes(faces: readonly NodeFace[], edges: readonly EdgeOutline[]): readonly MeshNode[] {
  const around = new Map<NodeId, Around>(faces.map(({ id }) => [id, { incoming: [], outgoing: [] }]));
  for (const edge of edges) {
    around.get(edge.source)?.outgoing.push(edge);
    around.get(edge.target)?.incoming.push(edge);
  }
  const names = new Map(faces.map(({ id, name }) => [id, name]));
  return [...faces]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((face) => buildNode(face, around.get(face.id) ?? { incoming: [], outgoing: [] }, names));
}

function buildNode(face: NodeFace, { incoming, outgoing }: Around, names: ReadonlyMap<NodeId, string>): MeshNode {
  const own = worstEdge(incoming);
  const called = worstEdge(outgoing);
  const health = own?.health ?? (outgoing.some(({ health }) => health !== 'idle') ? 'healthy' : 'idle');
  const inherited = called?.health ?? 'idle';
  const reason = reasonOf(own, called, names);
  const node: Writable<MeshNode> = {
    id: face.id,
    kind: face.kind,
    group: face.group,
    name: face.name,
    root: incoming.every(({ source }) => source === face.id),
    incoming: flowOf(face, incoming),
    outgoing: flowOf(face, outgoing),
    health,
    inherited,
    members: 1,
    // What a service between answers its workloads answer: one illness is counted once.
    sickMembers: isSick(health) && !(face.between === true && isSick(inherited)) ? 1 : 0,
  };
  if (reason !== undefined) node.reason = reason;
  return setKnown(node, face);
}

/** Edges in sorted order, so among equals the first by id. */
function worstEdge(edges: readonly EdgeOutline[]): { readonly health: Health; readonly edge: EdgeOutline } | undefined {
  let found: { health: Health; edge: EdgeOutline } | undefined;
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

/**
 * Totals of the edges that stand for themselves. A folded leg repeats what the waypoint's hop already counts, except for the waypoint
 * itself, which has nothing else.
 */
function flowOf(face: NodeFace, edges: readonly EdgeOutline[]): Flow {
  let requestsPerSecond = 0;
  let errors = 0;
  let bytesPerSecond = 0;
  for (const edge of edges) {
    if (edge.foldedInto !== undefined && face.waypoint !== true) continue;
    requestsPerSecond += edge.requestsPerSecond;
    errors += edge.errorsPerSecond;
    bytesPerSecond += edge.bytesPerSecond;
  }
  if (requestsPerSecond === 0) return { requestsPerSecond, bytesPerSecond };
  return { requestsPerSecond, errorRatio: errors / requestsPerSecond, bytesPerSecond };
}
