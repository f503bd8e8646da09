import { describe, expect, it } from 'vitest';
import { parseExpression } from '../expression/parse-expression';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { mesh as telemetry } from '../testing/mesh-notation';
import { narrowGraph } from './narrow-graph';

const mesh = buildMesh(
  telemetry(`
    web -> shop/cart 10rps
    shop/cart -> shop/pay 5rps 20%500
    shop/pay -> db/ledger tcp 100Bps
  `),
  { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS },
);

const read = (text: string | undefined) => {
  const parsed = text === undefined ? undefined : parseExpression(text);
  if (parsed?.ok === false) throw new Error(parsed.error.message);
  return parsed?.value;
};

function narrowed(find: string | undefined, hide?: string, namespaces: readonly string[] = []) {
  const result = narrowGraph(mesh, { find: read(find), hide: read(hide), namespaces });
  const names = new Map<string, string>(mesh.nodes.map(({ id, name }) => [id, name]));
  const edge = (id: string) =>
    id
      .split('>')
      .slice(0, 2)
      .map((end) => names.get(end))
      .join('>');
  return {
    nodes: result.mesh.nodes.map(({ name }) => name).sort(),
    edges: result.mesh.edges.map(({ id }) => edge(id)).sort(),
    found: result.found && [...Array.from(result.found.nodes, (id) => names.get(id)), ...Array.from(result.found.edges, edge)].sort(),
    problems: result.problems.map(({ code }) => code),
  };
}

describe('--find', () => {
  it('keeps found edges with their ends', () => {
    expect(narrowed('%err>0')).toEqual({ nodes: ['cart', 'pay'], edges: ['cart>pay'], found: ['cart>pay'], problems: [] });
  });

  it('keeps found nodes with their edges, and the other ends of these', () => {
    expect(narrowed('name=web OR name=ledger')).toMatchObject({
      nodes: ['cart', 'ledger', 'pay', 'web'],
      edges: ['pay>ledger', 'web>cart'],
      found: ['ledger', 'web'],
    });
  });

  it('knows the namespaces that were asked for', () => {
    expect(narrowed('outside', undefined, ['shop'])).toMatchObject({ found: ['ledger', 'web'] });
  });

  it('may find nothing', () => {
    expect(narrowed('name=nobody')).toEqual({ nodes: [], edges: [], found: [], problems: [] });
  });
});

describe('--hide', () => {
  it('takes nodes with their edges, and edges alone', () => {
    expect(narrowed(undefined, 'name=pay')).toMatchObject({ nodes: ['cart', 'ledger', 'web'], edges: ['web>cart'], found: undefined });
    expect(narrowed(undefined, 'protocol=tcp')).toMatchObject({ nodes: ['cart', 'ledger', 'pay', 'web'], edges: ['cart>pay', 'web>cart'] });
  });

  it('takes what was found as well, and changes no number', () => {
    expect(narrowed('namespace=shop', 'name=pay')).toMatchObject({ nodes: ['cart', 'web'], edges: ['web>cart'], found: ['cart'] });
    // All three are called once; without web>cart the rank of cart would be 2.
    expect(narrowed('rank=1', 'source.name=web').found).toEqual(['cart', 'ledger', 'pay']);
  });
});

it('says what nobody can judge without configuration, once', () => {
  expect(narrowed('authz=denied OR finding', 'NOT authz=allowed')).toEqual({
    nodes: [],
    edges: [],
    found: [],
    problems: ['expression-not-judged'],
  });
});
