/** The fields of a DestinationRule. */
import { status, workloadSelector } from './common';
import { flag, integer, labels, listOf, mapOf, number, oneOf, struct, text, type Value } from './reader';
import { portSelector } from './traffic-fields';

const consistentHash = struct({
  httpHeaderName: text,
  httpCookie: struct({ name: text, path: text, ttl: text, attributes: listOf(struct({ name: text, value: text })) }),
  useSourceIp: flag,
  httpQueryParameterName: text,
  ringHash: struct({ minimumRingSize: integer }),
  maglev: struct({ tableSize: integer }),
  minimumRingSize: integer,
});

const loadBalancer = struct({
  simple: oneOf('UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST'),
  consistentHash,
  localityLbSetting: struct({
    distribute: listOf(struct({ from: text, to: mapOf(integer) })),
    failover: listOf(struct({ from: text, to: text })),
    failoverPriority: listOf(text),
    enabled: flag,
  }),
  warmupDurationSecs: text,
  warmup: struct({ duration: text, minimumPercent: number, aggression: number }),
});

const connectionPool = struct({
  tcp: struct({
    maxConnections: integer,
    connectTimeout: text,
    tcpKeepalive: struct({ probes: integer, time: text, interval: text }),
    maxConnectionDuration: text,
    idleTimeout: text,
  }),
  http: struct({
    http1MaxPendingRequests: integer,
    http2MaxRequests: integer,
    maxRequestsPerConnection: integer,
    maxRetries: integer,
    idleTimeout: text,
    h2UpgradePolicy: oneOf('DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'),
    useClientProtocol: flag,
    maxConcurrentStreams: integer,
  }),
});

const outlierDetection = struct({
  consecutiveErrors: integer,
  splitExternalLocalOriginErrors: flag,
  consecutiveLocalOriginFailures: integer,
  consecutiveGatewayErrors: integer,
  consecutive5xxErrors: integer,
  interval: text,
  baseEjectionTime: text,
  maxEjectionPercent: integer,
  minHealthPercent: integer,
});

const clientTls = struct({
  mode: oneOf('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'),
  clientCertificate: text,
  privateKey: text,
  caCertificates: text,
  credentialName: text,
  subjectAltNames: listOf(text),
  sni: text,
  insecureSkipVerify: flag,
  caCrl: text,
});

const perPort = { loadBalancer, connectionPool, outlierDetection, tls: clientTls };

const trafficPolicy = struct({
  ...perPort,
  portLevelSettings: listOf(struct({ port: portSelector, ...perPort })),
  tunnel: struct({ protocol: text, targetHost: text, targetPort: integer }),
  proxyProtocol: struct({ version: oneOf('V1', 'V2') }),
  retryBudget: struct({ percent: number, minRetryConcurrency: integer }),
});

export const destinationRuleFields = struct({
  spec: struct({
    host: text,
    trafficPolicy,
    subsets: listOf(struct({ name: text, labels, trafficPolicy })),
    exportTo: listOf(text),
    workloadSelector,
  }),
  status,
});

export type DestinationRuleFields = Value<typeof destinationRuleFields>;
export type TrafficPolicy = Value<typeof trafficPolicy>;
/** What a `tls` says a client starts; a missing mode is DISABLE, the first word of the enum. */
export type ClientTls = Value<typeof clientTls>;
export type OutlierDetection = Value<typeof outlierDetection>;
