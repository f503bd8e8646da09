/** DestinationRules that have clients send what a STRICT workload refuses (docs/policies.md §1.5). */

import type { Inventory } from '../../istio/inventory';
import { type Ref, refOf, refText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { Facts } from '../../policy/facts/create-facts';
import { askedTls, tlsTargets } from '../../policy/findings/destination-rule-tls';
import type { WorkloadKey } from '../../policy/model';

export interface RefusingRule {
  readonly ref: Ref;
  readonly path: string;
  /** "DISABLE of subset v2 on port 80". */
  readonly says: string;
  /** Ports of the workload it leads to, where they are known. */
  readonly ports: readonly number[];
}

/** By workload with a sidecar: towards ambient HBONE is used whatever a rule says. */
export function refusingRules(inventory: Inventory, facts: Facts): ReadonlyMap<WorkloadKey, readonly RefusingRule[]> {
  const found = new Map<WorkloadKey, RefusingRule[]>();
  for (const rule of inventory.of('DestinationRule'))
    for (const asked of askedTls(rule)) {
      if (asked.mode === 'ISTIO_MUTUAL') continue;
      const { mode, path, subset, port } = asked;
      const of = `${subset === undefined ? '' : ` for subset ${subset}`}${port === undefined ? '' : ` on service port ${port}`}`;
      for (const { workload, ports } of tlsTargets(facts, rule, asked)) {
        if (workload.dataplane.value === 'sidecar')
          listIn(found, workload.key).push({ ref: refOf(rule), path, says: `${refText(rule)} says ${mode}${of}`, ports });
      }
    }
  return found;
}
