import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../testing/mesh-notation';
import { syntheticMesh } from '../testing/synthetic-mesh';
import { buildMesh } from './build-mesh';
import { chooseDefaultView } from './default-view';
import { DEFAULT_THRESHOLDS } from './health';

/** `services` leaves in namespaces of 20, called from one place; the ones in `sick` answer with 503. */
function fan(services: number, sick: readonly number[] = []): string {
  return Array.from(
    { length: services },
    (_, index) => `web -> team-${Math.floor(index / 20)}/s${index}:v1 10rps${sick.includes(index) ? ' 50%503' : ''}`,
  ).join('\n');
}

describe('the default view', () => {
  it.each([
    [40, 0],
    [299, 0],
    // 1 + 400 nodes in 20 teams and the caller’s namespace
    [400, 21],
    // 60 teams and the caller’s are 61: the 58 largest stand alone, three are gathered, and their group is closed too
    [1200, 62],
  ])('with %d services %d groups are closed, grouped by app', (services, closed) => {
    const view = chooseDefaultView(rows(fan(services)));
    expect([view.groupBy, view.closed.size]).toEqual(['app', closed]);
  });

  it('namespaces around problems stay open up to 1,000 services, none beyond', () => {
    expect(chooseDefaultView(rows(fan(400, [45]))).closed.has('group/east/team-2' as never)).toBe(false);
    expect(chooseDefaultView(rows(fan(400, [45]))).closed.size).toBe(20);
    expect(chooseDefaultView(rows(fan(1200, [45]))).closed.size).toBe(62);
  });

  it('so many problems that the picture would be a hairball close the lesser ones', () => {
    const everywhere = Array.from({ length: 400 }, (_, index) => index);
    const { closed } = chooseDefaultView(rows(fan(400, everywhere)));
    // 7 teams of 20 fit into 150 nodes; the calling namespace is not sick itself
    expect(closed.size).toBe(21 - 7);
  });
});

/** A synthetic mesh as calls: `clusters` of them, `namespaces` in each, and a path six calls deep whose last node fails. */
function largeMesh(clusters: number, namespaces: number): string {
  const { nodes, edges } = syntheticMesh({ nodes: 2000, edges: 6000, namespaces: namespaces * clusters });
  const names = new Map(nodes.map(({ id, group }) => [id, `c${Number(group.slice(3)) % clusters}|${id}`]));
  const calls = edges.map(({ source, target }) => `${names.get(source)} -> ${names.get(target)} 1rps`);
  const path = ['ns-0/in', 'ns-1/p1', 'ns-2/p2', 'ns-3/p3', 'ns-4/p4', 'ns-5/p5', 'ns-6/stuck'].map(
    (id) => `c${Number(id.slice(3, 4)) % clusters}|${id}`,
  );
  const deep = path.slice(1).map((to, at) => `${path[at]} -> ${to} 5rps${at === 5 ? ' 50%503' : ''}`);
  return [...calls, ...deep].join('\n');
}

describe('the first picture of 2,000 services', () => {
  it.each([
    { clusters: 1, namespaces: 30 },
    { clusters: 1, namespaces: 200 },
    { clusters: 3, namespaces: 30 },
    { clusters: 3, namespaces: 100 },
    { clusters: 8, namespaces: 7 },
  ])('has at most 60 shapes and shows where the one failing leaf is ($clusters clusters of $namespaces namespaces)', (size) => {
    const telemetry = rows(largeMesh(size.clusters, size.namespaces));
    const { groupBy, closed, gathered } = chooseDefaultView(telemetry);
    const mesh = buildMesh(telemetry, { groupBy, closed, gathered, thresholds: DEFAULT_THRESHOLDS });
    expect(mesh.nodes.length).toBeGreaterThan(size.clusters === 1 ? 29 : 1);
    expect(mesh.nodes.length).toBeLessThanOrEqual(60);
    const sick = mesh.nodes.filter(({ sickMembers }) => sickMembers > 0);
    expect(sick.map(({ members, sickMembers, health, reason }) => [members > 1, sickMembers, health, reason])).toEqual([
      [true, 1, 'failing', expect.stringContaining('stuck 50 % 503')],
    ]);
    const leaf = mesh.groups.filter(({ members }) => members.some((id) => id.endsWith('/stuck')));
    expect(leaf.map(({ sickMembers }) => sickMembers)).toEqual(leaf.map(() => 1));
  });

  it('gathers the smallest namespaces, whatever their health', () => {
    const { gathered } = chooseDefaultView(rows(largeMesh(1, 200)));
    const sick = chooseDefaultView(rows(`${largeMesh(1, 200)}\nc0|ns-190/a -> c0|ns-191/b 9rps 90%500`)).gathered;
    expect(gathered.size).toBeGreaterThan(100);
    expect([...gathered].filter((id) => !sick.has(id))).toEqual([]);
  });
});
