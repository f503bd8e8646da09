import { describe, expect, it } from 'vitest';
import { mesh as notation } from '../testing/mesh-notation';
import { buildMesh, createMeshBuilder } from './build-mesh';
import { createCallPlacer, meshCalls } from './calls';
import { DEFAULT_THRESHOLDS } from './health';
import type { GroupBy, GroupId } from './model';

const thresholds = DEFAULT_THRESHOLDS;
const telemetry = notation('a -> b 5rps mtls\nb -> c 5rps 50%503/UF plaintext\nb -> c grpc 2rps\nc -> d tcp 100Bps\n? -> d 1rps');
describe('meshCalls', () => {
  it('adds up to the edges of the mesh grouped by workload, figure by figure', () => {
    const mesh = buildMesh(telemetry, { groupBy: 'workload', closed: new Set(), thresholds });
    const calls = meshCalls(telemetry, thresholds);
    for (const edge of mesh.edges) {
      const parts = calls.filter((call) => call.edge === edge.id);
      const rate = parts.reduce((sum, { figures }) => sum + (figures.requestsPerSecond ?? 0), 0);
      expect(rate).toBeCloseTo(edge.requestsPerSecond ?? 0, 9);
    }
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  });
  it('tells two services of one workload apart', () => {
    const [first] = telemetry.requests;
    if (first === undefined) throw new Error('no rows');
    const twice = { ...telemetry, requests: [first, { ...first, destination: { ...first.destination, serviceName: 'canary' } }] };
    expect(meshCalls(twice, thresholds).filter(({ source }) => source.workload === 'a')).toHaveLength(2);
  });
  it.each<GroupBy>(['workload', 'app', 'versionedApp', 'service', 'namespace'])(
    'stand on edges that are drawn when grouped by %s',
    (groupBy) => {
      for (const showServices of [false, true]) {
        const build = createMeshBuilder(telemetry, { groupBy, thresholds, showServices });
        const place = createCallPlacer(telemetry, { groupBy, showServices, drawnAs: build.drawnAs(new Set()) });
        const drawn = build(new Set()).edges.map(({ id }) => id);
        const stoodOn = meshCalls(telemetry, thresholds).flatMap((call) => place(call).map(({ edge }) => edge));
        expect([...new Set(stoodOn)].sort()).toEqual(drawn);
      }
    },
  );
  it('stand at the closed group where a group is closed', () => {
    const build = createMeshBuilder(telemetry, { groupBy: 'app', thresholds });
    const closed = new Set<GroupId>(build.open.groups.map(({ id }) => id));
    const place = createCallPlacer(telemetry, { groupBy: 'app', showServices: false, drawnAs: build.drawnAs(closed) });
    const nodes = new Set(build(closed).nodes.map(({ id }) => id));
    for (const call of meshCalls(telemetry, thresholds)) {
      for (const { source, target } of place(call)) {
        expect(nodes).toContain(source);
        expect(nodes).toContain(target);
      }
    }
  });
});
