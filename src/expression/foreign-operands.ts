/** Words that Kiali's find knows and that mean nothing here, each with what to write instead. */

export const LABEL_HINT = 'Labels of pods are not measured; app and version are the ones telemetry carries.';

const OPERATION = 'Calls are not split by operation here; look for the service or the workload.';
const PRINCIPAL = 'Principals are not on the map; write source.workload or target.workload, and source.namespace or target.namespace.';
const THROUGHPUT = 'The size of requests is not measured; write rps for requests or tcp for bytes per second.';
const WORKLOAD_ENTRY = 'Telemetry does not tell WorkloadEntries from pods; write workload=… with its name.';

export const FOREIGN_OPERANDS: ReadonlyMap<string, string> = new Map([
  ['operation', OPERATION],
  ['op', OPERATION],
  ['aggregate', OPERATION],
  ['sourceprincipal', PRINCIPAL],
  ['destprincipal', PRINCIPAL],
  ['throughput', THROUGHPUT],
  ['tp', THROUGHPUT],
  ['workloadentry', WORKLOAD_ENTRY],
  ['we', WORKLOAD_ENTRY],
  ['inaccessible', 'Nothing is hidden by access rights here; narrow the namespaces instead.'],
  ['dead', 'A node without pods is not told from one without traffic; write idle.'],
]);
