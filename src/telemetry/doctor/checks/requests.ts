import { formatCount } from '../../../lib/format-number';
import type { Check } from '../check';
import { samplesOf, seriesOf } from '../evidence';
import { enableMetric, SCRAPE_PROXIES } from '../snippets';
import { list } from '../words';

export const requests: Check = {
  id: 'requests',
  title: 'Requests',
  reads: ['series', 'targets'],
  look: (evidence) => {
    const { names } = evidence;
    const series = seriesOf(evidence, names.requests);
    if (series > 0) return [{ id: 'requests', state: 'good', says: `${formatCount(series)} series of ${names.requests}.` }];
    const tcp = seriesOf(evidence, names.tcpReceived);
    if (tcp > 0)
      return [
        {
          id: 'requests',
          state: 'partial',
          says: `There is no ${names.requests}, but ${formatCount(tcp)} series of TCP: HTTP is not parsed here, or its metric is switched off.`,
          hides: 'Request rates, error ratios and latency: only bytes and connections can be drawn.',
          remedies: [
            { says: 'In ambient mode only a waypoint sees requests: give the namespace one (istioctl waypoint apply --enroll-namespace).' },
            {
              says: 'Where a Telemetry resource disabled it, switch it on.',
              snippet: { title: 'Telemetry', text: enableMetric('REQUEST_COUNT') },
            },
          ],
        },
      ];
    const jobs = [...new Set(samplesOf(evidence, 'targets').map(({ labels }) => labels.job ?? ''))].filter((job) => job !== '').sort();
    return [
      {
        id: 'requests',
        state: 'missing',
        says: `This Prometheus has no ${names.requests} and no ${names.tcpReceived} at this moment${jobs.length === 0 ? '' : `; it scrapes ${list(jobs)}`}.`,
        hides: 'Everything: the map is made of these two.',
        remedies: [
          {
            says: 'Scrape the proxies. Ports named *-envoy-prom serve /stats/prometheus; ztunnel serves it at 15020.',
            snippet: { title: 'prometheus.yml', text: SCRAPE_PROXIES },
          },
          {
            says: 'Where recording rules or federation rename the metrics, set the metric prefix of this source (“workload:” for workload:istio_requests_total).',
          },
          { says: 'Where the moment lies before the retention of this Prometheus, choose a later one.' },
        ],
      },
    ];
  },
};
