/** A small mesh as even counters: every rate in it is written here, so tests know what a real Prometheus must answer. */

const START = 1_700_000_000;
export const AT = START + 900;
export const STEP = 15;

interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rate: number;
}

export const escapeLabel = (value: string) => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

/** Counters that grow evenly: base + rate × t. */
export function openMetrics(series: readonly Series[]): string {
  return [...series]
    .sort((a, b) => (a.metric < b.metric ? -1 : 1))
    .flatMap(({ metric, labels, rate }) => {
      const text = Object.entries(labels)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
        .join(',');
      return Array.from({ length: 61 }, (_, step) => `${metric}{${text}} ${1000 + rate * step * STEP} ${START + step * STEP}`);
    })
    .join('\n');
}

interface End {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly app?: string;
  readonly version?: string;
}
const side = (name: 'source' | 'destination', { cluster = 'unknown', namespace = 'unknown', app, version }: End) => ({
  [`${name}_cluster`]: cluster,
  [`${name}_workload_namespace`]: namespace,
  [`${name}_workload`]: app === undefined ? 'unknown' : `${app}-${version ?? 'x'}`,
  [`${name}_canonical_service`]: app ?? 'unknown',
  [`${name}_canonical_revision`]: version ?? 'latest',
});
const service = (name: string, namespace: string) => ({
  destination_service: namespace === 'unknown' ? name : `${name}.${namespace}.svc.cluster.local`,
  destination_service_name: name,
  destination_service_namespace: namespace,
});

const web: End = { cluster: 'east', namespace: 'shop', app: 'web', version: 'v1' };
const cart1: End = { cluster: 'east', namespace: 'shop', app: 'cart', version: 'v1' };
const cart2: End = { cluster: 'east', namespace: 'shop', app: 'cart', version: 'v2' };
const ledger: End = { cluster: 'west', namespace: 'pay', app: 'ledger' };
const hostile: End = { cluster: 'east', namespace: 'a|b.*"\\', app: '__proto__', version: '1+1' };
const BOUNDS = ['1', '10', '100', '1000', '+Inf'] as const;

interface Call {
  readonly reporters: readonly string[];
  readonly from: End;
  readonly to: End;
  readonly via: Readonly<Record<string, string>>;
  readonly protocol?: 'http' | 'grpc';
  readonly codes?: Readonly<Record<string, number>>;
  readonly buckets?: readonly number[];
  readonly policy?: string;
}

function call({
  reporters,
  from,
  to,
  via,
  protocol = 'http',
  codes = { '200': 10 },
  buckets = [1, 5, 8, 9, 10],
  policy = 'mutual_tls',
}: Call): readonly Series[] {
  return reporters.flatMap((reporter) =>
    ['pod-a', 'pod-b'].flatMap((pod) => {
      const labels = {
        ...side('source', from),
        ...side('destination', to),
        ...via,
        reporter,
        pod,
        request_protocol: protocol,
        response_flags: '-',
      };
      const connection_security_policy = reporter === 'source' ? 'unknown' : policy;
      const requests = Object.entries(codes).map(([code, rate]) => {
        const [response_code = '200', grpc_response_status = ''] = code.split(':');
        return {
          metric: 'istio_requests_total',
          labels: { ...labels, connection_security_policy, response_code, grpc_response_status },
          rate,
        };
      });
      const latency = BOUNDS.map((le, index) => ({
        metric: 'istio_request_duration_milliseconds_bucket',
        labels: { ...labels, connection_security_policy, le },
        rate: buckets[index] ?? 0,
      }));
      return [...requests, ...latency];
    }),
  );
}

function bytes(
  from: End,
  to: End,
  via: Readonly<Record<string, string>>,
  reporter: string,
  policy: string,
  rate: number,
): readonly Series[] {
  const labels = {
    ...side('source', from),
    ...side('destination', to),
    ...via,
    reporter,
    connection_security_policy: policy,
    request_protocol: 'tcp',
  };
  return [
    { metric: 'istio_tcp_received_bytes_total', labels, rate },
    { metric: 'istio_tcp_sent_bytes_total', labels, rate: rate * 3 },
  ];
}

export const SERIES: readonly Series[] = [
  ...call({
    reporters: ['source', 'destination'],
    from: web,
    to: cart1,
    via: service('cart', 'shop'),
    codes: { '200': 10, '503': 1, '404': 2, '0': 0.5 },
  }),
  // v2 has no client report: the app edge web → cart mixes two primary reporters
  ...call({
    reporters: ['destination'],
    from: web,
    to: cart2,
    via: service('cart', 'shop'),
    codes: { '200': 4, '500': 2 },
    buckets: [0, 0, 2, 6, 6],
    policy: 'none',
  }),
  ...call({
    reporters: ['waypoint'],
    from: cart1,
    to: ledger,
    via: service('ledger', 'pay'),
    protocol: 'grpc',
    codes: { '200:0': 5, '200:14': 1, '503:14': 2, '404:12': 1, '0': 1 },
    buckets: [0, 0, 0, 5, 10],
  }),
  ...call({ reporters: ['source'], from: cart1, to: {}, via: service('api.example.com', 'unknown'), buckets: [0, 0, 0, 0, 10] }),
  ...call({ reporters: ['destination'], from: {}, to: web, via: service('web', 'shop'), policy: 'none' }),
  ...call({ reporters: ['source', 'destination'], from: hostile, to: cart1, via: service('cart', 'shop'), codes: { '200': 1 } }),
  ...call({ reporters: ['source', 'destination'], from: web, to: hostile, via: service('odd', 'a|b.*"\\'), codes: { '200': 3, '500': 3 } }),
  // a client-side failure: the service is known, the workload and the cluster are not
  ...call({ reporters: ['source'], from: web, to: {}, via: service('cart', 'shop'), codes: { '503': 0.25 } }),
  ...call({ reporters: ['source'], from: web, to: {}, via: service('unknown', 'unknown'), codes: { '404': 0.25 } }),
  ...bytes(cart1, ledger, service('ledger', 'pay'), 'source', 'unknown', 1000),
  ...bytes(cart1, ledger, service('ledger', 'pay'), 'destination', 'unknown', 1000),
  ...bytes(cart2, ledger, service('ledger', 'pay'), 'destination', 'mutual_tls', 500),
];
