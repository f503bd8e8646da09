import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { Mesh, MeshEdge, MeshNode } from '../mesh/model';
import { mesh as telemetry } from '../testing/mesh-notation';
import type { MatchContext } from './mesh-facts';
import { found, meshOf, policiesOf } from './small-mesh.testing';

const shop = meshOf(`
  ? -> web 30rps plaintext p:10
  web -> shop/cart:v1 20rps mtls p:100
  web -> shop/search 10rps 20%503/UF,URX mtls p:2500
  shop/cart:v1 -> shop/pay:v2 grpc 4rps 10%14 mtls p:50
  shop/cart:v1 -> shop/pay:v1 grpc 12rps mtls p:50
  shop/pay:v1 -> west|db/ledger tcp 2000Bps plaintext
  shop/pay:v2 -> west|db/ledger tcp 0Bps
  shop/search -> @api.example.com 5rps 4%-/UF
`);
const bare: MatchContext = { mesh: shop, policies: undefined };

const nodes = (text: string, context = bare) => found(text, context).nodes;
const edges = (text: string, context = bare) => found(text, context).edges;

describe('criteria of nodes', () => {
  it.each([
    ['namespace=shop', ['shop/cart-v1', 'shop/pay-v1', 'shop/pay-v2', 'shop/search']],
    ['ns=SHOP AND version=v1', ['shop/cart-v1', 'shop/pay-v1']],
    ['name*=PAY', ['shop/pay-v1', 'shop/pay-v2']],
    ['workload$=-v2', ['shop/pay-v2']],
    ['app=pay', ['shop/pay-v1', 'shop/pay-v2']],
    ['app!=pay AND namespace^=sho', ['shop/cart-v1', 'shop/search']],
    ['cluster=west', ['db/ledger']],
    ['service$=.example.com', ['api.example.com']],
    ['node=external OR node=unknown', ['api.example.com', 'unknown']],
    ['version', ['shop/cart-v1', 'shop/pay-v1', 'shop/pay-v2']],
    ['namespace!=shop', ['db/ledger', 'web']],
    ['NOT namespace=shop', ['api.example.com', 'db/ledger', 'unknown', 'web']],
    ['node!=workload', ['api.example.com', 'unknown']],
    ['httpin=30', ['web']],
    ['httpout>=30rps', ['unknown', 'web']],
    ['grpcout>10', ['shop/cart-v1']],
    ['tcpin>1.5kB/s', ['db/ledger']],
    ['tcpout=0 AND NOT httpin>0 AND NOT grpcin>0', ['db/ledger', 'unknown']],
    // 20 % of 10 rps to search; 10 % of 4 rps to pay-v2; 4 % of 5 rps to the host.
    ['%errin>15', ['shop/search']],
    ['%errin>=4', ['api.example.com', 'shop/pay-v2', 'shop/search']],
    // web sends 30 rps, of which 2 rps fail: 6.7 %. cart sends 16 rps, of which 0.4 rps fail: 2.5 %. search sends 5 rps, 4 % fail.
    ['%errout>2.6 AND %errout<5', ['shop/search']],
    // Two edges lead to the ledger, one to most others, none to the unknown caller.
    ['rank=1', ['db/ledger']],
    ['rank=3', ['unknown']],
    ['root', ['unknown']],
    ['outside', ['api.example.com', 'unknown']],
    ['serviceentry', ['api.example.com']],
    ['waypoint', []],
  ])('%s', (text, expected) => {
    expect(found(text, bare)).toEqual({ nodes: expected, edges: [] });
  });

  it('know the chosen namespaces: what is in none of them is outside', () => {
    expect(nodes('outside', { ...bare, namespaces: ['shop'] })).toEqual(['api.example.com', 'db/ledger', 'unknown', 'web']);
  });

  it('know closed groups: the rest of the namespaces is in each of them, a cluster in none that is known', () => {
    const [first] = shop.nodes;
    const closed = (part: Partial<MeshNode>): MatchContext => {
      const { namespace: _namespace, ...rest } = { ...(first as MeshNode), ...part };
      return { mesh: { ...shop, nodes: [rest], edges: [] }, policies: undefined, namespaces: ['shop'] };
    };
    const holds = (context: MatchContext, texts: readonly string[]) => texts.map((text) => nodes(text, context).length === 1);
    const rest = closed({ kind: 'restOfNamespaces', namespaces: ['shop', 'tools'] });
    expect(holds(rest, ['ns=tools', 'ns!=shop', 'outside', 'node=namespace'])).toEqual([true, false, false, true]);
    expect(holds(closed({ kind: 'restOfNamespaces', namespaces: ['tools'] }), ['outside'])).toEqual([true]);
    const cluster = closed({ kind: 'cluster' });
    expect(holds(cluster, ['ns=shop', 'ns!=shop', 'outside', 'node=cluster'])).toEqual([false, false, false, true]);
  });

  it('know what is only configured', () => {
    const idle = { ...shop, nodes: shop.nodes.map((node) => (node.name === 'web' ? { ...node, configured: true } : node)) };
    expect(nodes('configured', { mesh: idle, policies: undefined })).toEqual(['web']);
  });

  it('see the workloads and versions that an app stands for', () => {
    const apps: MatchContext = { mesh: meshOf('web -> shop/pay:v2 1rps\nweb -> shop/pay:v1 1rps', 'app'), policies: undefined };
    expect(nodes('version=v2', apps)).toEqual(['shop/pay']);
    expect(nodes('workload=pay-v1', apps)).toEqual(['shop/pay']);
    expect(nodes('version!=v2', apps)).toEqual([]);
    expect(nodes('node=app', apps)).toEqual(['shop/pay', 'web']);
  });
});

