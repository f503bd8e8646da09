import { formatSample, formatScalar, formatTime } from '../promql/format-number';
import type { QueryData, QueryResult, ResultSeries } from '../promql/query';

/** Query results in the JSON of Prometheus' API; written by hand because samples are numbers in quotes. */
export function labelsJson(labels: ReadonlyMap<string, string>, quote: (text: string) => string = JSON.stringify): string {
  let last = '';
  let inOrder = true;
  let json = '';
  for (const [name, value] of labels) {
    if (name < last) inOrder = false;
    last = name;
    json += `${json === '' ? '' : ','}${quote(name)}:${quote(value)}`;
  }
  if (inOrder) return `{${json}}`;
  return labelsJson(new Map([...labels].sort(([a], [b]) => (a < b ? -1 : 1))), quote);
}

/** Quotes strings, each only once: the same label values stand in thousands of rows. */
function rememberingQuote(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const quoted = JSON.stringify(text);
    known.set(text, quoted);
    return quoted;
  };
}

function seriesJson({ labels, timestampsMs, values }: ResultSeries): string {
  const samples: string[] = [];
  timestampsMs.forEach((ms, index) => {
    samples.push(`[${formatTime(ms)},"${formatSample(values[index] ?? Number.NaN)}"]`);
  });
  return `{"metric":${labelsJson(labels)},"values":[${samples.join(',')}]}`;
}

/** The rows of a range answer come sorted by labels. */
function sortedSeries(series: readonly ResultSeries[]): string {
  const rows = series.map((one) => ({ key: labelsJson(one.labels), json: seriesJson(one) }));
  rows.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return rows.map(({ json }) => json).join(',');
}

function resultJson(data: QueryData): string {
  switch (data.resultType) {
    case 'scalar':
      return `[${formatTime(data.timestampMs)},"${formatScalar(data.value)}"]`;
    case 'string':
      return `[${formatTime(data.timestampMs)},${JSON.stringify(data.text)}]`;
    case 'matrix':
      return `[${sortedSeries(data.series)}]`;
    case 'vector': {
      const time = formatTime(data.timestampMs);
      const quote = rememberingQuote();
      const rows = data.samples.map(
        ({ labels, value }) => `{"metric":${labelsJson(labels, quote)},"value":[${time},"${formatSample(value)}"]}`,
      );
      return `[${rows.join(',')}]`;
    }
  }
}

/** `data` of a query's answer; `evaluationSeconds` is given when statistics were asked for. */
export function queryJson({ data, samples }: QueryResult, evaluationSeconds: number | undefined): string {
  const timings = { evalTotalTime: evaluationSeconds, execTotalTime: evaluationSeconds };
  const stats = { timings, samples: { totalQueryableSamples: samples, peakSamples: samples } };
  const statistics = evaluationSeconds === undefined ? '' : `,"stats":${JSON.stringify(stats)}`;
  return `{"resultType":"${data.resultType}","result":${resultJson(data)}${statistics}}`;
}
