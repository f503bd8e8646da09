/** Calls of the mesh in the form policies are held against. */
import type { MeshCall } from '../mesh/calls';
import { callKey } from './keys';
import type { ObservedCall } from './observation';

export function observedCall({ edge, source, destination, figures, connections }: MeshCall): ObservedCall {
  const { service, serviceName, serviceNamespace, ...target } = destination;
  const { requestsPerSecond, responses, bytesPerSecond, mtls, reports } = figures;
  const addressed = {
    ...(service !== undefined && { host: service }),
    ...(serviceName !== undefined && { name: serviceName }),
    ...(serviceNamespace !== undefined && { namespace: serviceNamespace }),
  };
  const ends = {
    source,
    destination: target,
    ...(Object.keys(addressed).length > 0 && { service: addressed }),
    protocol: figures.protocol,
  };
  return {
    key: callKey(ends),
    edge,
    ...ends,
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(responses !== undefined && { responses }),
    ...(connections !== undefined && { connections }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond: bytesPerSecond.sent + bytesPerSecond.received }),
    mtls,
    reporters: reports.map(({ reporter }) => reporter),
  };
}