describe('criteria of edges', () => {
  it.each([
    ['http>=20', ['unknown>web', 'web>shop/cart-v1']],
    ['grpc<5', ['shop/cart-v1>shop/pay-v2 grpc']],
    ['tcp=2kB/s', ['shop/pay-v1>db/ledger tcp']],
    ['rps<=4', ['shop/cart-v1>shop/pay-v2 grpc']],
    ['%httperr>5', ['web>shop/search']],
    ['%grpcerr>5', ['shop/cart-v1>shop/pay-v2 grpc']],
    ['%err>=4', ['shop/cart-v1>shop/pay-v2 grpc', 'shop/search>api.example.com', 'web>shop/search']],
    // 10 of 30 rps; 4 of 16 rps.
    ['%httptraffic<50', ['web>shop/search']],
    ['%grpctraffic=25', ['shop/cart-v1>shop/pay-v2 grpc']],
    // All requests in one bucket: (1000, 2500] → p99 = 1000 + 0.99 · 1500 = 2485 ms.
    ['rt>1s', ['web>shop/search']],
    ['p99>2484ms AND p99<2486ms', ['web>shop/search']],
    ['p50<=10', ['unknown>web']],
    ['protocol=tcp', ['shop/pay-v1>db/ledger tcp', 'shop/pay-v2>db/ledger tcp']],
    ['flags=UF', ['shop/search>api.example.com', 'web>shop/search']],
    ['flags=URX', ['web>shop/search']],
    ['flags', ['shop/search>api.example.com', 'web>shop/search']],
    ['code^=50', ['web>shop/search']],
    ['code=14', ['shop/cart-v1>shop/pay-v2 grpc']],
    ['code=-', ['shop/search>api.example.com']],
    ['plaintext', ['shop/pay-v1>db/ledger tcp', 'unknown>web']],
    ['mtls AND http>0', ['web>shop/cart-v1', 'web>shop/search']],
    ['%mtls=0', ['shop/pay-v1>db/ledger tcp', 'unknown>web']],
    ['NOT mtls AND NOT plaintext', ['shop/pay-v2>db/ledger tcp', 'shop/search>api.example.com']],
    ['NOT traffic', ['shop/pay-v2>db/ledger tcp']],
    ['reporter=destination', []],
    ['source.app=web AND target.app=cart', ['web>shop/cart-v1']],
    ['source.namespace!=shop', ['web>shop/cart-v1', 'web>shop/search']],
    ['NOT source.namespace=shop', ['unknown>web', 'web>shop/cart-v1', 'web>shop/search']],
    ['target.version', ['shop/cart-v1>shop/pay-v1 grpc', 'shop/cart-v1>shop/pay-v2 grpc', 'web>shop/cart-v1']],
  ])('%s', (text, expected) => {
    expect(found(text, bare)).toEqual({ nodes: [], edges: expected });
  });
});

