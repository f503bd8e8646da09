/** The only place where keys of workloads and calls are made; injective whatever labels hold. */
import type { CallKey, WorkloadKey } from './model';
import type { ObservedEnd, ObservedService, Protocol } from './observation';

/** "payments/ledger-v1". Kubernetes names hold no slash; one in a label value is escaped. */
export function workloadKey(namespace: string, workload: string): WorkloadKey {
  return `${part(namespace)}/${part(workload)}` as WorkloadKey;
}

/** Key of an end; undefined when telemetry does not name its workload. */
export function endKey({ namespace, workload }: ObservedEnd): WorkloadKey | undefined {
  return namespace === undefined || workload === undefined ? undefined : workloadKey(namespace, workload);
}

/** Source, service, destination and protocol as one text; unknown parts are "~". `port` only where it is known (a question, not telemetry). */
export function callKey(
  call: {
    readonly source: ObservedEnd;
    readonly destination: ObservedEnd;
    readonly service?: ObservedService;
    readonly protocol: Protocol;
  },
  port?: number,
): CallKey {
  const { source, destination, service = {}, protocol } = call;
  const texts = [endText(source), endText(destination), [service.host, service.namespace, service.name].map(part).join('/'), protocol];
  return [...texts, ...(port === undefined ? [] : [String(port)])].join('>') as CallKey;
}

function endText({ cluster, namespace, workload, app, version }: ObservedEnd): string {
  return [cluster, namespace, workload, app, version].map(part).join('/');
}

function part(value: string | undefined): string {
  if (value === undefined) return '~';
  return !/[%/>~]/.test(value) ? value : value.replace(/[%/>~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
