/** The fields of a VirtualService. */
import { status } from './common';
import { anything, flag, integer, labels, listOf, mapOf, oneOf, struct, text, type Value } from './reader';
import { destination, headerChanges, percent, stringMatch } from './traffic-fields';

const httpMatch = struct({
  name: text,
  uri: stringMatch,
  scheme: stringMatch,
  method: stringMatch,
  authority: stringMatch,
  headers: mapOf(stringMatch),
  withoutHeaders: mapOf(stringMatch),
  queryParams: mapOf(stringMatch),
  ignoreUriCase: flag,
  port: integer,
  sourceLabels: labels,
  sourceNamespace: text,
  gateways: listOf(text),
  statPrefix: text,
});

const httpRoute = struct({
  name: text,
  match: listOf(httpMatch),
  route: listOf(struct({ destination, weight: integer, headers: headerChanges })),
  redirect: struct({
    uri: text,
    authority: text,
    port: integer,
    derivePort: oneOf('FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'),
    scheme: text,
    redirectCode: integer,
  }),
  directResponse: struct({ status: integer, body: struct({ string: text, bytes: text }) }),
  delegate: struct({ name: text, namespace: text }),
  rewrite: struct({ uri: text, authority: text, uriRegexRewrite: struct({ match: text, rewrite: text }) }),
  timeout: text,
  retries: struct({
    attempts: integer,
    perTryTimeout: text,
    retryOn: text,
    retryRemoteLocalities: flag,
    retryIgnorePreviousHosts: flag,
    backoff: text,
  }),
  fault: struct({
    delay: struct({ percent: integer, percentage: percent, fixedDelay: text, exponentialDelay: text }),
    abort: struct({ percentage: percent, httpStatus: integer, grpcStatus: text, http2Error: text }),
  }),
  mirror: destination,
  mirrors: listOf(struct({ destination, percentage: percent })),
  mirrorPercent: integer,
  mirror_percent: integer,
  mirrorPercentage: percent,
  corsPolicy: anything,
  headers: headerChanges,
});

const tlsMatch = struct({
  sniHosts: listOf(text),
  destinationSubnets: listOf(text),
  port: integer,
  sourceLabels: labels,
  sourceNamespace: text,
  gateways: listOf(text),
});
const tcpMatch = struct({
  destinationSubnets: listOf(text),
  port: integer,
  sourceLabels: labels,
  sourceNamespace: text,
  sourceSubnet: text,
  gateways: listOf(text),
});
const weighted = listOf(struct({ destination, weight: integer }));

export const virtualServiceFields = struct({
  spec: struct({
    hosts: listOf(text),
    gateways: listOf(text),
    http: listOf(httpRoute),
    tls: listOf(struct({ match: listOf(tlsMatch), route: weighted })),
    tcp: listOf(struct({ match: listOf(tcpMatch), route: weighted })),
    exportTo: listOf(text),
  }),
  status,
});

export type VirtualServiceFields = Value<typeof virtualServiceFields>;
export type HttpRoute = Value<typeof httpRoute>;
export type HttpMatch = Value<typeof httpMatch>;
export type TlsMatch = Value<typeof tlsMatch>;
export type TcpMatch = Value<typeof tcpMatch>;
