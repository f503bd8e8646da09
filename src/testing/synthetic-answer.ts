/** A large answer as Prometheus sends it, for benchmarks: the same numbers on every machine. */
export interface SyntheticAnswers {
  /** JSON bodies of /api/v1/query. */
  readonly requests: string;
  readonly latency: string;
}

const BOUNDS = [
  '0.5',
  '1',
  '5',
  '10',
  '25',
  '50',
  '100',
  '250',
  '500',
  '1000',
  '2500',
  '5000',
  '10000',
  '30000',
  '60000',
  '300000',
  '600000',
  '1800000',
  '3600000',
  '+Inf',
];
const CODES = [
  { response_code: '200', response_flags: '-' },
  { response_code: '404', response_flags: '-' },
  { response_code: '503', response_flags: 'UF,URX' },
];

/** `edges` pairs of `services` workloads: 3 codes from the client, 3 from the server, one histogram from the client. */
export function syntheticAnswers(services: number, edges: number): SyntheticAnswers {
  const requests: object[] = [];
  const latency: object[] = [];
  for (let edge = 0; edge < edges; edge += 1) {
    const labels = pair(edge % services, (edge * 7 + 1 + Math.floor(edge / services) * 13) % services);
    for (const reporter of ['source', 'destination']) {
      for (const [index, code] of CODES.entries()) {
        const connection_security_policy = reporter === 'source' ? 'unknown' : 'mutual_tls';
        const metric = { ...labels, ...code, reporter, connection_security_policy, request_protocol: 'http' };
        requests.push({ metric: sorted(metric), value: [1_700_000_000, String((1 + (edge % 97)) / (1 + index * 20))] });
      }
    }
    for (const [index, le] of BOUNDS.entries()) {
      latency.push({
        metric: sorted({ ...labels, reporter: 'source', request_protocol: 'http', le }),
        value: [1_700_000_000, String(index * (1 + (edge % 97)))],
      });
    }
  }
  const body = (result: object[]) => JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
  return { requests: body(requests), latency: body(latency) };
}

/** Prometheus answers labels in the order of their names. */
const sorted = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

function pair(source: number, target: number): Readonly<Record<string, string>> {
  const end = (side: string, index: number) => ({
    [`${side}_cluster`]: 'Kubernetes',
    [`${side}_workload_namespace`]: `team-${index % 60}`,
    [`${side}_workload`]: `service-${index}-v1`,
    [`${side}_canonical_service`]: `service-${index}`,
    [`${side}_canonical_revision`]: 'v1',
  });
  return {
    ...end('source', source),
    ...end('destination', target),
    destination_service: `service-${target}.team-${target % 60}.svc.cluster.local`,
    destination_service_name: `service-${target}`,
    destination_service_namespace: `team-${target % 60}`,
  };
}
