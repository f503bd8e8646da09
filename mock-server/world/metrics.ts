/** The metrics of docs/telemetry.md §2: which rows carry them and how their values follow from the counts. */
import { boundLabels, type Shape } from './latency-shape';
import type { Measure } from './row';
import type { Counts } from './sample-row';

/** One series name of the world. */
export interface Metric {
  readonly name: string;
  /** Values of a row at its counts' moments; undefined: the row does not carry this metric. Bucket metrics give one array per bound. */
  readonly values: (measure: Measure, counts: Counts, wanted: BucketFilter) => readonly (Float64Array | undefined)[] | undefined;
  readonly buckets: boolean;
}

/** Which bounds (indexes of `boundLabels`) are asked for. */
type BucketFilter = (index: number) => boolean;

export interface MetricFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Series names of the family; `up` has no rows and none here. */
  readonly metrics: readonly Metric[];
}

type RequestMeasure = Extract<Measure, { kind: 'requests' }>;
type ShapesOf = (measure: RequestMeasure, phase: number) => Shape | undefined;

/** One number per moment from the whole counts of its phases. */
function perMoment(counts: Counts, numberOf: (count: number, phase: number) => number): Float64Array {
  const { phaseCount } = counts;
  const values = new Float64Array(counts.timestampsMs.length);
  for (let index = 0; index < values.length; index += 1) {
    let sum = 0;
    for (let phase = 0; phase < phaseCount; phase += 1) sum += numberOf(counts.byPhase[index * phaseCount + phase] ?? 0, phase);
    values[index] = sum;
  }
  return values;
}

/** Deals whole requests to buckets from +Inf down, so that each bucket and each difference of two only grows. */
function bucketValues(counts: Counts, shapes: readonly (Shape | undefined)[], wanted: BucketFilter): readonly (Float64Array | undefined)[] {
  const { phaseCount } = counts;
  const size = counts.timestampsMs.length;
  const buckets = boundLabels.map((_, bound) => (wanted(bound) ? new Float64Array(size) : undefined));
  const lowest = buckets.findIndex((bucket) => bucket !== undefined);
  if (lowest < 0) return buckets;
  for (let phase = 0; phase < phaseCount; phase += 1) {
    const keep = shapes[phase]?.keep;
    if (keep === undefined) continue;
    for (let index = 0; index < size; index += 1) {
      let left = counts.byPhase[index * phaseCount + phase] ?? 0;
      for (let bound = boundLabels.length - 1; bound >= lowest && left > 0; bound -= 1) {
        left = Math.floor(left * (keep[bound] ?? 0) + 0.5);
        const bucket = buckets[bound];
        if (bucket !== undefined) bucket[index] = (bucket[index] ?? 0) + left;
      }
    }
  }
  return buckets;
}

function histogram(name: string, help: string, shapesOf: ShapesOf): MetricFamily {
  const requests = (measure: Measure): RequestMeasure | undefined => (measure.kind === 'requests' ? measure : undefined);
  return {
    name,
    type: 'histogram',
    help,
    metrics: [
      {
        name: `${name}_bucket`,
        buckets: true,
        values: (measure, counts, wanted) => {
          const found = requests(measure);
          if (found === undefined) return undefined;
          const shapes = Array.from({ length: counts.phaseCount }, (_, phase) => shapesOf(found, phase));
          return bucketValues(counts, shapes, wanted);
        },
      },
      {
        name: `${name}_sum`,
        buckets: false,
        values: (measure, counts) => {
          const found = requests(measure);
          return found && [perMoment(counts, (count, phase) => Math.round(count * (shapesOf(found, phase)?.mean ?? 0)))];
        },
      },
      { name: `${name}_count`, buckets: false, values: (measure, counts) => requests(measure) && [perMoment(counts, (count) => count)] },
    ],
  };
}

function counter(name: string, help: string, valuesOf: (measure: Measure, counts: Counts) => Float64Array | undefined): MetricFamily {
  const values: Metric['values'] = (measure, counts) => {
    const found = valuesOf(measure, counts);
    return found && [found];
  };
  return { name, type: 'counter', help, metrics: [{ name, buckets: false, values }] };
}

function bytes(counts: Counts, perConnection: number): Float64Array {
  return counts.amount.map((amount) => Math.floor(amount * perConnection + 1e-4));
}

function carriesBytes(measure: Measure): measure is Extract<Measure, { kind: 'tcp' }> {
  return measure.kind === 'tcp' && (measure.connections === 'flowing' || measure.connections === 'bytes');
}

function connections(name: string, help: string, carriedBy: readonly string[], ahead: number): MetricFamily {
  return counter(name, help, (measure, counts) => {
    if (measure.kind !== 'tcp' || !carriedBy.includes(measure.connections)) return undefined;
    const whole = perMoment(counts, (count) => count);
    return measure.connections === 'flowing' ? whole.map((count) => count + ahead) : whole;
  });
}

/** All metric families of the world but `up`. A flowing TCP row always has one connection still open. */
export const families: readonly MetricFamily[] = [
  counter('istio_requests_total', 'requests handled by a proxy', (measure, counts) =>
    measure.kind === 'requests' ? perMoment(counts, (count) => count) : undefined,
  ),
  histogram('istio_request_duration_milliseconds', 'duration of requests', (measure, phase) => measure.duration[phase]),
  histogram('istio_request_bytes', 'HTTP request body sizes', (measure) => measure.requestBytes),
  histogram('istio_response_bytes', 'HTTP response body sizes', (measure) => measure.responseBytes),
  counter('istio_request_messages_total', 'gRPC messages sent by clients', (measure, counts) =>
    measure.kind === 'messages' ? perMoment(counts, (count) => count * measure.perRequest.request) : undefined,
  ),
  counter('istio_response_messages_total', 'gRPC messages sent by servers', (measure, counts) =>
    measure.kind === 'messages' ? perMoment(counts, (count) => count * measure.perRequest.response) : undefined,
  ),
  counter('istio_tcp_sent_bytes_total', 'bytes sent by servers over TCP', (measure, counts) =>
    carriesBytes(measure) ? bytes(counts, measure.sentBytes) : undefined,
  ),
  counter('istio_tcp_received_bytes_total', 'bytes received by servers over TCP', (measure, counts) =>
    carriesBytes(measure) ? bytes(counts, measure.receivedBytes) : undefined,
  ),
  connections('istio_tcp_connections_opened_total', 'TCP connections opened', ['flowing', 'opened'], 1),
  connections('istio_tcp_connections_closed_total', 'TCP connections closed', ['flowing', 'opened', 'closed', 'refused'], 0),
  connections('istio_tcp_connections_failed_total', 'TCP connections that could not be made', ['failed', 'refused'], 0),
];