describe('criteria of both', () => {
  it.each([
    [
      'NOT healthy',
      ['api.example.com', 'shop/pay-v2', 'shop/search'],
      ['shop/cart-v1>shop/pay-v2 grpc', 'shop/search>api.example.com', 'web>shop/search'],
    ],
    ['health=failing', ['shop/pay-v2', 'shop/search'], ['shop/cart-v1>shop/pay-v2 grpc', 'web>shop/search']],
    ['idle', [], ['shop/pay-v2>db/ledger tcp']],
    ['healthy AND app=pay', ['shop/pay-v1'], ['shop/cart-v1>shop/pay-v1 grpc', 'shop/pay-v1>db/ledger tcp', 'shop/pay-v2>db/ledger tcp']],
    ['NOT healthy AND protocol=http', [], ['shop/search>api.example.com', 'web>shop/search']],
  ])('%s', (text, ofNodes, ofEdges) => {
    expect(found(text, bare)).toEqual({ nodes: ofNodes, edges: ofEdges });
  });
});

describe('node and edge criteria together', () => {
  it.each([
    // One end is enough.
    ['namespace=shop AND %httperr>3', ['shop/search>api.example.com', 'web>shop/search']],
    ['namespace=db AND plaintext', ['shop/pay-v1>db/ledger tcp']],
    // The same end has all that is asked: web is no app of the namespace shop.
    ['namespace=shop AND app=web AND http>0', []],
    ['version=v2 AND app=pay AND grpc>0', ['shop/cart-v1>shop/pay-v2 grpc']],
    // What is excluded stands at neither end.
    ['plaintext AND NOT namespace=db', ['unknown>web']],
    ['plaintext AND namespace!=db', []],
    ['mtls AND namespace!=default', ['shop/cart-v1>shop/pay-v1 grpc', 'shop/cart-v1>shop/pay-v2 grpc']],
    ['mtls AND NOT (namespace=default OR version=v2)', ['shop/cart-v1>shop/pay-v1 grpc']],
  ])('%s finds edges', (text, expected) => {
    expect(found(text, bare)).toEqual({ nodes: [], edges: expected });
  });

  it('an alternative without edge criteria lights no edges', () => {
    expect(found('namespace=db OR rt>1s', bare)).toEqual({ nodes: ['db/ledger'], edges: ['web>shop/search'] });
    expect(found('(namespace=db OR rt>1s) AND (cluster=west OR app=web)', bare)).toEqual({
      nodes: ['db/ledger'],
      edges: ['web>shop/search'],
    });
  });
});

