/** What is asked of the transport of a call, and one way in which it may be so. */
import type { Labels } from '../../istio/labels';
import type { PortProtocol } from '../facts/port-protocol';
import type { Dataplane, ServerMtls, Tri } from '../model';
import type { Sending, Sent } from './client-transport';
import type { InboundResult, InboundServer } from './inbound-result';

export interface TransportClient {
  /** A waypoint or gateway where one is the last hop. */
  readonly dataplane: Dataplane;
  readonly namespace: string;
  readonly labels: Labels;
  readonly labelsComplete?: boolean;
}

export interface TransportServer {
  readonly dataplane: Dataplane;
  readonly mtls: ServerMtls;
  /** Port of the workload; undefined = not known. */
  readonly port?: number;
  /** Label security.istio.io/tlsMode; null = it has none; undefined = not known, so what its data plane implies. */
  readonly tlsMode?: string | null;
  /** It has the label networking.istio.io/tunnel=http; undefined = not known, taken for no. */
  readonly takesTunnel?: boolean;
}

export interface TransportService {
  readonly host: string;
  readonly namespace: string;
  /** Port the client addresses; undefined = not known. */
  readonly port?: number;
  readonly protocol?: PortProtocol;
  readonly meshExternal?: boolean;
  readonly headless?: boolean;
  /** For headless services: all endpoints take mutual TLS, and there are some; undefined = as this server does. */
  readonly allTakeMtls?: boolean;
  /**
   * The client's Sidecar does not import the host, so there is no cluster for it (docs/policies.md §3): `passthrough` = calls go on as they
   * are (ALLOW_ANY), `blocked` = they end at the client (REGISTRY_ONLY). Counts for clients with sidecars.
   */
  readonly hidden?: 'passthrough' | 'blocked';
}

export interface TransportQuestion {
  readonly client: TransportClient;
  readonly server: TransportServer;
  /** undefined = no Service is known. */
  readonly service?: TransportService;
  /** The subset a route selects. */
  readonly subset?: string;
}

/** One thing that may be so. */
export interface Situation {
  readonly sending: Sending;
  readonly server: InboundServer;
  readonly ruleCount: number;
}

export interface Judged {
  readonly sent: Sent;
  readonly inbound: InboundResult | undefined;
  readonly works: Tri;
  readonly situation: Situation;
}
