import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import { edgeProvenance, nodeProvenance } from './provenance';

/** That these queries return the numbers shown is checked on a real Prometheus (scripts/telemetry-truth.test.ts). */
const CONTEXT = { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS };
const build = (text: string) => buildMesh(rows(text), { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });

describe('the PromQL behind a number', () => {
  it('names both ends and the reporter that is shown', () => {
    const mesh = build('shop/web:v1 -> shop/cart:v2 12rps');
    expect(edgeProvenance(mesh, mesh.edges[0]!, CONTEXT)[0]).toEqual({
      label: 'Request rate',
      promql:
        'sum(rate(istio_requests_total{reporter="source",request_protocol!="grpc",' +
        'source_cluster=~"|unknown|east",source_workload="web-v1",source_workload_namespace="shop",' +
        'destination_cluster=~"|unknown|east",destination_workload="cart-v2",destination_workload_namespace="shop"}[5m]))',
    });
  });

  it('asks for labels that say nothing where an end is unknown', () => {
    const mesh = build('? -> web 1rps by:destination');
    const [rate] = edgeProvenance(mesh, mesh.edges[0]!, CONTEXT);
    expect(rate?.promql).toContain('source_workload=~"|unknown"');
    expect(rate?.promql).toContain('source_workload_namespace=~"|unknown"');
  });

  it('cannot be broken by a name', () => {
    const mesh = build('a"}[1m])+vector(1)# -> web 1rps');
    for (const { promql } of edgeProvenance(mesh, mesh.edges[0]!, CONTEXT)) {
      expect(promql).toContain('source_workload="a\\"}[1m])+vector(1)#"');
    }
  });

  it('keeps a node’s totals within the scope that was asked', () => {
    const mesh = build('web -> cart 12rps');
    const found = nodeProvenance(mesh, mesh.nodes[0]!, { ...CONTEXT, namespaces: ['default'] });
    expect(found.map(({ label }) => label)).toContain('http in: Request rate');
    for (const { promql } of found) expect(promql).toContain('source_workload_namespace="default"');
  });

  it('is empty for an edge of another mesh', () => {
    const mesh = build('web -> cart 12rps');
    expect(edgeProvenance({ ...mesh, nodes: [] }, mesh.edges[0]!, CONTEXT)).toEqual([]);
  });
});