describe('what is not known', () => {
  it('stands no test, but NOT makes it true', () => {
    // The unknown caller has no namespace; TCP has no error ratio.
    expect(nodes('namespace!=shop AND node=unknown')).toEqual([]);
    expect(nodes('NOT namespace=shop AND node=unknown')).toEqual(['unknown']);
    expect(edges('%httperr<100 AND protocol=tcp')).toEqual([]);
    expect(edges('NOT %httperr>5 AND protocol=tcp')).toEqual(['shop/pay-v1>db/ledger tcp', 'shop/pay-v2>db/ledger tcp']);
  });

  it('a quantile beyond the last bucket is at least its bound', () => {
    const [edge] = meshOf('web -> cart 1rps p:10').edges;
    const beyond = { ...edge, latency: { p50: undefined, p95: undefined, p99: { milliseconds: 10_000, atLeast: true } } } as MeshEdge;
    const context = { mesh: { ...meshOf('web -> cart 1rps p:10'), edges: [beyond] }, policies: undefined };
    const holds = (text: string) => edges(text, context).length === 1;
    expect(['p99>9s', 'p99>=10s', 'p99!=9s', 'NOT p99>10s', 'NOT p99<20s'].map(holds)).toEqual([true, true, true, true, true]);
    expect(['p99>10s', 'p99<20s', 'p99=10s', 'p99<=10s', 'p99!=20s'].map(holds)).toEqual([false, false, false, false, false]);
  });
});

it('failed connections count among those that closed, or that never opened', () => {
  const [edge] = meshOf('web -> db tcp 5Bps').edges;
  const failed = (closedPerSecond: number, failedPerSecond: number, text: string) => {
    const connections = { closedPerSecond, failedPerSecond, byFlags: new Map([['UF', failedPerSecond]]) };
    const mesh: Mesh = { ...meshOf('web -> db tcp 5Bps'), edges: edge === undefined ? [] : [{ ...edge, connections }] };
    return edges(text, { mesh, policies: undefined }).length === 1;
  };
  // 1 of 4 is 25 %; 2 that never opened are all there are.
  expect(failed(4, 1, '%tcperr=25')).toBe(true);
  expect(failed(0, 2, '%tcperr=100')).toBe(true);
  expect(failed(0, 0, '%tcperr>=0')).toBe(false);
  expect(failed(4, 1, 'flags=UF AND traffic')).toBe(true);
});

describe('operands of configuration', () => {
  const policies = policiesOf(shop, {
    edges: {
      'web>shop/cart-v1': { verdict: 'denied', routing: { kind: 'conditional', circuitBreaker: true } },
      'web>shop/search': { verdict: 'unknown', works: 'F', transport: 'plaintext', serverMode: 'STRICT' },
      'shop/cart-v1>shop/pay-v2 grpc': {
        verdict: 'depends',
        serverMode: 'PERMISSIVE',
        routing: {
          kind: 'fixed',
          shares: [
            { label: 'v1', min: 0.75, max: 0.75 },
            { label: 'v2', min: 0.25, max: 0.25 },
          ],
          abort: true,
          mirrorPercent: 5,
          timeoutSeconds: 3,
          retries: 2,
        },
      },
      'shop/pay-v1>db/ledger tcp': { enforcers: [], serverMode: undefined, bypassed: true, transport: 'unknown' },
    },
    nodes: {
      web: { dataplane: 'ambient', posture: 'open' },
      'shop/search': { serverMode: 'PERMISSIVE' },
      'db/ledger': { dataplane: 'unknown' },
    },
    findings: [
      { severity: 'error', code: 'denied-edge-carries-traffic', onEdges: ['web>shop/cart-v1'], onNodes: ['web', 'shop/cart-v1'] },
      { severity: 'info', code: 'workload-without-policies', onNodes: ['shop/search'] },
    ],
  });
  const context: MatchContext = { mesh: shop, policies };

  it.each([
    ['authz=denied', [], ['web>shop/cart-v1']],
    // Unknown is found by name, and differs from nothing.
    ['authz=unknown', [], ['web>shop/search']],
    ['authz!=denied', [], ['shop/cart-v1>shop/pay-v2 grpc', 'shop/pay-v1>db/ledger tcp']],
    ['enforcer=none', [], ['shop/pay-v1>db/ledger tcp']],
    ['transport=plaintext', [], ['web>shop/search']],
    ['transport!=mtls', [], ['web>shop/search']],
    ['refused', [], ['web>shop/search']],
    ['bypassed', [], ['shop/pay-v1>db/ledger tcp']],
    ['routing=conditional OR rr', [], ['web>shop/cart-v1']],
    ['vs', [], ['shop/cart-v1>shop/pay-v2 grpc', 'web>shop/cart-v1']],
    ['ts', [], ['shop/cart-v1>shop/pay-v2 grpc']],
    ['tcpts', [], []],
    ['cb', [], ['web>shop/cart-v1']],
    ['fi AND mirroring AND rto AND retries', [], ['shop/cart-v1>shop/pay-v2 grpc']],
    ['dataplane=ambient', ['web'], []],
    ['dataplane!=ambient', ['shop/search'], []],
    ['sidecar', ['shop/search'], []],
    ['posture=open', ['web'], []],
    ['peerauth=PERMISSIVE', ['shop/search'], ['shop/cart-v1>shop/pay-v2 grpc']],
    ['finding', ['shop/search'], ['web>shop/cart-v1']],
    ['finding=error', [], ['web>shop/cart-v1']],
    ['finding^=workload-', ['shop/search'], []],
  ])('%s', (text, ofNodes, ofEdges) => {
    expect(found(text, context)).toEqual({ nodes: ofNodes, edges: ofEdges });
  });

  it('cannot be judged without configuration, with or without NOT, and are named', () => {
    expect(found('authz=denied OR rt>1s', bare)).toEqual({ edges: ['web>shop/search'], nodes: [], unjudged: ['authz'] });
    expect(found('NOT authz=denied', bare)).toEqual({ edges: [], nodes: [], unjudged: ['authz'] });
    expect(found('NOT (sidecar AND NOT finding) AND root', bare)).toEqual({ edges: [], nodes: [], unjudged: ['sidecar', 'finding'] });
    expect(found('root', bare)).not.toHaveProperty('unjudged');
  });
});

