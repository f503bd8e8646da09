/** What --find and --hide leave of a graph. Both are asked of the whole mesh, so that a rank or a share means the same with and without. */
import type { Expression } from '../expression/expression';
import { type Matches, matchExpression } from '../expression/match-expression';
import type { Problem } from '../lib/problem';
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh } from '../mesh/model';

export interface Narrowed {
  readonly mesh: Mesh;
  /** What was found and is not hidden; undefined without --find. The mesh also holds the ends of found edges and the edges of found nodes. */
  readonly found: MeshPart | undefined;
  readonly problems: readonly Problem[];
}

export interface Narrowing {
  readonly find: Expression | undefined;
  readonly hide: Expression | undefined;
  /** The namespaces that were asked for; none = all. */
  readonly namespaces: readonly string[];
}

export function narrowGraph(mesh: Mesh, { find, hide, namespaces }: Narrowing): Narrowed {
  const ask = (expression: Expression | undefined): Matches | undefined =>
    expression && matchExpression(expression, { mesh, policies: undefined, namespaces });
  const matches = ask(find);
  const hidden = ask(hide);
  const shown = hidden === undefined ? mesh : without(mesh, hidden);
  const unjudged = Array.from(new Set([...(matches?.unjudged ?? []), ...(hidden?.unjudged ?? [])]));
  const problems = unjudged.length === 0 ? [] : [notJudged(unjudged)];
  return matches === undefined ? { mesh: shown, found: undefined, problems } : { ...around(shown, matches), problems };
}

function without(mesh: Mesh, hidden: MeshPart): Mesh {
  const nodes = mesh.nodes.filter(({ id }) => !hidden.nodes.has(id));
  const edges = mesh.edges.filter(
    ({ id, source, target }) => !hidden.edges.has(id) && !hidden.nodes.has(source) && !hidden.nodes.has(target),
  );
  return { ...mesh, nodes, edges };
}

/** Found nodes with their edges, found edges with their ends. */
function around(mesh: Mesh, matches: MeshPart): Pick<Narrowed, 'mesh' | 'found'> {
  const edges = mesh.edges.filter(
    ({ id, source, target }) => matches.edges.has(id) || matches.nodes.has(source) || matches.nodes.has(target),
  );
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = mesh.nodes.filter(({ id }) => matches.nodes.has(id) || ends.has(id));
  const found = {
    nodes: new Set(nodes.flatMap(({ id }) => (matches.nodes.has(id) ? [id] : []))),
    edges: new Set(edges.flatMap(({ id }) => (matches.edges.has(id) ? [id] : []))),
  };
  return { mesh: { ...mesh, nodes, edges }, found };
}

const notJudged = (operands: readonly string[]): Problem => ({
  code: 'expression-not-judged',
  severity: 'warning',
  message: `Without configuration nobody can tell what these ask: ${operands.join(', ')}.`,
  hint: 'seamark graph reads none; look at the page, or use seamark check or explain.',
});
