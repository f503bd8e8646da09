/** Diagnoses a small mesh for tests: every failing call of shop/web, as one edge. */
import { meshCalls } from '../../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { observedCall } from '../../policy/observe';
import type { Telemetry } from '../../telemetry/rows';
import { inventoryOf } from '../../testing/inventory-of';
import { diagnoseEdge, type EdgeDiagnosis } from './diagnose-edge';
import { createNeighbours } from './neighbours';
import { createResources } from './resources';

export function diagnosed(telemetry: Telemetry, resources?: readonly string[], caller = 'web'): EdgeDiagnosis | undefined {
  const calls = meshCalls(telemetry, DEFAULT_THRESHOLDS);
  const { atSeconds, windowSeconds } = telemetry;
  const inventory = resources === undefined ? undefined : inventoryOf(...resources);
  const observation = { atSeconds, windowSeconds, calls: calls.map(observedCall) };
  return diagnoseEdge(
    calls.filter(({ source }) => source.workload === caller),
    {
      neighbours: createNeighbours(calls),
      windowSeconds,
      policies: inventory === undefined ? undefined : createPolicyEngine().evaluate(inventory, observation),
      resources: inventory === undefined ? undefined : createResources(inventory),
    },
  );
}
