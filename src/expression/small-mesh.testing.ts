/** A small mesh with policies, as the tests of this folder ask it. */
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { EdgeId, GroupBy, Mesh, NodeId } from '../mesh/model';
import type { DrawnFinding, DrawnPolicies, EdgePolicySummary, NodePolicySummary } from '../policy/drawn';
import { edgePolicy, nodePolicy } from '../testing/edge-policy';
import { mesh } from '../testing/mesh-notation';
import { matchExpression } from './match-expression';
import type { MatchContext } from './mesh-facts';
import { parseExpression } from './parse-expression';

export function meshOf(text: string, groupBy: GroupBy = 'workload'): Mesh {
  return buildMesh(mesh(text), { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
}

/** "web", "shop/cart-v1": a node's short name; the namespace is left out where it is "default". */
const shortId = (id: string): string => {
  const [, , namespace, name = ''] = id.split('/');
  return namespace === 'default' || namespace === '~' ? name : `${namespace}/${name}`;
};

const shortEdge = (id: string): string => {
  const [source = '', target = '', protocol = ''] = id.split('>');
  return `${shortId(source)}>${shortId(target)}${protocol === 'http' ? '' : ` ${protocol}`}`;
};

export interface Found {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  /** Left out where everything could be judged. */
  readonly unjudged?: readonly string[];
}

/** What an expression finds, in short names, sorted. */
export function found(text: string, context: MatchContext): Found {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  const { nodes, edges, unjudged } = matchExpression(parsed.value, context);
  return {
    nodes: Array.from(nodes, shortId).sort(),
    edges: Array.from(edges, shortEdge).sort(),
    ...(unjudged.length > 0 && { unjudged }),
  };
}

interface PolicyNotes {
  readonly edges?: Readonly<Record<string, Parameters<typeof edgePolicy>[0]>>;
  readonly nodes?: Readonly<Record<string, Partial<NodePolicySummary>>>;
  readonly findings?: readonly (Partial<DrawnFinding> & { readonly onEdges?: readonly string[]; readonly onNodes?: readonly string[] })[];
}

/** Policies by short names. */
export function policiesOf({ nodes, edges }: Mesh, notes: PolicyNotes): DrawnPolicies {
  const edgeIds = new Map(edges.map(({ id }) => [shortEdge(id), id]));
  const nodeIds = new Map(nodes.map(({ id }) => [shortId(id), id]));
  const idOf = <T>(ids: ReadonlyMap<string, T>, name: string): T => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`There is no ${name} in the mesh.`);
    return id;
  };
  return {
    edges: new Map(
      Object.entries(notes.edges ?? {}).map(([name, part]): [EdgeId, EdgePolicySummary] => [idOf(edgeIds, name), edgePolicy(part)]),
    ),
    nodes: new Map(
      Object.entries(notes.nodes ?? {}).map(([name, part]): [NodeId, NodePolicySummary] => [idOf(nodeIds, name), nodePolicy(part)]),
    ),
    findings: (notes.findings ?? []).map(({ onEdges = [], onNodes = [], ...part }) => ({
      id: 'x',
      code: 'route-to-missing-host',
      severity: 'warning',
      title: '',
      evidence: [],
      next: '',
      commands: [],
      workloads: [],
      edges: [],
      ...part,
      drawnEdges: onEdges.map((name) => idOf(edgeIds, name)),
      drawnNodes: onNodes.map((name) => idOf(nodeIds, name)),
    })),
  };
}
