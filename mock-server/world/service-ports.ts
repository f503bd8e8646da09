/** The ports of a service: what its callers speak decides which it has. */
import type { Call, Service } from './description';

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly containerPort: number;
}

const usual: Readonly<Record<Call['protocol'], { readonly port: number; readonly containerPort: number }>> = {
  http: { port: 80, containerPort: 8080 },
  grpc: { port: 9090, containerPort: 9090 },
  tcp: { port: 9000, containerPort: 9000 },
};

/** The port that a call of this protocol goes to; a port that a scenario names is also the container's. */
export function portOf(service: Service, protocol: Call['protocol']): ServicePort {
  const named = service.ports?.[protocol];
  const { port, containerPort } = usual[protocol];
  return { name: protocol, port: named ?? port, containerPort: named ?? containerPort };
}
