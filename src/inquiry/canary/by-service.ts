/** Rows found by the service they were addressed by, so that a mesh of many splits is read once. */
import { listIn } from '../../lib/list-in';
import type { CalledEnd } from '../../telemetry/rows';
import type { NamedService } from './split';

/** The rows of some services, each once, in their order of services. */
export type ByService<Row> = (services: readonly NamedService[]) => readonly Row[];

export function byService<Row extends { readonly destination: CalledEnd }>(rows: readonly Row[]): ByService<Row> {
  const lists = new Map<string, Row[]>();
  for (const row of rows) {
    const { service, serviceName, serviceNamespace } = row.destination;
    if (service !== undefined) listIn(lists, hostKey(service)).push(row);
    if (serviceName !== undefined && serviceNamespace !== undefined) listIn(lists, nameKey(serviceName, serviceNamespace)).push(row);
  }
  return (services) => [
    ...new Set(
      services.flatMap(({ host, name, namespace }) => lists.get(namespace === undefined ? hostKey(host) : nameKey(name, namespace)) ?? []),
    ),
  ];
}

const hostKey = (host: string): string => JSON.stringify([host]);
const nameKey = (name: string, namespace: string): string => JSON.stringify([name, namespace]);
