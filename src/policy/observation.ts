/** What traffic showed, in the form policies are held against: plain, serialisable, immutable. */
import type { EdgeId, MeshEdge, MtlsShare, Responses } from '../mesh/model';
import type { CallKey } from './model';

export type Protocol = MeshEdge['protocol'];
export type Reporter = MeshEdge['reporter'];

/** One end of a call; absent = telemetry does not say. `principal` may be written with or without "spiffe://". */
export interface ObservedEnd {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly app?: string;
  readonly version?: string;
  readonly principal?: string;
}

/** The service a call was addressed by. `host` is the FQDN or Host header as the metric has it. */
export interface ObservedService {
  readonly host?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** TCP connections per second, by flags ("-" = none). */
export interface ObservedConnections {
  readonly closed: ReadonlyMap<string, number>;
  readonly failed: ReadonlyMap<string, number>;
}

/** Traffic from one workload to another by one service and protocol. An end without namespace and workload is unknown. */
export interface ObservedCall {
  readonly key: CallKey;
  /** The edge of the mesh grouped by workload. */
  readonly edge: EdgeId;
  readonly source: ObservedEnd;
  readonly destination: ObservedEnd;
  readonly service?: ObservedService;
  readonly protocol: Protocol;
  /** Present for http and grpc. */
  readonly requestsPerSecond?: number;
  /** code → flags → requests per second. */
  readonly responses?: Responses;
  readonly connections?: ObservedConnections;
  /** Both directions together; present for tcp where bytes were answered. */
  readonly bytesPerSecond?: number;
  readonly mtls: MtlsShare;
  readonly reporters: readonly Reporter[];
  /** Which of the reporters were ztunnels, where that is told. */
  readonly ztunnels?: readonly Reporter[];
}

/** One look at the traffic: the window ends at `atSeconds` (Unix) and is `windowSeconds` long. */
export interface Observation {
  readonly atSeconds: number;
  readonly windowSeconds: number;
  readonly calls: readonly ObservedCall[];
  /** Workloads whose own telemetry says they are waypoints. */
  readonly waypoints?: readonly { readonly namespace: string; readonly workload: string }[];
}
