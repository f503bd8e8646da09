/** The label sets of a call's two ends, as Istio writes them (docs/telemetry.md §3). */

import { serviceHost } from '../kubernetes/service-host';
import type { Service, Workload } from './description';

type Labels = ReadonlyMap<string, string>;

const unknown = 'unknown';

function principal(workload: Workload): string {
  return `spiffe://cluster.local/ns/${workload.namespace}/sa/${workload.serviceAccount}`;
}

/** Labels of the workload at one end; nothing known = all `unknown`. */
function endLabels(
  side: 'source' | 'destination',
  workload: Workload | undefined,
  mutualTls: boolean,
  cluster?: string,
): Map<string, string> {
  return new Map([
    [`${side}_workload`, workload?.name ?? unknown],
    [`${side}_workload_namespace`, workload?.namespace ?? unknown],
    [`${side}_canonical_service`, workload?.app ?? unknown],
    [`${side}_canonical_revision`, workload?.version ?? (side === 'source' ? unknown : 'latest')],
    [`${side}_app`, workload?.app ?? unknown],
    [`${side}_version`, workload?.version ?? unknown],
    [`${side}_principal`, workload !== undefined && mutualTls ? principal(workload) : unknown],
    [`${side}_cluster`, workload?.cluster ?? cluster ?? unknown],
  ]);
}

/** What the called address says: the three `destination_service…` labels. */
export interface Address {
  readonly service: string;
  readonly name: string;
  readonly namespace: string;
}

/** The address of a declared service. */
export function addressOf(service: Service): Address {
  return { service: serviceHost(service), name: service.name, namespace: service.namespace };
}

/** Ends as label sets, each built once: an edge of a large mesh shares them with its neighbours. */
export class Ends {
  readonly #known = new Map<string, Labels>();

  source(workload: Workload | undefined, mutualTls: boolean): Labels {
    return this.#once(`s ${workload?.id ?? ''} ${mutualTls}`, () => endLabels('source', workload, mutualTls));
  }

  destination(workload: Workload | undefined, address: Address, mutualTls: boolean, cluster?: string): Labels {
    const key = `d ${workload?.id ?? ''} ${mutualTls} ${cluster ?? ''} ${address.service} ${address.name} ${address.namespace}`;
    return this.#once(key, () => {
      const labels = endLabels('destination', workload, mutualTls, cluster);
      labels.set('destination_service', address.service);
      labels.set('destination_service_name', address.name);
      labels.set('destination_service_namespace', address.namespace);
      return labels;
    });
  }

  #once(key: string, build: () => Labels): Labels {
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const built = build();
    this.#known.set(key, built);
    return built;
  }
}
