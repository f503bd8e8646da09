import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import type { ConfiguredThing } from './configured';
import { DEFAULT_THRESHOLDS } from './health';
import type { GroupBy, Mesh } from './model';
import { edgeProvenance } from './provenance';

const build = (
  text: string,
  groupBy: GroupBy,
  more: { readonly showServices?: boolean; readonly configured?: readonly ConfiguredThing[] } = {},
) => buildMesh(rows(text), { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS, ...more });
const name = (id: string) =>
  id
    .split('/')
    .filter((part) => part !== 'east' && part !== 'default')
    .join(' ');
const edges = ({ edges: all }: Mesh) =>
  all.map(
    ({ source, target, requestsPerSecond, behindService }) =>
      `${name(source)} > ${name(target)} ${requestsPerSecond}${behindService === true ? ' behind' : ''}`,
  );

describe('services in between', () => {
  const split = 'web -> cart:v1 9rps\nweb -> cart:v2 1rps 100%503\nweb -> @api.example.com 2rps';

  it('take all calls that were addressed to them and pass them on; the two halves have the same sums', () => {
    const mesh = build(split, 'workload', { showServices: true });
    expect(edges(mesh)).toEqual([
      'service cart > workload cart-v1 9 behind',
      'service cart > workload cart-v2 1 behind',
      'workload web > external ~ ~ api.example.com 2',
      'workload web > service cart 10',
    ]);
    const service = mesh.nodes.find(({ kind }) => kind === 'service');
    expect([service?.incoming.requestsPerSecond, service?.outgoing.requestsPerSecond, service?.between]).toEqual([10, 10, true]);
    // 1 of 10 fails at the service, all of them at its second version
    expect(service?.incoming.errorRatio).toBeCloseTo(0.1, 12);
  });

  it('count one illness once: the service answers what its workload answers', () => {
    const { groups } = build(split, 'workload', { showServices: true });
    expect(groups.filter(({ level }) => level === 'namespace').map(({ sickMembers }) => sickMembers)).toEqual([1, 0]);
  });

  it('stay sick themselves when no workload is to blame', () => {
    const telemetry = rows('web -> cart:v1 9rps');
    const [row] = rows('web -> cart:v1 9rps 100%503/UH by:source').requests;
    const { workload: _workload, app: _app, version: _version, namespace: _namespace, ...unreached } = row!.destination;
    const failed = { ...telemetry, requests: [...telemetry.requests, { ...row!, destination: unreached }] };
    const mesh = buildMesh(failed, { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS, showServices: true });
    expect(edges(mesh)).toEqual(['service cart > workload cart-v1 9 behind', 'workload web > service cart 18']);
    expect(mesh.nodes.map(({ kind, sickMembers }) => [kind, sickMembers])).toEqual([
      ['service', 1],
      ['workload', 0],
      ['workload', 0],
    ]);
  });

  it.each([
    ['a service of another namespace than the workload', 'serviceNamespace', 'elsewhere'],
    ['no service', 'serviceName', undefined],
    ['an address without service', 'serviceName', 'PassthroughCluster'],
  ])('are left out where the row names %s', (_what, field, value) => {
    const telemetry = rows('web -> cart:v1 9rps');
    const requests = telemetry.requests.map(({ destination: { service: _service, ...destination }, ...row }) => ({
      ...row,
      destination: { ...destination, [field]: value },
    }));
    const mesh = buildMesh(
      { ...telemetry, requests },
      { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS, showServices: true },
    );
    expect(edges(mesh)).toEqual(['workload web > workload cart-v1 9']);
  });

  it('change nothing where services or namespaces are the nodes', () => {
    for (const groupBy of ['service', 'namespace'] as const)
      expect(build(split, groupBy, { showServices: true })).toEqual(build(split, groupBy));
  });

  it('have the PromQL of each half', () => {
    const mesh = build('web -> cart:v1 9rps', 'workload', { showServices: true });
    const [behind, front] = mesh.edges.map(
      (edge) => edgeProvenance(mesh, edge, { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS })[0]?.promql,
    );
    expect(front).toContain('source_workload="web"');
    expect(front).toContain('destination_service_name="cart"');
    expect(front).not.toContain('destination_workload="');
    expect(behind).toContain('destination_service_name="cart"');
    expect(behind).toContain('destination_workload="cart-v1"');
    expect(behind).not.toContain('source_workload');
  });
});

describe('things of the configuration', () => {
  const workload = (app: string, version = 'v1'): ConfiguredThing => ({
    kind: 'workload',
    end: { namespace: 'default', workload: `${app}-${version}`, app, version },
  });
  const service = (serviceName: string, alone = false): ConfiguredThing => ({
    kind: 'service',
    end: { serviceName, serviceNamespace: 'default', service: `${serviceName}.default.svc.cluster.local` },
    alone,
  });
  const things = [workload('cart'), workload('reports'), service('cart'), service('reports'), service('legacy', true)];
  const idle = (mesh: Mesh) => mesh.nodes.filter(({ configured }) => configured === true).map(({ id }) => name(id));

  it.each<[GroupBy, boolean, readonly string[]]>([
    ['workload', false, ['service legacy', 'workload reports-v1']],
    ['app', false, ['app reports', 'service legacy']],
    ['app', true, ['app reports', 'service legacy', 'service reports']],
    ['service', false, ['service legacy', 'service reports']],
    ['namespace', false, []],
  ])('without traffic are idle nodes, grouped by %s with services in between: %s', (groupBy, showServices, expected) => {
    const mesh = build('web -> cart:v1 9rps', groupBy, { configured: things, showServices });
    expect(idle(mesh)).toEqual(expected);
    expect(mesh.edges).toEqual(build('web -> cart:v1 9rps', groupBy, { showServices }).edges);
    for (const node of mesh.nodes.filter(({ configured }) => configured === true)) expect(node.health).toBe('idle');
  });

  it('that are seen in any cluster are not idle; others are in no cluster where there are several', () => {
    const mesh = build('west|web -> east|cart:v1 9rps', 'app', { configured: things });
    expect(idle(mesh)).toEqual(['app ~ reports', 'service ~ legacy']);
  });

  it('swallowed by a closed group, they are members without traffic', () => {
    const open = build('web -> cart:v1 9rps', 'app', { configured: things });
    const closed = buildMesh(rows('web -> cart:v1 9rps'), {
      groupBy: 'app',
      closed: new Set(open.groups.map(({ id }) => id)),
      thresholds: DEFAULT_THRESHOLDS,
      configured: things,
    });
    expect(closed.nodes.map(({ members, configured }) => [members, configured])).toEqual([[4, undefined]]);
  });
});
