/** The edges of the demo shop that differ in kind, each with questions of its own: what Prometheus must answer beside every number. */
import { appNode, edgeOf } from './mesh-page';

export interface ExpectedEdge {
  readonly what: string;
  readonly id: string;
  /** `data-metric` in the panel → the question whose answer stands there. */
  readonly questions: Readonly<Record<string, string>>;
}

const requests = (matchers: string): string => `sum(rate(istio_requests_total{${matchers}}[5m]))`;
const quantile = (q: number, matchers: string): string =>
  `histogram_quantile(${q}, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${matchers}}[5m])))`;

interface Call {
  readonly ends: string;
  readonly protocol: 'http' | 'grpc';
  /** Matchers of the responses that failed. */
  readonly failed: string;
  readonly reporter: 'source' | 'destination';
}

/** Rates, errors and latency as one side reports them; mTLS as the receiving side does. */
function requestQuestions({ ends, protocol, failed, reporter }: Call): ExpectedEdge['questions'] {
  const all = `${ends},request_protocol="${protocol}"`;
  const told = `reporter="${reporter}",${all}`;
  const received = `reporter="destination",${all}`;
  return {
    requestsPerSecond: requests(told),
    errorRatio: `(${requests(`${told},${failed}`)} or vector(0)) / ${requests(told)}`,
    p50: quantile(0.5, told),
    p95: quantile(0.95, told),
    p99: quantile(0.99, told),
    mtls: `(${requests(`${received},connection_security_policy="mutual_tls"`)} or vector(0)) / ${requests(`${received},connection_security_policy=~"mutual_tls|none"`)}`,
  };
}

function tcpQuestions(ends: string): ExpectedEdge['questions'] {
  const bytes = (direction: string, matchers: string) => `sum(rate(istio_tcp_${direction}_bytes_total{${matchers},${ends}}[5m]))`;
  const both = (matchers: string) => `(${bytes('sent', matchers)} + ${bytes('received', matchers)})`;
  return {
    // Named from the server's side: what it received is what the client sent.
    bytesSentPerSecond: bytes('received', 'reporter="source"'),
    bytesReceivedPerSecond: bytes('sent', 'reporter="source"'),
    mtls: `(${both('reporter="destination",connection_security_policy="mutual_tls"')} or vector(0)) / ${both('reporter="destination"')}`,
  };
}

const HTTP_FAILED = 'response_code=~"5..|0"';
const GRPC_FAILED = 'grpc_response_status!="0"';
const apps = (source: string, target: string) => `source_canonical_service="${source}",destination_canonical_service="${target}"`;

export const EXPECTED_EDGES: readonly ExpectedEdge[] = [
  {
    what: 'HTTP with errors, orders → inventory',
    id: edgeOf(appNode('checkout', 'orders'), appNode('fulfilment', 'inventory'), 'http'),
    questions: requestQuestions({ ends: apps('orders', 'inventory'), protocol: 'http', failed: HTTP_FAILED, reporter: 'source' }),
  },
  {
    what: 'HTTP in good health, web → catalog',
    id: edgeOf(appNode('storefront', 'web'), appNode('catalog', 'catalog'), 'http'),
    questions: requestQuestions({ ends: apps('web', 'catalog'), protocol: 'http', failed: HTTP_FAILED, reporter: 'source' }),
  },
  {
    what: 'gRPC with a sick canary, catalog → pricing',
    id: edgeOf(appNode('catalog', 'catalog'), appNode('catalog', 'pricing'), 'grpc'),
    questions: requestQuestions({ ends: apps('catalog', 'pricing'), protocol: 'grpc', failed: GRPC_FAILED, reporter: 'source' }),
  },
  {
    what: 'gRPC half in plaintext, mobile-bff → search',
    id: edgeOf(appNode('storefront', 'mobile-bff'), appNode('catalog', 'search'), 'grpc'),
    questions: requestQuestions({ ends: apps('mobile-bff', 'search'), protocol: 'grpc', failed: GRPC_FAILED, reporter: 'source' }),
  },
  {
    what: 'a caller without proxy, unknown → inventory',
    id: edgeOf('unknown/Kubernetes/~/unknown', appNode('fulfilment', 'inventory'), 'http'),
    questions: requestQuestions({
      ends: 'source_workload="unknown",destination_canonical_service="inventory"',
      protocol: 'http',
      failed: HTTP_FAILED,
      reporter: 'destination',
    }),
  },
  {
    what: 'a host outside the mesh, payments → api.cardbank.example',
    id: edgeOf(appNode('payments', 'payments'), 'external/Kubernetes/payments/api.cardbank.example', 'http'),
    questions: requestQuestions({
      ends: 'source_canonical_service="payments",destination_service="api.cardbank.example"',
      protocol: 'http',
      failed: HTTP_FAILED,
      reporter: 'source',
    }),
  },
  {
    what: 'TCP, cart → cart-cache',
    id: edgeOf(appNode('checkout', 'cart'), appNode('checkout', 'cart-cache'), 'tcp'),
    questions: tcpQuestions(apps('cart', 'cart-cache')),
  },
  {
    what: 'TCP in plaintext, known to one side each, unknown → ledger-db',
    id: edgeOf('unknown/Kubernetes/~/unknown', appNode('payments', 'ledger-db'), 'tcp'),
    questions: {
      bytesSentPerSecond:
        'sum(rate(istio_tcp_received_bytes_total{reporter="destination",source_workload="unknown",destination_workload="ledger-db"}[5m]))',
      mtls: 'sum(rate(istio_tcp_received_bytes_total{reporter="destination",destination_workload="ledger-db",connection_security_policy="mutual_tls"}[5m])) or vector(0)',
    },
  },
];

/** Title in "PromQL behind these numbers" → the number it explains. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'Request rate': 'requestsPerSecond',
  'Error ratio': 'errorRatio',
  'p50 latency': 'p50',
  'p95 latency': 'p95',
  'p99 latency': 'p99',
  mTLS: 'mtls',
  'Bytes sent by the client': 'bytesSentPerSecond',
  'Bytes received by the client': 'bytesReceivedPerSecond',
};
