/** Protocols as people write them. */
import type { Protocol } from './rows';

export const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = { http: 'HTTP', grpc: 'gRPC', tcp: 'TCP' };