describe('the mesh', () => {
  it('may be empty, or name ends it does not hold', () => {
    const empty: Mesh = { groupBy: 'workload', nodes: [], edges: [], groups: [], unplacedRows: 0, problems: [] };
    expect(found('NOT healthy OR NOT plaintext', { mesh: empty, policies: undefined })).toMatchObject({ nodes: [], edges: [] });
    const loose = { mesh: { ...empty, edges: meshOf('web -> cart 1rps').edges }, policies: undefined };
    expect(edges('rps>0', loose)).toEqual(['web>cart']);
    expect(edges('rps>0 AND app=web', loose)).toEqual([]);
    expect(edges('rps>0 AND NOT app=web', loose)).toEqual(['web>cart']);
  });

  it('is walked once however large it is', () => {
    const lines = Array.from({ length: 9000 }, (_, at) => `a${at % 2000} -> a${(at * 7 + 1 + Math.floor(at / 2000)) % 2000} 1rps`);
    const large = buildMesh(telemetry(lines.join('\n')), { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
    let reads = 0;
    const counted = <T extends MeshNode | MeshEdge>(item: T): T =>
      new Proxy(item, {
        get: (target, key) => {
          if (key === 'namespace' || key === 'errorRatio') reads += 1;
          return Reflect.get(target, key);
        },
      });
    const mesh = { ...large, nodes: large.nodes.map(counted), edges: large.edges.map(counted) };
    const text = Array.from({ length: 10 }, () => '(namespace=none OR %err>50)').join(' AND ');
    expect(found(text, { mesh, policies: undefined })).toMatchObject({ nodes: [], edges: [] });
    // Ten criteria of each sort, once for a node, at most at two ends for an edge, each read at most twice.
    expect(reads).toBeLessThan(20 * 2 * 2 * (mesh.nodes.length + mesh.edges.length));
    expect(mesh.nodes.length).toBe(2000);
  });
});
