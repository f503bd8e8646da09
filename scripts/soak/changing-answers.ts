/**
 * A Prometheus that answers at once and never twice the same: rates change with every round, errors come and go, and a few services with
 * new names replace others, as releases do. The same seed and round give the same answers.
 */
import { seededRandom } from '../../src/testing/synthetic-mesh';

const SERVICES = 60;
const CALLS = 150;
const NAMESPACES = 6;
const BOUNDS = ['1', '5', '25', '100', '500', '2500', '+Inf'];

type Labels = Readonly<Record<string, string>>;
interface Sample {
  readonly metric: Labels;
  readonly value: number;
}

/** Every so many rounds a service gives way to one with a new name; each at its own round. */
const REPLACED_EVERY = 40;

function nameOf(service: number, round: number): string {
  const generation = service % 10 === 0 ? Math.floor((round + service) / REPLACED_EVERY) : 0;
  return generation === 0 ? `service-${service}` : `service-${service}-release-${generation}`;
}

function pairLabels(call: number, round: number): Labels {
  const source = call % SERVICES;
  const target = (source * 7 + call * 3 + 1) % SERVICES;
  const end = (side: string, service: number) => ({
    [`${side}_cluster`]: 'east',
    [`${side}_workload_namespace`]: `team-${service % NAMESPACES}`,
    [`${side}_workload`]: `${nameOf(service, round)}-v1`,
    [`${side}_canonical_service`]: nameOf(service, round),
    [`${side}_canonical_revision`]: 'v1',
  });
  return {
    ...end('source', source),
    ...end('destination', target),
    destination_service: `${nameOf(target, round)}.team-${target % NAMESPACES}.svc.cluster.local`,
    destination_service_name: nameOf(target, round),
    destination_service_namespace: `team-${target % NAMESPACES}`,
    reporter: 'source',
    request_protocol: 'http',
  };
}

function requests(round: number, random: () => number): readonly Sample[] {
  return Array.from({ length: CALLS }, (_, call) => pairLabels(call, round)).flatMap((labels) => {
    const common = { ...labels, response_flags: '-', connection_security_policy: 'mutual_tls' };
    const good = { metric: { ...common, response_code: '200' }, value: 1 + random() * 100 };
    return random() < 0.1 ? [good, { metric: { ...common, response_code: '503' }, value: random() * 20 }] : [good];
  });
}

function buckets(round: number, random: () => number): readonly Sample[] {
  return Array.from({ length: CALLS }, (_, call) => pairLabels(call, round)).flatMap((labels) => {
    const rate = 1 + random() * 100;
    return BOUNDS.map((le, index) => ({ metric: { ...labels, le }, value: (rate * (index + 1)) / BOUNDS.length }));
  });
}

function samplesOf(query: string, round: number): readonly Sample[] {
  const random = seededRandom(round + 1);
  if (query.startsWith('sum by (reporter,') && query.includes('istio_requests_total')) return requests(round, random);
  if (query.includes('_bucket')) return buckets(round, random);
  if (query.includes('count_over_time')) return [{ metric: {}, value: 15 }];
  return [];
}

/** The body of an answer to one instant query. */
export function changingAnswer(query: string, round: number): string {
  const result = samplesOf(query, round).map(({ metric, value }) => ({ metric, value: [1_700_000_000 + round * 15, String(value)] }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}
