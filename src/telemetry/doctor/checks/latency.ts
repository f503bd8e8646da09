import { formatCount } from '../../../lib/format-number';
import type { Check } from '../check';
import { seriesOf } from '../evidence';
import { enableMetric } from '../snippets';

export const latency: Check = {
  id: 'latency',
  title: 'Latency',
  reads: ['series'],
  look: (evidence) => {
    const { names } = evidence;
    if (seriesOf(evidence, names.requests) === 0) return [];
    const [buckets, native, counts] = [`${names.duration}_bucket`, names.duration, `${names.duration}_count`].map((name) =>
      seriesOf(evidence, name),
    );
    if ((buckets ?? 0) > 0)
      return [{ id: 'latency', state: 'good', says: `${formatCount(buckets ?? 0)} histograms of ${names.duration}.` }];
    if ((native ?? 0) > 0)
      return [
        {
          id: 'latency',
          state: 'good',
          says: `${formatCount(native ?? 0)} native histograms of ${names.duration}: the server computes the percentiles for the drawn grouping.`,
        },
      ];
    return [
      {
        id: 'latency',
        state: 'missing',
        says:
          (counts ?? 0) > 0
            ? `There are counts and sums of ${names.duration}, but no buckets: the scrape drops them.`
            : `There is no ${names.duration}: the metric is switched off or dropped.`,
        hides: 'p50, p95 and p99 of every edge, and the slowest edges.',
        remedies: [
          {
            says: 'Where a Telemetry resource disabled it, switch it on.',
            snippet: { title: 'Telemetry', text: enableMetric('REQUEST_DURATION') },
          },
          {
            says: 'Where the scrape drops it, take this rule out.',
            snippet: {
              title: 'metric_relabel_configs',
              text: `metric_relabel_configs:\n  - source_labels: [__name__]\n    regex: ${names.duration}_bucket\n    action: drop   # take this rule out\n`,
            },
          },
        ],
      },
    ];
  },
};
