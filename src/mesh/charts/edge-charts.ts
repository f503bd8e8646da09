/** The charts of an edge, or of one side of a node: their range queries (the text behind the panel's numbers) and how answers become lines. */
import type { RangeAnswer, RangeQuery } from '../../telemetry/ask-ranges';
import { bytesReceived, bytesSent } from '../../telemetry/metrics/bytes';
import { type EdgeMetric, type EdgeSelection, primaryRates } from '../../telemetry/metrics/edge-metric';
import { errorRatio } from '../../telemetry/metrics/error-ratio';
import { latencyMetrics } from '../../telemetry/metrics/latency';
import { rate } from '../../telemetry/metrics/rate';
import type { Protocol } from '../../telemetry/rows';
import { CLASS_LABELS, classTitle, RESPONSE_CLASSES, responseClassOf } from './response-class';

export type ChartUnit = 'requests' | 'ratio' | 'milliseconds' | 'bytes';

/** One line of a chart: its id tells its look, NaN is a gap. */
export interface ChartLine {
  readonly id: string;
  readonly title: string;
  readonly values: Float64Array;
}

export interface EdgeChart {
  readonly id: string;
  readonly title: string;
  readonly unit: ChartUnit;
  /** What has to be there for the chart to show anything: said where it is empty. */
  readonly needs: string;
  /** Empty where the chart says nothing about the protocol. */
  queries(selection: EdgeSelection): readonly RangeQuery[];
  lines(answers: readonly RangeAnswer[], protocol: Protocol): readonly ChartLine[];
}

const metricQueries = (metrics: readonly EdgeMetric[], selection: EdgeSelection): readonly RangeQuery[] =>
  metrics.flatMap((metric) => {
    const promql = metric.promql(selection);
    return promql === undefined ? [] : [{ key: metric.id, title: metric.title, promql }];
  });

/** One line a query, by its key. */
const plainLines =
  (titles: Readonly<Record<string, string>>) =>
  (answers: readonly RangeAnswer[]): readonly ChartLine[] =>
    answers.flatMap(({ key, lines }) => {
      const [only] = lines;
      const title = titles[key];
      return only === undefined || title === undefined || !hasNumber(only.values) ? [] : [{ id: key, title, values: only.values }];
    });

const BY_CLASS = 'by-class';

const rateChart: EdgeChart = {
  id: 'rate',
  title: 'Request rate by class',
  unit: 'requests',
  needs: 'istio_requests_total',
  queries(selection) {
    if (selection.protocol === 'tcp') return [];
    const byCode = primaryRates(selection, selection.names.requests, { by: CLASS_LABELS });
    return [
      ...metricQueries([rate], selection),
      { key: BY_CLASS, title: 'Request rate by response', promql: `sum by (${CLASS_LABELS}) (${byCode})` },
    ];
  },
  lines(answers, protocol) {
    const classes = new Map<string, Float64Array>();
    for (const { labels, values } of answers.find(({ key }) => key === BY_CLASS)?.lines ?? []) {
      const id = responseClassOf(protocol, labels);
      classes.set(id, addLines(classes.get(id), values));
    }
    return [
      ...plainLines({ rate: 'All requests' })(answers),
      ...RESPONSE_CLASSES.flatMap((id) => {
        const values = classes.get(id);
        return values === undefined || !values.some((value) => value > 0) ? [] : [{ id, title: classTitle(protocol, id), values }];
      }),
    ];
  },
};

const errorChart: EdgeChart = {
  id: 'errors',
  title: 'Error ratio',
  unit: 'ratio',
  needs: 'istio_requests_total with response_code',
  queries: (selection) => metricQueries([errorRatio], selection),
  lines: plainLines({ errors: 'Failed requests' }),
};

const latencyChart: EdgeChart = {
  id: 'latency',
  title: 'Latency',
  unit: 'milliseconds',
  needs: 'istio_request_duration_milliseconds',
  queries: (selection) => metricQueries(latencyMetrics, selection),
  lines: plainLines({ p50: 'p50', p95: 'p95', p99: 'p99' }),
};

const bytesChart: EdgeChart = {
  id: 'bytes',
  title: 'Bytes',
  unit: 'bytes',
  needs: 'istio_tcp_received_bytes_total and istio_tcp_sent_bytes_total, or istio_request_bytes and istio_response_bytes',
  queries(selection) {
    if (selection.protocol === 'tcp') return metricQueries([bytesSent, bytesReceived], selection);
    const { requestBytes, responseBytes } = selection.names;
    const bodies = (metric: string) => `sum(${primaryRates(selection, `${metric}_sum`)})`;
    return [
      { key: 'sent', title: 'Request bodies', promql: bodies(requestBytes) },
      { key: 'received', title: 'Response bodies', promql: bodies(responseBytes) },
    ];
  },
  lines: (answers, protocol) =>
    plainLines(
      protocol === 'tcp'
        ? { sent: 'Sent by the client', received: 'Received by the client' }
        : { sent: 'Request bodies', received: 'Response bodies' },
    )(answers),
};

/** In reading order. */
export const EDGE_CHARTS: readonly EdgeChart[] = [rateChart, errorChart, latencyChart, bytesChart];

const hasNumber = (values: Float64Array): boolean => values.some((value) => !Number.isNaN(value));

/** Added where both have a number; where only one has, that one; a gap only where both are. */
function addLines(sum: Float64Array | undefined, values: Float64Array): Float64Array {
  if (sum === undefined) return values;
  return sum.map((before, index) => {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(before)) return value;
    return Number.isNaN(value) ? before : before + value;
  });
}
